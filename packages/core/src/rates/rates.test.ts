import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, parseCalendarDate } from '../dates/index.ts';
import { type Currency, formatAmount, money, parseAmount, parseCurrency } from '../money/index.ts';
import {
  chainRates,
  convertMoney,
  createRateTable,
  type ExactRate,
  exactRate,
  explainUnknown,
  formatRate,
  invertRate,
  type KnownRate,
  parseRate,
  type Quote,
  RateFormatError,
  type RateLookup,
  type RateSource,
} from './index.ts';

const EUR = parseCurrency('EUR');
const USD = parseCurrency('USD');
const GBP = parseCurrency('GBP');
const JPY = parseCurrency('JPY');
const KWD = parseCurrency('KWD');
const XAF = parseCurrency('XAF');
const day = parseCalendarDate;

/** "EUR USD 2026-03-16 1.25 ecb": a line for a quote. */
function quotes(...lines: string[]): Quote[] {
  return lines.map((line) => {
    const [base = '', quote = '', date = '', rate = '', source = 'ecb'] = line.split(' ');
    return {
      base: parseCurrency(base),
      quote: parseCurrency(quote),
      date: day(date),
      rate: parseRate(rate),
      // The lines stand in this file.
      source: source as RateSource,
    };
  });
}

function known(lookup: RateLookup): KnownRate {
  if (lookup.kind !== 'known') throw new Error(explainUnknown(lookup));
  return lookup;
}

/** "1.25 of 2026-03-16 via EUR fallback pinned": what a lookup found. */
function told(lookup: RateLookup): string {
  if (lookup.kind === 'unknown')
    return lookup.last === null ? 'unknown' : `unknown, ${lookup.last.daysOld} days`;
  const { rate, date, via, isFallback, isPinned } = lookup;
  return [
    `${formatRate(rate)} of ${date}`,
    ...(via === null ? [] : [`via ${via}`]),
    ...(isFallback ? ['fallback'] : []),
    ...(isPinned ? ['pinned'] : []),
  ].join(' ');
}

describe('a rate as text', () => {
  it.each([
    ['1.0823', '1.0823'],
    ['0161.350', '161.35'],
    ['+2', '2'],
    ['0.000000000001', '0.000000000001'],
  ])('%s is kept exactly', (text, shown) => {
    expect(formatRate(parseRate(text))).toBe(shown);
  });

  it.each(['', '0', '0.00', '-1', '1,5', '1e3', 'abc', '0.0000000000001', '1234567890123'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseRate(text)).toThrow(RateFormatError);
    },
  );

  it('that no decimal says exactly shows ten significant digits', () => {
    expect(formatRate(invertRate(parseRate('1.0823')))).toBe('0.9239582371');
    expect(formatRate(invertRate(parseRate('161.35')))).toBe('0.006197706848');
    expect(formatRate(exactRate(2n, 3n))).toBe('0.6666666667');
    expect(formatRate(exactRate(100_000_000_000n, 3n))).toBe('33333333333');
  });

  it('cannot be zero or negative', () => {
    expect(() => exactRate(0n, 1n)).toThrow(RangeError);
    expect(() => exactRate(1n, -1n)).toThrow(RangeError);
  });
});

describe('converting', () => {
  it.each([
    ['100.00', USD, '0.8', EUR, '80.00'],
    ['-100.01', USD, '0.8', EUR, '-80.01'],
    // Halves go to the even cent.
    ['0.01', USD, '0.5', EUR, '0.00'],
    ['0.03', USD, '0.5', EUR, '0.02'],
    ['-0.03', USD, '0.5', EUR, '-0.02'],
    ['-0.01', USD, '0.5', EUR, '0.00'],
    // Between currencies of other minor units: 0, 2 and 3 digits.
    ['1000', JPY, '0.0062', EUR, '6.20'],
    ['6.20', EUR, '161.35', JPY, '1000'],
    ['1.00', EUR, '0.333', KWD, '0.333'],
    ['0.333', KWD, '3', EUR, '1.00'],
  ])('%s %s at %s is %s %s', (...[amount, from, rate, to, expected]) => {
    expect(formatAmount(convertMoney(parseAmount(amount, from), parseRate(rate), to))).toBe(expected);
  });
});

