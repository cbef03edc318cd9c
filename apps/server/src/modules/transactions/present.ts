import type { Transaction } from '@fintrack/contract';
import { type Currency, formatMinor, parseCurrency } from '@fintrack/core/money';
import type { TransactionRow } from './repo.rows.ts';

/** The row in the API's form: its minor units become decimals of its currency. */
export function toTransaction(row: TransactionRow): Transaction {
  const { originalAmount, originalCurrency } = row;
  return {
    ...row,
    amount: decimal(row.amount, row.currency),
    originalAmount:
      originalAmount !== null && originalCurrency !== null ? decimal(originalAmount, originalCurrency) : null,
  };
}

/** "-1250" EUR as "-12.50". The database holds valid codes only. */
export function decimal(minor: string, currency: string): string {
  return formatMinor(BigInt(minor), currencyOf(currency));
}

const known = new Map<string, Currency>();

function currencyOf(code: string): Currency {
  let currency = known.get(code);
  if (currency === undefined) {
    currency = parseCurrency(code);
    known.set(code, currency);
  }
  return currency;
}
