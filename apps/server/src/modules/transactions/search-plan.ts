import type { CalendarDate } from '@fintrack/core/dates';
import { costOf, isPositive, type Terms } from './search-terms.ts';

/** A condition of a search whose names are looked up. */
export type SearchCondition =
  | { readonly kind: 'all' | 'any'; readonly items: readonly SearchCondition[] }
  | { readonly kind: 'not'; readonly item: SearchCondition }
  | { readonly kind: 'text'; readonly terms: Terms; readonly phrase: Phrase | null }
  | {
      readonly kind: 'oneOf';
      readonly column: 'id' | 'account_id' | 'category_id' | 'payee_id' | 'import_id';
      readonly ids: readonly string[];
    }
  | { readonly kind: 'tagged'; readonly tagIds: readonly string[] }
  | { readonly kind: 'equals'; readonly column: 'type' | 'status' | 'currency'; readonly value: string }
  | { readonly kind: 'between'; readonly from: CalendarDate | null; readonly to: CalendarDate | null }
  | {
      readonly kind: 'amount';
      readonly low: Limit | null;
      readonly high: Limit | null;
      readonly isSigned: boolean;
    }
  | { readonly kind: 'has'; readonly what: Held };

/** Words that stand one after the other in a text of the row, or in the name of one of these payees. */
interface Phrase {
  readonly text: string;
  readonly payeeIds: readonly string[];
}

type MinorBounds = Readonly<Record<0 | 2 | 3 | 4, bigint>>;

/** One end of an amount range, in minor units by currency exponent. */
export interface Limit {
  /** The least amount that is not below the limit, and the greatest that is not above it. */
  readonly least: MinorBounds;
  readonly greatest: MinorBounds;
  readonly isIncluded: boolean;
}

type Held =
  | 'attachment'
  | 'notes'
  | 'tags'
  | 'split'
  | 'refund'
  | 'transfer'
  | 'payee'
  | 'category'
  | 'uncategorised'
  | 'isRefund';

/** How a search finds its rows. */
export interface SearchPlan {
  /** Conditions that ask nothing of words. */
  readonly filters: readonly SearchCondition[];
  /** Conditions on words alone, which the index answers exactly. */
  readonly exact: readonly SearchCondition[];
  /** Conditions that the index can only narrow down. */
  readonly inexact: readonly SearchCondition[];
  /** What the index is asked for; null where it cannot tell where the rows are. */
  readonly index: Terms | null;
  /** Days that no row of the result is outside of. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** It asks for categories, so parts of splits stand in place of their wholes. */
  readonly showsParts: boolean;
}

/** Terms that touch more entries of the index than this are asked of it only where nothing cheaper leads to the rows. */
export const DEAR = 24;

/** Sorts the conditions that must all hold by how they are answered. */
export function planSearch(condition: SearchCondition): SearchPlan {
  const all = conjuncts(condition);
  const asked = all.map((one) => ({ one, terms: necessaryTerms(one) }));
  const cheap = asked.filter(({ terms }) => terms !== null && costOf(terms) <= DEAR);
  const leads = cheap.some(({ terms }) => terms !== null && isPositive(terms)) ? cheap : asked;
  const narrowing = leads.flatMap(({ terms }) => (terms === null ? [] : [terms]));
  const index: Terms | null = narrowing.length === 0 ? null : { op: 'all', items: narrowing };
  const answered = new Set(leads.map(({ one }) => one));
  const words = all.filter(hasText);
  const days = all.flatMap((one) => (one.kind === 'between' ? [one] : []));
  return {
    filters: all.filter((one) => !hasText(one)),
    exact: words.filter((one) => answered.has(one) && isExact(one)),
    inexact: words.filter((one) => !answered.has(one) || !isExact(one)),
    index: index && isPositive(index) ? index : null,
    from:
      days
        .flatMap(({ from }) => (from === null ? [] : [from]))
        .toSorted()
        .at(-1) ?? null,
    to: days.flatMap(({ to }) => (to === null ? [] : [to])).toSorted()[0] ?? null,
    showsParts: asksForCategory(condition),
  };
}

function conjuncts(condition: SearchCondition): readonly SearchCondition[] {
  return condition.kind === 'all' ? condition.items.flatMap(conjuncts) : [condition];
}

/** True when a search has to look into words, and not only at columns. */
export function looksIntoText({ exact, inexact }: SearchPlan): boolean {
  return exact.length + inexact.length > 0;
}

/** True when only rows of one amount fit, with one sign or either. */
export function hasOneAmount({ filters }: SearchPlan): boolean {
  return filters.some(
    (one) =>
      one.kind === 'amount' &&
      one.low !== null &&
      one.high !== null &&
      one.low.isIncluded &&
      one.low.least[2] === one.high.greatest[2],
  );
}

/** True for conditions on words alone, without phrases: a row's words decide them. */
function isExact(condition: SearchCondition): boolean {
  return wordsOf(condition) !== null;
}

/** A condition that the words of a row decide, as terms; null for others. */
export function wordsOf(condition: SearchCondition): Terms | null {
  switch (condition.kind) {
    case 'text':
      return condition.phrase === null ? condition.terms : null;
    case 'not': {
      const item = wordsOf(condition.item);
      return item && { op: 'not', item };
    }
    case 'all':
    case 'any': {
      const items = condition.items.map(wordsOf).filter((item) => item !== null);
      const areAll = items.length > 0 && items.length === condition.items.length;
      return areAll ? { op: condition.kind, items } : null;
    }
    default:
      return null;
  }
}

/** What every row that fits has among its words; null where that cannot be said. */
function necessaryTerms(condition: SearchCondition): Terms | null {
  switch (condition.kind) {
    case 'text':
      return condition.terms;
    case 'not':
      return wordsOf(condition);
    case 'all': {
      const items = condition.items.map(necessaryTerms).filter((item) => item !== null);
      return items.length === 0 ? null : { op: 'all', items };
    }
    case 'any': {
      const items = condition.items.map(necessaryTerms).filter((item) => item !== null);
      const areAll = items.length > 0 && items.length === condition.items.length;
      return areAll ? { op: 'any', items } : null;
    }
    default:
      return null;
  }
}

function hasText(condition: SearchCondition): boolean {
  return someLeaf(condition, ({ kind }) => kind === 'text');
}

function asksForCategory(condition: SearchCondition): boolean {
  return someLeaf(
    condition,
    (leaf) =>
      (leaf.kind === 'oneOf' && leaf.column === 'category_id') ||
      (leaf.kind === 'has' && (leaf.what === 'category' || leaf.what === 'uncategorised')),
  );
}

function someLeaf(condition: SearchCondition, fits: (leaf: SearchCondition) => boolean): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.items.some((item) => someLeaf(item, fits));
    case 'not':
      return someLeaf(condition.item, fits);
    default:
      return fits(condition);
  }
}
