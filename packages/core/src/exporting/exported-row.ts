import type { CalendarDate } from '../dates/index.ts';

/** A category by its names from the root down. */
export type CategoryPath = readonly string[];

/** One part of a split in an export. */
export interface ExportedPart {
  /** Decimal text in the row's currency; the parts add up to the row's amount. */
  readonly amount: string;
  readonly category: CategoryPath | null;
  readonly payee: string | null;
  readonly description: string;
  readonly notes: string | null;
  readonly tags: readonly string[];
}

/**
 * A transaction as an export of rows says it and an import reads it again: names in place of what only these books
 * know, so that it means the same in other books. Ids say which rows of the file belong together, and which row it is
 * where the file comes back to the books that it came from.
 */
export interface ExportedRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly account: string;
  /** Decimal text with exactly the currency's digits, signed from the account's view: negative leaves it. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly originalAmount: string | null;
  readonly originalCurrency: string | null;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isRefund: boolean;
  readonly payee: string | null;
  readonly description: string;
  readonly category: CategoryPath | null;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly paymentMethod: string | null;
  /** Null for a row that is not split. */
  readonly splits: readonly ExportedPart[] | null;
  /** The account at the other end of a transfer. */
  readonly transferAccount: string | null;
  /** The row at the other end of a transfer. */
  readonly transferId: string | null;
  /** The purchase that a refund gives back. */
  readonly refundOfId: string | null;
  /** The transfer that a fee was paid for. */
  readonly feeOfId: string | null;
  /** Of a part that a list by category shows in place of its whole: the whole. */
  readonly partOfId: string | null;
  /** The bank's own line; null where the row did not come from a bank. */
  readonly bankText: string | null;
  readonly bankId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a cell of a column holds, and so how a spreadsheet is to show it. */
export type CellKind = 'text' | 'date' | 'amount' | 'originalAmount';

interface ExportColumn {
  readonly key: keyof ExportedRow;
  readonly header: string;
  readonly kind: CellKind;
}

/** The columns of a table of rows, in order. An import finds them by their headers. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { key: 'date', header: 'Date', kind: 'date' },
  { key: 'account', header: 'Account', kind: 'text' },
  { key: 'payee', header: 'Payee', kind: 'text' },
  { key: 'description', header: 'Description', kind: 'text' },
  { key: 'category', header: 'Category', kind: 'text' },
  { key: 'amount', header: 'Amount', kind: 'amount' },
  { key: 'currency', header: 'Currency', kind: 'text' },
  { key: 'type', header: 'Type', kind: 'text' },
  { key: 'status', header: 'Status', kind: 'text' },
  { key: 'tags', header: 'Tags', kind: 'text' },
  { key: 'notes', header: 'Notes', kind: 'text' },
  { key: 'valueDate', header: 'Value date', kind: 'date' },
  { key: 'originalAmount', header: 'Original amount', kind: 'originalAmount' },
  { key: 'originalCurrency', header: 'Original currency', kind: 'text' },
  { key: 'isRefund', header: 'Refund', kind: 'text' },
  { key: 'paymentMethod', header: 'Payment method', kind: 'text' },
  { key: 'transferAccount', header: 'Transfer account', kind: 'text' },
  { key: 'splits', header: 'Splits', kind: 'text' },
  { key: 'bankText', header: 'Bank text', kind: 'text' },
  { key: 'bankId', header: 'Bank id', kind: 'text' },
  { key: 'id', header: 'FinTrack id', kind: 'text' },
  { key: 'transferId', header: 'Transfer id', kind: 'text' },
  { key: 'refundOfId', header: 'Refund of', kind: 'text' },
  { key: 'feeOfId', header: 'Fee of', kind: 'text' },
  { key: 'partOfId', header: 'Part of', kind: 'text' },
  { key: 'metadata', header: 'More', kind: 'text' },
];

/** What a file of rows as JSON says that it is. */
export const EXPORT_FORMAT = 'fintrack-transactions';
export const EXPORT_VERSION = 1;
