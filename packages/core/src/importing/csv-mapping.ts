import type { DecimalMark } from './amount-text.ts';
import { foldWords } from './clean-text.ts';
import type { DateOrder } from './date-text.ts';

/** What a column of a CSV file means. `description` and `notes` may stand on several columns, which are then joined. */
export const COLUMN_ROLES = [
  'date',
  'valueDate',
  'description',
  'payee',
  'amount',
  'debit',
  'credit',
  'signFlag',
  'balance',
  'currency',
  'externalId',
  'fee',
  'state',
  'category',
  'notes',
  'tags',
  'account',
  'ignore',
] as const;

/** Banks and programs whose exports are known by their header and read by rules of their own; see sources/. */
export const CSV_SOURCES = [
  'paypal',
  'revolut',
  'wise',
  'n26',
  'monzo',
  'starling',
  'lloyds',
  'chase',
  'ynab',
  'mint',
  'monarch',
  'actual',
  'firefly',
] as const;

/** One of {@link CSV_SOURCES}. */
export type CsvSourceId = (typeof CSV_SOURCES)[number];

/** One of {@link COLUMN_ROLES}. */
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** How a row's direction is found. */
export type SignConvention =
  /** A minus leaves the account. */
  | { readonly kind: 'signed' }
  /** A plus leaves the account (card statements that list charges as positive). */
  | { readonly kind: 'inverted' }
  /**
   * The signFlag column says it. `out` and `in` hold its values, compared without case; `minus` says what a minus
   * beside the flag does: nothing (`ignore`), or turn the direction round (`reverse`).
   */
  | {
      readonly kind: 'flag';
      readonly out: readonly string[];
      readonly in: readonly string[];
      readonly minus: 'ignore' | 'reverse';
    }
  /** Separate debit and credit columns; `debitIs` says how money that leaves is written in the debit column. */
  | { readonly kind: 'debitCredit'; readonly debitIs: 'positive' | 'negative' };

/**
 * How to read a CSV file: plain JSON, stored per account as the remembered profile and open to the user's changes.
 * Records are counted as the tokeniser delivers them, empty lines left out. `ask` marks what the file cannot decide.
 */
export interface CsvMapping {
  readonly version: 1;
  /** Records before the header (or before the first row, where there is no header). */
  readonly preambleRecords: number;
  readonly hasHeader: boolean;
  /** The header's cells, to find it again in the next file; empty without a header. */
  readonly header: readonly string[];
  /** One role per column, by position. */
  readonly columns: readonly ColumnRole[];
  readonly dateOrder: DateOrder | 'ask';
  readonly decimalMark: DecimalMark | 'ask';
  readonly sign: SignConvention;
  /** ISO 4217 code that the header names ("Amount (EUR)"); a currency column goes before it. */
  readonly currency: string | null;
  /** Values of the state column beyond the built-in words. */
  readonly pendingStates: readonly string[];
  readonly skippedStates: readonly string[];
  /** Whose export it is, where the header says so; absent in readings that were remembered before there were any. */
  readonly source?: CsvSourceId | null | undefined;
  /** When the file holds several accounts: only rows whose account column has this value. */
  readonly onlyAccount: string | null;
}

/** How many records to pass over before the first row. */
export function firstRowRecord(mapping: CsvMapping): number {
  return mapping.preambleRecords + (mapping.hasHeader ? 1 : 0);
}

/**
 * Fits a remembered mapping to a new file of the same bank, whose preamble may have another length.
 * @returns null when the file's header is another one, so that the layout has to be detected afresh.
 */
export function applyProfile(profile: CsvMapping, sample: readonly (readonly string[])[]): CsvMapping | null {
  if (!profile.hasHeader) {
    const width = sample[profile.preambleRecords]?.length;
    return width !== undefined && Math.abs(width - profile.columns.length) <= 1 ? profile : null;
  }
  const at = sample.findIndex((record) => isHeaderRecord(record, profile.header));
  return at < 0 ? null : { ...profile, preambleRecords: at };
}

/** True when a record repeats the header, as concatenated exports do. */
export function isHeaderRecord(record: readonly string[], header: readonly string[]): boolean {
  if (header.length === 0 || record.length !== header.length) return false;
  const folded = foldedHeader(header);
  return record.every((cell, index) => cell === header[index] || foldWords(cell) === folded[index]);
}

const FOLDED = new WeakMap<readonly string[], readonly string[]>();

/** Remembered: it is asked for every row of a file. */
function foldedHeader(header: readonly string[]): readonly string[] {
  const known = FOLDED.get(header);
  if (known) return known;
  const folded = header.map(foldWords);
  FOLDED.set(header, folded);
  return folded;
}
