import type { EntryLists } from './entry-lists.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionEntry } from './read-entry.ts';

/** A row as it will look once an entry is booked; `before` is what it replaces. */
export function optimisticRow(
  entry: TransactionEntry,
  lists: EntryLists,
  before: ListedTransaction | { readonly id: string },
): ListedTransaction {
  const account = lists.accounts.find(({ id }) => id === entry.accountId);
  const category = lists.categories.find(({ id }) => id === entry.categoryId);
  return {
    ...NEW_ROW,
    ...before,
    ...entry,
    // A row whose entry says no type keeps the one that it has.
    type: entry.type ?? ('type' in before ? before.type : 'transfer'),
    isRefund: entry.isRefund ?? ('isRefund' in before ? before.isRefund : false),
    accountName: account?.name ?? '',
    currency: account?.currency ?? '',
    categoryName: category?.name ?? null,
    categoryColor: category?.color ?? null,
  };
}

const NEW_ROW: Pick<
  ListedTransaction,
  'tags' | 'isSplit' | 'transferTransactionId' | 'attachmentCount' | 'version'
> = { tags: [], isSplit: false, transferTransactionId: null, attachmentCount: 0, version: 0 };

/** Ids of rows that the server does not know yet stand before all others of their day. */
export function temporaryId(sequence: number): string {
  return `new-${String(sequence).padStart(6, '0')}`;
}

/** True for a row that is still on its way to the server. */
export function isTemporary(id: string): boolean {
  return id.startsWith('new-');
}
