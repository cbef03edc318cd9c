import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesCategory, replaceReferences } from './replace-references.ts';
import type { RuleAction, RuleCondition } from './rule.ts';
import { condition, rules } from './testing/sample-rows.ts';

const FOOD_TO_HOME = { categories: { from: ['food'], to: 'home' } };
const BAKER = { payees: { from: ['Baker', 'BKR'], to: 'The Bakery' } };
const TAG: RuleAction = { kind: 'addTags', tags: ['x'] };

describe('replaceReferences', () => {
  it.each<[string, RuleCondition, RuleCondition]>([
    [
      'a category among others, once',
      { field: 'category', operator: 'oneOf', values: ['food', 'salary', 'home'] },
      { field: 'category', operator: 'oneOf', values: ['home', 'salary'] },
    ],
    [
      'deep inside of groups',
      { all: [{ any: [{ not: { field: 'category', operator: 'oneOf', values: ['food'] } }] }, { all: [] }] },
      { all: [{ any: [{ not: { field: 'category', operator: 'oneOf', values: ['home'] } }] }, { all: [] }] },
    ],
  ])('of conditions: %s', (_, before, after) => {
    expect(replaceReferences({ condition: before, actions: [TAG] }, FOOD_TO_HOME)).toEqual({
      condition: after,
      actions: [TAG],
    });
  });

  it.each<[string, RuleCondition, RuleCondition]>([
    [
      'the name, whatever its case',
      { field: 'payee', operator: 'equals', value: 'bAKER' },
      { field: 'payee', operator: 'equals', value: 'The Bakery' },
    ],
    [
      'names of a list, once',
      { field: 'payee', operator: 'oneOf', values: ['Baker', 'Mill', 'bkr'] },
      { field: 'payee', operator: 'oneOf', values: ['The Bakery', 'Mill'] },
    ],
  ])('of payees: %s', (_, before, after) => {
    expect(replaceReferences({ condition: before, actions: [TAG] }, BAKER)?.condition).toEqual(after);
  });

  it('in actions: the category, the parts of a split, the payee', () => {
    const actions: RuleAction[] = [
      { kind: 'setCategory', categoryId: 'food' },
      { kind: 'setPayee', payeeName: 'BAKER' },
      {
        kind: 'split',
        parts: [
          { share: { kind: 'percent', percent: '50' }, categoryId: 'food', notes: 'half' },
          { share: { kind: 'rest' }, categoryId: null },
        ],
      },
    ];
    expect(
      replaceReferences({ condition: { all: [] }, actions }, { ...FOOD_TO_HOME, ...BAKER })?.actions,
    ).toEqual([
      { kind: 'setCategory', categoryId: 'home' },
      { kind: 'setPayee', payeeName: 'The Bakery' },
      {
        kind: 'split',
        parts: [
          { share: { kind: 'percent', percent: '50' }, categoryId: 'home', notes: 'half' },
          { share: { kind: 'rest' }, categoryId: null },
        ],
      },
    ]);
  });

  it('leaves alone what is a piece of text, another field, or another name', () => {
    const rule = {
      condition: {
        all: [
          { field: 'payee', operator: 'contains', value: 'Baker' },
          { field: 'description', operator: 'equals', value: 'Baker' },
          { field: 'payee', operator: 'equals', value: 'Bakers' },
          { field: 'account', operator: 'oneOf', values: ['food'] },
        ],
      },
      actions: [{ kind: 'markTransfer', accountId: 'food' }],
    } as const;
    expect(replaceReferences(rule, { ...FOOD_TO_HOME, ...BAKER })).toBeNull();
  });

  it('law: nothing that is gone is named afterwards, and there and back is nothing lost but doubles', () => {
    fc.assert(
      fc.property(rules, condition, (list, inner) => {
        for (const { actions } of list) {
          const rule = { condition: inner, actions };
          const after = replaceReferences(rule, { categories: { from: ['food'], to: 'elsewhere' } });
          expect(after === null).toBe(!namesCategory(rule, ['food']));
          if (after === null) continue;
          expect(namesCategory(after, ['food'])).toBe(false);
          expect(replaceReferences(after, { categories: { from: ['elsewhere'], to: 'food' } })).toEqual(rule);
        }
      }),
    );
  });
});
