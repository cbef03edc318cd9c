export {
  type AmountReading,
  type DecimalMark,
  readAmount,
  readAmountRounded,
} from './amount-text.ts';
export type { BalanceProof, CsvLayout, LayoutGuess, LayoutQuestion } from './csv-layout.ts';
export {
  applyProfile,
  COLUMN_ROLES,
  type ColumnRole,
  type CsvMapping,
  firstRowRecord,
  type SignConvention,
} from './csv-mapping.ts';
export { type DateOrder, datePattern, readDate } from './date-text.ts';
export { detectCsvLayout } from './detect-csv-layout.ts';
export { type DateOrderFinding, detectDateOrder } from './detect-date-order.ts';
export { DELIMITERS, type Delimiter, type DelimiterGuess, detectDelimiter } from './detect-delimiter.ts';
export { detectFormat, type FileFormat } from './detect-format.ts';
export { findNonTransactionRow, type RowOutline } from './non-transaction-row.ts';
export { type DeclaredEncoding, ofxDeclaredEncoding } from './ofx-encoding.ts';
export { proveByBalance } from './prove-by-balance.ts';
export { type CsvRowReading, readCsvRow } from './read-csv-row.ts';
export { type OfxBalance, type OfxReading, type OfxRow, type OfxStatement, readOfx } from './read-ofx.ts';
export type { RowReading, StatementRow } from './statement-row.ts';
