'use client';

import { listTransactions } from '@fintrack/contract';
import { useReducer, useRef, useState } from 'react';
import { browserApi } from '@/lib/api/browser-api.ts';
import { type ListedTransaction, toListed } from './listed-transaction.ts';
import { changeList, type ListChange, type LoadedList, loadedList } from './loaded-list.ts';
import type { TransactionFilter } from './transaction-filter.ts';

const PAGE = 200;

export interface Transactions {
  readonly list: LoadedList;
  readonly apply: (change: ListChange) => void;
  /** Fetches the next page, once at a time. */
  readonly loadMore: () => void;
  /** The next page could not be fetched. */
  readonly hasFailed: boolean;
}

/** The rows under a filter, as far as they have been fetched. Give the component a key of the filter. */
export function useTransactions(
  filter: TransactionFilter,
  first: { readonly rows: readonly ListedTransaction[]; readonly nextCursor: string | null },
): Transactions {
  const [list, apply] = useReducer(changeList, first, ({ rows, nextCursor }) => loadedList(rows, nextCursor));
  const [hasFailed, setFailed] = useState(false);
  const loadingCursor = useRef<string | null>(null);

  async function fetchPage(cursor: string): Promise<void> {
    try {
      const page = await browserApi().call(listTransactions, { query: { ...filter, limit: PAGE, cursor } });
      setFailed(false);
      apply({
        kind: 'append',
        rows: page.data.map(toListed),
        nextCursor: page.pagination?.nextCursor ?? null,
      });
    } catch {
      // Offered again at the end of the list.
      setFailed(true);
    } finally {
      loadingCursor.current = null;
    }
  }

  function loadMore(): void {
    const cursor = list.nextCursor;
    if (cursor === null || loadingCursor.current !== null) return;
    loadingCursor.current = cursor;
    void fetchPage(cursor);
  }

  return { list, apply, loadMore, hasFailed };
}
