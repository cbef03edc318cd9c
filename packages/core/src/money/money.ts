import type { Currency } from './currency.ts';

/** An exact amount: `minor` counts the currency's smallest unit (1250n USD is 12.50 US dollars). */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** Two amounts of different currencies were combined; convert one of them first. */
export class CurrencyMismatchError extends Error {
  override readonly name = 'CurrencyMismatchError';
  constructor(left: Currency, right: Currency) {
    super(`Cannot combine ${left} with ${right}: convert one of them first.`);
  }
}

/** Makes an amount from minor units. */
export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

/** Zero of a currency. */
export function zero(currency: Currency): Money {
  return money(0n, currency);
}

/** The sum of two amounts. @throws {CurrencyMismatchError} */
export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.minor + right.minor, left.currency);
}

/** `left` minus `right`. @throws {CurrencyMismatchError} */
export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.minor - right.minor, left.currency);
}

/** The amount with its sign turned. */
export function negate(amount: Money): Money {
  return money(-amount.minor, amount.currency);
}

/** Sum of a list; zero of `currency` when it is empty. @throws {CurrencyMismatchError} */
export function sum(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce(add, zero(currency));
}

/** Negative, zero or positive as `left` is below, equal to or above `right`. @throws {CurrencyMismatchError} */
export function compare(left: Money, right: Money): number {
  assertSameCurrency(left, right);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

function assertSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new CurrencyMismatchError(left.currency, right.currency);
  }
}
