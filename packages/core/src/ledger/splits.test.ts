import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, money, parseCurrency } from '../money/index.ts';
import { isRefundPart, splitRemainder } from './splits.ts';

describe('splitRemainder', () => {
  it.each([
    ['parts that add up', -1000n, [-600n, -400n], 0n],
    ['parts that are too few', -1000n, [-600n, -300n], -100n],
    ['parts that are too many', -1000n, [-600n, -500n], 100n],
    ['a deposit given back on a receipt', -1000n, [-1025n, 25n], 0n],
    ['no parts', 250n, [], 250n],
  ])('%s', (...[_, whole, parts, expected]) => {
    expect(splitRemainder(whole, parts)).toBe(expected);
  });

  it('put into one more part leaves nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.array(fc.bigInt()), (whole, parts) => {
        expect(splitRemainder(whole, [...parts, splitRemainder(whole, parts)])).toBe(0n);
      }),
    );
  });

  it('of even parts is nothing, however many', () => {
    const euro = parseCurrency('EUR');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
        fc.integer({ min: 2, max: 100 }),
        (whole, count) => {
          const parts = allocate(
            money(whole, euro),
            Array.from({ length: count }, () => 1n),
          );
          expect(
            splitRemainder(
              whole,
              parts.map(({ minor }) => minor),
            ),
          ).toBe(0n);
        },
      ),
    );
  });
});

describe('isRefundPart', () => {
  it.each([
    ['expense', -500n, false],
    ['expense', 25n, true],
    ['income', 500n, false],
    ['income', -25n, true],
  ] as const)('of an %s, %s: %s', (type, minor, expected) => {
    expect(isRefundPart(type, minor)).toBe(expected);
  });
});
