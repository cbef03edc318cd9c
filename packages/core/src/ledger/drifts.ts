import type { CalendarDate } from '../dates/index.ts';
import { type AccountLedger, type Anchor, type DailyTotal, postedBetween } from './balance-at.ts';

/** An anchor with its drift: minor units, and the day of the anchor before it (null for the first one). */
export interface AnchorDrift<Kind extends Anchor = Anchor> {
  readonly anchor: Kind;
  readonly since: CalendarDate | null;
  /** What the anchor says less what the rows give since the anchor before; null for the first, which has none. */
  readonly driftMinor: bigint | null;
}

/**
 * Every anchor with its drift, oldest first. Zero where bank and books agree; a negative drift means that the bank
 * has less than the rows say. Source: docs/specs/balances.md, rule 6.
 */
export function drifts<Kind extends Anchor>(ledger: AccountLedger<Kind>): AnchorDrift<Kind>[] {
  const anchors = ledger.anchors.toSorted((left, right) => (left.date < right.date ? -1 : 1));
  return anchors.map((anchor, index) => {
    const previous = anchors[index - 1];
    return {
      anchor,
      since: previous?.date ?? null,
      driftMinor: previous ? driftSince(previous, anchor, ledger.totals) : null,
    };
  });
}

function driftSince(previous: Anchor, anchor: Anchor, totals: readonly DailyTotal[]): bigint {
  return anchor.balanceMinor - (previous.balanceMinor + postedBetween(totals, previous.date, anchor.date));
}
