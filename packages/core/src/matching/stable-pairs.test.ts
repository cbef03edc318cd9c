import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stablePairs } from './stable-pairs.ts';

interface Scored {
  readonly left: string;
  readonly right: string;
  readonly score: number;
}

const better = (first: Scored, second: Scored) =>
  second.score - first.score || (`${first.left}${first.right}` < `${second.left}${second.right}` ? -1 : 1);

const anyPairs = fc.uniqueArray(
  fc.record<Scored>({
    left: fc.constantFrom('a', 'b', 'c', 'd'),
    right: fc.constantFrom('w', 'x', 'y', 'z'),
    score: fc.nat(5),
  }),
  { selector: ({ left, right }) => left + right },
);

describe('stablePairs', () => {
  it('gives each thing its best partner that wants it, not the first that comes', () => {
    const pairs = [
      { left: 'a', right: 'x', score: 1 },
      { left: 'a', right: 'y', score: 2 },
      { left: 'b', right: 'y', score: 3 },
    ];
    expect(stablePairs(pairs, better)).toEqual([
      { left: 'b', right: 'y', score: 3 },
      { left: 'a', right: 'x', score: 1 },
    ]);
  });

  it('has each thing once, and no two that would both rather have each other', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const chosen = stablePairs(pairs, better);
        const all = chosen.flatMap(({ left, right }) => [left, right]);
        expect(new Set(all).size).toBe(all.length);
        for (const pair of pairs) {
          const rivals = chosen.filter(({ left, right }) => left === pair.left || right === pair.right);
          const blocks = rivals.every((rival) => better(pair, rival) < 0);
          expect(blocks).toBe(false);
        }
      }),
    );
  });

  it('does not depend on the order in which the pairs come', () => {
    fc.assert(
      fc.property(
        anyPairs.chain((pairs) =>
          fc.tuple(
            fc.constant(pairs),
            fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
          ),
        ),
        ([pairs, shuffled]) => {
          expect(stablePairs(shuffled, better)).toEqual(stablePairs(pairs, better));
        },
      ),
    );
  });
});
