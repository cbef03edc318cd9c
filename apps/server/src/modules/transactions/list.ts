import type { summariseTransactions, Transaction } from '@fintrack/contract';
import type { z } from 'zod';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { todayOf } from '../../platform/today.ts';
import {
  amountBounds,
  type TransactionFilter,
  totalsSource,
  UNUSUAL_CURRENCIES,
  usesSource,
} from './filter.ts';
import { listByIds } from './list-by-ids.ts';
import { decimal, toTransaction } from './present.ts';
import { type ConditionBuilder, filterConditions } from './repo.filter.ts';
import * as rows from './repo.list.ts';
import * as totals from './repo.totals.ts';
import { withDescendants } from './repo.ts';
import { looksIntoText, planSearch } from './search-plan.ts';
import { type ReadSearch, readSearch, readWords } from './search-query.ts';
import { type FoundPage, findPage, gatherIds } from './search-rows.ts';
import type { RowSearch } from './search-scope.ts';
import { searchConditionSql } from './search-sql.ts';
import { countFound, SEARCH_COUNT_CAP, sumFound } from './search-totals.ts';

/** Rows are counted up to here where no total has the answer. */
const COUNT_CAP = 10_000;
const SEARCH_TIMEOUT_MS = 5000;

/** Query of the list without its paging, as the contract reads it. */
export type FilterQuery = z.output<typeof summariseTransactions.query>;

export interface TransactionList {
  readonly transactions: Transaction[];
  /** Where the next page begins; null on the last one. */
  readonly next: rows.ListPosition | null;
  /** On the first page only; a page that continues another has been told. */
  readonly total?: number;
  readonly totalIsCapped?: boolean;
}

/** With the clock that says which day it is, for searches such as date:last-month. */
export type Clocked<Page> = Page & { readonly clock?: Clock };

export async function listTransactions(
  tx: TenantTransaction,
  query: FilterQuery,
  page: Clocked<rows.ListPage>,
): Promise<TransactionList> {
  const { filter } = await readFilter(tx, query, page.clock);
  return listFiltered(tx, filter, page);
}

/** A list and how its search was understood. */
export interface SearchedList extends TransactionList {
  readonly understood: ReadSearch['understood'];
  readonly expanded: ReadSearch['expanded'];
}

/** The list of a search, and what was understood of it. @throws {AppError} SEARCH_UNREADABLE */
export async function searchTransactions(
  tx: TenantTransaction,
  query: FilterQuery,
  page: Clocked<rows.ListPage>,
): Promise<SearchedList> {
  const { filter, read } = await readFilter(tx, query, page.clock);
  const list = await listFiltered(tx, filter, page);
  return { ...list, understood: read?.understood ?? [], expanded: read?.expanded ?? [] };
}

async function listFiltered(
  tx: TenantTransaction,
  filter: TransactionFilter,
  page: rows.ListPage,
): Promise<TransactionList> {
  const search = textSearchOf(filter);
  if (search) return listFound(tx, search, page);
  const listing = rows.listRows(tx, conditionsOf(filter), { ...page, limit: page.limit + 1 });
  const counting = page.after ? undefined : countSelected(tx, filter);
  // Both statements are on their way before the first answer is waited for.
  const [found, total] = await Promise.all([listing, counting]);
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  const key = page.sort.endsWith('amount') ? last?.amount : last?.date;
  return {
    transactions: shown.map(toTransaction),
    next: last && key !== undefined ? { key, id: last.id } : null,
    ...total,
  };
}

/** A page of a search in words. Where it stopped for the time, the next page goes on from there. */
async function listFound(
  tx: TenantTransaction,
  search: RowSearch,
  page: rows.ListPage,
): Promise<TransactionList> {
  const { hits, stoppedAt, counted } = await findPage(tx, search, { ...page, limit: page.limit + 1 });
  const shown = hits.slice(page.offset, page.offset + page.limit);
  const isFull = hits.length > page.offset + page.limit;
  const isAll = !isFull && stoppedAt === null;
  const transactions = await listByIds(
    tx,
    shown.map(({ id }) => id),
  );
  return {
    transactions,
    next: isFull ? (shown.at(-1) ?? null) : stoppedAt,
    ...(page.after ? {} : await countFoundRows(tx, search, { found: hits.length, isAll, counted })),
  };
}

