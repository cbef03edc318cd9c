import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { rateText } from '@/lib/format-rate.ts';
import styles from './currencies.module.css';
import type { FxGainReport } from './fx-gain-table.tsx';

export interface FxTransferTableProps {
  transfers: FxGainReport['transfers'];
  locale: string;
}

/** Transfers across currencies, with what they gave beside what the day's reference rate would have given. */
export function FxTransferTable({ transfers, locale }: FxTransferTableProps) {
  const head = (
    <>
      <TableHead>Transfer</TableHead>
      <TableHead figure>Sent</TableHead>
      <TableHead figure>Received</TableHead>
      <TableHead figure>Rate got</TableHead>
      <TableHead figure>Rate of the day</TableHead>
      <TableHead figure>Difference</TableHead>
    </>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Transfers across currencies">
      <Table caption="Transfers across currencies" head={head} stacks={false}>
        {transfers.map((transfer) => (
          <TableRow key={transfer.transactionId}>
            <TableCell>
              <Link href={`/transactions/${transfer.transactionId}`}>
                {transfer.fromAccountName} to {transfer.toAccountName}
              </Link>
              , <Day date={parseCalendarDate(transfer.date)} />
            </TableCell>
            <TableCell figure>
              <Amount value={transfer.sent} currency={transfer.sentCurrency} />
            </TableCell>
            <TableCell figure>
              <Amount value={transfer.received} currency={transfer.receivedCurrency} />
            </TableCell>
            <TableCell figure>
              <span className={styles.rate}>{rateText(transfer.impliedRate, locale)}</span>
            </TableCell>
            <TableCell figure>
              <span className={styles.rate}>
                {transfer.reference === null ? 'unknown' : rateText(transfer.reference.rate, locale)}
              </span>
            </TableCell>
            <TableCell figure>
              {transfer.difference === null ? (
                'unknown'
              ) : (
                <Amount
                  value={transfer.difference}
                  currency={transfer.receivedCurrency}
                  sign="always"
                  tone="flow"
                />
              )}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
