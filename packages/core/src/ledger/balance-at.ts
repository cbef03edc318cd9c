import type { CalendarDate } from '../dates/index.ts';

/** What the bank says an account holds at the end of a day, in minor units of the account's currency. */
export interface Anchor {
  readonly date: CalendarDate;
  readonly balanceMinor: bigint;
}

/**
 * The rows of an account on one day, summed: minor units of the account's currency, signed from the account's
 * view. Posted rows are cleared or reconciled; pending ones are kept apart. `rowCount` counts both.
 */
export interface DailyTotal {
  readonly date: CalendarDate;
  readonly postedMinor: bigint;
  readonly pendingMinor: bigint;
  readonly rowCount: number;
}

/**
 * All that a balance follows from. At most one anchor and one total a day, in any order.
 * Totals may also stand for a span of days, dated at its last day, when no anchor and no day that is asked for
 * lies inside the span.
 */
export interface AccountLedger<Kind extends Anchor = Anchor> {
  readonly anchors: readonly Kind[];
  readonly totals: readonly DailyTotal[];
}

/**
 * The posted balance at the end of a day, in minor units: the latest anchor on or before the day plus the posted
 * rows after it; before the first anchor that anchor less the rows up to it; without anchors the sum of the rows.
 * Source: docs/specs/balances.md, rules 1 to 4.
 */
export function balanceAt(ledger: AccountLedger, date: CalendarDate): bigint {
  const anchor = governingAnchor(ledger.anchors, date);
  if (!anchor) return postedBetween(ledger.totals, null, date);
  if (anchor.date <= date) return anchor.balanceMinor + postedBetween(ledger.totals, anchor.date, date);
  return anchor.balanceMinor - postedBetween(ledger.totals, date, anchor.date);
}

/** Sum of the pending rows up to the end of a day, in minor units. No anchor settles a pending row. */
export function pendingAt(totals: readonly DailyTotal[], date: CalendarDate): bigint {
  return totals.reduce((sum, total) => (total.date <= date ? sum + total.pendingMinor : sum), 0n);
}

/** The anchor that a day's balance is counted from: the latest on or before it, else the first of all. */
export function governingAnchor<Kind extends Anchor>(
  anchors: readonly Kind[],
  date: CalendarDate,
): Kind | undefined {
  let latest: Kind | undefined;
  let first: Kind | undefined;
  for (const anchor of anchors) {
    if (anchor.date <= date && (!latest || anchor.date > latest.date)) latest = anchor;
    if (!first || anchor.date < first.date) first = anchor;
  }
  return latest ?? first;
}

/** Posted rows after the day `after` (null: from the beginning) up to and including the day `upTo`. */
export function postedBetween(
  totals: readonly DailyTotal[],
  after: CalendarDate | null,
  upTo: CalendarDate,
): bigint {
  return totals.reduce(
    (sum, total) =>
      (after === null || total.date > after) && total.date <= upTo ? sum + total.postedMinor : sum,
    0n,
  );
}
