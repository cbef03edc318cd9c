import type { CalendarDate } from '../dates/index.ts';

/** Where something stands in the text of a query: UTF-16 units from its beginning. */
export interface Span {
  readonly position: number;
  readonly length: number;
}

/** One end of an amount range: plain decimal text, negative with a minus sign, in each row's own currency. */
export interface AmountBound {
  readonly value: string;
  readonly isIncluded: boolean;
}

export type NamedField = 'account' | 'category' | 'payee' | 'tag';
export type HeldThing =
  | 'attachment'
  | 'notes'
  | 'tags'
  | 'split'
  | 'refund'
  | 'transfer'
  | 'payee'
  | 'category';

/** A condition that is not made of others. */
export type SearchLeaf =
  /** A word of the row's text or its payee's name begins so. */
  | { readonly kind: 'word'; readonly text: string; readonly span: Span }
  /** These words stand one after the other, whole. */
  | { readonly kind: 'phrase'; readonly text: string; readonly span: Span }
  /** `isSigned` compares the signed amount; otherwise its magnitude. */
  | {
      readonly kind: 'amount';
      readonly low: AmountBound | null;
      readonly high: AmountBound | null;
      readonly isSigned: boolean;
      readonly span: Span;
    }
  /** Both days included. */
  | {
      readonly kind: 'date';
      readonly from: CalendarDate | null;
      readonly to: CalendarDate | null;
      readonly span: Span;
    }
  /** Something that has a name, not yet looked up. */
  | { readonly kind: 'named'; readonly field: NamedField; readonly name: string; readonly span: Span }
  | { readonly kind: 'type'; readonly value: 'income' | 'expense' | 'transfer'; readonly span: Span }
  | { readonly kind: 'status'; readonly value: 'pending' | 'cleared' | 'reconciled'; readonly span: Span }
  | { readonly kind: 'currency'; readonly code: string; readonly span: Span }
  | { readonly kind: 'id'; readonly field: 'id' | 'import'; readonly id: string; readonly span: Span }
  | { readonly kind: 'has'; readonly what: HeldThing; readonly span: Span }
  | { readonly kind: 'is'; readonly what: 'uncategorised' | 'refund'; readonly span: Span };

/** What a query means. `all` without items is every row. */
export type SearchNode =
  | SearchLeaf
  | { readonly kind: 'all'; readonly items: readonly SearchNode[]; readonly span: Span }
  | { readonly kind: 'any'; readonly items: readonly SearchNode[]; readonly span: Span }
  | { readonly kind: 'not'; readonly item: SearchNode; readonly span: Span };

/** Why a query cannot be read: which part of it, what is wrong and what to write instead. */
export interface QueryProblem extends Span {
  readonly message: string;
  readonly hint: string;
}

export type ParsedQuery =
  | { readonly ok: true; readonly query: SearchNode }
  | { readonly ok: false; readonly problem: QueryProblem };

/** The leaves of a query, in the order in which they are written. */
export function leavesOf(node: SearchNode): SearchLeaf[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.items.flatMap(leavesOf);
    case 'not':
      return leavesOf(node.item);
    default:
      return [node];
  }
}