describe('looking up a rate', () => {
  const table = createRateTable(
    quotes(
      'EUR USD 2026-03-13 1.25',
      'EUR USD 2026-03-16 1.28',
      'EUR GBP 2026-03-13 0.80',
      'EUR GBP 2026-03-16 0.64',
      'EUR JPY 2026-03-13 160',
    ),
  );

  it.each([
    ['2026-03-16', '1.28 of 2026-03-16'],
    ['2026-03-13', '1.25 of 2026-03-13'],
    // A weekend: Friday's.
    ['2026-03-15', '1.25 of 2026-03-13 fallback'],
    ['2026-03-23', '1.28 of 2026-03-16 fallback'],
  ])('of the day, or the last one before it: %s', (date, expected) => {
    expect(told(table.lookup(EUR, USD, day(date)))).toBe(expected);
  });

  it('field note 12: no rate for a date is unknown, never 1 and never a later one', () => {
    expect(told(table.lookup(EUR, USD, day('2026-03-12')))).toBe('unknown');
    expect(told(table.lookup(EUR, XAF, day('2026-03-16')))).toBe('unknown');
    expect(told(table.lookup(EUR, USD, day('2026-03-24')))).toBe('unknown, 8 days');
    expect(told(createRateTable([]).lookup(EUR, USD, day('2026-03-16')))).toBe('unknown');
  });

  it('says why it is unknown and what to do', () => {
    const texts = ['2026-03-12', '2026-03-24'].map((date) => {
      const lookup = table.lookup(USD, EUR, day(date));
      return lookup.kind === 'unknown' ? explainUnknown(lookup) : 'known';
    });
    expect(texts).toEqual([
      'There is no rate from USD to EUR on or before 2026-03-12. Set one by hand.',
      'The last rate from USD to EUR is of 2026-03-16, 8 days before 2026-03-24; a rate counts for 7 days. Set one by hand.',
    ]);
  });

  it('inverts exactly, and goes through the euro', () => {
    expect(known(table.lookup(USD, EUR, day('2026-03-13'))).rate).toEqual({
      numerator: 4n,
      denominator: 5n,
    });
    // 1 USD = 1 / 1.28 EUR = 0.64 / 1.28 GBP = 0.5 GBP.
    const viaEuro = known(table.lookup(USD, GBP, day('2026-03-16')));
    expect(told(viaEuro)).toBe('0.5 of 2026-03-16 via EUR');
    expect(viaEuro.legs.map((leg) => `${leg.base}/${leg.quote} ${formatRate(leg.rate)}`)).toEqual([
      'EUR/USD 1.28',
      'EUR/GBP 0.64',
    ]);
  });

  it('takes both legs of one day when one of them has no newer rate', () => {
    // 160 / 1.25 of the 13th; not 160 / 1.28.
    expect(told(table.lookup(USD, JPY, day('2026-03-16')))).toBe('128 of 2026-03-13 via EUR fallback');
  });

  it('goes through one currency at most', () => {
    const chain = createRateTable(
      quotes('EUR USD 2026-03-16 1.25', 'USD GBP 2026-03-16 0.8', 'GBP JPY 2026-03-16 200'),
    );
    expect(told(chain.lookup(EUR, GBP, day('2026-03-16')))).toBe('1 of 2026-03-16 via USD');
    expect(told(chain.lookup(EUR, JPY, day('2026-03-16')))).toBe('unknown');
  });

  it('of a currency in itself is one on any day, without a source', () => {
    expect(table.lookup(USD, USD, day('1999-01-01'))).toMatchObject({ kind: 'known', legs: [], via: null });
  });
});

