import type { RuleAction, RuleCondition } from '@fintrack/core/rules';
import { describe, expect, it } from 'vitest';
import { readActions, toActionRow } from './action-form.ts';
import { readCondition, toConditionForm } from './condition-form.ts';
import { describeActions, describeCondition } from './describe-rule.ts';
import { moveId } from './move-id.ts';
import { fieldsOf, readRule } from './read-rule-form.ts';
import type { RuleNames } from './rule-names.ts';

const NAMES: RuleNames = {
  categories: [
    { value: '01900000-0000-7000-8000-0000000000c1', label: 'Food › Groceries' },
    { value: '01900000-0000-7000-8000-0000000000c2', label: 'Household' },
  ],
  accounts: [{ value: '01900000-0000-7000-8000-0000000000a1', label: 'Giro' }],
};
const IDS = {
  account: (text: string) =>
    text === '01900000-0000-7000-8000-0000000000a1' ? '01900000-0000-7000-8000-0000000000a1' : null,
  category: (text: string) =>
    text === '01900000-0000-7000-8000-0000000000c1' ? '01900000-0000-7000-8000-0000000000c1' : null,
};

const text = (value: string): RuleCondition => ({ field: 'rawText', operator: 'contains', value });

describe('a condition', () => {
  it.each<[string, RuleCondition, string]>([
    ['a test', text('mill'), 'bank text contains “mill”'],
    ['not a test', { not: text('mill') }, 'not bank text contains “mill”'],
    [
      'tests of every kind',
      {
        all: [
          { field: 'absoluteAmount', operator: 'between', from: '10', to: '20.50', currency: 'EUR' },
          { field: 'account', operator: 'oneOf', values: ['01900000-0000-7000-8000-0000000000a1'] },
          { field: 'category', operator: 'empty' },
          { field: 'tags', operator: 'oneOf', values: ['a', 'b'] },
          { field: 'date', operator: 'between', from: '2026-01-01', to: null },
          { field: 'weekday', operator: 'oneOf', values: [7] },
          { field: 'dayOfMonth', operator: 'between', from: 1, to: 5 },
          { not: { field: 'attachment', operator: 'is', value: true } },
          { field: 'payee', operator: 'oneOf', values: ['x', 'y'] },
        ],
      },
      'amount is between 10 and 20.50 EUR and account is “Giro” and has no category and has one of the tags “a” or “b” ' +
        'and date is between 2026-01-01 and … and weekday is “Sunday” and day of the month is between 1 and 5 ' +
        'and not has an attachment and payee is one of “x” or “y”',
    ],
    [
      'groups',
      { all: [text('a'), { any: [text('b'), { not: text('c') }] }] },
      'bank text contains “a” and (bank text contains “b” or not bank text contains “c”)',
    ],
  ])('%s goes into the form and comes out as it was', (_, condition, words) => {
    const form = toConditionForm(condition);
    expect(form && readCondition(form, IDS)).toEqual({ ok: true, condition });
    expect(describeCondition(condition, NAMES)).toBe(words);
  });

  it('several accounts are a group of one each', () => {
    const form = toConditionForm({
      all: [text('x'), { field: 'type', operator: 'oneOf', values: ['income', 'transfer'] }],
    });
    expect(form && readCondition(form, IDS)).toEqual({
      ok: true,
      condition: {
        all: [
          text('x'),
          {
            any: [
              { field: 'type', operator: 'oneOf', values: ['income'] },
              { field: 'type', operator: 'oneOf', values: ['transfer'] },
            ],
          },
        ],
      },
    });
  });

  it('what nests deeper, or has commas in a list, is not for the form', () => {
    expect(toConditionForm({ all: [{ any: [{ all: [text('x')] }] }] })).toBeNull();
    expect(toConditionForm({ field: 'payee', operator: 'oneOf', values: ['a, b'] })).toBeNull();
  });

  it('says which row is wrong, and leaves empty ones out', () => {
    const row = { group: 0, isNot: false, to: '' };
    const read = (rows: { test: string; value: string }[]) =>
      readCondition({ match: 'all', groups: [], rows: rows.map((one) => ({ ...row, ...one })) }, IDS);
    const blank = { test: 'rawText.contains', value: ' ' };
    expect(read([blank])).toEqual({ ok: false, row: null, message: 'Say which rows are meant.' });
    expect(read([blank, { test: 'amount.equals', value: 'much' }])).toMatchObject({ ok: false, row: 1 });
    expect(read([{ test: 'account.oneOf', value: 'Nowhere' }])).toMatchObject({ ok: false, row: 0 });
  });
});

