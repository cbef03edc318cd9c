import type { summariseTransactions, Transaction } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { amountBounds, type TransactionFilter, totalsSource, UNUSUAL_CURRENCIES } from './filter.ts';
import { decimal, toTransaction } from './present.ts';
import { type ConditionBuilder, filterConditions } from './repo.filter.ts';
import * as rows from './repo.list.ts';
import * as totals from './repo.totals.ts';
import { withDescendants } from './repo.ts';

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

export async function listTransactions(
  tx: TenantTransaction,
  query: FilterQuery,
  page: rows.ListPage,
): Promise<TransactionList> {
  const filter = await readFilter(tx, query);
  return searching(tx, filter, async () => {
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
  });
}

/** Count, money in, money out and net of what the filter selects, exact, per currency. */
export async function summarise(
  tx: TenantTransaction,
  query: FilterQuery,
): Promise<z.output<typeof summariseTransactions.data>> {
  const filter = await readFilter(tx, query);
  const source = totalsSource(filter);
  const found =
    source === 'rows'
      ? await searching(tx, filter, () => rows.sumRows(tx, conditionsOf(filter)))
      : await totals.sumFromTotals(tx, source, filter);
  return found.map(({ currency, count, moneyIn, net }) => ({
    currency,
    count,
    moneyIn: decimal(moneyIn, currency),
    moneyOut: decimal((BigInt(moneyIn) - BigInt(net)).toString(), currency),
    net: decimal(net, currency),
  }));
}

async function readFilter(tx: TenantTransaction, query: FilterQuery): Promise<TransactionFilter> {
  const words = query.text?.split(/\s+/).filter((word) => word !== '');
  return {
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
    words: words?.length ? words : undefined,
    tag: query.tag,
    // uncategorised=false asks for nothing in particular.
    uncategorised: query.uncategorised ? true : undefined,
  };
}

function conditionsOf(filter: TransactionFilter): ConditionBuilder {
  const { minAmount, maxAmount, ...rest } = filter;
  return filterConditions(
    {
      ...rest,
      min: minAmount === undefined ? undefined : amountBounds(minAmount, 'min'),
      max: maxAmount === undefined ? undefined : amountBounds(maxAmount, 'max'),
    },
    UNUSUAL_CURRENCIES,
  );
}

async function countSelected(
  tx: TenantTransaction,
  filter: TransactionFilter,
): Promise<{ total: number; totalIsCapped: boolean }> {
  const source = totalsSource(filter);
  if (source !== 'rows')
    return { total: await totals.countFromTotals(tx, source, filter), totalIsCapped: false };
  const counted = await rows.countRows(tx, conditionsOf(filter), COUNT_CAP + 1);
  return { total: Math.min(counted, COUNT_CAP), totalIsCapped: counted > COUNT_CAP };
}

/** Runs a search that may have to read many rows, and gives it up when it takes too long. */
async function searching<Result>(
  tx: TenantTransaction,
  filter: TransactionFilter,
  work: () => Promise<Result>,
): Promise<Result> {
  if (filter.words === undefined) return work();
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
