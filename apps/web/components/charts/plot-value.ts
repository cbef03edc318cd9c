import { isDecimalText } from '@/lib/decimal-text.ts';

/**
 * An amount as a coordinate: the only place where a figure becomes a float, and only to know how many pixels long its
 * mark is. What is written beside the mark always comes from the decimal string.
 * @throws {RangeError} when it is not a decimal.
 */
export function plotValue(decimal: string): number {
  if (!isDecimalText(decimal)) throw new RangeError(`"${decimal}" is not a decimal amount.`);
  return Number(decimal);
}
