import {
  listAccounts,
  listCategories,
  listPayees,
  listSavedFilters,
  listTags,
  listTransactions,
  type SavedFilter,
  type SearchProblem,
  type SearchResult,
  searchProblem,
  searchTransactions,
  summariseTransactions,
} from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
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
  /** How the search was read; null where nothing was searched. */
  readonly reading: SearchReading | null;
}

/** How a search was understood, or why it was not. */
export interface SearchReading extends Pick<SearchResult, 'understood' | 'expanded'> {
  readonly problem: SearchProblem | null;
  /** False when there were too many rows to sum them in time. */
  readonly isSummed: boolean;
}

export type TransactionTotals = (typeof summariseTransactions.data)['_output'][number];

/** The first rows under a filter (or those from a cursor on) and the exact totals of all of them. */
export async function loadTransactions(filter: TransactionFilter, cursor?: string): Promise<TransactionPage> {
  if (filter.q !== undefined) return searchRows({ ...filter, q: filter.q }, cursor);
  const api = await serverApi();
  const [page, totals] = await Promise.all([
    api.call(listTransactions, { query: { ...filter, ...includeOf(filter), limit: FIRST_PAGE, cursor } }),
    api.call(summariseTransactions, { query: filter }),
  ]);
  return {
    rows: page.data.map(toListed),
    nextCursor: page.pagination?.nextCursor ?? null,
    totals: totals.data,
    reading: null,
  };
}

/** The same with what was understood of the search. One that cannot be read has no rows and says why. */
async function searchRows(
  filter: TransactionFilter & { readonly q: string },
  cursor: string | undefined,
): Promise<TransactionPage> {
  const api = await serverApi();
  try {
    const [{ data, pagination }, totals] = await Promise.all([
      api.call(searchTransactions, { query: { ...filter, ...includeOf(filter), limit: FIRST_PAGE, cursor } }),
      sumSearched(filter),
    ]);
    const { transactions, understood, expanded } = data;
    return {
      rows: transactions.map(toListed),
      nextCursor: pagination?.nextCursor ?? null,
      totals: totals ?? [],
      reading: { understood, expanded, problem: null, isSummed: totals !== null },
    };
  } catch (error) {
    if (!(error instanceof ApiError) || error.envelope.code !== 'SEARCH_UNREADABLE') throw error;
    const problem = searchProblem.parse(error.envelope.details);
    const reading = { understood: [], expanded: [], problem, isSummed: true };
    return { rows: [], nextCursor: null, totals: [], reading };
  }
}

/** null when there are too many rows to sum them in time: the list is there all the same. */
async function sumSearched(filter: TransactionFilter): Promise<readonly TransactionTotals[] | null> {
  const api = await serverApi();
  try {
    return (await api.call(summariseTransactions, { query: filter })).data;
  } catch (error) {
    if (error instanceof ApiError && error.envelope.code === 'UNAVAILABLE') return null;
    throw error;
  }
}

/** What the search box suggests and the filters that were saved. */
export interface SearchLists {
  readonly tags: readonly string[];
  readonly saved: readonly SavedFilter[];
}

export async function loadSearchLists(): Promise<SearchLists> {
  const api = await serverApi();
  const [tags, saved] = await Promise.all([
    api.call(listTags, { query: { limit: 200, sort: '-transactions' } }),
    api.call(listSavedFilters, {}),
  ]);
  return { tags: tags.data.map(({ name }) => name), saved: saved.data };
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
