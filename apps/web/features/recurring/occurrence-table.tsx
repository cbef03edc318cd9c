import type { RecurringVariance } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';

export interface OccurrenceTableProps {
  occurrences: readonly RecurringVariance[];
  currency: string;
}

/** Each time: when it was due and came, what was expected and what it was. */
export function OccurrenceTable({ occurrences, currency }: OccurrenceTableProps) {
  const head = (
    <>
      <TableHead>Due</TableHead>
      <TableHead>Came</TableHead>
      <TableHead>How</TableHead>
      <TableHead figure>Expected</TableHead>
      <TableHead figure>Difference</TableHead>
      <TableHead figure>Amount</TableHead>
    </>
  );
  return (
    <Table caption="Expected and actual" head={head}>
      {occurrences.map((each) => (
        <TableRow key={`${each.dueDate} ${each.transactionId}`}>
          <TableCell muted phone="detail">
            <Day date={parseCalendarDate(each.dueDate)} />
          </TableCell>
          <TableCell phone="title">
            {each.date === null ? (
              'Nothing came'
            ) : (
              <Link href={`/transactions/${each.transactionId}`}>
                <Day date={parseCalendarDate(each.date)} />
              </Link>
            )}
          </TableCell>
          <TableCell phone="note">
            <HowItCame occurrence={each} />
          </TableCell>
          <TableCell figure muted>
            <Amount value={each.expected} currency={currency} />
          </TableCell>
          <TableCell figure>
            <Difference occurrence={each} currency={currency} />
          </TableCell>
          <TableCell figure phone="figure">
            {each.actual === null ? null : <Amount value={each.actual} currency={currency} />}
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

function HowItCame({ occurrence: { status, daysLate, isPriceChange } }: { occurrence: RecurringVariance }) {
  const days = Math.abs(daysLate ?? 0);
  const text = {
    on_time: null,
    missing: <Chip tone="warning">Missing</Chip>,
    late: `${days} days late`,
    early: `${days} days early`,
    posted: <Chip>Posted ahead</Chip>,
  }[status];
  return (
    <>
      {text} {isPriceChange ? <Chip tone="accent">New price</Chip> : null}
    </>
  );
}

function Difference({ occurrence, currency }: { occurrence: RecurringVariance; currency: string }) {
  const { difference, differencePercent } = occurrence;
  if (difference === null || !/[1-9]/u.test(difference)) return null;
  return (
    <>
      <Amount value={difference} currency={currency} sign="always" />
      {differencePercent === null ? null : ` (${Math.abs(differencePercent)}%)`}
    </>
  );
}
