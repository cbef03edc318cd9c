import type { Account, AccountType } from '@fintrack/contract';
import { add, formatAmount, type Money, parseAmount, parseCurrency } from '@fintrack/core/money';
import { typesInOrder } from './account-types.ts';

/** Accounts of one type, with the sum of their balances in each currency. */
export interface AccountGroup {
  readonly type: AccountType;
  readonly accounts: readonly Account[];
  readonly subtotals: readonly { readonly currency: string; readonly amount: string }[];
}

/** Puts accounts under their types, in the order of the pages; types without an account are left out. */
export function groupAccounts(accounts: readonly Account[]): AccountGroup[] {
  return typesInOrder().flatMap((type) => {
    const members = accounts.filter((account) => account.type === type);
    return members.length === 0 ? [] : [{ type, accounts: members, subtotals: subtotalsOf(members) }];
  });
}

function subtotalsOf(accounts: readonly Account[]): AccountGroup['subtotals'] {
  const sums = new Map<string, Money>();
  for (const { balance } of accounts) {
    const posted = parseAmount(balance.posted, parseCurrency(balance.currency));
    const before = sums.get(balance.currency);
    sums.set(balance.currency, before === undefined ? posted : add(before, posted));
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: formatAmount(sum) }));
}
