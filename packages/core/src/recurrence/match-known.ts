import type { Currency } from '../money/index.ts';
import type { DetectedSeries } from './detect-series.ts';
import { periodDaysOf, type Schedule } from './schedule.ts';

/** A series that is known already, whoever found it. */
export interface KnownSeries {
  readonly id: string;
  readonly state: 'proposed' | 'accepted' | 'dismissed' | 'ended';
  readonly accountId: string;
  readonly currency: Currency;
  readonly schedule: Schedule;
  /** Signed minor units. */
  readonly expectedMinor: bigint;
  readonly merchantWords: readonly string[];
  readonly rowIds: ReadonlySet<string>;
}

/** A series that detection has found, and whose it is. */
export interface FoundSeries {
  readonly accountId: string;
  readonly currency: Currency;
  readonly series: DetectedSeries;
}

/**
 * Which known series each found one is: by the rows that both have, else by account, words, rhythm and amount. A known
 * one is found once at most, but a dismissed one swallows every found one that shares rows with it, or that a slightly
 * changed text made look new: it stays dismissed. Null for what is new.
 */
export function matchKnown(
  found: readonly FoundSeries[],
  known: readonly KnownSeries[],
): (KnownSeries | null)[] {
  const owners = new Map<string, KnownSeries>();
  for (const series of known) for (const id of series.rowIds) owners.set(id, series);
  const answers: (KnownSeries | null)[] = found.map(() => null);
  const taken = new Set<string>();
  const give = (index: number, series: KnownSeries): void => {
    if (taken.has(series.id) && series.state !== 'dismissed') return;
    answers[index] = series;
    taken.add(series.id);
  };
  const shared = found
    .flatMap(({ series }, index) => {
      const { best, rows } = mostShared(series, owners);
      return best !== null && rows * 2 >= Math.min(series.rows.length, best.rowIds.size)
        ? [{ index, best, rows }]
        : [];
    })
    .sort((left, right) => right.rows - left.rows || left.index - right.index);
  for (const { index, best } of shared) give(index, best);
  for (const [index, each] of found.entries()) {
    if (answers[index] !== null) continue;
    const alike = known.find(
      (series) => (!taken.has(series.id) || series.state === 'dismissed') && isAlike(each, series),
    );
    if (alike) give(index, alike);
  }
  return answers;
}

function mostShared(
  { rows }: DetectedSeries,
  owners: ReadonlyMap<string, KnownSeries>,
): { readonly best: KnownSeries | null; readonly rows: number } {
  const counts = new Map<KnownSeries, number>();
  for (const { id } of rows) {
    const owner = owners.get(id);
    if (owner) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  let [best, most]: [KnownSeries | null, number] = [null, 0];
  for (const [owner, count] of counts) if (count > most) [best, most] = [owner, count];
  return { best, rows: most };
}

function isAlike({ accountId, currency, series }: FoundSeries, known: KnownSeries): boolean {
  if (known.accountId !== accountId || known.currency !== currency) return false;
  if (known.expectedMinor > 0n !== series.expectedMinor > 0n) return false;
  const [period, knownPeriod] = [periodDaysOf(series.schedule), periodDaysOf(known.schedule)];
  if (period > knownPeriod * 1.2 || knownPeriod > period * 1.2) return false;
  const isNamed = series.merchantWords.some((word) => known.merchantWords.includes(word));
  return isNamed ? isNear(series.expectedMinor, known.expectedMinor) : false;
}

/** Within a third. */
function isNear(left: bigint, right: bigint): boolean {
  const [one, other] = [left < 0n ? -left : left, right < 0n ? -right : right];
  return one * 3n <= other * 4n && other * 3n <= one * 4n;
}
