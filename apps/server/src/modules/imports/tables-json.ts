import type { CsvMappingWire, ImportSummary } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { LayoutQuestion } from '@fintrack/core/importing';

/** How many rows of an import have which fate. */
export type RowCounts = ImportSummary['counts'];

export type DetectionNote = ImportSummary['notes'][number];

/** What was found out about a file, kept with the import. */
export interface Detection {
  readonly notes: readonly DetectionNote[];
  readonly header: readonly string[] | null;
  readonly firstLines: readonly (readonly string[])[];
  /** What the file itself cannot decide. */
  readonly questions: readonly LayoutQuestion[];
  /** Fields that the user has set by hand, which answers a question about them. */
  readonly answered: readonly string[];
  /** The user's answers on a file that has no mapping (QIF). */
  readonly answers?: FileAnswers;
  /** Which way a CSV file's rows run, where its running balance proves it. */
  readonly provenOrder: 'oldestFirst' | 'newestFirst' | null;
  /** Under which keys the reading can be remembered. */
  readonly signature: string | null;
}

/** What the user has said of a file that has no mapping. */
export type FileAnswers = Partial<Pick<CsvMappingWire, 'dateOrder' | 'decimalMark'>>;

/** What comparing a whole draft has shown, on which a word on one row builds. */
export interface ComparedState {
  readonly accounts: readonly {
    readonly accountId: string;
    /** How often the ids of this file said the same as its content, and how often not. */
    readonly agreed: number;
    readonly differed: number;
    /** The days that the file's posted rows cover. */
    readonly first: CalendarDate | null;
    readonly last: CalendarDate | null;
  }[];
  /** So much was alike that not all of it was weighed. */
  readonly isCut: boolean;
  /** The books that it was compared with; drafts of earlier versions have none. */
  readonly books?: BooksMark;
}

/** The changes of a tenant's books that were seen at some moment. */
export interface BooksMark {
  /** Changes from here on are looked at; as PostgreSQL writes a time, to the microsecond. */
  readonly since: string;
  /** A digest of those that were seen. */
  readonly changes: string;
}

/** Why an import stands still, in words for the user. */
export interface ImportError {
  readonly message: string;
  readonly line: number | null;
}

/** How far the job of an import has come. */
export interface JobProgress {
  readonly phase: NonNullable<ImportSummary['progress']['phase']>;
  /** Of the whole job; null where the file does not tell how long it is. */
  readonly percent: number | null;
  readonly secondsLeft: number | null;
}

/** What a replay that is done in the background was asked for; null: as the import has it. */
export interface ReplayRequest {
  readonly mapping: { readonly [Field in keyof CsvMappingWire]?: CsvMappingWire[Field] | undefined } | null;
  readonly matcherVersion: ImportSummary['matcherVersion'] | null;
}

/** The user's corrections of one row; the amount in minor units as text. */
export interface RowEdits {
  readonly date?: CalendarDate;
  readonly amountMinor?: string;
  readonly description?: string;
}

/** A part that a rule makes of a row; minor units as text. */
export interface StoredPart {
  readonly id: string;
  readonly amount_minor: string;
  readonly category_id: string | null;
  readonly notes: string | null;
}

/** One account's part of a file. Money is minor units as text, because JSON has no bigint. */
export interface StoredStatement {
  readonly index: number;
  readonly accountId: string | null;
  /** The account as the file names it, masked; null where it names none. */
  readonly fileAccount: string | null;
  /** Digest of the account as the file names it, to find it again. */
  readonly fileAccountKey: string | null;
  readonly signature: string | null;
  readonly last4: string | null;
  readonly suggestedType: ImportSummary['statements'][number]['suggestedType'];
  readonly currency: string | null;
  readonly closingMinor: string | null;
  readonly closingDate: CalendarDate | null;
  readonly rowCount: number;
  readonly sumMinor: string | null;
  readonly newSumMinor: string | null;
  readonly firstDate: CalendarDate | null;
  readonly lastDate: CalendarDate | null;
  readonly resultingMinor: string | null;
  readonly balancesAgree: boolean | null;
}
