import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseRules } from './analyse-rules.ts';
import type { Rule } from './rule.ts';
import { compileRules, runRules } from './run-rules.ts';
import { ALWAYS, BOOKS, row, rowWith, ruleOf, rules, testPattern } from './testing/sample-rows.ts';

const compile = (list: readonly Rule[]) => compileRules(list, BOOKS, testPattern);
const problems = (list: readonly Rule[], rows = [rowWith()]) =>
  analyseRules(compile(list), rows).map(({ ruleId, problem, shadowedBy }) => [
    ruleId,
    problem,
    ...shadowedBy,
  ]);

const FOOD = ruleOf('Food', ALWAYS, { kind: 'setCategory', categoryId: 'food' });
const HOME = ruleOf('Home', ALWAYS, { kind: 'setCategory', categoryId: 'home' });
const MILL = { field: 'description', operator: 'equals', value: 'mill' } as const;

describe('analyseRules', () => {
  it('a rule that no row meets is dead', () => {
    expect(problems([ruleOf('Dead', { any: [] }, { kind: 'stop' }), FOOD])).toEqual([
      ['dead', 'dead'],
      ['food', null],
    ]);
  });

  it('a rule that is always overwritten is shadowed, by name of who does it', () => {
    expect(problems([FOOD, HOME])).toEqual([
      ['food', 'shadowed', 'home'],
      ['home', null],
    ]);
  });

  it('a rule that has its way on one row is not', () => {
    const rows = [rowWith(), rowWith({ description: 'Rent' })];
    const home = ruleOf('Home', MILL, { kind: 'setCategory', categoryId: 'home' });
    const [food] = analyseRules(compile([FOOD, home]), rows);
    expect(food).toMatchObject({ matches: 2, effective: 1, problem: null, shadowedBy: [] });
    expect(food?.conflicts).toEqual([{ otherId: 'home', field: 'category', rows: 1, isWinner: false }]);
  });

  it('a rule behind one that always stops is shadowed', () => {
    const stop = ruleOf('Stop', ALWAYS, { kind: 'stop' });
    expect(problems([stop, FOOD])).toEqual([
      ['stop', null],
      ['food', 'shadowed', 'stop'],
    ]);
    const [, food] = analyseRules(compile([stop, FOOD]), [rowWith()]);
    expect(food).toMatchObject({ matches: 1, unreached: 1, effective: 0 });
  });

  it('counts what rules do, whatever rules and rows', () => {
    fc.assert(
      fc.property(rules, fc.array(row, { maxLength: 5 }), (list, rows) => {
        const compiled = compile(list);
        const reports = analyseRules(compiled, rows);
        for (const [index, report] of reports.entries()) {
          const reached = rows.filter((one) => runRules(compiled, one).matched.includes(index)).length;
          expect(report.matches - report.unreached).toBe(reached);
          expect(report.effective).toBeLessThanOrEqual(reached);
        }
      }),
    );
  });
});
