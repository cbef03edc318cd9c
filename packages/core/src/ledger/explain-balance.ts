import { addDays, type CalendarDate } from '../dates/index.ts';
import { type AccountLedger, type Anchor, type DailyTotal, governingAnchor } from './balance-at.ts';
import { drifts } from './drifts.ts';

/** How a balance comes about; all amounts in minor units. Balance = anchor (or zero) plus or minus `sumMinor`. */
export interface BalanceExplanation<Kind extends Anchor = Anchor> {
  readonly balanceMinor: bigint;
  /** What is counted from; null: from nothing, at zero. */
  readonly anchor: Kind | null;
  /** backward: the day lies before the first anchor, and the sum is taken off. */
  readonly direction: 'forward' | 'backward';
  /** First and last day whose rows are in the sum; null when there is no such day. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly sumMinor: bigint;
  /** Rows between the two days, pending ones included. */
  readonly rowCount: number;
  /** The days with rows, newest first, as many as `maxDays`. */
  readonly days: readonly DailyTotal[];
  readonly daysAreCapped: boolean;
  /** The anchor's own drift; null without an anchor and for the first one. */
  readonly driftMinor: bigint | null;
}

/**
 * The proof of the posted balance at the end of a day.
 * @param maxDays how many days are listed; the sum is always over all of them.
 */
export function explainBalance<Kind extends Anchor>(
  ledger: AccountLedger<Kind>,
  date: CalendarDate,
  maxDays = 366,
): BalanceExplanation<Kind> {
  const anchor = governingAnchor(ledger.anchors, date) ?? null;
  const direction = anchor && anchor.date > date ? 'backward' : 'forward';
  const span = countedSpan(ledger, anchor, date);
  const days = ledger.totals
    .filter((total) => span && total.rowCount > 0 && total.date >= span.from && total.date <= span.to)
    .toSorted((left, right) => (left.date < right.date ? 1 : -1));
  const sumMinor = days.reduce((sum, day) => sum + day.postedMinor, 0n);
  const own = anchor && drifts(ledger).find((each) => each.anchor.date === anchor.date);
  return {
    balanceMinor: (anchor?.balanceMinor ?? 0n) + (direction === 'forward' ? sumMinor : -sumMinor),
    anchor,
    direction,
    from: span?.from ?? null,
    to: span?.to ?? null,
    sumMinor,
    rowCount: days.reduce((count, day) => count + day.rowCount, 0),
    days: days.slice(0, maxDays),
    daysAreCapped: days.length > maxDays,
    driftMinor: own?.driftMinor ?? null,
  };
}

function countedSpan(
  ledger: AccountLedger,
  anchor: Anchor | null,
  date: CalendarDate,
): { from: CalendarDate; to: CalendarDate } | null {
  if (!anchor) {
    const from = ledger.totals.reduce<CalendarDate | null>(
      (first, total) => (total.rowCount > 0 && (first === null || total.date < first) ? total.date : first),
      null,
    );
    return from !== null && from <= date ? { from, to: date } : null;
  }
  if (anchor.date === date) return null;
  if (anchor.date < date) return { from: addDays(anchor.date, 1), to: date };
  return { from: addDays(date, 1), to: anchor.date };
}
