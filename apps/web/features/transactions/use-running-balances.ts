'use client';

import { listTransactions } from '@fintrack/contract';
import type { CallInput } from '@fintrack/contract/client';
import { useEffect, useRef } from 'react';
import { browserApi } from '@/lib/api/browser-api.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { ListChange } from './loaded-list.ts';
import { hasRunningBalance, includeOf } from './running-balance.ts';
import type { TransactionFilter } from './transaction-filter.ts';

const PAGE = 200;
/** Rows whose balances are asked for again; those beyond stay without one until they are fetched anew. */
const MOST = 2000;

interface RunningOptions {
  readonly filter: TransactionFilter;
  readonly page: Page;
  /** Rows that are drawn or waiting to be. */
  readonly count: number;
  readonly apply: (change: ListChange) => void;
}

interface Page {
  readonly rows: readonly ListedTransaction[];
  readonly nextCursor: string | null;
}

/**
 * A change of one row moves the balance of every later one. The page brings the first rows' balances anew after each
 * change; those of the rows that were fetched since are asked for again.
 */
export function useRunningBalances({ filter, page, count, apply }: RunningOptions): void {
  const seen = useRef(page);
  const loaded = useRef(count);
  useEffect(() => {
    loaded.current = count;
  });
  useEffect(() => {
    if (seen.current === page || !hasRunningBalance(filter)) return;
    seen.current = page;
    let isCurrent = true;
    const put = (rows: readonly ListedTransaction[]) => {
      if (isCurrent) apply({ kind: 'balances', balances: balancesOf(rows) });
    };
    put(page.rows);
    void fetchRest({ filter, page, wanted: Math.min(loaded.current, MOST), put });
    return () => {
      isCurrent = false;
    };
  }, [page, filter, apply]);
}

interface Rest {
  readonly filter: TransactionFilter;
  readonly page: Page;
  readonly wanted: number;
  readonly put: (rows: readonly ListedTransaction[]) => void;
}

async function fetchRest({ filter, page, wanted, put }: Rest): Promise<void> {
  let cursor = page.nextCursor;
  let count = page.rows.length;
  try {
    while (cursor !== null && count < wanted) {
      const query: CallInput<typeof listTransactions>['query'] = {
        ...filter,
        ...includeOf(filter),
        limit: PAGE,
        cursor,
      };
      const next = await browserApi().call(listTransactions, { query });
      put(next.data);
      count += next.data.length;
      cursor = next.pagination?.nextCursor ?? null;
    }
  } catch {
    // The rows stand as they are; their balances come again with the next change.
  }
}

function balancesOf(rows: readonly ListedTransaction[]): ReadonlyMap<string, string | null> {
  return new Map(rows.map((row) => [row.id, row.runningBalance ?? null]));
}
