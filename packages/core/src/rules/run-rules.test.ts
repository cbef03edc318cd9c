import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleCondition } from './rule.ts';
import { compileRules, type RuleField, runRules } from './run-rules.ts';
import { ALWAYS, BOOKS, row, rowWith, ruleOf, rules, testPattern } from './testing/sample-rows.ts';

const compile = (list: readonly Rule[]) => compileRules(list, BOOKS, testPattern);
const run = (list: readonly Rule[], fields: Parameters<typeof rowWith>[0] = {}, locked?: RuleField[]) =>
  runRules(compile(list), rowWith(fields), new Set(locked));
const hasCategory = (id: string): RuleCondition => ({ field: 'category', operator: 'oneOf', values: [id] });

const FOOD = ruleOf('Food', ALWAYS, { kind: 'setCategory', categoryId: 'food' });
const HOME = ruleOf('Home', ALWAYS, { kind: 'setCategory', categoryId: 'home' });

describe('order', () => {
  it('the last rule to set a field has its way, and says which one lost', () => {
    const outcome = run([FOOD, HOME]);
    expect(outcome.category).toEqual({ value: 'home', by: { ruleId: 'home', name: 'Home', version: 1 } });
    expect(outcome.conflicts).toEqual([
      {
        field: 'category',
        winner: { ruleId: 'home', name: 'Home', version: 1 },
        loser: { ruleId: 'food', name: 'Food', version: 1 },
      },
    ]);
    expect(run([HOME, FOOD]).category?.value).toBe('food');
    expect(run([FOOD, { ...FOOD, id: 'again' }]).conflicts).toEqual([]);
  });

  it('a rule sees what those before it made of the row', () => {
    const tag = ruleOf('Tag', hasCategory('food'), { kind: 'addTags', tags: ['eat'] });
    expect(run([FOOD, tag]).tags?.value).toEqual(['trip', 'eat']);
    expect(run([tag, FOOD]).tags).toBeNull();
    const payee = ruleOf('Payee', ALWAYS, { kind: 'setPayee', payeeName: 'The Mill' });
    const byPayee = ruleOf(
      'ByPayee',
      { field: 'payee', operator: 'equals', value: 'the mill' },
      { kind: 'setNotes', text: 'seen' },
    );
    expect(run([payee, byPayee]).notes?.value).toBe('seen');
  });

  it('after stop and after skip no rule is asked', () => {
    const stop = ruleOf('Stop', ALWAYS, { kind: 'addTags', tags: ['s'] }, { kind: 'stop' });
    expect(run([stop, FOOD])).toMatchObject({ category: null, stoppedAt: 0, matched: [0] });
    const skip = ruleOf('Skip', ALWAYS, { kind: 'skip' });
    expect(run([skip, FOOD])).toMatchObject({ category: null, skippedBy: { name: 'Skip' } });
    const never = ruleOf('Never', { any: [] }, { kind: 'stop' });
    expect(run([never, FOOD])).toMatchObject({ category: { value: 'food' }, stoppedAt: null });
  });
});

