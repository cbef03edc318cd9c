import { currencyExponent, type Money } from '../money/index.ts';
import { type ExactRate, exactRate } from '../rates/index.ts';

/**
 * The rate that two amounts of one exchange imply, exactly: units of `other` for one unit of `own`, whatever their
 * signs. Null where an amount is zero.
 */
export function impliedRate(own: Money, other: Money): ExactRate | null {
  if (own.minor === 0n || other.minor === 0n) return null;
  return exactRate(
    magnitude(other.minor) * 10n ** BigInt(currencyExponent(own.currency)),
    magnitude(own.minor) * 10n ** BigInt(currencyExponent(other.currency)),
  );
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
