import type { RecurringSeries } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { AmountRange } from './amount-range.tsx';
import { seriesHref } from './hrefs.ts';
import styles from './recurring.module.css';

export interface SeriesTableProps {
  caption: string;
  series: readonly RecurringSeries[];
}

/** Series, a line each: when they come next, or when they came last. */
export function SeriesTable({ caption, series }: SeriesTableProps) {
  const head = (
    <>
      <TableHead>Series</TableHead>
      <TableHead>Rhythm</TableHead>
      <TableHead>Price</TableHead>
      <TableHead>Next</TableHead>
      <TableHead>Last</TableHead>
      <TableHead figure>Amount</TableHead>
    </>
  );
  return (
    <Table caption={caption} head={head}>
      {series.map((each) => (
        <TableRow key={each.id}>
          <TableCell phone="title">
            <Link href={seriesHref(each.id)}>{each.name}</Link>{' '}
            {each.hasStopped ? <Chip tone="warning">Stopped</Chip> : null}
          </TableCell>
          <TableCell muted phone="detail">
            {each.rhythm}
          </TableCell>
          <TableCell muted>
            <LastPrice series={each} />
          </TableCell>
          <TableCell muted phone="note">
            {each.next === null ? null : <Day date={parseCalendarDate(each.next.date)} />}
          </TableCell>
          <TableCell muted>
            {each.lastDate === null ? null : <Day date={parseCalendarDate(each.lastDate)} />}
          </TableCell>
          <TableCell figure phone="figure">
            <AmountRange {...each} />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

/** The change of price before the one that holds now. */
function LastPrice({ series: { priceHistory, currency } }: { series: RecurringSeries }) {
  const [before, now] = priceHistory.slice(-2);
  if (!before || !now) return null;
  return (
    <span className={styles.price}>
      was <Amount value={before.amount} currency={currency} tone="muted" /> until{' '}
      <Day date={parseCalendarDate(now.from)} />
    </span>
  );
}
