import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinor, parseCurrency } from '../money/index.ts';
import { type DecimalMark, readAmount, readAmountRounded } from './amount-text.ts';

const EUR = parseCurrency('EUR');
const JPY = parseCurrency('JPY');
const KWD = parseCurrency('KWD');

function minor(text: string, mark: DecimalMark, currency = EUR): bigint | string {
  const reading = readAmount(text, mark, currency);
  return reading.ok ? reading.minor : 'refused';
}

describe('readAmount reads what banks write (field note 20)', () => {
  it.each<[string, DecimalMark, bigint]>([
    ['12.50', '.', 1250n],
    ['-12', '.', -1200n],
    ['+5', '.', 500n],
    ['.5', '.', 50n],
    ['1.234,56', ',', 123456n],
    ["1'234.56", '.', 123456n],
    ['1’234.56', '.', 123456n],
    ['1 234,56', ',', 123456n],
    ['1\u00A0234,56', ',', 123456n],
    ['1\u202F234\u202F567,80', ',', 123456780n],
    ['1,00,000.00', '.', 10000000n],
    ['12,34,56,789.10', '.', 12345678910n],
    ['(12.00)', '.', -1200n],
    ['($12.00)', '.', -1200n],
    ['12.00-', '.', -1200n],
    ['\u221212,00', ',', -1200n],
    ['– 12,00', ',', -1200n],
    ['€12.00', '.', 1200n],
    ['-€12.00', '.', -1200n],
    ['£1,502.10', '.', 150210n],
    ['R$ 1.502,10', ',', 150210n],
    ['EUR 12,00', ',', 1200n],
    ['12,00 EUR-', ',', -1200n],
    ['12.00 DR', '.', -1200n],
    ['12.00 Cr', '.', 1200n],
    ['Rs.500', '.', 50000n],
    ['kr. 1.500,00', ',', 150000n],
    ['12,-', ',', 1200n],
    ['12.--', '.', 1200n],
    ["'12.00", '.', 1200n],
    ['="12.00"', '.', 1200n],
    ['"12.00"', '.', 1200n],
    ['12.5000', '.', 1250n],
  ])('%s with "%s"', (text, mark, expected) => {
    expect(minor(text, mark)).toBe(expected);
  });

  it.each<[string, DecimalMark]>([
    ['', '.'],
    ['abc', '.'],
    ['12.50', ','],
    ['1,5', '.'],
    ['1.234,56', '.'],
    ['1,2,3', '.'],
    ['1.2.3', '.'],
    ['12.345', '.'],
    ['--12', '.'],
    ['-(12)', '.'],
    ['(12', '.'],
    ['12 apples', '.'],
    ['2026-01-02', '.'],
    ['1e5', '.'],
    ['12²', '.'],
    ['9'.repeat(40), '.'],
    ['1'.repeat(500), '.'],
  ])('refuses %s with "%s"', (text, mark) => {
    expect(minor(text, mark)).toBe('refused');
  });

  it('keeps to the digits that the currency has', () => {
    expect(minor('1,234', '.', JPY)).toBe(1234n);
    expect(minor('12.5', '.', JPY)).toBe('refused');
    expect(minor('1.234', '.', KWD)).toBe(1234n);
  });

  it('takes the currency that is written beside the number', () => {
    expect(readAmount('1200 JPY', '.', EUR)).toEqual({ ok: true, minor: 1200n, currency: 'JPY' });
  });

  it('says why an amount with too many digits is refused', () => {
    expect(readAmount('12.345', '.', EUR)).toEqual({
      ok: false,
      reason: '"12.345" has more digits after the decimal mark than EUR has (2).',
    });
  });
});

describe('readAmountRounded rounds half to even and says so', () => {
  it.each<[string, bigint, boolean]>([
    ['1303.7355652284177', 130374n, true],
    ['0.125', 12n, true],
    ['0.135', 14n, true],
    ['-0.125', -12n, true],
    ['0.1251', 13n, true],
    ['12.500', 1250n, false],
    ['12', 1200n, false],
  ])('%s', (text, expected, rounded) => {
    expect(readAmountRounded(text, '.', EUR)).toEqual({
      ok: true,
      minor: expected,
      currency: 'EUR',
      rounded,
    });
  });
});

describe('laws of amounts', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const currency = fc.constantFrom(EUR, JPY, KWD);
  const group = fc.constantFrom('', ',', "'", ' ', '\u00A0', '\u202F');
  const negative = fc.constantFrom<(text: string) => string>(
    (text) => `-${text}`,
    (text) => `${text}-`,
    (text) => `(${text})`,
    (text) => `\u2212${text}`,
  );

  const printing = fc.record({
    value: amount,
    code: currency,
    separator: group,
    sign: negative,
    swap: fc.boolean(),
  });

  it('reading undoes printing, in every form', () => {
    fc.assert(
      fc.property(printing, ({ value, code, separator, sign, swap }) => {
        const printed = formatMinor(value < 0n ? -value : value, code);
        const [whole = '', fraction] = printed.split('.');
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator);
        const english = fraction === undefined ? grouped : `${grouped}.${fraction}`;
        const text = swap ? english.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.')) : english;
        expect(minor(value < 0n ? sign(text) : text, swap ? ',' : '.', code)).toBe(value);
      }),
    );
  });

  it('any text is read or refused with a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,-+() €'CRD") }), (text) => {
        for (const mark of ['.', ','] as const) {
          const reading = readAmount(text, mark, EUR);
          if (reading.ok) expect(text).toMatch(/\d/);
          else expect(reading.reason).toMatch(/\.$/);
        }
      }),
    );
  });
});
