/** Fields of a row that hold text. */
export const TEXT_FIELDS = [
  'rawText',
  'description',
  'payee',
  'notes',
  'externalId',
  'importSource',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** How texts are compared, without regard to case; "matches" is a regular expression of the RE2 syntax. */
export const TEXT_OPERATORS = ['equals', 'contains', 'startsWith', 'endsWith', 'matches'] as const;
export type TextOperator = (typeof TEXT_OPERATORS)[number];

/** `amount` is signed from the account's view, `absoluteAmount` is without the sign. */
export type AmountField = 'amount' | 'absoluteAmount';

/** One thing that a rule asks of a row. Amounts are decimal text in whole units of the row's currency. */
export type RuleTest =
  | { readonly field: TextField; readonly operator: TextOperator; readonly value: string }
  | { readonly field: TextField; readonly operator: 'oneOf'; readonly values: readonly string[] }
  | { readonly field: TextField; readonly operator: 'empty' }
  | { readonly field: 'category' | 'tags'; readonly operator: 'empty' }
  | {
      readonly field: AmountField;
      readonly operator: 'equals' | 'lessThan' | 'greaterThan';
      readonly value: string;
      /** Rows of another currency do not match; left out, the row's own is meant. */
      readonly currency?: string | undefined;
    }
  | {
      readonly field: AmountField;
      readonly operator: 'between';
      /** Both ends belong to it. */
      readonly from: string;
      readonly to: string;
      readonly currency?: string | undefined;
    }
  | { readonly field: 'account' | 'category'; readonly operator: 'oneOf'; readonly values: readonly string[] }
  | { readonly field: 'tags' | 'currency'; readonly operator: 'oneOf'; readonly values: readonly string[] }
  | { readonly field: 'type'; readonly operator: 'oneOf'; readonly values: readonly RowType[] }
  | { readonly field: 'status'; readonly operator: 'oneOf'; readonly values: readonly RowStatus[] }
  | {
      readonly field: 'date';
      readonly operator: 'between';
      /** ISO dates, both ends included; null: no bound on this side. */
      readonly from: string | null;
      readonly to: string | null;
    }
  /** 1 is Monday, 7 is Sunday. */
  | { readonly field: 'weekday'; readonly operator: 'oneOf'; readonly values: readonly number[] }
  | {
      readonly field: 'dayOfMonth';
      readonly operator: 'between';
      readonly from: number;
      readonly to: number;
    }
  | { readonly field: 'attachment'; readonly operator: 'is'; readonly value: boolean };

export type RowType = 'income' | 'expense' | 'transfer';
export type RowStatus = 'pending' | 'cleared' | 'reconciled';

/** Tests, nested: `all` of none is true, `any` of none is false. */
export type RuleCondition =
  | RuleTest
  | { readonly all: readonly RuleCondition[] }
  | { readonly any: readonly RuleCondition[] }
  | { readonly not: RuleCondition };

/** How much of a row a part of a split gets. Percents and amounts are decimal text without a sign. */
export type SplitShare =
  | { readonly kind: 'percent'; readonly percent: string }
  | { readonly kind: 'amount'; readonly amount: string }
  | { readonly kind: 'rest' };

export interface SplitPartPlan {
  readonly share: SplitShare;
  readonly categoryId: string | null;
  readonly notes?: string | undefined;
}

/** What a rule does to a row. */
export type RuleAction =
  | { readonly kind: 'setCategory'; readonly categoryId: string }
  | { readonly kind: 'setPayee'; readonly payeeName: string }
  | { readonly kind: 'addTags' | 'removeTags'; readonly tags: readonly string[] }
  | { readonly kind: 'setNotes' | 'appendNotes'; readonly text: string }
  | { readonly kind: 'split'; readonly parts: readonly SplitPartPlan[] }
  | { readonly kind: 'markTransfer'; readonly accountId: string }
  /** An import leaves the row out; of rows that are there it changes nothing. No later rule is asked. */
  | { readonly kind: 'skip' }
  /** No later rule is asked. */
  | { readonly kind: 'stop' };

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly condition: RuleCondition;
  readonly actions: readonly RuleAction[];
}

/** A rule as what it set remembers it. */
export interface RuleMark {
  readonly ruleId: string;
  readonly name: string;
  readonly version: number;
}

/** Groups inside of groups, and tests and groups altogether. */
export interface ConditionSize {
  readonly depth: number;
  readonly nodes: number;
}

/** How large a condition is; a test alone has depth 0. */
export function conditionSize(condition: RuleCondition): ConditionSize {
  const inner = innerConditions(condition);
  if (inner === null) return { depth: 0, nodes: 1 };
  const sizes = inner.map(conditionSize);
  return {
    depth: 1 + Math.max(0, ...sizes.map(({ depth }) => depth)),
    nodes: 1 + sizes.reduce((sum, { nodes }) => sum + nodes, 0),
  };
}

/** Every test of a condition, left to right. */
export function testsOf(condition: RuleCondition): readonly RuleTest[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}

function innerConditions(condition: RuleCondition): readonly RuleCondition[] | null {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'not' in condition ? [condition.not] : null;
}
