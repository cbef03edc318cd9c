import type { CalendarDate } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';

export type CategoryKind = 'income' | 'expense';

/** What the model sees of a row. */
export interface CategorisableRow {
  /** The bank's own text, or what a person wrote where there was no bank. */
  readonly text: string;
  readonly payee?: string | null;
  /** Minor units of {@link currency}, signed from the account's view. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly accountId: string;
  readonly date: CalendarDate;
  /** Merchant category code (ISO 18245), where the file has one. */
  readonly merchantCode?: string | null;
  /** Of the category that it takes; left out, the amount's sign says it. A refund takes a category of spending. */
  readonly kind?: CategoryKind;
}

/** A row whose category a person has set or confirmed. */
export interface LabelledRow extends CategorisableRow {
  readonly categoryId: string;
}

/** A category that rows may take. */
export interface ModelCategory {
  readonly id: string;
  readonly kind: CategoryKind;
  /** Names from the root down to this one. */
  readonly path: readonly string[];
}

/** The kind of category that a row takes. */
export function kindOf(row: CategorisableRow): CategoryKind {
  return row.kind ?? (row.amountMinor > 0n ? 'income' : 'expense');
}
