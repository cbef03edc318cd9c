/**
 * A rate as a fraction in lowest terms, both parts above zero: one unit of one currency is numerator / denominator
 * units of another. A fraction, so that an inverse and a product of rates stay exact.
 */
export interface ExactRate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A text could not be read as a rate. */
export class RateFormatError extends Error {
  override readonly name = 'RateFormatError';
}

/** Digits that a rate may have before and after the decimal mark; published ones have at most 6 and 6. */
const MAX_DIGITS = 12;
const DECIMAL = /^\+?(\d+)(?:\.(\d+))?$/;

/** One unit of a currency in itself. */
export const PAR: ExactRate = { numerator: 1n, denominator: 1n };

/**
 * Reads a plain decimal above zero ("1.0823", "161.35").
 * @throws {RateFormatError} with a text for the user.
 */
export function parseRate(text: string): ExactRate {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new RateFormatError(`"${text}" is not a rate. Write it like 1.0823.`);
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (whole.length > MAX_DIGITS || fraction.length > MAX_DIGITS) {
    throw new RateFormatError(
      `"${text}" has too many digits: a rate has at most ${MAX_DIGITS} before and ${MAX_DIGITS} after the decimal mark.`,
    );
  }
  const numerator = BigInt(whole + fraction);
  if (numerator === 0n) throw new RateFormatError('A rate is above zero.');
  return exactRate(numerator, 10n ** BigInt(fraction.length));
}

/** The fraction in lowest terms. @throws {RangeError} unless both parts are above zero. */
export function exactRate(numerator: bigint, denominator: bigint): ExactRate {
  if (numerator <= 0n || denominator <= 0n) throw new RangeError('A rate is above zero.');
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The rate the other way round, exactly. */
export function invertRate(rate: ExactRate): ExactRate {
  return { numerator: rate.denominator, denominator: rate.numerator };
}

/** From A to C, by way of B: the rate from A to B times the rate from B to C, exactly. */
export function chainRates(left: ExactRate, right: ExactRate): ExactRate {
  return exactRate(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** Significant digits of a rate that no decimal says exactly, such as the inverse of 1.0823. */
const SIGNIFICANT_DIGITS = 10;

/**
 * The rate as a decimal: with all its digits where it ends within twelve of them, else rounded half-even to ten
 * significant digits.
 */
export function formatRate(rate: ExactRate): string {
  const scale = 10n ** BigInt(MAX_DIGITS);
  const isFinite = (rate.numerator * scale) % rate.denominator === 0n;
  const places = isFinite ? MAX_DIGITS : decimalPlaces(rate);
  const scaled = divideHalfEven(rate.numerator * 10n ** BigInt(places), rate.denominator);
  const digits = scaled.toString().padStart(places + 1, '0');
  if (places === 0) return digits;
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const whole = digits.slice(0, -places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** A quotient of whole numbers, rounded to the nearest one; a half goes to the even neighbour. `divisor` is above zero. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const sign = dividend < 0n ? -1n : 1n;
  const magnitude = dividend * sign;
  const quotient = magnitude / divisor;
  const twice = 2n * (magnitude % divisor);
  const isUp = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return sign * (isUp ? quotient + 1n : quotient);
}

/** Places after the decimal mark that show ten significant digits. */
function decimalPlaces({ numerator, denominator }: ExactRate): number {
  let places = 0;
  for (let scaled = numerator; scaled < denominator; scaled *= 10n) places += 1;
  const wholeDigits = places > 0 ? 1 - places : (numerator / denominator).toString().length;
  return Math.max(0, SIGNIFICANT_DIGITS - wholeDigits);
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
