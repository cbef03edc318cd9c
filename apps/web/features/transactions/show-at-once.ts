import type { BulkChange } from './bulk-change.ts';
import type { EntryLists } from './entry-lists.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { ListChange } from './loaded-list.ts';

/**
 * Shows what a change of many rows will look like, as far as the page knows; the list is fetched again once the server
 * has answered.
 */
export function showAtOnce(
  change: BulkChange,
  rows: readonly ListedTransaction[],
  { apply, lists }: { readonly apply: (change: ListChange) => void; readonly lists: EntryLists },
): void {
  if (change.action === 'delete') {
    const legs = rows.flatMap(({ id, transferTransactionId }) => [id, transferTransactionId ?? id]);
    apply({ kind: 'drop', ids: legs });
  }
  if (change.action === 'categorise') {
    const category = lists.categories.find(({ id }) => id === change.categoryId);
    const names = { categoryName: category?.name ?? null, categoryColor: category?.color ?? null };
    const changed = rows.filter((row) => row.type !== 'transfer' && !row.isSplit);
    apply({
      kind: 'put',
      rows: changed.map((row) => ({ ...row, ...names, categoryId: change.categoryId })),
    });
  }
}
