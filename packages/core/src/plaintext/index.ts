export { BookWriter } from './book-writer.ts';
export type {
  AccountKey,
  BookAccount,
  BookAnchor,
  BookPrice,
  BookRow,
  BookSplit,
  Books,
  OpenedAccount,
  PlainFormat,
} from './books.ts';
export { type ChartAccount, chartOfAccounts } from './chart-of-accounts.ts';
