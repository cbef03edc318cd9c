import type { CalendarDate } from '../dates/index.ts';

/** A live row of the account, in or around the segment. Amounts are minor units of the account's currency. */
export interface BookRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly status: 'pending' | 'cleared' | 'reconciled';
  /** What tells equal rows from others: payee and description. */
  readonly label: string;
  readonly importId: string | null;
  readonly isTransfer: boolean;
  readonly isSplit: boolean;
  /** What the row would be at other rates of its original amount's currency on that day. */
  readonly atOtherRates?: readonly OtherRate[];
}

export interface OtherRate {
  readonly amountMinor: bigint;
  /** In words: "the ECB's rate of 2026-03-04". */
  readonly source: string;
}

/** A row that the user deleted. */
export interface DeletedRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly label: string;
}

/** A line of a file that the bank has made, whatever became of it. */
export interface BankLine {
  readonly importId: string;
  readonly rowNumber: number;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly label: string;
  readonly fate: 'new' | 'duplicate' | 'deleted' | 'skip' | 'invalid';
  /** The row that was booked from the line, or that it was taken for. */
  readonly rowId: string | null;
  /** The bank's balance after the line. */
  readonly balanceMinor: bigint | null;
}

/** A leg of a transfer in another account of the same currency that names this account and has no partner. */
export interface LoneLeg {
  readonly id: string;
  readonly date: CalendarDate;
  /** In the other account. */
  readonly amountMinor: bigint;
  readonly label: string;
}

/** The posted rows of a day, summed. */
export interface DaySum {
  readonly date: CalendarDate;
  readonly postedMinor: bigint;
}

/** The time between two anchors: after the day `since`, up to and including the day `until`. */
export interface Segment {
  readonly since: CalendarDate;
  readonly until: CalendarDate;
  /** What the bank says at the end of `since`, and at the end of `until`. */
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  /** Closing less opening less the posted rows in between. */
  readonly driftMinor: bigint;
}

/** Everything that is searched. Lists may be cut short; the search then finds less, and never anything wrong. */
export interface Evidence {
  readonly segment: Segment;
  /** Drift of the segments on either side; null where there is no anchor on that side. */
  readonly previousDriftMinor: bigint | null;
  readonly nextDriftMinor: bigint | null;
  readonly rows: readonly BookRow[];
  readonly deleted: readonly DeletedRow[];
  /** Of one file in its order, files in the order of their import. */
  readonly lines: readonly BankLine[];
  readonly legs: readonly LoneLeg[];
  readonly days: readonly DaySum[];
}

/** What takes one cause away. */
export type SingleMend =
  | { readonly kind: 'delete_row'; readonly rowId: string }
  | { readonly kind: 'restore_row'; readonly rowId: string }
  | { readonly kind: 'flip_sign'; readonly rowId: string }
  | { readonly kind: 'correct_amount'; readonly rowId: string; readonly amountMinor: bigint }
  | { readonly kind: 'move_date'; readonly rowId: string; readonly date: CalendarDate }
  | { readonly kind: 'mark_cleared'; readonly rowId: string; readonly date: CalendarDate }
  | { readonly kind: 'mark_pending'; readonly rowId: string }
  | { readonly kind: 'add_line'; readonly importId: string; readonly rowNumber: number }
  | { readonly kind: 'add_like'; readonly rowId: string; readonly date: CalendarDate }
  | { readonly kind: 'add_leg'; readonly rowId: string };

export type Mend = SingleMend | { readonly kind: 'several'; readonly mends: readonly SingleMend[] };

export type SuspectKind =
  | 'missing_line'
  | 'deleted_row'
  | 'pending_posted'
  | 'missing_recurring'
  | 'missing_leg'
  | 'doubled_row'
  | 'extra_row'
  | 'wrong_sign'
  | 'wrong_amount'
  | 'wrong_date'
  | 'wrong_rate'
  | 'several';

/** What a suspect points to. */
export type SuspectItem =
  | { readonly source: 'row'; readonly row: BookRow }
  | { readonly source: 'deleted'; readonly row: DeletedRow }
  | { readonly source: 'line'; readonly line: BankLine }
  | { readonly source: 'leg'; readonly leg: LoneLeg };

/** A possible cause of a drift with what would take it away. */
export interface Suspect {
  readonly kind: SuspectKind;
  /** By how much the mend moves what the books say at the end of the segment, in minor units. */
  readonly effectMinor: bigint;
  /** 1 to 99: a rank among suspects, not a probability. */
  readonly score: number;
  /** Why it is likely, in words. */
  readonly reasons: readonly string[];
  readonly items: readonly SuspectItem[];
  readonly mend: Mend;
}
