import type { Transaction } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findRunningBalances } from '../accounts/index.ts';
import { refuseField } from './checks.ts';

/** The account whose balances run beside a list. @throws {AppError} VALIDATION_FAILED where there is no one such line. */
export function runningAccount(query: {
  readonly accountId?: readonly string[] | undefined;
  readonly sort: string;
}): string {
  const [accountId, ...others] = query.accountId ?? [];
  if (accountId === undefined || others.length > 0) {
    return refuseField('include', 'Balances run along one account: give one accountId.');
  }
  if (query.sort.endsWith('amount')) {
    return refuseField('include', 'Balances run along the days: sort by date.');
  }
  return accountId;
}

/** The rows with the account's balance after each of them. */
export async function withRunningBalances(
  tx: TenantTransaction,
  accountId: string,
  transactions: readonly Transaction[],
): Promise<Transaction[]> {
  if (transactions.length === 0) return [];
  const balances = await findRunningBalances(tx, accountId, transactions.map(standing));
  return transactions.map((row) => {
    const minor = balances.get(standing(row)) ?? null;
    return {
      ...row,
      runningBalance: minor === null ? null : formatMinor(minor, parseCurrency(row.currency)),
    };
  });
}

/** The row that moves the balance: a part of a split is listed in place of its whole. */
function standing(row: Transaction): string {
  return row.parentId ?? row.id;
}
