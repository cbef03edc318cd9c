import type { CalendarDate } from '@fintrack/core/dates';
import { add, formatAmount, type Money, parseAmount, parseCurrency } from '@fintrack/core/money';
import type { ListedTransaction } from './listed-transaction.ts';

/** A line of the list: the head of a day, or a transaction. */
export type ListItem = DayItem | RowItem;

export interface DayItem {
  readonly kind: 'day';
  readonly date: CalendarDate;
  /** Decimal sums per currency; null while some of the day's rows are still to be fetched. */
  readonly sums: readonly DaySum[] | null;
}

export interface RowItem {
  readonly kind: 'row';
  readonly row: ListedTransaction;
  /** Its place among the transactions, counted from 0. */
  readonly ordinal: number;
}

interface DaySum {
  readonly currency: string;
  readonly amount: string;
}

/** Puts rows, which come newest first, under the heads of their days. `isComplete`: none older will follow. */
export function listItems(rows: readonly ListedTransaction[], isComplete: boolean): ListItem[] {
  return groupDays(rows, { isComplete, ordinal: 0 });
}

/** {@link listItems} of the rows so far and those of the next page, at the cost of that page alone. */
export function appendItems(
  items: readonly ListItem[],
  rows: readonly ListedTransaction[],
  isComplete: boolean,
): ListItem[] {
  const lastDay = items.findLastIndex((item) => item.kind === 'day');
  if (lastDay < 0) return listItems(rows, isComplete);
  const open = items.slice(lastDay).flatMap((item) => (item.kind === 'row' ? [item] : []));
  const ordinal = open[0]?.ordinal ?? 0;
  const regrouped = groupDays([...open.map(({ row }) => row), ...rows], { isComplete, ordinal });
  return [...items.slice(0, lastDay), ...regrouped];
}

/** The transactions of a list, without the heads. */
export function rowsOf(items: readonly ListItem[]): ListedTransaction[] {
  return items.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
}

interface GroupOptions {
  readonly isComplete: boolean;
  /** Of the first row. */
  readonly ordinal: number;
}

function groupDays(rows: readonly ListedTransaction[], options: GroupOptions): ListItem[] {
  const items: ListItem[] = [];
  let start = 0;
  while (start < rows.length) {
    const members = sameDay(rows, start);
    const end = start + members.length;
    const isWhole = options.isComplete || end < rows.length;
    const [first] = members;
    if (first === undefined) break;
    items.push({ kind: 'day', date: first.date, sums: isWhole ? sumPerCurrency(members) : null });
    for (const [index, row] of members.entries()) {
      items.push({ kind: 'row', row, ordinal: options.ordinal + start + index });
    }
    start = end;
  }
  return items;
}

function sameDay(rows: readonly ListedTransaction[], start: number): readonly ListedTransaction[] {
  const date = rows[start]?.date;
  let end = start + 1;
  while (end < rows.length && rows[end]?.date === date) end += 1;
  return rows.slice(start, end);
}

function sumPerCurrency(rows: readonly ListedTransaction[]): DaySum[] {
  const sums = new Map<string, Money>();
  for (const row of rows) {
    const amount = moneyOf(row);
    const before = sums.get(row.currency);
    sums.set(row.currency, before === undefined ? amount : add(before, amount));
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: formatAmount(sum) }));
}

const monies = new WeakMap<ListedTransaction, Money>();

/** A row never changes, so its amount is read once however often its day is added up. */
function moneyOf(row: ListedTransaction): Money {
  const known = monies.get(row);
  if (known !== undefined) return known;
  const read = parseAmount(row.amount, parseCurrency(row.currency));
  monies.set(row, read);
  return read;
}
