'use client';

import { BulkBar, type BulkField } from './bulk-bar.tsx';
import type { Marked } from './bulk-change.ts';
import styles from './list-head.module.css';
import { TotalsBar } from './list-head.tsx';
import type { TransactionTotals } from './load-transactions.ts';
import { SelectSwitch } from './select-switch.tsx';
import type { Selection } from './use-selection.ts';

export interface ListTopProps {
  selection: Selection;
  marked: Marked;
  totals: readonly TransactionTotals[];
  isSummed: boolean;
  canWrite: boolean;
  onAsk: (field: BulkField) => void;
  onDelete: () => void;
}

/** What stands above the list: its totals, or what can be done with the rows that are selected. */
export function ListTop(props: ListTopProps) {
  const { selection, marked, totals, isSummed, canWrite, onAsk, onDelete } = props;
  return (
    <div className={styles.head}>
      {selection.rows.length > 0 ? (
        <BulkBar
          marked={marked}
          totals={totals}
          onAsk={onAsk}
          onDelete={onDelete}
          onSelectAll={selection.selectAll}
          onClear={selection.clear}
        />
      ) : (
        <TotalsBar {...{ totals, isSummed }}>
          {canWrite ? <SelectSwitch isOn={selection.isOpen} onSwitch={selection.open} /> : null}
        </TotalsBar>
      )}
    </div>
  );
}