async function countFoundRows(
  tx: TenantTransaction,
  search: RowSearch,
  {
    found,
    isAll,
    counted: known,
  }: { readonly found: number; readonly isAll: boolean; readonly counted: FoundPage['counted'] },
): Promise<{ total: number; totalIsCapped: boolean }> {
  if (isAll) return { total: found, totalIsCapped: false };
  const counted = await countFound(tx, search, known);
  if (counted && !counted.totalIsCapped) return counted;
  return { total: Math.max(counted?.total ?? 0, found), totalIsCapped: true };
}

/** Count, money in, money out and net of what the filter selects, exact, per currency. */
export async function summarise(
  tx: TenantTransaction,
  query: FilterQuery,
  clock: Clock = systemClock,
): Promise<z.output<typeof summariseTransactions.data>> {
  const { filter } = await readFilter(tx, query, clock);
  const source = totalsSource(filter);
  const found = source === 'rows' ? await sumSelected(tx, filter) : await sumTotals(tx, source, filter);
  return found.map(({ currency, count, moneyIn, net }) => ({
    currency,
    count,
    moneyIn: decimal(moneyIn, currency),
    moneyOut: decimal((BigInt(moneyIn) - BigInt(net)).toString(), currency),
    net: decimal(net, currency),
  }));
}

/** Ids of the rows that a filter selects, newest first, at most `limit`. */
export async function selectIds(tx: TenantTransaction, query: FilterQuery, limit: number): Promise<string[]> {
  const { filter } = await readFilter(tx, query);
  const search = textSearchOf(filter);
  if (!search) return rows.listIds(tx, conditionsOf(filter), limit);
  return gatherIds(tx, search, limit);
}

/** How many rows a filter selects: exact where totals know, else counted up to a limit. */
export async function countSelection(
  tx: TenantTransaction,
  query: FilterQuery,
): Promise<{ total: number; totalIsCapped: boolean }> {
  return countSelected(tx, (await readFilter(tx, query)).filter);
}

/** Sums from the derived totals, which count parts; a list that is not by category shows their wholes. */
async function sumTotals(
  tx: TenantTransaction,
  source: totals.TotalsTable,
  filter: TransactionFilter,
): Promise<rows.TotalsRow[]> {
  const [sums, differences] = await Promise.all([
    totals.sumFromTotals(tx, source, filter),
    countsParts(source, filter) ? totals.findSplitDifference(tx, filter) : [],
  ]);
  return sums.map((sum) => {
    const off = differences.find(({ currency }) => currency === sum.currency);
    if (!off) return sum;
    const moneyIn = (BigInt(sum.moneyIn) + BigInt(off.moneyIn)).toString();
    return { ...sum, count: sum.count + off.count, moneyIn };
  });
}

/** The totals are those of categories, and the list is not by category. */
function countsParts(source: totals.TotalsTable, filter: TransactionFilter): boolean {
  return source === 'category-months' && filter.categoryIds === undefined && !filter.uncategorised;
}

