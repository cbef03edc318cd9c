import type { CalendarDate } from '../dates/index.ts';
import type { AccountLedger } from './balance-at.ts';
import { balanceHistory } from './balance-history.ts';

/** A row of the account that is asked for. Rows of one day follow each other by id. */
export interface RunningRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly isPosted: boolean;
  /** Sum of the posted rows of the same day that come after this one, in minor units. */
  readonly laterMinor: bigint;
}

/**
 * The posted balance after each row, in minor units; null for a pending row, which is in no balance yet. It is the
 * balance at the end of the row's day less what came after the row on that day, so that the last row of a day stands at
 * the day's balance and nothing before the day has to be read.
 * @param ledger must give the balance at the end of each row's day. Source: docs/specs/balances.md, rule 14.
 */
export function runningBalances(
  ledger: AccountLedger,
  rows: readonly RunningRow[],
): ReadonlyMap<string, bigint | null> {
  const days = [...new Set(rows.map((row) => row.date))].toSorted();
  const closing = new Map(balanceHistory(ledger, days).map((point) => [point.date, point.balanceMinor]));
  return new Map(
    rows.map((row) => [row.id, row.isPosted ? closingOf(closing, row.date) - row.laterMinor : null]),
  );
}

function closingOf(closing: ReadonlyMap<CalendarDate, bigint>, date: CalendarDate): bigint {
  const balance = closing.get(date);
  if (balance === undefined) throw new Error(`No balance was made for ${date}.`);
  return balance;
}
