import type { CalendarDate } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';
import type { LayoutQuestion } from './csv-layout.ts';
import type { RowReading } from './statement-row.ts';

/** One entry of a bank file with where it stands; one that cannot be read keeps its text beside the reason. */
export interface StatementEntry {
  /** 1-based line on which the entry begins. */
  readonly line: number;
  readonly raw: string;
  readonly reading: RowReading;
}

/** A balance that the bank states. */
export interface StatementBalance {
  /** Minor units of the statement's currency. */
  readonly amountMinor: bigint;
  /** Null when the file gives no valid date. */
  readonly date: CalendarDate | null;
  readonly line: number;
}

/** What kind of account a file says that it is about; null where it does not say. */
export type StatementAccountType = 'checking' | 'savings' | 'cash' | 'credit' | 'investment' | 'loan' | null;

/** What a bank file holds for one account: rows, and what the bank says about the balance. */
export interface BankStatement {
  /** IBAN, number or name, as the file writes it; "" when it names none. */
  readonly accountId: string;
  readonly bankId?: string;
  readonly accountType: StatementAccountType;
  /** Null when the file names no currency; the rows are then in the one that the reader was given. */
  readonly currency: Currency | null;
  readonly entries: readonly StatementEntry[];
  /** Before the first entry. */
  readonly opening?: StatementBalance;
  /** At the end of its day, so that it can become an anchor. */
  readonly closing?: StatementBalance;
}

/** Something that was found out about a file, with how sure it is (0 to 1) and why, as a text for the user. */
export interface FileNote {
  readonly subject: string;
  readonly guess: string;
  readonly confidence: number;
  readonly evidence: string;
}

/** The statements of a file, or the line and the reason why it cannot be read. */
export type BankFileReading =
  | {
      readonly ok: true;
      readonly statements: readonly BankStatement[];
      readonly notes: readonly FileNote[];
      /** What the file cannot decide; the entries that hang on it are invalid until it is answered. */
      readonly questions: readonly LayoutQuestion[];
    }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** A file is read whole: half a million entries take about 350 MB. */
export const MOST_ENTRIES = 500_000;

/** The refusal of a file with more than {@link MOST_ENTRIES}. @param line where they become too many. */
export function tooManyEntries(line: number): Extract<BankFileReading, { ok: false }> {
  return { ok: false, line, reason: 'The file has more than 500,000 entries. Import a shorter period.' };
}