describe('which of several rates counts', () => {
  const at = (date: string, ...lines: string[]) =>
    told(createRateTable(quotes(...lines)).lookup(EUR, USD, day(date)));

  it.each<[string, string, ...string[]]>([
    ['1.5 of 2026-03-16 pinned', '2026-03-16', 'EUR USD 2026-03-16 1.25', 'EUR USD 2026-03-16 1.5 manual'],
    // The same pair the other way round.
    ['2 of 2026-03-16 pinned', '2026-03-16', 'EUR USD 2026-03-16 1.25', 'USD EUR 2026-03-16 0.5 manual'],
    // For its day and the gap after it, unless a nearer one is published.
    ['1.5 of 2026-03-16 fallback pinned', '2026-03-18', 'EUR USD 2026-03-16 1.5 manual'],
    ['1.25 of 2026-03-17', '2026-03-17', 'EUR USD 2026-03-16 1.5 manual', 'EUR USD 2026-03-17 1.25'],
    ['1.25 of 2026-03-16', '2026-03-16', 'EUR USD 2026-03-16 1.24 fed', 'EUR USD 2026-03-16 1.25 ecb'],
    ['1.25 of 2026-03-16', '2026-03-16', 'EUR USD 2026-03-16 1.24 fed', 'EUR USD 2026-03-16 1.25 file'],
  ])('%s', (expected, date, ...lines) => {
    expect(at(date, ...lines)).toBe(expected);
  });

  it('a direct one pinned by hand goes before a triangulated one, and the nearer day before either', () => {
    const legs = ['EUR GBP 2026-03-16 0.8', 'USD GBP 2026-03-16 0.64'];
    expect(at('2026-03-16', ...legs)).toBe('1.25 of 2026-03-16 via GBP');
    expect(at('2026-03-16', ...legs, 'EUR USD 2026-03-16 1.5 manual')).toBe('1.5 of 2026-03-16 pinned');
    expect(at('2026-03-16', ...legs, 'EUR USD 2026-03-15 1.5 manual')).toBe('1.25 of 2026-03-16 via GBP');
  });

  it('what one source says goes before a mix of two', () => {
    const lines = [
      'EUR GBP 2026-03-16 0.8 ecb',
      'USD GBP 2026-03-16 0.64 manual',
      'EUR USD 2026-03-16 1.2 fed',
    ];
    expect(at('2026-03-16', ...lines)).toBe('1.2 of 2026-03-16');
  });
});

const anyRate: fc.Arbitrary<ExactRate> = fc
  .tuple(fc.bigInt(1n, 10n ** 9n), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => exactRate(digits, 10n ** BigInt(places)));
const anyCurrency = fc.constantFrom<Currency>(EUR, USD, GBP, JPY, KWD, XAF);
const start = day('2026-01-01');
const anyDate: fc.Arbitrary<CalendarDate> = fc
  .integer({ min: 0, max: 40 })
  .map((days) => addDays(start, days));
const anyQuote: fc.Arbitrary<Quote> = fc
  .record({
    base: anyCurrency,
    quote: anyCurrency,
    date: anyDate,
    rate: anyRate,
    source: fc.constantFrom<RateSource>('manual', 'ecb', 'file', 'fed'),
  })
  .filter((quote) => quote.base !== quote.quote);
const anyQuotes = fc.array(anyQuote, { maxLength: 30 });

