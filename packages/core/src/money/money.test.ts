import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmountFormatError,
  add,
  allocate,
  CurrencyMismatchError,
  formatAmount,
  money,
  parseAmount,
  parseCurrency,
  subtract,
  sum,
} from './index.ts';

const JPY = parseCurrency('JPY');
const USD = parseCurrency('USD');
const KWD = parseCurrency('KWD');
const CLF = parseCurrency('CLF');
const anyCurrency = fc.constantFrom(JPY, USD, KWD, CLF);
const anyMoney = fc.record({ minor: fc.bigInt(-(10n ** 17n), 10n ** 17n), currency: anyCurrency });

describe('amounts as text', () => {
  it.each([
    [1250n, USD, '12.50'],
    [-7n, USD, '-0.07'],
    [0n, USD, '0.00'],
    [1250n, JPY, '1250'],
    [-1n, JPY, '-1'],
    [-7n, KWD, '-0.007'],
    [123_4567n, CLF, '123.4567'],
  ])('%s minor units of %s print as %s', (minor, currency, text) => {
    expect(formatAmount(money(minor, currency))).toBe(text);
  });

  it.each([
    ['12.5', USD, 1250n],
    ['12.500', USD, 1250n],
    ['+3', USD, 300n],
    ['-0.07', USD, -7n],
    [' 8 ', USD, 800n],
    ['1250', JPY, 1250n],
    ['0.007', KWD, 7n],
  ])('%s of %s is read as %s minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency).minor).toBe(minor);
  });

  it.each([
    ['12.345', USD, 'more than 2 digits'],
    ['0.5', JPY, 'more than 0 digits'],
    ['twelve', USD, 'is not an amount'],
    ['', USD, 'is not an amount'],
    ['1,50', USD, 'is not an amount'],
    ['1e3', USD, 'is not an amount'],
    ['999999999999999999', USD, 'larger than FinTrack can hold'],
  ])('%s of %s is refused: %s', (text, currency, reason) => {
    expect(() => parseAmount(text, currency)).toThrow(AmountFormatError);
    expect(() => parseAmount(text, currency)).toThrow(reason);
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(parseAmount(formatAmount(amount), amount.currency)).toEqual(amount);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('refuses to mix currencies', () => {
    expect(() => add(money(1n, USD), money(1n, JPY))).toThrow(CurrencyMismatchError);
  });

  it('takes back what it adds', () => {
    fc.assert(
      fc.property(anyMoney, fc.bigInt(-(10n ** 17n), 10n ** 17n), (left, minor) => {
        const right = money(minor, left.currency);
        expect(subtract(add(left, right), right)).toEqual(left);
      }),
    );
  });
});

describe('allocate', () => {
  it.each([
    [10_00n, [1n, 1n, 1n], [3_34n, 3_33n, 3_33n]],
    [-10_00n, [1n, 1n, 1n], [-3_34n, -3_33n, -3_33n]],
    [5n, [0n, 3n, 7n], [0n, 2n, 3n]],
    [1n, [1n, 1n], [1n, 0n]],
  ])('%s by %s', (minor, weights, parts) => {
    expect(allocate(money(minor, USD), weights).map((part) => part.minor)).toEqual(parts);
  });

  it.each([[[]], [[0n, 0n]], [[2n, -1n]]])('refuses the weights %s', (weights) => {
    expect(() => allocate(money(1n, USD), weights)).toThrow(RangeError);
  });

  it('never loses a minor unit', () => {
    const weights = fc
      .array(fc.bigInt(0n, 1000n), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(anyMoney, weights, (amount, list) => {
        expect(sum(allocate(amount, list), amount.currency)).toEqual(amount);
      }),
    );
  });
});

describe('currencies', () => {
  it('forgives case and spaces, and refuses what is not a currency', () => {
    expect(parseCurrency(' eur ')).toBe('EUR');
    expect(() => parseCurrency('EURO')).toThrow(RangeError);
  });
});
