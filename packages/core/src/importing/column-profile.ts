import { isCurrency } from '../money/index.ts';
import { readDecimal } from './amount-text.ts';
import { looksLikeDate } from './date-text.ts';

/** What the cells of one column look like. Counts are of filled cells. */
export interface ColumnProfile {
  readonly index: number;
  readonly rows: number;
  readonly filled: number;
  readonly dates: number;
  readonly amounts: number;
  /** Amounts with a decimal part, a sign or a currency: money rather than an account number. */
  readonly marked: number;
  readonly currencies: number;
  /** Cells like "tx_0001abc": no spaces, a digit, at least six characters, no date. */
  readonly idLike: number;
  readonly distinct: number;
  readonly averageLength: number;
  /** The filled cells, trimmed, in order. */
  readonly values: readonly string[];
}

/** Profiles every column of the data records. */
export function profileColumns(records: readonly (readonly string[])[], width: number): ColumnProfile[] {
  return Array.from({ length: width }, (_, index) => profileColumn(records, index));
}

function profileColumn(records: readonly (readonly string[])[], index: number): ColumnProfile {
  const values = records.map((record) => (record[index] ?? '').trim()).filter((value) => value !== '');
  const count = (test: (value: string) => boolean): number => values.filter(test).length;
  return {
    index,
    rows: records.length,
    filled: values.length,
    dates: count(looksLikeDate),
    amounts: count(looksLikeAmount),
    marked: count(looksLikeMoney),
    currencies: count((value) => isCurrency(value.toUpperCase())),
    idLike: count((value) => /^(?=.*\d)[^\s]{6,}$/u.test(value.slice(0, 80)) && !looksLikeDate(value)),
    distinct: new Set(values).size,
    averageLength: values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length),
    values,
  };
}

/** True when the cell can be an amount with either decimal mark. */
export function looksLikeAmount(value: string): boolean {
  return readDecimal(value, '.').ok || readDecimal(value, ',').ok;
}

/** True for an amount that is more than a bare whole number. */
function looksLikeMoney(value: string): boolean {
  return [readDecimal(value, '.'), readDecimal(value, ',')].some((reading) => reading.ok && reading.marked);
}

/** `part` of `whole`, 0 when there is nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
