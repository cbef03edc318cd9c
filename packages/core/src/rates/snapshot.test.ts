import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { exactRate, parseRate, type RateSeries, readSnapshot, writeSnapshot } from './index.ts';

const EUR = parseCurrency('EUR');
const USD = parseCurrency('USD');
const JPY = parseCurrency('JPY');
const day = parseCalendarDate;

const SERIES: RateSeries[] = [
  {
    base: EUR,
    quote: USD,
    dates: [day('2026-11-19'), day('2026-11-20'), day('2026-11-23')],
    rates: [parseRate('1.0823'), parseRate('1.08'), parseRate('0.9')],
  },
  { base: EUR, quote: JPY, dates: [day('2026-11-20')], rates: [parseRate('161.35')] },
];
const TEXT = `fintrack-rates 1
2026-11-19,1,3
EUR USD 4 10823,-23,-1800
EUR JPY 2 ,16135,
`;

describe('the compact file of rates', () => {
  it('has the days once and the steps of each series', () => {
    expect(writeSnapshot(SERIES)).toBe(TEXT);
    expect([...readSnapshot(TEXT)]).toEqual(SERIES);
  });

  it('is read as it was written, whatever the rates', () => {
    const start = day('2020-02-27');
    const anySeries = fc
      .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 })
      .chain((offsets) =>
        fc
          .array(
            fc
              .tuple(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 0, max: 8 }))
              .map(([digits, places]) => exactRate(digits, 10n ** BigInt(places))),
            { minLength: offsets.length, maxLength: offsets.length },
          )
          .map((rates) => ({
            base: EUR,
            quote: USD,
            dates: offsets.toSorted((left, right) => left - right).map((offset) => addDays(start, offset)),
            rates,
          })),
      );
    fc.assert(
      fc.property(fc.array(anySeries, { minLength: 1, maxLength: 4 }), (series) => {
        expect([...readSnapshot(writeSnapshot(series))]).toEqual(series);
      }),
    );
  });

  it.each([
    ['Date,USD\n2026-11-20,1.08', 'does not begin with'],
    ['fintrack-rates 1\nyesterday\n', '"yesterday" is not a date.'],
    ['fintrack-rates 1\n2026-11-20,x\n', '"x" is not a whole number.'],
    ['fintrack-rates 1\n2026-11-20\nEUR USD 4 1,2\n', 'more values than days'],
    ['fintrack-rates 1\n2026-11-20\nEUR USD 4 -1\n', 'above zero'],
  ])('refuses %j', (text, message) => {
    expect(() => [...readSnapshot(text)]).toThrow(message);
  });

  it('refuses a rate that no decimal says', () => {
    const rates = [exactRate(1n, 3n)];
    const series = { base: EUR, quote: USD, dates: [day('2026-11-20')], rates };
    expect(() => writeSnapshot([series])).toThrow('No decimal says this rate exactly.');
  });
});
