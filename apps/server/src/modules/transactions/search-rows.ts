import type { TenantTransaction } from '../../platform/database/index.ts';
import type { ListPage, ListPosition } from './repo.list.ts';
import * as repo from './repo.search.ts';
import { hasOneAmount } from './search-plan.ts';
import {
  type Days,
  daysOf,
  findDays,
  type IndexedSearch,
  indexedConditions,
  periodsOf,
  type RowSearch,
  refuseSlow,
  SEARCH_TIME,
  startClock,
} from './search-scope.ts';
import { periodOf, toTemplate } from './search-terms.ts';
import type { Counted } from './search-totals.ts';
import { FIRST_NARROWED_WALK, FIRST_WALK, LONG_WALK, longerWalk, noWalk, walkOn } from './search-walk.ts';

export interface FoundPage {
  /** In order; one more than the page where there are more. */
  readonly hits: repo.Hit[];
  /** Where the search stopped before its end; null when it has seen every row, or enough. */
  readonly stoppedAt: ListPosition | null;
  /** What the index told of the number of rows on its way. */
  readonly counted?: Counted;
}

/** Places that the index is asked for at once; a period that has more is dense: its rows are looked at one by one. */
const MANY_PLACES = 5000;
/** More rows than this are not put in the order of their amounts. */
const MOST_BY_AMOUNT = 20_000;
const NIL = '00000000-0000-0000-0000-000000000000';
const MAX = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The next rows of a search. Frequent words are found by looking at the next rows of the list; all others by asking the
 * index period by period, from the page's place on. Where other conditions may leave few rows of the list, the index is
 * asked first, but for one amount, whose rows the index by amount gathers sooner. A search that meets nothing for long stops and says where, so that the next page goes on there.
 */
export async function findPage(tx: TenantTransaction, search: RowSearch, page: ListPage): Promise<FoundPage> {
  const clock = startClock();
  const { time = SEARCH_TIME } = search;
  const want = page.offset + page.limit;
  // A page by its number has to pass over all the rows before it.
  const left = (found: number): number => {
    if (page.offset > 0) return time.wholeMs - clock();
    return (found > 0 ? time.pageMs : time.emptyPageMs) - clock();
  };
  const { index } = search.plan;
  const isByDate = page.sort.endsWith('date');
  if (index !== null && isByDate && !search.isTextAlone && !hasOneAmount(search.plan)) {
    const rest = { hits: [], after: page.after ?? null, want, left };
    const found = await askIndex(tx, { ...search, index }, { page, rest, leavesDense: true });
    if (found !== null) return found;
  }
  const limit = search.isTextAlone ? FIRST_WALK : FIRST_NARROWED_WALK;
  const walk = await walkOn(tx, search, { sort: page.sort, after: page.after, limit });
  if (walk.isEnd || walk.hits.length >= want) return { hits: walk.hits, stoppedAt: null };
  const longer = longerWalk(walk, { want, sort: page.sort, ms: clock() });
  const more =
    longer === 0
      ? noWalk(walk)
      : await walkOn(tx, search, { sort: page.sort, after: walk.last, limit: longer });
  const hits = [...walk.hits, ...more.hits];
  if (more.isEnd || hits.length >= want) return { hits, stoppedAt: null };
  if (!isByDate) return pageByAmount(tx, search, page);
  const rest = { hits, after: more.last, want, left };
  return (
    (index && (await askIndex(tx, { ...search, index }, { page, rest, leavesDense: false }))) ??
    walkFurther(tx, search, { rest, sort: page.sort })
  );
}

interface Rest {
  readonly hits: readonly repo.Hit[];
  readonly after: ListPosition | null;
  readonly want: number;
  /** Milliseconds that are left, for so many rows found. */
  readonly left: (found: number) => number;
}

/** Where the index cannot help ("-word" alone), rows are looked at until the page is full or the time is over. */
async function walkFurther(
  tx: TenantTransaction,
  search: RowSearch,
  { rest, sort, days }: { readonly rest: Rest; readonly sort: ListPage['sort']; readonly days?: Days },
): Promise<FoundPage> {
  const hits = [...rest.hits];
  let { after } = rest;
  for (;;) {
    const walk = await walkOn(tx, search, { sort, after, limit: LONG_WALK, days });
    hits.push(...walk.hits);
    if (walk.isEnd || hits.length >= rest.want) return { hits, stoppedAt: null };
    after = walk.last;
    if (rest.left(hits.length) <= 0) return { hits, stoppedAt: after };
  }
}

interface Asking {
  readonly page: ListPage;
  readonly rest: Rest;
  /** Gives up when the first period is full of the words: looking at the rows of the list is better then. */
  readonly leavesDense: boolean;
}

