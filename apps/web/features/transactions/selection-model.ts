import { add, formatAmount, type Money, parseAmount, parseCurrency } from '@fintrack/core/money';
import type { ListedTransaction } from './listed-transaction.ts';
import { isTemporary } from './optimistic-row.ts';

/** Which rows are selected: some of those that are here, or all that the filter matches, here or not. */
export interface SelectionState {
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
  /** Where a range begins: the row that was ticked last. */
  readonly anchorId: string | null;
}

export const NOTHING_SELECTED: SelectionState = { ids: new Set(), isAll: false, anchorId: null };

/** Ticks a row or takes the tick off. What was "all" becomes the rows that are here, but for this one. */
export function toggleRow(
  state: SelectionState,
  rows: readonly ListedTransaction[],
  id: string,
): SelectionState {
  if (isTemporary(id)) return state;
  const ids = new Set(state.isAll ? selectableIds(rows) : state.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, isAll: false, anchorId: id };
}

/** Ticks everything from the last ticked row up to this one. */
export function selectRange(
  state: SelectionState,
  rows: readonly ListedTransaction[],
  id: string,
): SelectionState {
  const from = rows.findIndex((row) => row.id === state.anchorId);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return toggleRow(state, rows, id);
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...state, ids: new Set([...state.ids, ...selectableIds(range)]), isAll: false };
}

/** Everything that the filter matches, here or not. */
export function selectAll(rows: readonly ListedTransaction[]): SelectionState {
  return { ids: new Set(selectableIds(rows)), isAll: true, anchorId: null };
}

/** Sums of rows, per currency, as decimals. */
export function sumRows(
  rows: readonly Pick<ListedTransaction, 'amount' | 'currency'>[],
): { readonly currency: string; readonly amount: string }[] {
  const sums = new Map<string, Money>();
  for (const { amount, currency } of rows) {
    const money = parseAmount(amount, parseCurrency(currency));
    const before = sums.get(currency);
    sums.set(currency, before === undefined ? money : add(before, money));
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: formatAmount(sum) }));
}

function selectableIds(rows: readonly ListedTransaction[]): string[] {
  return rows.flatMap(({ id }) => (isTemporary(id) ? [] : [id]));
}
