/** What is left of the whole after its parts, in minor units: zero when they add up to it. */
export function splitRemainder(wholeMinor: bigint, partsMinor: readonly bigint[]): bigint {
  return partsMinor.reduce((left, part) => left - part, wholeMinor);
}

/**
 * Whether a part of a split is a refund: a part has its parent's type, and one whose sign is against that type gives
 * back, such as a bottle deposit on a receipt. Amounts in minor units, signed from the account's view.
 */
export function isRefundPart(type: 'income' | 'expense', amountMinor: bigint): boolean {
  return type === 'expense' ? amountMinor > 0n : amountMinor < 0n;
}
