import { describe, expect, it } from 'vitest';
import { money, parseCurrency } from '../money/index.ts';
import { formatRate } from '../rates/index.ts';
import { impliedRate } from './implied-rate.ts';

const of = (minor: bigint, code: string) => money(minor, parseCurrency(code));

describe('impliedRate', () => {
  it.each([
    // 100.00 EUR became 108.25 USD, and the other way round.
    [of(-10_000n, 'EUR'), of(10_825n, 'USD'), '1.0825'],
    [of(10_825n, 'USD'), of(-10_000n, 'EUR'), '0.9237875289'],
    [of(-300n, 'EUR'), of(100n, 'USD'), '0.3333333333'],
    // The yen has no minor unit, the dinar has three digits.
    [of(-100n, 'EUR'), of(162n, 'JPY'), '162'],
    [of(-162n, 'JPY'), of(100n, 'EUR'), '0.006172839506'],
    [of(-1_000n, 'KWD'), of(325n, 'USD'), '3.25'],
  ])('gives the exact quotient of the amounts', (own, other, expected) => {
    const rate = impliedRate(own, other);
    expect(rate && formatRate(rate)).toBe(expected);
  });

  it('of nothing is unknown', () => {
    expect(impliedRate(of(0n, 'EUR'), of(5n, 'USD'))).toBeNull();
    expect(impliedRate(of(5n, 'EUR'), of(0n, 'USD'))).toBeNull();
  });
});
