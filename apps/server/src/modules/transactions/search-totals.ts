import type { TenantTransaction } from '../../platform/database/index.ts';
import type { TotalsRow } from './repo.list.ts';
import * as repo from './repo.search.ts';
import { DEAR } from './search-plan.ts';
import {
  findDays,
  indexedConditions,
  periodsOf,
  type RowSearch,
  refuseSlow,
  SEARCH_TIME,
  startClock,
} from './search-scope.ts';
import { costOf, toTemplate } from './search-terms.ts';

/** Rows of a search are counted up to here. */
export const SEARCH_COUNT_CAP = 1000;
const COUNTED_PLACES = 2 * SEARCH_COUNT_CAP;
/** Places that are summed at once. */
const MOST_PLACES = 25_000;
/** A period that is summed has no more places than this. */
const NO_LIMIT = 2_000_000_000;

/** Rows that are known to fit, and the periods that were not asked yet. */
export interface Counted {
  readonly count: number;
  readonly left: readonly number[];
}

/** Rows of a search, counted up to a limit and for a while, on from what is known; null where the index cannot tell. */
export async function countFound(
  tx: TenantTransaction,
  search: RowSearch,
  known?: Counted,
): Promise<{ total: number; totalIsCapped: boolean } | null> {
  const { time = SEARCH_TIME } = search;
  const { index } = search.plan;
  // Counting is worth less than what it would cost to gather all words that begin so.
  if (index === null || (known === undefined && costOf(index) > DEAR)) return null;
  const clock = startClock();
  const template = toTemplate(index);
  let total = known?.count ?? 0;
  let left = known?.left ?? periodsOf(await findDays(tx, search, { after: null, isNewestFirst: true }), true);
  while (left.length > 0 && total <= SEARCH_COUNT_CAP) {
    const probe = { template, periods: left, limit: COUNTED_PLACES, ms: Math.max(0, time.countMs - clock()) };
    const { count, used, isDense } = await repo.probeCount(
      tx,
      indexedConditions({ ...search, index }),
      probe,
    );
    total += count;
    left = left.slice(used);
    if (isDense || (clock() > time.countMs && left.length > 0)) {
      return { total: Math.min(total, SEARCH_COUNT_CAP), totalIsCapped: true };
    }
  }
  const isCapped = total > SEARCH_COUNT_CAP;
  return { total: isCapped ? SEARCH_COUNT_CAP : total, totalIsCapped: isCapped };
}

/** Sums of all rows of a search; null where the index cannot tell. @throws {AppError} UNAVAILABLE when it takes too long */
export async function sumFound(tx: TenantTransaction, search: RowSearch): Promise<TotalsRow[] | null> {
  const { time = SEARCH_TIME } = search;
  const { index } = search.plan;
  if (index === null) return null;
  const clock = startClock();
  const template = toTemplate(index);
  const sums = new Map<string, TotalsRow>();
  let periods = periodsOf(await findDays(tx, search, { after: null, isNewestFirst: true }), true);
  let limit = MOST_PLACES;
  while (periods.length > 0) {
    const asked = limit === NO_LIMIT ? periods.slice(0, 1) : periods;
    const probe = { template, periods: asked, limit, ms: time.sumMs };
    const found = await repo.probeSums(tx, indexedConditions({ ...search, index }), probe);
    limit = found.isDense ? NO_LIMIT : MOST_PLACES;
    if (found.isDense) continue;
    for (const sum of found.sums) sums.set(sum.currency, addSums(sums.get(sum.currency), sum));
    periods = periods.slice(found.used);
    if (clock() > time.sumMs && periods.length > 0) refuseSlow();
  }
  return [...sums.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

function addSums(known: TotalsRow | undefined, sum: TotalsRow): TotalsRow {
  if (!known) return sum;
  const add = (one: string, other: string): string => (BigInt(one) + BigInt(other)).toString();
  return {
    currency: sum.currency,
    count: known.count + sum.count,
    net: add(known.net, sum.net),
    moneyIn: add(known.moneyIn, sum.moneyIn),
  };
}
