import { type Currency, currencyExponent } from '../money/index.ts';

/** A decimal number: `digits` / 10^`scale`. */
export interface ExactNumber {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads plain decimal text; null for anything else. */
export function parseExact(text: string): ExactNumber | null {
  const match = /^([+-]?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction);
  return { digits: sign === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** Compares minor units with a number of whole units: negative, zero or positive, exact in every currency. */
export function compareMinor(minor: bigint, currency: Currency, number: ExactNumber): number {
  const left = minor * 10n ** BigInt(number.scale);
  const right = number.digits * 10n ** BigInt(currencyExponent(currency));
  return left < right ? -1 : left > right ? 1 : 0;
}
