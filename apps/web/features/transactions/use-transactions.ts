'use client';

import { listTransactions } from '@fintrack/contract';
import type { CallInput, CallResult } from '@fintrack/contract/client';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { browserApi } from '@/lib/api/browser-api.ts';
import { type ListedTransaction, toListed } from './listed-transaction.ts';
import { changeList, type ListChange, type LoadedList, loadedList } from './loaded-list.ts';
import { includeOf } from './running-balance.ts';
import type { TransactionFilter } from './transaction-filter.ts';

const PAGE = 200;
/** What is fetched again at most; what lay beyond comes when it is scrolled to. */
const RELOADED = 2000;

type ListQuery = CallInput<typeof listTransactions>['query'];

export interface Transactions {
  readonly list: LoadedList;
  readonly apply: (change: ListChange) => void;
  /** Fetches the next page, once at a time. */
  readonly loadMore: () => void;
  /** Fetches what is here again, as it is now. */
  readonly reload: () => Promise<void>;
  /** The next page could not be fetched. */
  readonly hasFailed: boolean;
}

/** A page with rows: a search that met none for a while says where it stopped, and is asked to go on. */
async function fetchRows(
  filter: TransactionFilter,
  cursor: string,
): Promise<CallResult<typeof listTransactions>> {
  const query = { ...filter, ...includeOf(filter), limit: PAGE };
  let page = await browserApi().call(listTransactions, { query: { ...query, cursor } });
  while (page.data.length === 0 && page.pagination?.nextCursor) {
    page = await browserApi().call(listTransactions, {
      query: { ...query, cursor: page.pagination.nextCursor },
    });
  }
  return page;
}

/** The rows under a filter, as far as they have been fetched. Give the component a key of the filter. */
export function useTransactions(
  filter: TransactionFilter,
  first: { readonly rows: readonly ListedTransaction[]; readonly nextCursor: string | null },
): Transactions {
  const [list, apply] = useReducer(changeList, first, ({ rows, nextCursor }) => loadedList(rows, nextCursor));
  const [hasFailed, setFailed] = useState(false);
  const loadingCursor = useRef<string | null>(null);
  const wanted = useRef(0);
  useEffect(() => {
    wanted.current = Math.min(list.items.length, RELOADED);
  });

  async function fetchPage(cursor: string): Promise<void> {
    try {
      const page = await fetchRows(filter, cursor);
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

  const reload = useCallback(async () => {
    const rows: ListedTransaction[] = [];
    let cursor: string | null = null;
    const count = wanted.current;
    do {
      const query: ListQuery = {
        ...filter,
        ...includeOf(filter),
        limit: PAGE,
        ...(cursor === null ? {} : { cursor }),
      };
      const page: CallResult<typeof listTransactions> = await browserApi().call(listTransactions, { query });
      rows.push(...page.data.map(toListed));
      cursor = page.pagination?.nextCursor ?? null;
    } while (cursor !== null && rows.length < count);
    apply({ kind: 'replace', rows, nextCursor: cursor });
  }, [filter]);

  return { list, apply, loadMore, reload, hasFailed };
}
