/** sum() of minor units comes back as text (numeric), or as null over no rows. */
export function readBigint(value: unknown): bigint {
  if (value === null || value === undefined) return 0n;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new TypeError(
    `The database gave ${typeof value === 'string' ? value : typeof value} where whole minor units were expected.`,
  );
}

/** count() comes back as text (bigint). */
export function readCount(value: unknown): number {
  return Number(readBigint(value));
}
