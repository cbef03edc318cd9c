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
  /** Labels that the file gives the row. */
  readonly tags?: readonly string[];
  /** The other account as the file names it, where the row is one side of a transfer. */
  readonly transferAccount?: string;
  /** Parts of a split row; they add up to {@link amountMinor} exactly. */
  readonly splits?: readonly StatementSplit[];
  readonly checkNumber?: string;
  /** IBAN or number of the other party's account, as written. */
  readonly counterAccount?: string;
  /** What the payer called the payment (SEPA's end-to-end id); not the bank's id, and not always given. */
  readonly endToEndId?: string;
  /** Which account the row names, for files that hold several. */
  readonly account?: string;
  /** The row as FinTrack itself has exported it, with what no bank knows. */
  readonly own?: OwnRow;
  /** All cells or fields of the row, for showing what the bank wrote. */
  readonly rawText: string;
  readonly state: 'posted' | 'pending';
  /** True when the file had more digits than the currency, and the amount was rounded half to even. */
  readonly rounded?: true;
  /** What the user may want to know about how this row was read. */
  readonly remarks: readonly string[];
}

/** One part of a split row. */
export interface StatementSplit {
  /** Minor units of the row's currency, signed like the row's amount. */
  readonly amountMinor: bigint;
  readonly category?: string;
  readonly payee?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly transferAccount?: string;
}

/**
 * What an own export says of a row beyond a bank's line. Plain JSON: minor units are decimal text, and ids are those of
 * the books that the file was made from, by which its rows find each other.
 */
export interface OwnRow {
  readonly id: string | null;
  readonly amountMinor: string;
  readonly originalMinor: string | null;
  readonly originalCurrency: string | null;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isRefund: boolean;
  readonly description: string;
  /** Names from the root down. */
  readonly category: readonly string[] | null;
  readonly tags: readonly string[];
  readonly paymentMethod: string | null;
  readonly transferId: string | null;
  readonly refundOfId: string | null;
  readonly feeOfId: string | null;
  /** null where the row did not come from a bank. */
  readonly bankText: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly splits: readonly OwnPart[] | null;
}

/** A part of a split of an {@link OwnRow}. */
export interface OwnPart {
  readonly amountMinor: string;
  readonly category: readonly string[] | null;
  readonly payee: string | null;
  readonly description: string;
  readonly notes: string | null;
  readonly tags: readonly string[];
}

/** A row was read, is not a transaction (`skip`), or cannot be read (`invalid`); the reason is a text for the user. */
export type RowReading =
  | { readonly ok: true; readonly row: StatementRow }
  | { readonly ok: false; readonly kind: 'skip' | 'invalid'; readonly reason: string };
