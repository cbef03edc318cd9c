import { type Currency, currencyExponent, type Money, money } from '../money/index.ts';
import { divideHalfEven, type ExactRate } from './exact-rate.ts';

/**
 * An amount in another currency, rounded half-even to that currency's minor units. `rate` says how many whole units of
 * `to` one whole unit of the amount's currency is.
 */
export function convertMoney(amount: Money, rate: ExactRate, to: Currency): Money {
  const shift = currencyExponent(to) - currencyExponent(amount.currency);
  const numerator = amount.minor * rate.numerator * 10n ** BigInt(Math.max(0, shift));
  const denominator = rate.denominator * 10n ** BigInt(Math.max(0, -shift));
  return money(divideHalfEven(numerator, denominator), to);
}
