'use client';

import { useRouter } from 'next/navigation';
import type { TransactionPage } from './load-transactions.ts';
import type { TransactionFilter } from './transaction-filter.ts';
import { useNews } from './use-news.ts';
import { type Transactions, useTransactions } from './use-transactions.ts';

export interface LiveTransactions extends Transactions {
  /** Something has changed elsewhere that the list does not show. */
  readonly hasNews: boolean;
  /** Draws the list, and what stands around it, as they are now. */
  readonly showNews: () => void;
}

/** The rows under a filter, and whether they are still what there is. */
export function useLiveTransactions(filter: TransactionFilter, page: TransactionPage): LiveTransactions {
  const router = useRouter();
  const fetched = useTransactions(filter, page);
  const { isThere, take } = useNews(fetched.list.items, filter);

  async function reload(): Promise<void> {
    await fetched.reload();
    take();
  }

  async function show(): Promise<void> {
    await reload();
    router.refresh();
  }

  return { ...fetched, reload, hasNews: isThere, showNews: () => void show() };
}