describe('laws of rates', () => {
  it('there and back is within what rounding takes', () => {
    const anyMinor = fc.bigInt(-(10n ** 14n), 10n ** 14n);
    fc.assert(
      fc.property(anyMinor, anyRate, anyCurrency, anyCurrency, (...[minor, rate, from, to]) => {
        const there = convertMoney(money(minor, from), rate, to);
        const back = convertMoney(there, invertRate(rate), from);
        const error = back.minor < minor ? minor - back.minor : back.minor - minor;
        // Half a unit of the other currency brought back, and half a unit of the last rounding.
        const half = convertMoney(money(1n, to), invertRate(rate), from).minor;
        expect(error <= half / 2n + 2n).toBe(true);
      }),
    );
  });

  it('both ways of a pair are inverse, whatever is known', () => {
    fc.assert(
      fc.property(anyQuotes, anyCurrency, anyCurrency, anyDate, (...[list, from, to, date]) => {
        const table = createRateTable(list);
        const [there, back] = [table.lookup(from, to, date), table.lookup(to, from, date)];
        expect(back.kind).toBe(there.kind);
        if (there.kind !== 'known' || back.kind !== 'known') return;
        expect(chainRates(there.rate, back.rate)).toEqual({ numerator: 1n, denominator: 1n });
        expect(back.date).toBe(there.date);
      }),
    );
  });

  it('a triangulated rate is the composition of its legs, both of which are known', () => {
    fc.assert(
      fc.property(anyQuotes, anyCurrency, anyCurrency, anyDate, (...[list, from, to, date]) => {
        const lookup = createRateTable(list).lookup(from, to, date);
        if (lookup.kind !== 'known' || lookup.via === null) return;
        const [first, second] = lookup.legs;
        if (!first || !second) throw new Error('A triangulated rate has two legs.');
        const forward = (leg: Quote, base: Currency) => (leg.base === base ? leg.rate : invertRate(leg.rate));
        expect(lookup.rate).toEqual(chainRates(forward(first, from), forward(second, lookup.via)));
        expect([first, second].every((leg) => list.includes(leg))).toBe(true);
      }),
    );
  });

  it('never uses a later quote nor one beyond the gap, and a later day never an older one', () => {
    fc.assert(
      fc.property(anyQuotes, anyCurrency, anyCurrency, anyDate, anyDate, (...[list, from, to, one, two]) => {
        const table = createRateTable(list);
        const [early, late] = one < two ? [one, two] : [two, one];
        const [before, after] = [table.lookup(from, to, early), table.lookup(from, to, late)];
        for (const [lookup, date] of [
          [before, early],
          [after, late],
        ] as const) {
          if (lookup.kind !== 'known') continue;
          expect(lookup.legs.every((leg) => leg.date <= date)).toBe(true);
          expect(addDays(lookup.date, 7) >= date).toBe(true);
          expect(lookup.isFallback).toBe(lookup.date < date);
        }
        if (before.kind === 'known' && after.kind === 'known') expect(after.date >= before.date).toBe(true);
      }),
    );
  });

  it('a rate pinned for a pair and a day is the rate of that pair on that day', () => {
    fc.assert(
      fc.property(anyQuotes, anyQuote, (list, pin) => {
        const others = list.filter((quote) => quote.source !== 'manual');
        const table = createRateTable([...others, { ...pin, source: 'manual' }]);
        expect(known(table.lookup(pin.base, pin.quote, pin.date)).rate).toEqual(pin.rate);
      }),
    );
  });

  it('what is known does not depend on the order of the quotes', () => {
    fc.assert(
      fc.property(anyQuotes, anyCurrency, anyCurrency, anyDate, (...[list, from, to, date]) => {
        // One quote a pair, day and source: as the database keeps them.
        const unique = [
          ...new Map(
            list.map((quote) => [
              [[quote.base, quote.quote].toSorted(), quote.date, quote.source].join(),
              quote,
            ]),
          ).values(),
        ];
        expect(createRateTable(unique.toReversed()).lookup(from, to, date)).toEqual(
          createRateTable(unique).lookup(from, to, date),
        );
      }),
    );
  });

  it('quotes from before the gap and after the day change nothing', () => {
    fc.assert(
      fc.property(anyQuotes, anyCurrency, anyCurrency, anyDate, (...[list, from, to, date]) => {
        const near = list.filter((quote) => quote.date <= date && addDays(quote.date, 7) >= date);
        const [all, few] = [
          createRateTable(list).lookup(from, to, date),
          createRateTable(near).lookup(from, to, date),
        ];
        if (few.kind === 'known') expect(all).toEqual(few);
      }),
    );
  });
});
