import type { BulkResult, Transaction } from '@fintrack/contract';
import type { BulkChange } from './bulk-change.ts';

/** What a change sets, in the person's words: the category's name, the account's name. */
export type BulkTarget = string | null;

const figures = new Intl.NumberFormat('en');

/** "1 row", "1,204 rows". */
export function rowsText(count: number): string {
  return `${figures.format(count)} ${count === 1 ? 'row' : 'rows'}`;
}

/** What was done: "Category of 12 rows set to Food." With what was left out, and why. */
export function doneText(change: BulkChange, target: BulkTarget, result: BulkResult): string {
  const done = doneSentence(change, target, result);
  const [first] = result.refused.rows;
  if (first === undefined) return done;
  return `${done} ${rowsText(result.refused.count)} left out: ${first.message}`;
}

/** The question before many rows are changed. */
export function questionText(change: BulkChange, target: BulkTarget, count: number): string {
  const rows = rowsText(count);
  switch (change.action) {
    case 'categorise':
      return target === null ? `Take the category off ${rows}?` : `Set the category of ${rows} to ${target}?`;
    case 'tag':
      return `Change the tags of ${rows}?`;
    case 'move':
      return `Move ${rows} to ${target}?`;
    case 'delete':
      return `Delete ${rows}?`;
    case 'update':
      return `Change the ${fieldOf(change)} of ${rows}${target === null ? '' : ` to ${target}`}?`;
  }
}

/** What happens to the rows, as the preview begins: "450 rows change". */
export function effectText(change: BulkChange, count: number): string {
  const rows = rowsText(count);
  if (change.action === 'delete') return count === 1 ? `${rows} goes` : `${rows} go`;
  return count === 1 ? `${rows} changes` : `${rows} change`;
}

/** The button that does it. */
export function confirmText(change: BulkChange, count: number): string {
  return `${change.action === 'delete' ? 'Delete' : 'Change'} ${rowsText(count)}`;
}

/** What becomes different in a row: "Groceries → Fuel". */
export function differenceText(before: ShownRow, after: ShownRow): string {
  const pairs = [
    [before.date, after.date],
    [before.accountName, after.accountName],
    [before.payeeName, after.payeeName],
    [before.categoryName, after.categoryName],
    [before.status, after.status],
    [before.tags.join(', '), after.tags.join(', ')],
  ];
  return pairs
    .filter(([was, will]) => was !== will)
    .map(([was, will]) => `${was || 'none'} → ${will || 'none'}`)
    .join('; ');
}

type ShownRow = Pick<Transaction, 'date' | 'accountName' | 'payeeName' | 'categoryName' | 'status' | 'tags'>;

/** Reasons why rows are left out, each with its number; of many only the first hundred are known. */
export function reasonsOf({ refused }: BulkResult): { readonly message: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { message } of refused.rows) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts].map(([message, count]) => ({ message, count }));
}

function doneSentence(change: BulkChange, target: BulkTarget, { changed, followed }: BulkResult): string {
  const rows = rowsText(changed);
  switch (change.action) {
    case 'categorise':
      return `Category of ${rows} set to ${target ?? 'none'}.`;
    case 'tag':
      return `Tags of ${rows} changed.`;
    case 'move':
      return `${rows} moved to ${target}.`;
    case 'delete': {
      const count = changed + followed;
      return `${figures.format(count)} ${count === 1 ? 'transaction' : 'transactions'} deleted.`;
    }
    case 'update': {
      const field = fieldOf(change);
      const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
      return target === null ? `${name} of ${rows} changed.` : `${name} of ${rows} set to ${target}.`;
    }
  }
}

function fieldOf({ set }: Extract<BulkChange, { action: 'update' }>): string {
  if (set.status !== undefined) return 'status';
  return set.date === undefined && set.dateShiftDays === undefined ? 'payee' : 'date';
}
