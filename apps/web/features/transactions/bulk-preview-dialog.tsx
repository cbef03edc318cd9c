'use client';

import type { BulkResult } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import { formatShortDay } from '@/lib/format-day.ts';
import type { BulkChange } from './bulk-change.ts';
import styles from './bulk-dialogs.module.css';
import {
  type BulkTarget,
  confirmText,
  differenceText,
  effectText,
  questionText,
  reasonsOf,
  rowsText,
} from './bulk-words.ts';
import { rowTitle } from './listed-transaction.ts';

const SHOWN = 8;

export interface BulkPreviewDialogProps {
  change: BulkChange;
  target: BulkTarget;
  count: number;
  /** Null while it is asked for. */
  result: BulkResult | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Shows in numbers what a change of many rows would do, before it is done. */
export function BulkPreviewDialog({
  change,
  target,
  count,
  result,
  onConfirm,
  onClose,
}: BulkPreviewDialogProps) {
  const isPossible = result !== null && result.changed > 0;
  return (
    <Dialog
      isOpen
      title={questionText(change, target, count)}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      footer={
        <>
          <Button slot="close">Cancel</Button>
          <Button
            look={change.action === 'delete' ? 'danger' : 'primary'}
            isDisabled={!isPossible}
            onPress={onConfirm}
          >
            {confirmText(change, result?.changed ?? count)}
          </Button>
        </>
      }
    >
      {result === null ? (
        <Skeleton label="Working out what would happen" rows={5} />
      ) : (
        <Preview change={change} result={result} />
      )}
    </Dialog>
  );
}

function Preview({ change, result }: { change: BulkChange; result: BulkResult }) {
  const { changed, unchanged, followed, refused, preview } = result;
  return (
    <div className={styles.preview}>
      <p>
        {effectText(change, changed)}
        {followed === 0 ? '' : `, and ${rowsText(followed)} with them, such as other legs of transfers`}.
        {unchanged === 0 ? '' : ` ${rowsText(unchanged)} are so already.`}
      </p>
      {refused.count === 0 ? null : (
        <section>
          <h3>{rowsText(refused.count)} left out</h3>
          <ul>
            {reasonsOf(result).map(({ message, count }) => (
              <li key={message}>
                {message} ({rowsText(count)}
                {refused.count > refused.rows.length ? ' or more' : ''})
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview === null ? null : (
        <>
          <Balances balances={preview.balances} />
          <Rows rows={preview.rows} />
        </>
      )}
    </div>
  );
}

type Shown = NonNullable<BulkResult['preview']>;

function Balances({ balances }: { balances: Shown['balances'] }) {
  if (balances.length === 0) return null;
  return (
    <section>
      <h3>Balances</h3>
      {balances.map(({ accountId, name, currency, before, after }) => (
        <div key={accountId} className={styles.balance}>
          <span>{name}</span>
          <span>
            <Amount value={before} currency={currency} tone="muted" /> becomes{' '}
            <Amount value={after} currency={currency} />
          </span>
        </div>
      ))}
    </section>
  );
}

function Rows({ rows }: { rows: Shown['rows'] }) {
  const { locale } = useFormat();
  return (
    <section>
      <h3>The first of them</h3>
      <div className={styles.rows}>
        {rows.slice(0, SHOWN).map(({ before, after }) => {
          const row = before ?? after;
          if (row === null) return null;
          return (
            <div key={row.id} className={styles.row}>
              <span className={styles.muted}>{formatShortDay(row.date, locale)}</span>
              <span>
                {rowTitle(row)}
                {before === null || after === null ? null : (
                  <span className={styles.difference}>{differenceText(before, after)}</span>
                )}
              </span>
              <Amount value={row.amount} currency={row.currency} tone="flow" />
            </div>
          );
        })}
      </div>
    </section>
  );
}
