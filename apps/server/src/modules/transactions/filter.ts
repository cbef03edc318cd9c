import { endOfMonth, parseCalendarDate, startOfMonth } from '@fintrack/core/dates';
import { currencyExponent, isCurrency, KNOWN_CURRENCY_CODES } from '@fintrack/core/money';
import type { SearchPlan } from './search-plan.ts';

/** Which rows a list, a count or a sum is about. Deleted rows never are; parts of splits only where it is by category. */
export interface TransactionFilter {
  readonly accountIds?: readonly string[] | undefined;
  /** With their descendants, already looked up. */
  readonly categoryIds?: readonly string[] | undefined;
  readonly payeeIds?: readonly string[] | undefined;
  readonly importId?: string | undefined;
  readonly type?: 'income' | 'expense' | 'transfer' | undefined;
  readonly status?: 'pending' | 'cleared' | 'reconciled' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Decimal text, of the signed amount. */
  readonly minAmount?: string | undefined;
  readonly maxAmount?: string | undefined;
  readonly search?: SearchPlan | undefined;
  readonly tag?: string | undefined;
  readonly uncategorised?: boolean | undefined;
  readonly hasAttachment?: boolean | undefined;
}

/** The cheapest table that answers a filter's count and sums exactly. */
export type TotalsSource = 'account-days' | 'account-months' | 'category-months' | 'rows';

/**
 * An account's totals know day or month; a category's know account and type of whole months.
 * Anything finer has to be read from the rows.
 */
export function totalsSource(filter: TransactionFilter): TotalsSource {
  const { accountIds: _accountIds, from, to, categoryIds, uncategorised, type, ...finer } = filter;
  if (Object.values(finer).some((value) => value !== undefined)) return 'rows';
  const months = isWholeMonths(from, to);
  if (categoryIds === undefined && !uncategorised && type === undefined)
    return months ? 'account-months' : 'account-days';
  if (categoryIds !== undefined && uncategorised) return 'rows';
  return months ? 'category-months' : 'rows';
}

/** What counts the rows of a filter that is by payee alone or by tag alone; null for every other. */
export function usesSource(filter: TransactionFilter): 'payees' | 'tags' | null {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (set.length !== 1) return null;
  if (filter.payeeIds !== undefined) return 'payees';
  return filter.tag === undefined ? null : 'tags';
}

/** A decimal limit in minor units, for each exponent that a currency may have. */
export type AmountBounds = Readonly<Record<0 | 2 | 3 | 4, bigint>>;

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** Beyond every amount that a row can hold, and inside bigint. */
const LARGEST = 10n ** 18n;

/**
 * The least ('min') or greatest ('max') amount within a limit: a limit of 0.005 is 1 cent at least and 0 cents at most.
 * @throws {RangeError} when the text is not a plain decimal.
 */
export function amountBounds(limit: string, side: 'min' | 'max'): AmountBounds {
  const match = DECIMAL.exec(limit.trim());
  if (!match) throw new RangeError(`"${limit}" is not a decimal`);
  const [, sign, whole = '0', fraction = ''] = match;
  const scaled = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const bound = (exponent: number) => clamp(shift(scaled, exponent - fraction.length, side));
  return { 0: bound(0), 2: bound(2), 3: bound(3), 4: bound(4) };
}

/** Currencies whose minor unit is not a hundredth, by exponent. */
export const UNUSUAL_CURRENCIES: Readonly<Record<0 | 3 | 4, readonly string[]>> = {
  0: currenciesOf(0),
  3: currenciesOf(3),
  4: currenciesOf(4),
};

function isWholeMonths(from: string | undefined, to: string | undefined): boolean {
  const startsMonth = from === undefined || startOfMonth(parseCalendarDate(from)) === from;
  const endsMonth = to === undefined || endOfMonth(parseCalendarDate(to)) === to;
  return startsMonth && endsMonth;
}

/** value * 10^digits, rounded towards the inside of the limit. */
function shift(value: bigint, digits: number, side: 'min' | 'max'): bigint {
  if (digits >= 0) return value * 10n ** BigInt(digits);
  const divisor = 10n ** BigInt(-digits);
  const quotient = value / divisor;
  const remainder = value % divisor;
  if (side === 'min' && remainder > 0n) return quotient + 1n;
  if (side === 'max' && remainder < 0n) return quotient - 1n;
  return quotient;
}

function clamp(minor: bigint): bigint {
  if (minor > LARGEST) return LARGEST;
  return minor < -LARGEST ? -LARGEST : minor;
}

function currenciesOf(exponent: number): readonly string[] {
  return KNOWN_CURRENCY_CODES.filter((code) => isCurrency(code) && currencyExponent(code) === exponent);
}
