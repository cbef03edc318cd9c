import type { Currency } from '../../money/index.ts';
import type { ColumnRole, CsvMapping, CsvSourceId, SignConvention } from '../csv-mapping.ts';
import type { DateOrder } from '../date-text.ts';
import type { RowReading } from '../statement-row.ts';

/** A bank or program whose export is known by its header. */
export interface CsvSource {
  readonly id: CsvSourceId;
  /** For the user. */
  readonly name: string;
  /** Headings, folded, that only its exports have together; one list a layout or language. */
  readonly headings: readonly (readonly string[])[];
  /** What its columns mean, by folded heading; others are not used. */
  readonly columns: Readonly<Record<string, ColumnRole>>;
  /** Where the program always writes dates in one order. */
  readonly dateOrder?: DateOrder;
  readonly sign?: SignConvention;
  /** Reads its rows where a record is not simply a row. */
  readonly open?: (file: SourceFile) => LineReader;
  /** Looks at every record before the rows are read. */
  readonly scan?: (file: SourceFile) => SourceScan;
}

/** What a source knows when it begins to read a file. */
export interface SourceFile {
  readonly mapping: CsvMapping;
  /** Where the first column of a folded heading stands; -1 where there is none. */
  readonly columnOf: (...headings: readonly string[]) => number;
  /** The currency of an account's rows that name none. */
  readonly currencyOf: (account: string) => Currency;
  /** What was found by looking at the whole file before. */
  readonly facts: SourceFacts;
}

/** Plain data about a file, found by its {@link SourceScan}; it can be sent to another thread. */
export interface SourceFacts {
  readonly conversions: ReadonlyMap<string, Conversion>;
  /** The accounts that the file names. */
  readonly accounts: ReadonlySet<string>;
}

/** A payment in one currency that was paid from the balance in another. */
export interface Conversion {
  readonly lines: readonly number[];
  /** What it comes to in the other currency, minor units, signed like the payment. */
  readonly minor: bigint;
  readonly currency: Currency;
  /** Balance in that currency after it, where the file says so. */
  readonly balanceMinor?: bigint;
}

export interface SourceScan {
  push(record: readonly string[], line: number): void;
  finish(): SourceFacts;
}

/** What a line of a file came to: a row, or why it is none. A line may give two rows: both sides of a transfer. */
export interface LineReading {
  readonly line: number;
  readonly record: readonly string[];
  /** The account as the file names it; empty where it names none. */
  readonly account: string;
  /** The account's currency, where the file says it. */
  readonly currency: Currency | null;
  readonly reading: RowReading;
}

/** Takes the records of a file in order; every line comes out again exactly once as a row or with a reason, or twice as two rows. */
export interface LineReader {
  push(record: readonly string[], line: number): readonly LineReading[];
  /** What was still held back. */
  end(): readonly LineReading[];
}

export const NO_FACTS: SourceFacts = { conversions: new Map(), accounts: new Set() };
