import type { CategoryNode } from '../categories/index.ts';
import type { CalendarDate } from '../dates/index.ts';
import type { AccountLedger, Anchor } from '../ledger/index.ts';
import type { Currency, Money } from '../money/index.ts';

/** A program that reads books as text: hledger's (and ledger's) journal, or beancount version 2 and later. */
export type PlainFormat = 'hledger' | 'beancount';

/** What a plain-text account is: decides its place and what the other program takes it for. */
export type AccountRole = 'cash' | 'asset' | 'liability' | 'income' | 'expense' | 'equity';

/** An account of FinTrack. */
export interface BookAccount {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly currency: Currency;
  readonly isArchived: boolean;
}

/** Where a posting goes, independent of what a program calls it. */
export type AccountKey =
  | `account ${string}`
  | `pending ${string}`
  | `category ${string}`
  | 'uncategorised income'
  | 'uncategorised expense'
  | 'opening'
  | 'unexplained'
  | 'transfers';

/** A part of a split row: minor units of the row's currency. */
export interface BookSplit {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly categoryId: string | null;
  readonly payee: string | null;
  readonly description: string;
  readonly notes: string | null;
  readonly tags: readonly string[];
}

/** A row of an account: minor units, signed from the account's view, so that negative leaves the account. */
export interface BookRow {
  readonly id: string;
  readonly accountId: string;
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly original: Money | null;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isRefund: boolean;
  readonly description: string;
  /** The bank's own line. */
  readonly bankLine: string | null;
  readonly payee: string | null;
  readonly categoryId: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly paymentMethod: string | null;
  readonly refundOfId: string | null;
  readonly feeOfId: string | null;
  /** null for a row that is not split. */
  readonly splits: readonly BookSplit[] | null;
  /** The live row that this one is a transfer with, when each names the other. */
  readonly otherLeg: Omit<BookRow, 'otherLeg' | 'splits'> | null;
}

/** An account with what it held at the end of the opening day, and what its anchors say. Minor units. */
export interface OpenedAccount extends BookAccount {
  readonly openingMinor: bigint;
  readonly openingPendingMinor: bigint;
  readonly ledger: AccountLedger<BookAnchor>;
}

export interface BookAnchor extends Anchor {
  readonly id: string;
}

/** What one unit of a currency cost on a day: an exact decimal. */
export interface BookPrice {
  readonly date: CalendarDate;
  readonly currency: Currency;
  readonly rate: string;
  readonly quote: Currency;
}

/** The books apart from their rows. */
export interface Books {
  readonly title: string;
  readonly baseCurrency: Currency;
  /** The day before the first one that is written; opening balances stand at its end. */
  readonly openingDate: CalendarDate;
  /** The last day that is written; null for all. */
  readonly to: CalendarDate | null;
  readonly accounts: readonly OpenedAccount[];
  readonly categories: readonly CategoryNode[];
}

/** Something said of an entry or a posting. */
export interface Meta {
  readonly key: string;
  readonly value: string;
  /** A flag has no value; an amount is "12.50 EUR". */
  readonly kind: 'text' | 'date' | 'amount' | 'flag';
}

/** Minor units of one currency put on an account. */
export interface Posting {
  readonly account: AccountKey;
  readonly minor: bigint;
  readonly currency: Currency;
  /** What all of it cost, without a sign, where the entry is in two currencies. */
  readonly totalPrice: Money | null;
  /** Only where it differs from the entry's. */
  readonly isPending: boolean | null;
  readonly meta: readonly Meta[];
}

/** Postings that sum to zero. */
export interface Entry {
  readonly date: CalendarDate;
  readonly isPending: boolean;
  readonly payee: string | null;
  readonly narration: string;
  readonly tags: readonly string[];
  /** What entries that belong together share. */
  readonly link: string | null;
  readonly meta: readonly Meta[];
  readonly postings: readonly Posting[];
}

/** What an account holds at the end of a day, in minor units. */
export interface Assertion {
  readonly date: CalendarDate;
  readonly account: AccountKey;
  readonly minor: bigint;
  readonly currency: Currency;
  readonly anchorId: string;
}
