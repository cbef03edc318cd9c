import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { UNUSUAL_CURRENCIES } from './filter.ts';
import type { ConditionBuilder } from './repo.filter.ts';
import type { ListPosition } from './repo.list.ts';
import * as repo from './repo.search.ts';
import type { SearchCondition, SearchPlan } from './search-plan.ts';
import { searchConditionSql } from './search-sql.ts';
import { firstDayOf, lastDayOf, periodOf, type Terms } from './search-terms.ts';

/** A search and the rest of the list's filter, of which each call makes new conditions. */
export interface RowSearch {
  readonly plan: SearchPlan;
  /** Nothing but words is asked for: neither by the search nor by the list's filter. */
  readonly isTextAlone: boolean;
  readonly conditions: () => ConditionBuilder;
  /** Otherwise SEARCH_TIME. */
  readonly time?: SearchTime;
}

export type IndexedSearch = RowSearch & { readonly index: Terms };

/** How long a search goes on: for a page that has rows, for one that has none yet, for its count, its sums, a whole. */
export interface SearchTime {
  readonly pageMs: number;
  readonly emptyPageMs: number;
  readonly countMs: number;
  readonly sumMs: number;
  readonly wholeMs: number;
}
export const SEARCH_TIME: SearchTime = {
  pageMs: 50,
  emptyPageMs: 65,
  countMs: 15,
  sumMs: 1000,
  wholeMs: 3000,
};

/** Days that a search goes through. */
export interface Days {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export async function findDays(
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
export function periodsOf(days: Days | null, isNewestFirst: boolean): number[] {
  if (days === null) return [];
  const [first, last] = [periodOf(days.from), periodOf(days.to)];
  const periods = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return isNewestFirst ? periods.reverse() : periods;
}

export function daysOf(period: number): Days {
  return { from: firstDayOf(period), to: lastDayOf(period) };
}

/** Conditions for rows whose words the index has checked: the filters, and what it could only narrow down. */
export function indexedConditions(search: IndexedSearch): ConditionBuilder {
  const conditions = search.conditions();
  for (const one of search.plan.inexact)
    conditions.where(searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
  return conditions;
}

export function addDays(conditions: ConditionBuilder, { from, to }: Days): void {
  const days: SearchCondition = { kind: 'between', from, to };
  conditions.where(searchConditionSql(conditions, days, UNUSUAL_CURRENCIES));
}

/** Milliseconds since it was started. */
export function startClock(): () => number {
  const started = performance.now();
  return () => performance.now() - started;
}

export function refuseSlow(): never {
  return refuse(
    'UNAVAILABLE',
    'The search took too long. Narrow it down, for example to an account or a month.',
  );
}
