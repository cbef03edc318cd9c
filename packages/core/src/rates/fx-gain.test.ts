import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import {
  compareWithReference,
  convertMoney,
  createRateTable,
  exactRate,
  type FxBook,
  fxGain,
  type KnownRate,
  parseRate,
  type Quote,
} from './index.ts';

const EUR = parseCurrency('EUR');
const USD = parseCurrency('USD');
const day = parseCalendarDate;

const perEuro = (date: string, rate: string): Quote => ({
  base: EUR,
  quote: USD,
  date: day(date),
  rate: parseRate(rate),
  source: 'ecb',
});
const rates = createRateTable([
  perEuro('2025-12-31', '1.25'),
  perEuro('2026-01-09', '1.00'),
  perEuro('2026-01-20', '1.60'),
  perEuro('2026-01-30', '1.28'),
]);
const book = (changes: Partial<FxBook> = {}): FxBook => ({
  currency: USD,
  openingDate: day('2025-12-31'),
  openingMinor: 100_000n,
  closingDate: day('2026-01-31'),
  flows: [
    { date: day('2026-01-20'), amountMinor: -40_000n },
    { date: day('2026-01-10'), amountMinor: 20_000n },
  ],
  drifts: [],
  ...changes,
});

describe('the gain of an account in another currency', () => {
  it('is closing less opening less flows, each at the rate of its day', () => {
    // 1000.00 / 1.25 = 800.00; + 200.00 / 1.00 = 200.00; - 400.00 / 1.60 = -250.00; 800.00 / 1.28 = 625.00.
    const gain = fxGain(book(), EUR, rates);
    expect(gain).toMatchObject({
      opening: { amountMinor: 100_000n, baseMinor: 80_000n },
      flowsMinor: -20_000n,
      flowsBaseMinor: -5_000n,
      unexplainedMinor: 0n,
      closing: { amountMinor: 80_000n, baseMinor: 62_500n },
      gainMinor: -12_500n,
      unknown: [],
    });
    expect(gain.flows.map(({ date, baseMinor }) => [date, baseMinor])).toEqual([
      ['2026-01-10', 20_000n],
      ['2026-01-20', -25_000n],
    ]);
  });

  it('leaves out what the bank said without rows, at the rate of its day', () => {
    // -32.00 without rows on the 30th: -25.00 EUR; closing 768.00 / 1.28 = 600.00.
    const gain = fxGain(book({ drifts: [{ date: day('2026-01-30'), amountMinor: -3_200n }] }), EUR, rates);
    expect(gain).toMatchObject({
      unexplainedMinor: -3_200n,
      unexplainedBaseMinor: -2_500n,
      closing: { amountMinor: 76_800n, baseMinor: 60_000n },
      gainMinor: -12_500n,
    });
  });

  it('field note 12: with an unknown rate there is no gain, and never zero', () => {
    const flows = [{ date: day('2026-02-20'), amountMinor: 100n }];
    const gain = fxGain(book({ flows, closingDate: day('2026-02-28') }), EUR, rates);
    expect(gain).toMatchObject({ flowsBaseMinor: null, closing: { baseMinor: null }, gainMinor: null });
    expect(gain.unknown.map(({ date, last }) => [date, last?.daysOld])).toEqual([
      ['2026-02-20', 21],
      ['2026-02-28', 29],
    ]);
  });

  it('of an account that stays empty is zero, whatever is known', () => {
    const gain = fxGain(book({ openingMinor: 0n, flows: [] }), EUR, createRateTable([]));
    expect(gain).toMatchObject({ gainMinor: 0n, unknown: [] });
  });

  it('opening + flows + unexplained + gain = closing exactly, and the gain is what each day’s rate did', () => {
    const first = day('2026-01-01');
    const change = fc.record({
      date: fc.integer({ min: 1, max: 60 }).map((days) => addDays(first, days)),
      amountMinor: fc.bigInt(-(10n ** 9n), 10n ** 9n),
    });
    const anyRates = fc.array(fc.integer({ min: 5000, max: 20_000 }), { minLength: 62, maxLength: 62 });
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 9n), 10n ** 9n),
        fc.array(change, { maxLength: 10 }),
        fc.array(change, { maxLength: 2 }),
        anyRates,
        (...[openingMinor, flows, drifts, daily]) => {
          const rateOn = (index: number) => exactRate(10_000n, BigInt(daily[index] ?? 1));
          const table = createRateTable(
            daily.map((_, index) => ({
              base: USD,
              quote: EUR,
              date: addDays(first, index),
              rate: rateOn(index),
              source: 'ecb',
            })),
          );
          const closingDate = addDays(first, 61);
          const gain = fxGain(
            { currency: USD, openingDate: first, openingMinor, closingDate, flows, drifts },
            EUR,
            table,
          );
          const base = (minor: bigint | null) => minor ?? 0n;
          expect(
            base(gain.opening.baseMinor) +
              base(gain.flowsBaseMinor) +
              base(gain.unexplainedBaseMinor) +
              base(gain.gainMinor),
          ).toBe(gain.closing.baseMinor);
          // The other way to the same figure: each day the balance before it moves with the rate.
          const changes = [...flows, ...drifts];
          let [balance, moved] = [openingMinor, 0n];
          for (let index = 1; index <= 61; index += 1) {
            const today = addDays(first, index);
            const value = (rate: ReturnType<typeof rateOn>) =>
              convertMoney({ minor: balance, currency: USD }, rate, EUR).minor;
            moved += value(rateOn(index)) - value(rateOn(index - 1));
            for (const each of changes) if (each.date === today) balance += each.amountMinor;
          }
          const error = base(gain.gainMinor) - moved;
          // A cent at most for every rounding in either way.
          expect(error <= 100n && error >= -100n).toBe(true);
        },
      ),
    );
  });
});

describe('a transfer across currencies beside the reference rate', () => {
  const known = rates.lookup(EUR, USD, day('2026-01-30')) as KnownRate;

  it.each([
    // 500.00 EUR are 640.00 USD at 1.28.
    [50_000n, 64_000n, 64_000n, 0n],
    [50_000n, 63_500n, 64_000n, -500n],
    [50_000n, 64_100n, 64_000n, 100n],
  ])('%s sent, %s received', (...[sent, received, expectedMinor, differenceMinor]) => {
    expect(compareWithReference(sent, received, known)).toEqual({ expectedMinor, differenceMinor });
  });
});
