import { type Money, money } from './money.ts';

/**
 * Splits an amount by whole-number weights so that the parts add up to it exactly.
 * Each part is within one minor unit of its exact share; the units left over go to the
 * largest remainders, earlier parts first (the largest-remainder method).
 * @throws {RangeError} when there is no weight, a weight is negative, or all are zero.
 */
export function allocate(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((left, right) => left + right, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('allocate needs weights that are not negative and not all zero.');
  }
  const sign = amount.minor < 0n ? -1n : 1n;
  const magnitude = amount.minor * sign;
  const shares = weights.map((weight, index) => ({
    index,
    share: (magnitude * weight) / total,
    remainder: (magnitude * weight) % total,
  }));
  let left = magnitude - shares.reduce((sum, part) => sum + part.share, 0n);
  for (const part of [...shares].sort(byRemainder)) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return shares.map((part) => money(part.share * sign, amount.currency));
}

function byRemainder(
  left: { remainder: bigint; index: number },
  right: { remainder: bigint; index: number },
): number {
  if (left.remainder === right.remainder) return left.index - right.index;
  return left.remainder > right.remainder ? -1 : 1;
}