/** The rows that the index leads to; null where it gave up. */
async function askIndex(
  tx: TenantTransaction,
  search: IndexedSearch,
  { page, rest, leavesDense }: Asking,
): Promise<FoundPage | null> {
  const isNewestFirst = page.sort === '-date';
  const template = toTemplate(search.index);
  let hits = [...rest.hits];
  let count = hits.length;
  const all = periodsOf(await findDays(tx, search, { after: rest.after, isNewestFirst }), isNewestFirst);
  let left = all;
  let limit = Math.min(MANY_PLACES, rest.want * 5);
  let isAlone = false;
  while (left.length > 0) {
    const take = rest.want - hits.length;
    const conditions = indexedConditions(search);
    if (rest.after) repo.addPosition(conditions, page.sort, rest.after);
    // A period that has many, but not too many, places is asked for alone: its rows will do.
    const periods = isAlone ? left.slice(0, 1) : left;
    const probe = { template, periods, limit, ms: Math.max(0, rest.left(hits.length)) };
    const found = await repo.probeRows(tx, conditions, { ...probe, sort: page.sort, take });
    const hadFew = limit < MANY_PLACES;
    limit = MANY_PLACES;
    isAlone = found.isDense && hadFew;
    if (isAlone) continue;
    if (found.isDense && leavesDense && count === 0) return null;
    if (found.isDense) {
      const days = daysOf(left[0] ?? 0);
      const dense = await searchDense(tx, search, { page, days, rest: { ...rest, hits } });
      if (dense.stoppedAt !== null || dense.hits.length >= rest.want) {
        // Its first period may have rows that were looked at before; the others were not touched.
        return left.length === all.length ? dense : { ...dense, counted: { count, left } };
      }
      count += dense.hits.length - hits.length;
      hits = dense.hits;
    } else {
      hits.push(...found.hits);
      count += found.count;
    }
    const done = found.isDense ? 1 : found.used;
    const last = left[done - 1];
    left = left.slice(done);
    if (hits.length >= rest.want) return { hits, stoppedAt: null, counted: { count, left } };
    const [next] = left;
    if (hadFew && found.isNextFull && next !== undefined && rest.left(hits.length) > 0) {
      const filled = await fillFrom(tx, search, { page, days: daysOf(next), rest: { ...rest, hits } });
      if (filled !== null) return { hits: filled, stoppedAt: null, counted: { count, left } };
    }
    if (last !== undefined && left.length > 0 && rest.left(hits.length) <= 0) {
      return { hits, stoppedAt: behind(daysOf(last), isNewestFirst), counted: { count, left } };
    }
  }
  return { hits, stoppedAt: null, counted: { count, left } };
}

/** The page, where the first rows of a period that has many places fill it: cheaper than to ask for the places. */
async function fillFrom(
  tx: TenantTransaction,
  search: IndexedSearch,
  { page, days, rest }: { readonly page: ListPage; readonly days: Days; readonly rest: Rest },
): Promise<repo.Hit[] | null> {
  const walk = await walkOn(tx, search, { sort: page.sort, after: rest.after, limit: FIRST_WALK, days });
  const hits = [...rest.hits, ...walk.hits];
  return hits.length >= rest.want ? hits : null;
}

/**
 * A period that is full of the words: the next rows are looked at. If they are the wrong ones, the database puts the
 * period's places in order, or, where other conditions narrow them, all its rows are walked through.
 */
async function searchDense(
  tx: TenantTransaction,
  search: IndexedSearch,
  { page, days, rest }: { readonly page: ListPage; readonly days: Days; readonly rest: Rest },
): Promise<FoundPage> {
  const walk = await walkOn(tx, search, { sort: page.sort, after: rest.after, limit: FIRST_WALK, days });
  const hits = [...rest.hits, ...walk.hits];
  if (walk.isEnd || hits.length >= rest.want) return { hits, stoppedAt: null };
  if (walk.last !== null && search.isTextAlone && search.plan.inexact.length === 0) {
    const [template, period, take] = [toTemplate(search.index), periodOf(days.from), rest.want - hits.length];
    const asked = { template, period, after: walk.last, sort: page.sort, take };
    return { hits: [...hits, ...(await repo.firstRows(tx, search.conditions(), asked))], stoppedAt: null };
  }
  if (rest.left(hits.length) <= 0) return { hits, stoppedAt: walk.last };
  return walkFurther(tx, search, { rest: { ...rest, hits, after: walk.last }, sort: page.sort, days });
}

/** By amount the index gives no order: the rows are gathered first, if they are not too many. */
async function pageByAmount(tx: TenantTransaction, search: RowSearch, page: ListPage): Promise<FoundPage> {
  const ids = await gatherIds(tx, search, MOST_BY_AMOUNT + 1);
  if (ids.length > MOST_BY_AMOUNT) refuseSlow();
  const conditions = search.conditions();
  conditions.where(`t.id = ANY(${conditions.bind(ids)}::uuid[])`);
  if (page.after) repo.addPosition(conditions, page.sort, page.after);
  const found = await repo.walkRows(tx, conditions, {
    sort: page.sort,
    check: 'true',
    limit: page.offset + page.limit,
  });
  return { hits: found.hits, stoppedAt: null };
}

/** Ids of the first rows of a search, newest first. @throws {AppError} UNAVAILABLE when it takes too long */
export async function gatherIds(tx: TenantTransaction, search: RowSearch, most: number): Promise<string[]> {
  const clock = startClock();
  const { wholeMs } = search.time ?? SEARCH_TIME;
  const patient = { ...search, time: { ...SEARCH_TIME, pageMs: wholeMs, emptyPageMs: wholeMs } };
  const ids: string[] = [];
  let after: ListPosition | undefined;
  while (ids.length < most) {
    const page = { sort: '-date', offset: 0, limit: Math.min(most - ids.length, LONG_WALK), after } as const;
    const { hits, stoppedAt } = await findPage(tx, patient, page);
    const shown = hits.slice(0, page.limit);
    ids.push(...shown.map(({ id }) => id));
    if (stoppedAt !== null || (clock() > wholeMs && hits.length >= page.limit)) refuseSlow();
    if (hits.length < page.limit) break;
    after = shown.at(-1);
  }
  return ids;
}

/** The place in the list behind all rows of these days. */
function behind({ from, to }: Days, isNewestFirst: boolean): ListPosition {
  return isNewestFirst ? { key: from, id: NIL } : { key: to, id: MAX };
}
