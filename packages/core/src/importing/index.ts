export {
  type AmountReading,
  type DecimalMark,
  readAmount,
  readAmountRounded,
} from './amount-text.ts';
export { type BalanceChain, type BrokenLink, type ChainFinding, openBalanceChain } from './balance-chain.ts';
export type {
  BankFileReading,
  BankStatement,
  FileNote,
  StatementAccountType,
  StatementBalance,
  StatementEntry,
} from './bank-statement.ts';
export type { BalanceProof, CsvLayout, LayoutGuess, LayoutQuestion } from './csv-layout.ts';
export {
  applyProfile,
  COLUMN_ROLES,
  type ColumnRole,
  CSV_SOURCES,
  type CsvMapping,
  type CsvSourceId,
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
export { type CsvLinesContext, openCsvLines, openCsvScan } from './open-csv-lines.ts';
export { proveByBalance } from './prove-by-balance.ts';
export { CamtReader } from './read-camt.ts';
export { type CsvRowReading, readCsvRow } from './read-csv-row.ts';
export { readMt940 } from './read-mt940.ts';
export { type OfxBalance, type OfxReading, type OfxRow, type OfxStatement, readOfx } from './read-ofx.ts';
export { ownHeaderOf } from './read-own-row.ts';
export { type QifAccountName, type QifOptions, readQif } from './read-qif.ts';
export type { LineReader, LineReading, SourceFacts } from './sources/csv-source.ts';
export { findSource } from './sources/find-source.ts';
export { isDateFormat, spreadsheetDate, spreadsheetNumber } from './spreadsheet-cells.ts';
export type { OwnPart, OwnRow, RowReading, StatementRow, StatementSplit } from './statement-row.ts';
