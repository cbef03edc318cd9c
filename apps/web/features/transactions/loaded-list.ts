import { appendItems, type ListItem, listItems, rowsOf } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';

/** The part of a list that has been fetched, newest first. */
export interface LoadedList {
  readonly items: readonly ListItem[];
  /** Where the next page begins; null when everything is here. */
  readonly nextCursor: string | null;
}

export type ListChange =
  | {
      readonly kind: 'append';
      readonly rows: readonly ListedTransaction[];
      readonly nextCursor: string | null;
    }
  /** New rows, and rows as they are now. */
  | { readonly kind: 'put'; readonly rows: readonly ListedTransaction[] }
  | { readonly kind: 'drop'; readonly ids: readonly string[] }
  /** The account's balance after each of these rows, by id. */
  | { readonly kind: 'balances'; readonly balances: ReadonlyMap<string, string | null> }
  /** Everything as it is now. */
  | {
      readonly kind: 'replace';
      readonly rows: readonly ListedTransaction[];
      readonly nextCursor: string | null;
    };

/** The list of a first page. */
export function loadedList(rows: readonly ListedTransaction[], nextCursor: string | null): LoadedList {
  return { items: listItems(rows, nextCursor === null), nextCursor };
}

/** The list after a change. */
export function changeList(list: LoadedList, change: ListChange): LoadedList {
  switch (change.kind) {
    case 'append':
      return appendPage(list, change);
    case 'put':
      return putRows(list, change.rows);
    case 'drop':
      return dropRows(list, new Set(change.ids));
    case 'balances':
      return { ...list, items: list.items.map((item) => withBalance(item, change.balances)) };
    case 'replace':
      return loadedList(change.rows, change.nextCursor);
  }
}

/** A row that was booked here meanwhile may come again with its page. */
function appendPage(
  list: LoadedList,
  page: { rows: readonly ListedTransaction[]; nextCursor: string | null },
): LoadedList {
  const oldest = list.items.at(-1);
  const fresh =
    oldest?.kind === 'row' ? page.rows.filter((row) => compareNewestFirst(oldest.row, row) < 0) : page.rows;
  const { nextCursor } = page;
  return { items: appendItems(list.items, fresh, nextCursor === null), nextCursor };
}

function putRows(list: LoadedList, changed: readonly ListedTransaction[]): LoadedList {
  const ids = new Set(changed.map(({ id }) => id));
  const before = rowsOf(list.items);
  const others = before.filter(({ id }) => !ids.has(id));
  const known = new Map(before.map((row) => [row.id, row.series]));
  const oldest = others.at(-1);
  const isComplete = list.nextCursor === null;
  // What is older than all that was fetched comes with its own page.
  const shown = changed
    .filter((row) => isComplete || (oldest && compareNewestFirst(row, oldest) < 0))
    .map((row) => keepSeries(row, known));
  const rows = [...others, ...shown].toSorted(compareNewestFirst);
  return { ...list, items: listItems(rows, isComplete) };
}

/** What a change answers says nothing of the row's series: it stays. */
function keepSeries(
  row: ListedTransaction,
  known: ReadonlyMap<string, ListedTransaction['series']>,
): ListedTransaction {
  const series = row.series === undefined ? known.get(row.id) : undefined;
  return series ? { ...row, series } : row;
}

function withBalance(item: ListItem, balances: ReadonlyMap<string, string | null>): ListItem {
  if (item.kind === 'day') return item;
  const runningBalance = balances.get(item.row.id);
  if (runningBalance === undefined || runningBalance === item.row.runningBalance) return item;
  return { ...item, row: { ...item.row, runningBalance } };
}

function dropRows(list: LoadedList, ids: ReadonlySet<string>): LoadedList {
  const rows = rowsOf(list.items).filter(({ id }) => !ids.has(id));
  return { ...list, items: listItems(rows, list.nextCursor === null) };
}

/** The order of the API: by date, then by id, both descending. */
function compareNewestFirst(left: ListedTransaction, right: ListedTransaction): number {
  return compareText(right.date, left.date) || compareText(right.id, left.id);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
