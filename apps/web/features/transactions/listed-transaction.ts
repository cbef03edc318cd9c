import type { Transaction } from '@fintrack/contract';

/** What a row of the list needs: a hundred thousand of them are to fit into the browser. */
export type ListedTransaction = Pick<
  Transaction,
  | 'id'
  | 'accountId'
  | 'accountName'
  | 'date'
  | 'amount'
  | 'currency'
  | 'type'
  | 'status'
  | 'isRefund'
  | 'description'
  | 'payeeName'
  | 'categoryId'
  | 'categoryName'
  | 'categoryColor'
  | 'notes'
  | 'tags'
  | 'isSplit'
  | 'transferTransactionId'
  | 'attachmentCount'
  | 'runningBalance'
  | 'version'
> &
  // Only a split has parts, only a part a whole.
  Partial<Pick<Transaction, 'splits' | 'parentId'>> &
  // Left out by answers that do not say it.
  Pick<Transaction, 'series'>;

/** Takes what the list needs out of a transaction. */
export function toListed(full: ListedTransaction): ListedTransaction {
  return {
    id: full.id,
    accountId: full.accountId,
    accountName: full.accountName,
    date: full.date,
    amount: full.amount,
    currency: full.currency,
    type: full.type,
    status: full.status,
    isRefund: full.isRefund,
    description: full.description,
    payeeName: full.payeeName,
    categoryId: full.categoryId,
    categoryName: full.categoryName,
    categoryColor: full.categoryColor,
    notes: full.notes,
    tags: full.tags,
    isSplit: full.isSplit,
    transferTransactionId: full.transferTransactionId,
    attachmentCount: full.attachmentCount,
    ...(full.runningBalance === undefined ? {} : { runningBalance: full.runningBalance }),
    ...(full.splits === undefined || full.splits.length === 0 ? {} : { splits: full.splits }),
    ...(full.series === undefined ? {} : { series: full.series }),
    ...(full.parentId ? { parentId: full.parentId } : {}),
    version: full.version,
  };
}

/** What the row is called: its payee, else the bank's words. */
export function rowTitle(row: Pick<ListedTransaction, 'payeeName' | 'description'>): string {
  if (row.payeeName !== null && row.payeeName !== '') return row.payeeName;
  return row.description === '' ? 'No payee' : row.description;
}

/** The muted words beside the title: what it does not say already. */
export function rowDetail(
  row: Pick<ListedTransaction, 'payeeName' | 'description' | 'notes' | 'tags' | 'parentId'>,
): string {
  const description = row.payeeName === null || row.description === row.payeeName ? '' : row.description;
  const tags = row.tags.map((tag) => `#${tag}`).join(' ');
  const part = row.parentId ? 'part of a split' : '';
  return [part, description, row.notes ?? '', tags].filter((text) => text !== '').join(' · ');
}
