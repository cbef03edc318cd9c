import {
  listAccounts,
  listCategories,
  listPayees,
  listTransactions,
  summariseTransactions,
} from '@fintrack/contract';
import { serverApi } from '@/lib/api/server-api.ts';
import type { EntryLists, EntryPayee } from './entry-lists.ts';
import { type ListedTransaction, toListed } from './listed-transaction.ts';
import { includeOf } from './running-balance.ts';
import type { TransactionFilter } from './transaction-filter.ts';

/** Rows that the server draws; the browser fetches the next ones ahead. */
const FIRST_PAGE = 100;
const PAYEES = 200;

export interface TransactionPage {
  readonly rows: readonly ListedTransaction[];
  readonly nextCursor: string | null;
  readonly totals: readonly TransactionTotals[];
}

export type TransactionTotals = (typeof summariseTransactions.data)['_output'][number];

/** The first rows under a filter (or those from a cursor on) and the exact totals of all of them. */
export async function loadTransactions(filter: TransactionFilter, cursor?: string): Promise<TransactionPage> {
  const api = await serverApi();
  const [page, totals] = await Promise.all([
    api.call(listTransactions, { query: { ...filter, ...includeOf(filter), limit: FIRST_PAGE, cursor } }),
    api.call(summariseTransactions, { query: filter }),
  ]);
  return {
    rows: page.data.map(toListed),
    nextCursor: page.pagination?.nextCursor ?? null,
    totals: totals.data,
  };
}

/** Accounts, categories and payees to choose from. */
export async function loadEntryLists(): Promise<EntryLists> {
  const api = await serverApi();
  const [accounts, categories, payees] = await Promise.all([
    api.call(listAccounts, { query: { includeArchived: 'true', includeHidden: 'true' } }),
    api.call(listCategories, {}),
    api.call(listPayees, { query: { limit: PAYEES } }),
  ]);
  return {
    accounts: accounts.data.map(({ id, name, currency, isArchived }) => ({ id, name, currency, isArchived })),
    categories: categories.data.map(({ id, name, path, kind, color }) => ({ id, name, path, kind, color })),
    payees: payees.data.map(pickPayee),
    hasMorePayees: payees.pagination?.nextCursor !== null,
  };
}

function pickPayee({ id, name, defaultCategoryId, lastCategoryId }: EntryPayee): EntryPayee {
  return { id, name, defaultCategoryId, lastCategoryId };
}
