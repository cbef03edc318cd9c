'use client';

import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import styles from './bulk-bar.module.css';
import type { Marked } from './bulk-change.ts';
import type { TransactionTotals } from './load-transactions.ts';
import { sumRows } from './selection-model.ts';

/** What can be set of many rows. */
export type BulkField = 'category' | 'tags' | 'payee' | 'account' | 'date' | 'status';

const FIELDS: readonly { readonly field: BulkField; readonly label: string }[] = [
  { field: 'category', label: 'Category' },
  { field: 'tags', label: 'Tags' },
  { field: 'payee', label: 'Payee' },
  { field: 'account', label: 'Account' },
  { field: 'date', label: 'Date' },
  { field: 'status', label: 'Status' },
];

export interface BulkBarProps {
  marked: Marked;
  /** Of all that the filter matches. */
  totals: readonly TransactionTotals[];
  onAsk: (field: BulkField) => void;
  onDelete: () => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** How many rows are selected, their sum, and what can be done with them, in place of the totals. */
export function BulkBar({ marked, totals, onAsk, onDelete, onSelectAll, onClear }: BulkBarProps) {
  const matching = totals.reduce((sum, { count }) => sum + count, 0);
  const sums = marked.isAll
    ? totals.map(({ currency, net }) => ({ currency, amount: net }))
    : sumRows(marked.rows);
  return (
    <div className={styles.bar} role="group" aria-label="Selected rows">
      <span className={styles.state} role="status">
        <strong className={styles.count}>{marked.count.toLocaleString('en-US')} selected</strong>
        {sums.map(({ currency, amount }) => (
          <Amount key={currency} value={amount} currency={currency} tone="muted" />
        ))}
      </span>
      <span className={styles.actions}>
        {FIELDS.map(({ field, label }) => (
          <Button key={field} small onPress={() => onAsk(field)}>
            {label}
          </Button>
        ))}
        <Button small look="danger" onPress={onDelete}>
          Delete
        </Button>
      </span>
      <span className={styles.actions}>
        {marked.isAll || matching <= marked.count ? null : (
          <Button small look="quiet" onPress={onSelectAll}>
            Select all {matching.toLocaleString('en-US')}
          </Button>
        )}
        <Button small look="quiet" onPress={onClear}>
          Clear selection
        </Button>
      </span>
    </div>
  );
}
