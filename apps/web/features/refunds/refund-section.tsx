import type { RelatedRow, TransactionDetail } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { Section } from '@/components/section.tsx';
import type { Purchase } from './load-purchases.ts';
import { PurchaseForm } from './purchase-form.tsx';
import styles from './refunds.module.css';

export interface RefundSectionProps {
  row: TransactionDetail;
  /** Purchases that the row may give back. */
  purchases: readonly Purchase[];
  canWrite: boolean;
}

/** The purchase that a refund gives back, or the refunds of a purchase and what can still come back. */
export function RefundSection({ row, purchases, canWrite }: RefundSectionProps) {
  if (row.purchase !== null) {
    return (
      <Section title="This gives back">
        <RefundLine row={row.purchase} />
        {canWrite ? <PurchaseForm id={row.id} version={row.version} /> : null}
      </Section>
    );
  }
  if (row.refunds.length > 0) {
    return (
      <Section title="What came back">
        {row.refunds.map((refund) => (
          <RefundLine key={refund.id} row={refund} />
        ))}
        {row.refundable === null ? null : (
          <p className={styles.left}>
            <Amount value={row.refundable} currency={row.currency} /> can still come back.
          </p>
        )}
      </Section>
    );
  }
  if (!canWrite || purchases.length === 0) return null;
  return <PurchaseForm id={row.id} version={row.version} purchases={purchases} />;
}

function RefundLine({ row }: { row: RelatedRow }) {
  return (
    <p className={styles.line}>
      <Link href={`/transactions/${row.id}`}>{row.payeeName ?? (row.description || 'No payee')}</Link>
      <span className={styles.where}>
        {row.accountName} · <Day date={parseCalendarDate(row.date)} />
      </span>
      <Amount value={row.amount} currency={row.currency} tone="flow" />
    </p>
  );
}
