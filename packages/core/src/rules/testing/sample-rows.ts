import fc from 'fast-check';
import { fromEpochDay, parseCalendarDate } from '../../dates/index.ts';
import { parseCurrency } from '../../money/index.ts';
import type { PatternCompiler } from '../compile-condition.ts';
import type { Rule, RuleAction, RuleCondition, RuleTest } from '../rule.ts';
import type { RuleRow } from '../rule-row.ts';
import type { RuleBooks } from '../run-rules.ts';

/** What tests put in the place of the linear-time engine; their patterns are harmless. */
export const testPattern: PatternCompiler = (pattern) => {
  try {
    const compiled = new RegExp(pattern, 'iu');
    return (text) => compiled.test(text);
  } catch {
    return null;
  }
};

export const BOOKS: RuleBooks = {
  categoryKinds: new Map([
    ['food', 'expense'],
    ['home', 'expense'],
    ['salary', 'income'],
  ]),
  accountIds: new Set(['giro', 'savings']),
};

/** A row of 12.50 EUR that left the account on a Sunday; `fields` differ. */
export function rowWith(fields: Partial<Omit<RuleRow, 'currency'>> & { currency?: string } = {}): RuleRow {
  const { currency = 'EUR', ...rest } = fields;
  return {
    accountId: 'giro',
    date: parseCalendarDate('2026-03-01'),
    amountMinor: -1250n,
    type: 'expense',
    status: 'cleared',
    rawText: 'MILL 0815 BERLIN',
    description: 'Mill',
    payee: null,
    notes: null,
    categoryId: null,
    tags: ['trip'],
    externalId: null,
    importSource: null,
    hasAttachment: false,
    ...rest,
    currency: parseCurrency(currency),
  };
}

/** A rule of the name; its id is the name in small letters. */
export function ruleOf(name: string, condition: RuleCondition, ...actions: RuleAction[]): Rule {
  return { id: name.toLowerCase(), name, version: 1, condition, actions };
}

/** Meets every row. */
export const ALWAYS: RuleCondition = { all: [] };

const word = fc.constantFrom('mill', 'Aldi', 'rent', 'x', '0815', '');

const test: fc.Arbitrary<RuleTest> = fc.oneof(
  fc.record({
    field: fc.constantFrom('rawText', 'description', 'payee', 'notes'),
    operator: fc.constantFrom('equals', 'contains', 'startsWith', 'endsWith', 'matches'),
    value: fc.oneof(word, fc.string({ maxLength: 8 })),
  }),
  fc.record({
    field: fc.constantFrom('category', 'tags', 'payee'),
    operator: fc.constant('empty'),
  }),
  fc.record({
    field: fc.constantFrom('amount', 'absoluteAmount'),
    operator: fc.constantFrom('equals', 'lessThan', 'greaterThan'),
    value: fc.integer({ min: -2000, max: 2000 }).map(String),
  }),
  fc.record({
    field: fc.constant('category'),
    operator: fc.constant('oneOf'),
    values: fc.subarray(['food', 'home', 'salary']),
  }),
  fc.record({
    field: fc.constant('weekday'),
    operator: fc.constant('oneOf'),
    values: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  }),
);

/** Conditions of every shape, groups inside of groups. */
export const condition: fc.Arbitrary<RuleCondition> = fc.letrec<{ node: RuleCondition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    test,
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
  ),
})).node;

const category = fc.constantFrom('food', 'home', 'salary', 'gone');
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'C', 'trip'), { minLength: 1, maxLength: 2 });

const action: fc.Arbitrary<RuleAction> = fc.oneof(
  fc.record({ kind: fc.constant('setCategory'), categoryId: category }),
  fc.record({ kind: fc.constant('setPayee'), payeeName: word.filter((text) => text !== '') }),
  fc.record({ kind: fc.constantFrom('addTags', 'removeTags'), tags: names }),
  fc.record({ kind: fc.constantFrom('setNotes', 'appendNotes'), text: fc.constantFrom('one', 'two') }),
  fc.record({ kind: fc.constant('markTransfer'), accountId: fc.constantFrom('giro', 'savings', 'gone') }),
  fc.record({
    kind: fc.constant('split'),
    parts: fc.constant([
      { share: { kind: 'percent', percent: '33.3' }, categoryId: 'food' },
      { share: { kind: 'amount', amount: '2' }, categoryId: null },
      { share: { kind: 'rest' }, categoryId: 'gone' },
    ]),
  }),
  fc.record({ kind: fc.constantFrom('skip', 'stop') }),
);

export const rules: fc.Arbitrary<Rule[]> = fc
  .array(fc.record({ condition, actions: fc.array(action, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 5,
  })
  .map((made) => made.map((rule, index) => ({ ...rule, id: `r${index}`, name: `R${index}`, version: 1 })));

export const row: fc.Arbitrary<RuleRow> = fc
  .record({
    amountMinor: fc.bigInt({ min: -200_000n, max: 200_000n }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    date: fc.integer({ min: 18_000, max: 24_000 }).map(fromEpochDay),
    description: word,
    rawText: word,
    payee: fc.option(word),
    notes: fc.option(word),
    tags: fc.uniqueArray(fc.constantFrom('trip', 'a'), { maxLength: 2 }),
    categoryId: fc.option(fc.constantFrom('food', 'home')),
  })
  .map((fields) => rowWith({ ...fields, type: fields.amountMinor > 0n ? 'income' : 'expense' }));
