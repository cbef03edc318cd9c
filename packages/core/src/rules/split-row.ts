import { AmountFormatError, allocate, type Currency, MAX_MINOR, money, parseAmount } from '../money/index.ts';
import { parseExact } from './exact-number.ts';
import type { SplitPartPlan } from './rule.ts';

/** A part of a row, in minor units of the row's currency. */
export interface RowPart {
  readonly amountMinor: bigint;
  readonly categoryId: string | null;
  readonly notes: string | null;
}

/**
 * The parts that a plan makes of a row: they add up to it to the minor unit and have its sign. What percents leave over
 * by rounding goes to the largest remainders. A part that comes to nothing is left out. Null when the plan does not fit
 * the row: its amounts exceed it or have more digits than the currency, or fewer than two parts are left.
 */
export function splitRow(
  row: { readonly amountMinor: bigint; readonly currency: Currency },
  plan: readonly SplitPartPlan[],
): readonly RowPart[] | null {
  const whole = row.amountMinor < 0n ? -row.amountMinor : row.amountMinor;
  const shares = shareOut(whole, row.currency, plan);
  if (shares === null) return null;
  const sign = row.amountMinor < 0n ? -1n : 1n;
  const parts = plan.flatMap(({ categoryId, notes }, index) => {
    const share = shares[index] ?? 0n;
    return share === 0n ? [] : [{ amountMinor: share * sign, categoryId, notes: notes ?? null }];
  });
  return parts.length < 2 ? null : parts;
}

/** Shares of the whole by part, without a sign. */
function shareOut(
  whole: bigint,
  currency: Currency,
  plan: readonly SplitPartPlan[],
): readonly bigint[] | null {
  const percents = percentShares(whole, currency, plan);
  if (percents === null) return null;
  const shares: bigint[] = [];
  for (const [index, { share }] of plan.entries()) {
    const minor = share.kind === 'amount' ? readMinor(share.amount, currency) : (percents[index] ?? 0n);
    if (minor === null) return null;
    shares.push(minor);
  }
  const rest = whole - shares.reduce((sum, share) => sum + share, 0n);
  const restIndex = plan.findIndex(({ share }) => share.kind === 'rest');
  if (rest < 0n || (restIndex < 0 && rest !== 0n)) return null;
  if (restIndex >= 0) shares[restIndex] = rest;
  return shares;
}

/** What the percents come to, by part; the others have 0. Percents are of the whole row. */
function percentShares(
  whole: bigint,
  currency: Currency,
  plan: readonly SplitPartPlan[],
): readonly bigint[] | null {
  const weights = plan.map(({ share }) => (share.kind === 'percent' ? readPercent(share.percent) : 0n));
  const read = weights.filter((weight) => weight !== null);
  if (read.length < weights.length || whole > MAX_MINOR) return null;
  const left = HUNDRED_PERCENT - read.reduce((sum, weight) => sum + weight, 0n);
  if (left < 0n) return null;
  return allocate(money(whole, currency), [...read, left])
    .slice(0, -1)
    .map(({ minor }) => minor);
}

const PERCENT_DIGITS = 6;
const HUNDRED_PERCENT = 100n * 10n ** BigInt(PERCENT_DIGITS);

/** Millionths of a percent; null for what is no percent or has more digits. */
export function readPercent(text: string): bigint | null {
  const exact = parseExact(text);
  if (exact === null || exact.digits < 0n || exact.scale > PERCENT_DIGITS) return null;
  const millionths = exact.digits * 10n ** BigInt(PERCENT_DIGITS - exact.scale);
  return millionths > HUNDRED_PERCENT ? null : millionths;
}

function readMinor(text: string, currency: Currency): bigint | null {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (error instanceof AmountFormatError) return null;
    throw error;
  }
}