describe('actions', () => {
  const actions: RuleAction[] = [
    { kind: 'setCategory', categoryId: '01900000-0000-7000-8000-0000000000c1' },
    { kind: 'addTags', tags: ['a', 'b'] },
    {
      kind: 'split',
      parts: [
        {
          share: { kind: 'percent', percent: '33.3' },
          categoryId: '01900000-0000-7000-8000-0000000000c1',
          notes: 'for the cat',
        },
        { share: { kind: 'amount', amount: '2.50' }, categoryId: null },
        { share: { kind: 'rest' }, categoryId: '01900000-0000-7000-8000-0000000000c2' },
      ],
    },
    { kind: 'markTransfer', accountId: '01900000-0000-7000-8000-0000000000a1' },
    { kind: 'stop' },
  ];

  it('go into the form and come out as they were', () => {
    const rows = actions.map((action) => toActionRow(action, NAMES));
    expect(rows[2]?.value).toBe('33.3% Food › Groceries # for the cat\n2.50\nrest Household');
    expect(readActions(rows, NAMES)).toEqual({ ok: true, actions });
    expect(describeActions(actions.slice(0, 2), NAMES)).toBe(
      'set the category to Food › Groceries, add the tags “a”, “b”',
    );
  });

  it('take a name that was typed, and say which one there is not', () => {
    const split = (value: string) => readActions([{ kind: 'split', value }], NAMES);
    expect(split('50% groceries\nrest household')).toMatchObject({
      ok: true,
      actions: [
        {
          parts: [
            { categoryId: '01900000-0000-7000-8000-0000000000c1' },
            { categoryId: '01900000-0000-7000-8000-0000000000c2' },
          ],
        },
      ],
    });
    expect(split('half Groceries')).toMatchObject({ ok: false, row: 0 });
    expect(split('50% Caviar')).toEqual({ ok: false, row: 0, message: 'There is no category “Caviar”.' });
    expect(readActions([{ kind: 'setCategory', value: '' }], NAMES)).toMatchObject({ ok: false, row: null });
  });
});

describe('the fields of a form', () => {
  it('are read by their names', () => {
    const sent: Record<string, string> = {
      name: 'Mill',
      match: 'all',
      'g1.match': 'any',
      'c0.test': 'rawText.contains',
      'c0.group': '0',
      'c0.value': 'mill',
      'c1.test': 'payee.equals',
      'c1.group': '1',
      'c1.not': 'on',
      'c1.value': 'Baker',
      'a0.kind': 'setCategory',
      'a0.value': '01900000-0000-7000-8000-0000000000c1',
    };
    expect(
      readRule(
        fieldsOf((name) => sent[name] ?? null),
        { names: NAMES, fixed: null },
      ),
    ).toEqual({
      ok: true,
      rule: {
        name: 'Mill',
        condition: {
          all: [text('mill'), { any: [{ not: { field: 'payee', operator: 'equals', value: 'Baker' } }] }],
        },
        actions: [{ kind: 'setCategory', categoryId: '01900000-0000-7000-8000-0000000000c1' }],
      },
    });
  });
});

describe('moveId', () => {
  it.each([
    ['b', 1, 'b a c'],
    ['a', 3, 'b c a'],
    ['a', 9, 'b c a'],
    ['c', 0, 'c a b'],
    ['x', 1, 'a b c'],
  ])('%s to place %s is %s', (id, place, expected) => {
    expect(moveId(['a', 'b', 'c'], id, place).join(' ')).toBe(expected);
  });
});
