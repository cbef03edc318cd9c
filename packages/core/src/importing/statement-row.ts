import type { CalendarDate } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';

/** One transaction as the bank's file states it, before rules or people touch it. */
export interface StatementRow {
  /** 1-based line of the file (for a CSV record with line breaks: where it begins). */
  readonly line: number;
  readonly date: CalendarDate;
  readonly valueDate?: CalendarDate;
  /** Minor units of {@link currency}, signed from the account's view: negative leaves it. Fees are included. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** The bank's own text. Never edited: duplicates are found by it. */
  readonly description: string;
  readonly payee?: string;
  readonly notes?: string;
  /** The bank's id of the transaction, as written; may be worthless, see `trustworthyExternalIds`. */
  readonly externalId?: string;
  /** Balance after this row, minor units of {@link currency}. */
  readonly balanceMinor?: bigint;
  readonly category?: string;
  /** Which account the row names, for files that hold several. */
  readonly account?: string;
  /** All cells or fields of the row, for showing what the bank wrote. */
  readonly rawText: string;
  readonly state: 'posted' | 'pending';
  /** True when the file had more digits than the currency, and the amount was rounded half to even. */
  readonly rounded?: true;
  /** What the user may want to know about how this row was read. */
  readonly remarks: readonly string[];
}

/** A row was read, is not a transaction (`skip`), or cannot be read (`invalid`); the reason is a text for the user. */
export type RowReading =
  | { readonly ok: true; readonly row: StatementRow }
  | { readonly ok: false; readonly kind: 'skip' | 'invalid'; readonly reason: string };
