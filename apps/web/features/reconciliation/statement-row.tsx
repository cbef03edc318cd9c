'use client';

import type { ReconciliationRow } from '@fintrack/contract';
import { memo } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { Day } from '@/components/day.tsx';
import styles from './reconciliation.module.css';

export interface StatementRowProps {
  row: ReconciliationRow;
  currency: string;
  isTicked: boolean;
  onToggle: (id: string) => void;
}

/** A row with its tick; the whole line is the box's label. */
export const StatementRow = memo(function StatementRow({
  row,
  currency,
  isTicked,
  onToggle,
}: StatementRowProps) {
  const title = row.payeeName ?? (row.description === '' ? 'No description' : row.description);
  const detail = row.payeeName === null || row.description === row.payeeName ? '' : row.description;
  return (
    <tr className={styles.row} {...(isTicked ? { 'data-ticked': true } : {})}>
      <td className={styles.tick}>
        <Checkbox
          label={`${title}, ${row.date}`}
          hideLabel
          name="tick"
          value={row.id}
          checked={isTicked}
          onChange={() => onToggle(row.id)}
          data-tick
        />
      </td>
      <td className={styles.date}>
        <Day date={row.date} />
      </td>
      <td className={styles.what}>
        <span className={styles.title}>{title}</span>
        {detail === '' ? null : <span className={styles.detail}>{detail}</span>}
      </td>
      <td className={styles.amount}>
        <Amount value={row.amount} currency={currency} currencyDisplay="none" tone="flow" />
      </td>
    </tr>
  );
});
