import {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  endOfMonth,
  isoWeekday,
  startOfMonth,
} from '../dates/index.ts';
import type { AccountLedger } from './balance-at.ts';

/** How far the points of a history lie apart; a week ends on Sunday (ISO 8601). */
export type HistoryInterval = 'day' | 'week' | 'month';

/** A posted balance at the end of a day, in minor units. */
export interface BalancePoint {
  readonly date: CalendarDate;
  readonly balanceMinor: bigint;
}

/**
 * The posted balance at the end of each of the dates, in one pass over the totals.
 * @param dates ascending. Equal to `balanceAt` for each of them.
 */
export function balanceHistory(ledger: AccountLedger, dates: readonly CalendarDate[]): BalancePoint[] {
  const anchors = ledger.anchors.toSorted(byDate);
  const sums = runningSums(ledger, dates);
  const first = anchors[0];
  let next = 0;
  // Balance less running sum: constant between two anchors, and before the first what it is after it.
  let offset = first ? first.balanceMinor - sumAt(sums, first.date) : 0n;
  return dates.map((date) => {
    for (let anchor = anchors[next]; anchor && anchor.date <= date; anchor = anchors[next]) {
      offset = anchor.balanceMinor - sumAt(sums, anchor.date);
      next += 1;
    }
    return { date, balanceMinor: offset + sumAt(sums, date) };
  });
}

/** The last day of each interval from `from` to `to`; the last point is `to` itself. Empty when `to` is earlier. */
export function intervalEnds(
  from: CalendarDate,
  to: CalendarDate,
  interval: HistoryInterval,
): CalendarDate[] {
  if (to < from) return [];
  const ends: CalendarDate[] = [];
  for (let end = endOfInterval(from, interval); end < to; end = nextEnd(end, interval)) ends.push(end);
  ends.push(to);
  return ends;
}

/** How many points {@link intervalEnds} gives at most, without making them. */
export function countIntervalEnds(from: CalendarDate, to: CalendarDate, interval: HistoryInterval): number {
  const days = daysBetween(from, to) + 1;
  if (days <= 0) return 0;
  const shortest = interval === 'day' ? 1 : interval === 'week' ? 7 : 28;
  return Math.ceil(days / shortest) + (interval === 'day' ? 0 : 1);
}

function byDate(left: { date: CalendarDate }, right: { date: CalendarDate }): number {
  if (left.date === right.date) return 0;
  return left.date < right.date ? -1 : 1;
}

/** The sum of all posted rows up to each day that is needed: the dates asked for and the anchors' days. */
function runningSums(
  ledger: AccountLedger,
  dates: readonly CalendarDate[],
): ReadonlyMap<CalendarDate, bigint> {
  const days = [...new Set([...dates, ...ledger.anchors.map((anchor) => anchor.date)])].toSorted();
  const totals = ledger.totals.toSorted(byDate);
  const sums = new Map<CalendarDate, bigint>();
  let sum = 0n;
  let next = 0;
  for (const day of days) {
    for (let total = totals[next]; total && total.date <= day; total = totals[next]) {
      sum += total.postedMinor;
      next += 1;
    }
    sums.set(day, sum);
  }
  return sums;
}

function sumAt(sums: ReadonlyMap<CalendarDate, bigint>, date: CalendarDate): bigint {
  const sum = sums.get(date);
  if (sum === undefined) throw new Error(`No running sum was made for ${date}.`);
  return sum;
}

function endOfInterval(date: CalendarDate, interval: HistoryInterval): CalendarDate {
  switch (interval) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, 7 - isoWeekday(date));
    case 'month':
      return endOfMonth(date);
  }
}

function nextEnd(end: CalendarDate, interval: HistoryInterval): CalendarDate {
  if (interval === 'month') return endOfMonth(addMonths(startOfMonth(end), 1));
  return addDays(end, interval === 'day' ? 1 : 7);
}
