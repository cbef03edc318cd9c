import type { CalendarDate } from '@fintrack/core/dates';
import { drifts } from '@fintrack/core/ledger';
import type { LoadedLedger } from '../accounts/index.ts';
import type { BadSegment } from './gather.ts';

/** Every time between two anchors of an account that does not add up, oldest first. */
export function badSegments({ account, ledger }: LoadedLedger): BadSegment[] {
  const all = drifts(ledger);
  return all.flatMap(({ anchor, since, driftMinor }, index) => {
    const opening = all[index - 1];
    if (!opening || since === null || !driftMinor) return [];
    return [
      {
        accountId: account.id,
        currency: account.currency,
        since,
        until: anchor.date,
        openingMinor: opening.anchor.balanceMinor,
        closingMinor: anchor.balanceMinor,
        driftMinor,
        rowCount: rowsBetween(ledger.totals, since, anchor.date),
        previousDriftMinor: opening.driftMinor,
        nextDriftMinor: all[index + 1]?.driftMinor ?? null,
      },
    ];
  });
}

function rowsBetween(
  totals: LoadedLedger['ledger']['totals'],
  since: CalendarDate,
  until: CalendarDate,
): number {
  return totals.reduce(
    (count, total) => (total.date > since && total.date <= until ? count + total.rowCount : count),
    0,
  );
}
