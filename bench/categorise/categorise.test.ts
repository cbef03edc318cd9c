import { bankWords } from '@fintrack/core/categorising';
import { expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { generateSet } from './generated-set.ts';
import { splitRows } from './split-rows.ts';

const set = generateSet(1500);
const seeds = [20, 21];

it('a split by merchant or by time has no description on both sides', () => {
  const bare = (text: string) => text.replace(/\d+/g, '');
  for (const kind of ['merchant', 'time'] as const) {
    const { train, test } = splitRows(set.rows, { kind, labels: 200, seed: 20, half: 'reported' });
    const learnt = new Set(train.map(({ text }) => bare(text)));
    expect(train).toHaveLength(200);
    expect(test.length).toBeGreaterThan(50);
    expect(test.filter(({ text }) => learnt.has(bare(text)))).toEqual([]);
  }
});

it('no merchant is asked about both in tuning and in what is reported', () => {
  const merchantsOf = (half: 'tuning' | 'reported', kind: 'merchant' | 'time' | 'life') =>
    splitRows(set.rows, { kind, labels: 200, seed: 20, half }).test.map(({ text }) => bankWords(text).key);
  for (const kind of ['merchant', 'time', 'life'] as const) {
    const tuning = new Set(merchantsOf('tuning', kind));
    expect(tuning.size).toBeGreaterThan(20);
    expect(merchantsOf('reported', kind).filter((merchant) => tuning.has(merchant))).toEqual([]);
  }
});

it('after 200 labels what it sets by itself is nearly always right, for three rows in five, and it knows how sure it is', () => {
  const life = evaluate(set, { split: 'life', labels: 200, seeds, half: 'reported' });
  expect(life.committedAccuracy).toBeGreaterThanOrEqual(0.94);
  expect(life.coverage).toBeGreaterThanOrEqual(0.6);
  expect(life.calibrationError).toBeLessThanOrEqual(0.06);
});

it('among merchants that it has never seen it is better than the majority and the nearest neighbour', () => {
  const strange = evaluate(set, { split: 'merchant', labels: 200, seeds, half: 'reported' });
  expect(strange.accuracy).toBeGreaterThan(strange.majority + 0.2);
  expect(strange.accuracy).toBeGreaterThan(strange.nearest + 0.1);
  expect(strange.committedAccuracy ?? 1).toBeGreaterThanOrEqual(0.9);
});
