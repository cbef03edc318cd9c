import type { RelatedRow } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './transfers.module.css';

/** Another row in one line: what it is called, where and when, how much. */
export function RelatedLine({ row }: { row: RelatedRow }) {
  return (
    <span className={styles.related}>
      <Link href={`/transactions/${row.id}`} className={styles.title}>
        {relatedTitle(row)}
      </Link>
      <span className={styles.where}>
        {row.accountName} · <Day date={parseCalendarDate(row.date)} />
      </span>
      <Amount value={row.amount} currency={row.currency} tone="flow" />
    </span>
  );
}

/** Its payee, else its words, else the account that it is in. */
export function relatedTitle(row: RelatedRow): string {
  if (row.payeeName !== null && row.payeeName !== '') return row.payeeName;
  return row.description === '' ? `Row in ${row.accountName}` : row.description;
}
