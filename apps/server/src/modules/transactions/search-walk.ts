import { daysBetween, parseCalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { UNUSUAL_CURRENCIES } from './filter.ts';
import type { ListPage, ListPosition } from './repo.list.ts';
import * as repo from './repo.search.ts';
import { addDays, type Days, type RowSearch } from './search-scope.ts';
import { searchConditionSql } from './search-sql.ts';

/** Rows that are looked at one by one before the index of words is asked. */
export const FIRST_WALK = 300;
/** The same where other conditions leave rows that may lie far apart. */
export const FIRST_NARROWED_WALK = 100;
export const LONG_WALK = 2000;
const LONG_WALK_MS = 30;
/** Where the first rows reach further than this, some more are looked at: there cannot be many. */
const FAR_APART_DAYS = 45;

export interface WalkOn {
  readonly sort: ListPage['sort'];
  readonly after: ListPosition | null | undefined;
  readonly limit: number;
  /** Rows of these days alone. */
  readonly days?: Days | undefined;
}

export interface WalkResult extends repo.Walk {
  /** There are no rows behind these. */
  readonly isEnd: boolean;
}

export async function walkOn(tx: TenantTransaction, search: RowSearch, walk: WalkOn): Promise<WalkResult> {
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

export function noWalk({ last }: Pick<WalkResult, 'last'>): WalkResult {
  return { hits: [], walked: 0, first: null, last, isEnd: false };
}

/**
 * How many rows more to look at before the index is asked: as many as will fill the page at the rate so far, or a good
 * many where the filter's rows lie far apart; 0 where the index is the better way, or the first took too long.
 */
export function longerWalk(
  { hits, first, last, walked }: repo.Walk,
  { want, sort, ms }: { readonly want: number; readonly sort: ListPage['sort']; readonly ms: number },
): number {
  const affordable = Math.min(LONG_WALK, Math.floor((walked * LONG_WALK_MS) / Math.max(ms, 1)));
  if (hits.length > 0) {
    const needed = Math.ceil(((want - hits.length) * walked * 1.3) / hits.length);
    if (needed <= affordable) return needed;
  }
  if (first === null || last === null || sort.endsWith('amount')) return LONG_WALK;
  const days = Math.abs(daysBetween(parseCalendarDate(first.key), parseCalendarDate(last.key)));
  return days > FAR_APART_DAYS && affordable >= FIRST_NARROWED_WALK ? affordable : 0;
}
