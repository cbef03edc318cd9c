import { idsOf, type TransactionFilter } from './transaction-filter.ts';

/** True where balances run beside the rows: a list of one account. */
export function hasRunningBalance(filter: TransactionFilter): boolean {
  return idsOf(filter.accountId).length === 1;
}

/** What the list asks the API for besides its rows. */
export function includeOf(filter: TransactionFilter): { readonly include: string } {
  return { include: hasRunningBalance(filter) ? 'splits,series,running' : 'splits,series' };
}
