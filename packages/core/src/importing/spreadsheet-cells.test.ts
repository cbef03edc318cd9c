import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { readAmount } from './amount-text.ts';
import { isDateFormat, spreadsheetDate, spreadsheetNumber } from './spreadsheet-cells.ts';

describe('spreadsheetNumber', () => {
  it.each([
    [12.5, '12.5'],
    [-1234567.89, '-1234567.89'],
    [0.1 + 0.2, '0.3'],
    [1.005 * 100, '100.5'],
    [-0, '0'],
    [1_234, '1234'],
    [1.234, '1.2340'],
    [-0.000_01, '-0.00001'],
    [9_007_199_254_740_991, '9007199254740991'],
    [1e21, '1000000000000000000000'],
    [1.5e16, '15000000000000000'],
    [2.5e-7, '0.00000025'],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
  ])('writes %d as %s', (value, text) => {
    expect(spreadsheetNumber(value)).toBe(text);
  });

  it('gives back every amount of cents up to ten trillion, whatever binary fraction it was', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }), (cents) => {
        // A workbook holds every amount as a binary fraction.
        const cell = Number(cents) / 100;
        const reading = readAmount(spreadsheetNumber(cell), '.', parseCurrency('EUR'));
        expect(reading.ok && reading.minor).toBe(cents);
      }),
    );
  });

  it('is never read as thousands by mistake', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (thousandths) => {
        const text = spreadsheetNumber(thousandths / 1000);
        const asComma = readAmount(text, ',', parseCurrency('KWD'));
        expect(!asComma.ok || !text.includes('.')).toBe(true);
      }),
    );
  });
});

describe('spreadsheetDate', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [25_569, false, '1970-01-01'],
    [46_023, false, '2026-01-01'],
    [46_023.5, false, '2026-01-01 12:00:00'],
    [46_023.999_999_99, false, '2026-01-02'],
    [0.25, false, '06:00:00'],
    [44_561, true, '2026-01-01'],
    [0, true, '1904-01-01'],
    [2_958_465, false, '9999-12-31'],
    [2_958_466, false, null],
    [-1, false, null],
    [Number.NaN, false, null],
  ])('reads %d (1904: %s) as %s', (serial, date1904, expected) => {
    expect(spreadsheetDate(serial, date1904)).toBe(expected);
  });

  it('goes a day on for every day', () => {
    const start = calendarDate(1970, 1, 1);
    if (start === null) throw new Error('1970-01-01 is a date.');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (days) => {
        expect(spreadsheetDate(25_569 + days, false)).toBe(addDays(start, days));
      }),
    );
  });
});

describe('isDateFormat', () => {
  it.each([
    ['m/d/yy', true],
    ['[$-407]dd. mmm yyyy;@', true],
    ['[h]:mm', true],
    ['General', false],
    ['#,##0.00 "days";[Red]-#,##0.00', false],
    ['0.00E+00', false],
    ['\\d0', false],
    ['@', false],
  ])('says of %s: %s', (format, expected) => {
    expect(isDateFormat(format)).toBe(expected);
  });
});
