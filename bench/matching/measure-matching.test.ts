import { describe, expect, it } from 'vitest';
import { measureMatching } from './measure-matching.ts';

describe('the labelled pairs', () => {
  const { written, heldOut, fresh, learnt, made } = measureMatching();

  it.each([
    ['by hand', written, 130],
    ['by hand, held out once', heldOut, 46],
    ['by hand, written before the second version', fresh, 350],
    ['by hand, of many countries', learnt, 250],
    ['made', made, 1000],
  ])('%s: what is taken without asking is right, and hardly a question is in vain', (_, figures, pairs) => {
    expect(figures.pairs).toBeGreaterThanOrEqual(pairs);
    expect(figures.automatic.precision).toBe(1);
    expect(figures.automatic.recall).toBeGreaterThanOrEqual(0.99);
    expect(figures.justified).toBeGreaterThanOrEqual(0.99);
    expect(figures.raised.recall).toBeGreaterThanOrEqual(0.99);
    expect(figures.newPrecision).toBeGreaterThanOrEqual(0.98);
  });

  it('a question that only the user can answer is in vain, too, and there are few', () => {
    for (const { raised } of [written, heldOut, made]) expect(raised.precision).toBeGreaterThanOrEqual(0.99);
    for (const { raised } of [fresh, learnt]) expect(raised.precision).toBeGreaterThanOrEqual(0.96);
    expect(fresh.asked).toBeLessThanOrEqual(0.28);
  });
});