async function readFilter(
  tx: TenantTransaction,
  query: FilterQuery,
  clock: Clock = systemClock,
): Promise<{ filter: TransactionFilter; read: ReadSearch | null }> {
  const read = query.q ? await readSearch(tx, query.q, () => todayOf(tx, clock)) : null;
  const conditions = [
    ...(read ? [read.condition] : []),
    ...(query.text ? [await readWords(tx, query.text)] : []),
  ];
  const filter = {
    accountIds: query.accountId,
    categoryIds: query.categoryId && (await withDescendants(tx, query.categoryId)),
    payeeIds: query.payeeId,
    importId: query.importId,
    type: query.type,
    status: query.status,
    from: query.from,
    to: query.to,
    minAmount: query.minAmount,
    maxAmount: query.maxAmount,
    search: conditions.length > 0 ? planSearch({ kind: 'all', items: conditions }) : undefined,
    tag: query.tag,
    // uncategorised=false asks for nothing in particular.
    uncategorised: query.uncategorised ? true : undefined,
    hasAttachment: query.hasAttachment,
  };
  return { filter, read };
}

/** The search of a filter where it looks into words: then the index of words leads to its rows. */
function textSearchOf(filter: TransactionFilter): RowSearch | null {
  const { search } = filter;
  if (!search || !looksIntoText(search)) return null;
  const { search: _, ...others } = filter;
  const isTextAlone =
    search.filters.length === 0 && Object.values(others).every((value) => value === undefined);
  return { plan: search, isTextAlone, conditions: () => conditionsOf(filter) };
}

function conditionsOf(filter: TransactionFilter): ConditionBuilder {
  const { minAmount, maxAmount, search, ...rest } = filter;
  const conditions = filterConditions(
    {
      ...rest,
      showsParts: search?.showsParts,
      min: minAmount === undefined ? undefined : amountBounds(minAmount, 'min'),
      max: maxAmount === undefined ? undefined : amountBounds(maxAmount, 'max'),
    },
    UNUSUAL_CURRENCIES,
  );
  for (const one of search?.filters ?? [])
    conditions.where(searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
  conditions.isPlannedAnew = search !== undefined;
  return conditions;
}

async function countSelected(
  tx: TenantTransaction,
  filter: TransactionFilter,
): Promise<{ total: number; totalIsCapped: boolean }> {
  const source = totalsSource(filter);
  if (source !== 'rows') {
    const [total, differences] = await Promise.all([
      totals.countFromTotals(tx, source, filter),
      countsParts(source, filter) ? totals.findSplitDifference(tx, filter) : [],
    ]);
    return { total: differences.reduce((sum, { count }) => sum + count, total), totalIsCapped: false };
  }
  const uses = usesSource(filter);
  if (uses !== null) return { total: await totals.countUses(tx, uses, filter), totalIsCapped: false };
  const search = textSearchOf(filter);
  if (search) return (await countFound(tx, search)) ?? { total: SEARCH_COUNT_CAP, totalIsCapped: true };
  const counted = await rows.countRows(tx, conditionsOf(filter), COUNT_CAP + 1);
  return { total: Math.min(counted, COUNT_CAP), totalIsCapped: counted > COUNT_CAP };
}

/** Sums of the rows themselves; a search in words goes through the index where it can. */
async function sumSelected(tx: TenantTransaction, filter: TransactionFilter): Promise<rows.TotalsRow[]> {
  const search = textSearchOf(filter);
  if (!search) return rows.sumRows(tx, conditionsOf(filter));
  return (await sumFound(tx, search)) ?? withinTime(tx, () => rows.sumRows(tx, checkedConditions(filter)));
}

/** With the conditions on words, which are then asked of each row. */
function checkedConditions(filter: TransactionFilter): ConditionBuilder {
  const conditions = conditionsOf(filter);
  for (const one of [...(filter.search?.exact ?? []), ...(filter.search?.inexact ?? [])])
    conditions.where(searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
  return conditions;
}

/** Runs what may have to read many rows, and gives it up when it takes too long. */
async function withinTime<Result>(tx: TenantTransaction, work: () => Promise<Result>): Promise<Result> {
  await rows.limitSearchTime(tx, SEARCH_TIMEOUT_MS);
  try {
    return await work();
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    return refuse(
      'UNAVAILABLE',
      'The search took too long. Narrow it down, for example to an account or a month.',
    );
  }
}

function isStatementTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}
