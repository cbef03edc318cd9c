import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Currency, parseCurrency } from '../money/index.ts';
import type { SplitPartPlan, SplitShare } from './rule.ts';
import { splitRow } from './split-row.ts';

const EUR = parseCurrency('EUR');
const part = (share: SplitShare): SplitPartPlan => ({ share, categoryId: null });
const percent = (text: string) => part({ kind: 'percent', percent: text });
const amount = (text: string) => part({ kind: 'amount', amount: text });
const rest = part({ kind: 'rest' });

const split = (amountMinor: bigint, plan: SplitPartPlan[], currency: Currency = EUR) =>
  splitRow({ amountMinor, currency }, plan)?.map((made) => made.amountMinor) ?? null;

describe('splitRow', () => {
  it.each<[string, bigint, SplitPartPlan[], bigint[] | null]>([
    [
      'the cent goes to the largest remainder',
      -1000n,
      [percent('33.33'), percent('33.34'), rest],
      [-333n, -334n, -333n],
    ],
    ['halves of an odd amount', 101n, [percent('50'), percent('50')], [51n, 50n]],
    ['an amount and the rest', -1250n, [amount('2.5'), rest], [-250n, -1000n]],
    ['percents are of the whole', -1000n, [amount('5'), percent('10'), rest], [-500n, -100n, -400n]],
    ['what comes to nothing is left out', -2n, [percent('1'), percent('49'), rest], [-1n, -1n]],
    ['an amount that exceeds the row', -100n, [amount('2'), rest], null],
    ['an amount that is all of it', -200n, [amount('2'), rest], null],
    ['too many digits', -1250n, [amount('2.505'), rest], null],
    ['a row of nothing', 0n, [percent('50'), rest], null],
    ['more than all', -100n, [percent('60'), percent('50')], null],
    ['less than all and nobody takes the rest', -100n, [percent('60'), percent('30')], null],
  ])('%s', (...[, minor, plan, expected]) => {
    expect(split(minor, plan)).toEqual(expected);
  });

  it('in the digits of the currency', () => {
    expect(split(-1000n, [amount('5'), rest], parseCurrency('JPY'))).toEqual([-5n, -995n]);
    expect(split(-1000n, [amount('0.005'), rest], parseCurrency('KWD'))).toEqual([-5n, -995n]);
  });

  it('parts come to the row and have its sign, whatever the shares', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 60_000_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), shares, (minor, weights) => {
        const plan = weights.map((weight) => percent(String(weight / 1_000_000)));
        const parts = split(minor, [...plan, rest]);
        if (parts === null) return;
        expect(parts.reduce((sum, one) => sum + one, 0n)).toBe(minor);
        expect(parts.every((one) => one * minor > 0n)).toBe(true);
      }),
    );
  });
});
