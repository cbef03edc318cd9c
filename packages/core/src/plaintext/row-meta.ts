import { formatAmount } from '../money/index.ts';
import type { BookRow, BookSplit, Meta } from './books.ts';

type Row = Omit<BookRow, 'otherLeg' | 'splits'>;

/** What is known of a row beside its first line and its postings. */
export function rowMeta(row: Row): Meta[] {
  const isTransfer = row.type === 'transfer';
  return [
    ...text('notes', row.notes),
    ...(row.valueDate === null || row.valueDate === row.date
      ? []
      : [{ key: 'value-date', value: row.valueDate, kind: 'date' } as const]),
    ...(row.original ? [originalOf(row.original)] : []),
    ...text('payment-method', row.paymentMethod),
    ...text('bank-line', row.bankLine === row.description ? null : row.bankLine),
    ...(row.isRefund ? [{ key: 'refund', value: '', kind: 'flag' } as const] : []),
    ...text('refund-of', row.refundOfId),
    ...text('fee-of', row.feeOfId),
    // A category of a transfer counts in no report; it is kept so that nothing is lost.
    ...text('category-id', isTransfer ? row.categoryId : null),
  ];
}

/** What the arriving leg says otherwise than the leg that was sent, whose words the entry has. */
export function legMeta(sent: Row, received: Row): Meta[] {
  const said = new Set(rowMeta(sent).map(({ key, value }) => `${key} ${value}`));
  const tags = received.tags.filter((tag) => !sent.tags.includes(tag)).join(', ');
  return [
    ...text('description', received.description === sent.description ? null : received.description),
    ...text('payee', received.payee === sent.payee ? null : received.payee),
    ...text('tags', tags),
    ...rowMeta(received).filter(({ key, value }) => !said.has(`${key} ${value}`)),
  ];
}

/** What a part of a split row says beside its parent. */
export function splitMeta(row: Row, split: BookSplit): Meta[] {
  const tags = split.tags.filter((tag) => !row.tags.includes(tag)).join(', ');
  return [
    ...text('id', split.id),
    ...text('payee', split.payee === row.payee ? null : split.payee),
    ...text('description', split.description === row.description ? null : split.description),
    ...text('notes', split.notes === row.notes ? null : split.notes),
    ...text('tags', tags),
  ];
}

function originalOf(original: NonNullable<Row['original']>): Meta {
  return { key: 'original', value: `${formatAmount(original)} ${original.currency}`, kind: 'amount' };
}

function text(key: string, value: string | null): Meta[] {
  return value === null || value.trim() === '' ? [] : [{ key, value, kind: 'text' }];
}
