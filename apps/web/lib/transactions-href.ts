/** What the transactions page filters by, in its address. */
export interface TransactionsFilter {
  readonly from?: string;
  readonly to?: string;
  readonly categoryId?: string;
  readonly accountId?: string;
  readonly type?: 'income' | 'expense' | 'transfer';
  readonly uncategorised?: true;
}

/** The rows behind a figure. */
export function transactionsHref(filter: TransactionsFilter): string {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]);
  return `/transactions?${new URLSearchParams(pairs).toString()}`;
}
