import { type CalendarDate, daysBetween, parseCalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { UNUSUAL_CURRENCIES } from './filter.ts';
import type { ConditionBuilder } from './repo.filter.ts';
import type { ListPage, ListPosition, TotalsRow } from './repo.list.ts';
import * as repo from './repo.search.ts';
import { searchConditionSql } from './repo.search-conditions.ts';
import type { SearchCondition, SearchPlan } from './search-plan.ts';
import { firstDayOf, lastDayOf, periodOf, type Terms, toTemplate } from './search-terms.ts';

/** A search and the rest of the list's filter, of which each call makes new conditions. */
export interface RowSearch {
  readonly plan: SearchPlan;
  readonly conditions: () => ConditionBuilder;
}

export interface FoundPage {
  /** In order; one more than the page where there are more. */
  readonly hits: repo.Hit[];
  /** Where the search stopped before its end; null when it has seen every row, or enough. */
  readonly stoppedAt: ListPosition | null;
  /** What the index told of the number of rows on its way. */
  readonly counted?: Counted;
}

/** Rows that are known to fit, and the periods that were not asked yet. */
interface Counted {
  readonly count: number;
  readonly left: readonly number[];
}

/** How long a search goes on: for a page that has rows, for one that has none yet, for its count, for a whole. */
export interface SearchTime {
  readonly pageMs: number;
  readonly emptyPageMs: number;
  readonly countMs: number;
  readonly wholeMs: number;
}
export const SEARCH_TIME: SearchTime = { pageMs: 60, emptyPageMs: 80, countMs: 15, wholeMs: 3000 };

/** Rows that are looked at one by one before the index of words is asked. */
const FIRST_WALK = 300;
const LONG_WALK = 2000;
/** Where the first rows reach further than this, some more are looked at: there cannot be many. */
const FAR_APART_DAYS = 45;
/** Places that the index is asked for at once; a period that has more is dense: its rows are looked at one by one. */
const MANY_PLACES = 5000;
/** A dense period whose next rows do not fit is asked for as many; still denser ones are walked through. */
const MOST_PLACES = 25_000;
/** More rows than this are not put in the order of their amounts. */
const MOST_BY_AMOUNT = 20_000;
/** Rows of a search are counted up to here. */
export const SEARCH_COUNT_CAP = 1000;
const COUNTED_PLACES = 2 * SEARCH_COUNT_CAP;
/** A period that is summed has no more places than this. */
const NO_LIMIT = 2_000_000_000;
const NIL = '00000000-0000-0000-0000-000000000000';
const MAX = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The next rows of a search. Frequent words are found by looking at the next rows of the list; all others by asking the
 * index period by period, from the page's place on. A search that meets nothing for long stops and says where, so that
 * the next page goes on there.
 */
export async function findPage(
  tx: TenantTransaction,
  search: RowSearch,
  page: ListPage,
  time: SearchTime = SEARCH_TIME,
): Promise<FoundPage> {
  const clock = startClock();
  const want = page.offset + page.limit;
  const walk = await walkOn(tx, search, { sort: page.sort, after: page.after, limit: FIRST_WALK });
  if (walk.isEnd || walk.hits.length >= want) return { hits: walk.hits, stoppedAt: null };
  const longer = longerWalk(walk, want, page.sort);
  const more =
    longer === 0
      ? noWalk(walk)
      : await walkOn(tx, search, { sort: page.sort, after: walk.last, limit: longer });
  const hits = [...walk.hits, ...more.hits];
  if (more.isEnd || hits.length >= want) return { hits, stoppedAt: null };
  // A page by its number has to pass over all the rows before it.
  const left = (found: number): number => {
    if (page.offset > 0) return time.wholeMs - clock();
    return (found > 0 ? time.pageMs : time.emptyPageMs) - clock();
  };
  const rest = { hits, after: more.last, want, left };
  if (page.sort.endsWith('amount')) return pageByAmount(tx, search, page, time);
  const { index } = search.plan;
  return index === null
    ? walkFurther(tx, search, { rest, sort: page.sort })
    : askIndex(tx, { ...search, index }, page, rest);
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

type IndexedSearch = RowSearch & { readonly index: Terms };

async function askIndex(
  tx: TenantTransaction,
  search: IndexedSearch,
  page: ListPage,
  rest: Rest,
): Promise<FoundPage> {
  const isNewestFirst = page.sort === '-date';
  const template = toTemplate(search.index);
  let hits = [...rest.hits];
  let count = hits.length;
  let left = periodsOf(await findDays(tx, search, { after: rest.after, isNewestFirst }), isNewestFirst);
  while (left.length > 0) {
    const take = rest.want - hits.length;
    const conditions = indexedConditions(search);
    if (rest.after) repo.addPosition(conditions, page.sort, rest.after);
    const probe = { template, periods: left, limit: MANY_PLACES, ms: Math.max(0, rest.left(hits.length)) };
    const found = await repo.probeRows(tx, conditions, { ...probe, sort: page.sort, take });
    if (found.isDense) {
      const days = daysOf(left[0] ?? 0);
      const dense = await searchDense(tx, search, { page, days, rest: { ...rest, hits } });
      if (dense.stoppedAt !== null || dense.hits.length >= rest.want) return dense;
      hits = dense.hits;
      count += dense.hits.length;
    } else {
      hits.push(...found.hits);
      count += found.count;
    }
    const done = found.isDense ? 1 : found.used;
    const last = left[done - 1];
    left = left.slice(done);
    if (hits.length >= rest.want) return { hits, stoppedAt: null, counted: { count, left } };
    if (last !== undefined && left.length > 0 && rest.left(hits.length) <= 0) {
      return { hits, stoppedAt: behind(daysOf(last), isNewestFirst), counted: { count, left } };
    }
  }
  return { hits, stoppedAt: null, counted: { count, left } };
}

/**
 * A period that is full of the words: the next rows are looked at. If they are the wrong ones, a word that stands in few
 * of its rows is asked for once more, and any other walked through.
 */
async function searchDense(
  tx: TenantTransaction,
  search: IndexedSearch,
  { page, days, rest }: { readonly page: ListPage; readonly days: Days; readonly rest: Rest },
): Promise<FoundPage> {
  const walk = await walkOn(tx, search, { sort: page.sort, after: rest.after, limit: FIRST_WALK, days });
  const hits = [...rest.hits, ...walk.hits];
  if (walk.isEnd || hits.length >= rest.want) return { hits, stoppedAt: null };
  if (walk.hits.length === 0 && search.plan.inexact.length === 0) {
    const conditions = indexedConditions(search);
    if (walk.last) repo.addPosition(conditions, page.sort, walk.last);
    const probe = {
      template: toTemplate(search.index),
      periods: [periodOf(days.from)],
      limit: MOST_PLACES,
      ms: 0,
    };
    const take = rest.want - hits.length;
    const found = await repo.probeRows(tx, conditions, { ...probe, sort: page.sort, take });
    if (!found.isDense) return { hits: [...hits, ...found.hits], stoppedAt: null };
  }
  if (rest.left(hits.length) <= 0) return { hits, stoppedAt: walk.last };
  return walkFurther(tx, search, { rest: { ...rest, hits, after: walk.last }, sort: page.sort, days });
}

/** By amount the index gives no order: the rows are gathered first, if they are not too many. */
async function pageByAmount(
  tx: TenantTransaction,
  search: RowSearch,
  page: ListPage,
  time: SearchTime,
): Promise<FoundPage> {
  const ids = await gatherIds(tx, search, MOST_BY_AMOUNT + 1, time);
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

/** Rows of a search, counted up to a limit and for a while, on from what is known; null where the index cannot tell. */
export async function countFound(
  tx: TenantTransaction,
  search: RowSearch,
  { time = SEARCH_TIME, known }: { readonly time?: SearchTime; readonly known?: Counted | undefined } = {},
): Promise<{ total: number; totalIsCapped: boolean } | null> {
  const { index } = search.plan;
  if (index === null) return null;
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
export async function sumFound(
  tx: TenantTransaction,
  search: RowSearch,
  time: SearchTime = SEARCH_TIME,
): Promise<TotalsRow[] | null> {
  const { index } = search.plan;
  if (index === null) return null;
  const clock = startClock();
  const template = toTemplate(index);
  const sums = new Map<string, TotalsRow>();
  let periods = periodsOf(await findDays(tx, search, { after: null, isNewestFirst: true }), true);
  let limit = MOST_PLACES;
  while (periods.length > 0) {
    const asked = limit === NO_LIMIT ? periods.slice(0, 1) : periods;
    const probe = { template, periods: asked, limit, ms: time.wholeMs };
    const found = await repo.probeSums(tx, indexedConditions({ ...search, index }), probe);
    limit = found.isDense ? NO_LIMIT : MOST_PLACES;
    if (found.isDense) continue;
    for (const sum of found.sums) sums.set(sum.currency, addSums(sums.get(sum.currency), sum));
    periods = periods.slice(found.used);
    if (clock() > time.wholeMs && periods.length > 0) refuseSlow();
  }
  return [...sums.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** Ids of the first rows of a search, newest first. @throws {AppError} UNAVAILABLE when it takes too long */
export async function gatherIds(
  tx: TenantTransaction,
  search: RowSearch,
  most: number,
  { wholeMs }: SearchTime = SEARCH_TIME,
): Promise<string[]> {
  const clock = startClock();
  const time: SearchTime = { ...SEARCH_TIME, pageMs: wholeMs, emptyPageMs: wholeMs };
  const ids: string[] = [];
  let after: ListPosition | undefined;
  while (ids.length < most) {
    const page = { sort: '-date', offset: 0, limit: Math.min(most - ids.length, LONG_WALK), after } as const;
    const { hits, stoppedAt } = await findPage(tx, search, page, time);
    const shown = hits.slice(0, page.limit);
    ids.push(...shown.map(({ id }) => id));
    if (stoppedAt !== null || (clock() > wholeMs && hits.length >= page.limit)) refuseSlow();
    if (hits.length < page.limit) break;
    after = shown.at(-1);
  }
  return ids;
}

interface WalkOn {
  readonly sort: ListPage['sort'];
  readonly after: ListPosition | null | undefined;
  readonly limit: number;
  /** Rows of these days alone. */
  readonly days?: Days | undefined;
}

interface WalkResult extends repo.Walk {
  /** There are no rows behind these. */
  readonly isEnd: boolean;
}

async function walkOn(tx: TenantTransaction, search: RowSearch, walk: WalkOn): Promise<WalkResult> {
  const { exact, inexact } = search.plan;
  const conditions = search.conditions();
  if (walk.days) addDays(conditions, walk.days);
  if (walk.after && !isBefore(walk.after, walk)) repo.addPosition(conditions, walk.sort, walk.after);
  const checks = [...exact, ...inexact].map((one) => searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
  const check = checks.length === 0 ? 'true' : checks.join(' AND ');
  const found = await repo.walkRows(tx, conditions, { sort: walk.sort, check, limit: walk.limit });
  return { ...found, isEnd: found.walked < walk.limit };
}

/** All rows of the days stand behind the place: to say so, too, would lead the index scan through all between them. */
function isBefore({ key }: ListPosition, { days, sort }: WalkOn): boolean {
  return days !== undefined && (sort === 'date' ? key < days.from : key > days.to);
}

function noWalk({ last }: Pick<WalkResult, 'last'>): WalkResult {
  return { hits: [], walked: 0, first: null, last, isEnd: false };
}

/**
 * How many rows more to look at before the index is asked: as many as will fill the page at the rate so far, or a good
 * many where the filter's rows lie far apart; 0 where the index is the better way.
 */
function longerWalk({ hits, first, last, walked }: repo.Walk, want: number, sort: ListPage['sort']): number {
  if (hits.length > 0) {
    const needed = Math.ceil(((want - hits.length) * walked * 1.3) / hits.length);
    if (needed <= LONG_WALK) return needed;
  }
  if (first === null || last === null || sort.endsWith('amount')) return LONG_WALK;
  const days = Math.abs(daysBetween(parseCalendarDate(first.key), parseCalendarDate(last.key)));
  return days > FAR_APART_DAYS ? LONG_WALK : 0;
}

/** Days that a search goes through. */
interface Days {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

async function findDays(
  tx: TenantTransaction,
  { plan }: RowSearch,
  { after, isNewestFirst }: { readonly after: ListPosition | null; readonly isNewestFirst: boolean },
): Promise<Days | null> {
  const span = await repo.findSpan(tx);
  if (span === null) return null;
  const reached = after === null ? null : parseCalendarDate(after.key);
  const froms = [span.first, plan.from, isNewestFirst ? null : reached].filter((date) => date !== null);
  const tos = [span.last, plan.to, isNewestFirst ? reached : null].filter((date) => date !== null);
  const [from, to] = [froms.toSorted().at(-1), tos.toSorted()[0]];
  return from && to && from <= to ? { from, to } : null;
}

/** The periods of the index that the days are in, in the order of the search. */
function periodsOf(days: Days | null, isNewestFirst: boolean): number[] {
  if (days === null) return [];
  const [first, last] = [periodOf(days.from), periodOf(days.to)];
  const periods = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return isNewestFirst ? periods.reverse() : periods;
}

function daysOf(period: number): Days {
  return { from: firstDayOf(period), to: lastDayOf(period) };
}

/** The place in the list behind all rows of these days. */
function behind({ from, to }: Days, isNewestFirst: boolean): ListPosition {
  return isNewestFirst ? { key: from, id: NIL } : { key: to, id: MAX };
}

/** Conditions for rows whose words the index has checked: the filters, and what it could only narrow down. */
function indexedConditions(search: IndexedSearch): ConditionBuilder {
  const conditions = search.conditions();
  for (const one of search.plan.inexact)
    conditions.where(searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
  return conditions;
}

function addDays(conditions: ConditionBuilder, { from, to }: Days): void {
  const days: SearchCondition = { kind: 'between', from, to };
  conditions.where(searchConditionSql(conditions, days, UNUSUAL_CURRENCIES));
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

/** Milliseconds since it was started. */
function startClock(): () => number {
  const started = performance.now();
  return () => performance.now() - started;
}

function refuseSlow(): never {
  return refuse(
    'UNAVAILABLE',
    'The search took too long. Narrow it down, for example to an account or a month.',
  );
}
