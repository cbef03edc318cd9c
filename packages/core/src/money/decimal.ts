import { type Currency, currencyExponent } from './currency.ts';
import { type Money, money } from './money.ts';

/** The largest magnitude a stored amount may have: it must fit PostgreSQL's bigint with room for sums. */
export const MAX_MINOR = 10n ** 17n;

/** A decimal text could not be read as an amount of the currency. */
export class AmountFormatError extends Error {
  override readonly name = 'AmountFormatError';
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a plain decimal ("12.5", "-0.07", "1200") as an exact amount.
 * Digits beyond the currency's exponent are refused unless they are zeros.
 * @throws {AmountFormatError} with a text for the user.
 */
export function parseAmount(text: string, currency: Currency): Money {
  const match = DECIMAL.exec(text.trim());
  if (!match) {
    throw new AmountFormatError(`"${text}" is not an amount. Write it like 12.50 or -12.50.`);
  }
  const [, sign, whole = '0', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > exponent) {
    throw new AmountFormatError(
      `"${text}" has more than ${exponent} digits after the decimal mark, which ${currency} does not have.`,
    );
  }
  const magnitude = BigInt(whole + significant.padEnd(exponent, '0'));
  if (magnitude > MAX_MINOR) {
    throw new AmountFormatError(`"${text}" is larger than FinTrack can hold.`);
  }
  return money(sign === '-' ? -magnitude : magnitude, currency);
}

/** Prints an amount with exactly the currency's digits: 1250n USD is "12.50", -7n KWD is "-0.007". */
export function formatAmount(amount: Money): string {
  return formatMinor(amount.minor, amount.currency);
}

/** {@link formatAmount} for loose minor units. */
export function formatMinor(minor: bigint, currency: Currency): string {
  const exponent = currencyExponent(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
