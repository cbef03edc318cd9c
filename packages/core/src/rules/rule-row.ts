import type { CalendarDate } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';
import type { RowStatus, RowType } from './rule.ts';

/** A row as rules see it, from a bank file or from the ledger. */
export interface RuleRow {
  /** null: the import does not know yet where it goes. */
  readonly accountId: string | null;
  readonly date: CalendarDate;
  /** Minor units of {@link currency}, signed from the account's view. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly type: RowType;
  readonly status: RowStatus;
  /** What the bank wrote; of a row that was typed in, its description. */
  readonly rawText: string;
  readonly description: string;
  /** By name. */
  readonly payee: string | null;
  readonly notes: string | null;
  readonly categoryId: string | null;
  readonly tags: readonly string[];
  readonly externalId: string | null;
  /** The name of the file that it came from. */
  readonly importSource: string | null;
  readonly hasAttachment: boolean;
}