describe('actions', () => {
  it('a category makes the row of its kind; one that is gone does nothing', () => {
    const salary = ruleOf('Salary', ALWAYS, { kind: 'setCategory', categoryId: 'salary' });
    expect(run([salary]).row).toMatchObject({ categoryId: 'salary', type: 'income' });
    expect(run([ruleOf('Gone', ALWAYS, { kind: 'setCategory', categoryId: 'gone' })]).category).toBeNull();
  });

  it('tags are added once and taken away, whatever their case', () => {
    const add = ruleOf('Add', ALWAYS, { kind: 'addTags', tags: ['TRIP', 'new', 'New'] });
    expect(run([add]).tags?.value).toEqual(['trip', 'New']);
    const remove = ruleOf('Remove', ALWAYS, { kind: 'removeTags', tags: ['Trip', 'none'] });
    expect(run([remove]).tags?.value).toEqual([]);
    expect(run([add, ruleOf('Back', ALWAYS, { kind: 'removeTags', tags: ['new'] })]).conflicts).toHaveLength(
      1,
    );
  });

  it('notes are set, or continued on a line of their own and only once', () => {
    const append = ruleOf('Append', ALWAYS, { kind: 'appendNotes', text: 'Two' });
    expect(run([append]).notes?.value).toBe('Two');
    expect(run([append], { notes: 'One' }).notes?.value).toBe('One\nTwo');
    expect(run([append], { notes: 'one\ntwo' }).notes).toBeNull();
    expect(run([ruleOf('Set', ALWAYS, { kind: 'setNotes', text: 'x' }), append]).notes?.value).toBe('x\nTwo');
  });

  it('a row has a category, parts or another end: the last of the three', () => {
    const split = ruleOf('Split', ALWAYS, {
      kind: 'split',
      parts: [
        { share: { kind: 'percent', percent: '50' }, categoryId: 'food' },
        { share: { kind: 'rest' }, categoryId: 'gone' },
      ],
    });
    const move = ruleOf('Move', ALWAYS, { kind: 'markTransfer', accountId: 'savings' });
    const parts = [
      { amountMinor: -625n, categoryId: 'food', notes: null },
      { amountMinor: -625n, categoryId: null, notes: null },
    ];
    expect(run([FOOD, split])).toMatchObject({ category: null, split: { value: parts } });
    expect(run([split, FOOD])).toMatchObject({ category: { value: 'food' }, split: null });
    expect(run([FOOD, move])).toMatchObject({
      category: null,
      transferAccount: { value: 'savings' },
      row: { type: 'transfer', categoryId: null },
    });
    const itself = ruleOf('Itself', ALWAYS, { kind: 'markTransfer', accountId: 'giro' });
    expect(run([FOOD, itself])).toMatchObject({ category: { value: 'food' }, transferAccount: null });
  });

  it('a field that is locked stays, and rules see it as it is', () => {
    const tag = ruleOf('Tag', hasCategory('home'), { kind: 'addTags', tags: ['kept'] });
    const outcome = run([FOOD, tag], { categoryId: 'home' }, ['category']);
    expect(outcome).toMatchObject({ category: null, tags: { value: ['trip', 'kept'] }, conflicts: [] });
  });
});

describe('laws', () => {
  it('every row has an outcome, by rules that it names', () => {
    fc.assert(
      fc.property(rules, row, (list, given) => {
        const outcome = runRules(compile(list), given);
        const { category, split, transferAccount, payee, notes, tags } = outcome;
        const known = new Set(list.map(({ id }) => id));
        for (const setting of [category, split, transferAccount, payee, notes, tags]) {
          expect(setting === null || known.has(setting.by.ruleId)).toBe(true);
        }
        expect([category, split, transferAccount].filter((one) => one !== null).length).toBeLessThan(2);
        expect(outcome.row.amountMinor).toBe(given.amountMinor);
      }),
    );
  });

  it('rules that come after the one that stopped change nothing', () => {
    fc.assert(
      fc.property(rules, row, (list, given) => {
        const { stoppedAt, ...outcome } = runRules(compile(list), given);
        if (stoppedAt === null) return;
        const { stoppedAt: same, ...cut } = runRules(compile(list.slice(0, stoppedAt + 1)), given);
        expect([same, cut]).toEqual([stoppedAt, outcome]);
      }),
    );
  });

  it('a rule that no row meets can be left out', () => {
    fc.assert(
      fc.property(rules, row, fc.nat(5), (list, given, at) => {
        const idle = ruleOf('Idle', { any: [] }, { kind: 'skip' });
        const { matched: _, stoppedAt: __, ...outcome } = runRules(compile(list), given);
        const {
          matched: ___,
          stoppedAt: ____,
          ...same
        } = runRules(compile(list.toSpliced(at, 0, idle)), given);
        expect(same).toEqual(outcome);
      }),
    );
  });

  it('what is locked is what it was', () => {
    fc.assert(
      fc.property(rules, row, (list, given) => {
        const all: RuleField[] = ['category', 'payee', 'notes', 'tags'];
        expect(runRules(compile(list), given, new Set(all)).row).toEqual(given);
      }),
    );
  });

  it('parts come to the row, to the minor unit and with its sign', () => {
    fc.assert(
      fc.property(rules, row, (list, given) => {
        const parts = runRules(compile(list), given).split?.value;
        if (!parts) return;
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(given.amountMinor);
        expect(parts.every(({ amountMinor }) => amountMinor * given.amountMinor > 0n)).toBe(true);
      }),
    );
  });
});
