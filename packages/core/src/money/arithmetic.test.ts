import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAmount } from './arithmetic.ts';
import { parseCurrency } from './currency.ts';
import { AmountFormatError, formatAmount } from './decimal.ts';

const USD = parseCurrency('USD');
const JPY = parseCurrency('JPY');
const KWD = parseCurrency('KWD');

function usd(text: string): string {
  return formatAmount(evaluateAmount(text, USD, '.'));
}

function german(text: string): string {
  return formatAmount(evaluateAmount(text, USD, ','));
}

describe('evaluateAmount', () => {
  it.each([
    ['12.50', '12.50'],
    ['12.', '12.00'],
    ['.5', '0.50'],
    ['-12.5', '-12.50'],
    ['+3', '3.00'],
    ['\u221212.50', '-12.50'],
    ['1,234.50', '1234.50'],
    ['12,34,567.00', '1234567.00'],
    ["1'234.50", '1234.50'],
    ['1\u00a0234.50', '1234.50'],
    ['12,5', '12.50'],
    ['12.5000', '12.50'],
  ])('reads the number %s as %s', (text, expected) => {
    expect(usd(text)).toBe(expected);
  });

  it.each([
    ['12.50+3*2', '18.50'],
    ['(12.50+3)*2', '31.00'],
    ['100-30-20', '50.00'],
    ['100/4/5', '5.00'],
    ['10-2*-3', '16.00'],
    ['-(4-6)', '2.00'],
    ['0.1+0.2', '0.30'],
    ['100/3', '33.33'],
    ['200/3', '66.67'],
    ['100/3*3', '100.00'],
    ['0.25/2', '0.13'],
    ['-0.25/2', '-0.13'],
    ['1/-4', '-0.25'],
    ['9 \u00d7 3 \u00f7 2', '13.50'],
    ['1,000 + 250.75', '1250.75'],
  ])('works out %s as %s', (text, expected) => {
    expect(usd(text)).toBe(expected);
  });

  it.each([
    ['1.234,50', '1234.50'],
    ['12,5+1', '13.50'],
    ['12.50', '12.50'],
    ['1.234', '1234.00'],
  ])('reads %s with a decimal comma as %s', (text, expected) => {
    expect(german(text)).toBe(expected);
  });

  it('rounds to the digits of the currency', () => {
    expect(formatAmount(evaluateAmount('1000/3', JPY, '.'))).toBe('333');
    expect(formatAmount(evaluateAmount('1/8', KWD, '.'))).toBe('0.125');
  });

  it('refuses a plain number with more digits than the currency has', () => {
    expect(() => usd('12.505')).toThrow(AmountFormatError);
    expect(() => evaluateAmount('12.5', JPY, '.')).toThrow(AmountFormatError);
  });

  it.each([
    '',
    'abc',
    '12+',
    '*3',
    '(1+2',
    '1+2)',
    '1..2',
    '1,2,3',
    '2**3',
    '12 34',
    '1e3',
    '$5',
    'alert(1)',
  ])('refuses %s', (text) => {
    expect(() => usd(text)).toThrow(AmountFormatError);
  });

  it('refuses a division by zero, an endless sum and a result that does not fit', () => {
    expect(() => usd('1/(2-2)')).toThrow('divided by zero');
    expect(() => usd('1+'.repeat(100))).toThrow('too long');
    expect(() => usd('999999999*999999999')).toThrow('larger than');
  });

  it('adds and subtracts whole cents without losing any', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        const text = [a, b, c].map((value) => formatAmount({ minor: value, currency: USD }));
        expect(evaluateAmount(`${text[0]}+${text[1]}-${text[2]}`, USD, '.').minor).toBe(a + b - c);
      }),
    );
  });

  it('either evaluates or refuses with a text, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,+-*/() '".split('')) }), (text) => {
        try {
          expect(typeof evaluateAmount(text, USD, '.').minor).toBe('bigint');
        } catch (error) {
          expect(error).toBeInstanceOf(AmountFormatError);
        }
      }),
    );
  });
});
