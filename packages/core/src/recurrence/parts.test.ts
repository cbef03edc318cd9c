import { describe, expect, it } from 'vitest';
import { dayInMonth, epochDayOf, monthAndDay } from '../dates/civil-day.ts';
import { parseCalendarDate, toEpochDay } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { amountPattern } from './amount-pattern.ts';
import { analyseVariance } from './analyse-variance.ts';
import { detectSeries } from './detect-series.ts';
import { expectOccurrences } from './expect-occurrences.ts';
import { groupMerchants } from './group-merchants.ts';
import { type KnownSeries, matchKnown } from './match-known.ts';
import { hintOf, merchantWords } from './merchant-words.ts';
import type { Schedule } from './schedule.ts';

const day = parseCalendarDate;
const EUR = parseCurrency('EUR');
const MONTHLY: Schedule = {
  frequency: 'monthly',
  interval: 1,
  anchorDate: day('2026-01-05'),
  days: [5],
  weekend: 'keep',
};

describe('merchantWords', () => {
  it.each([
    ['CARD 4412 NETFLIX.COM 23JAN REF 00917', ['netflix']],
    ['SEPA-Lastschrift Stadtwerke München GmbH Kd.-Nr. 12345', ['stadtwerke', 'munchen']],
    ['PAYPAL *SPOTIFY AB 35314369001', ['spotify', 'ab']],
    ['0021 / 88', []],
  ])('%s', (text, words) => {
    expect(merchantWords(text)).toEqual(words);
  });
});

describe('hintOf', () => {
  it.each([
    [['HUK Versicherung'], 'recurring'],
    [['Tesco Mobile', null], 'recurring'],
    [['Blue Coffee'], 'habit'],
    [['Acme', 'Groceries'], 'habit'],
    [['Acme', null], null],
  ] as const)('%j', (texts, hint) => {
    expect(hintOf(texts)).toBe(hint);
  });
});

describe('groupMerchants', () => {
  const group = (text: string, payeeName: string | null = null, purse = 'a') => ({
    purse,
    text,
    payeeName,
    payeeId: payeeName,
  });
  const texts = (groups: Parameters<typeof groupMerchants>[0]) =>
    groupMerchants(groups).map((merchant) => merchant.map(({ text }) => text));

  it('joins by payee, by first word, and by words that begin alike, within one purse', () => {
    expect(
      texts([
        group('SPOTIFY AB'),
        group('Spotifyab Stockholm'),
        group('CLAUDE SUBSCRIPTION', 'Claude'),
        group('Anthropic', 'Claude'),
        group('SPOTIFY AB', null, 'b'),
        group('Spot'),
      ]),
    ).toEqual([
      ['SPOTIFY AB', 'Spotifyab Stockholm'],
      ['CLAUDE SUBSCRIPTION', 'Anthropic'],
      ['SPOTIFY AB'],
      ['Spot'],
    ]);
  });
});

describe('amountPattern', () => {
  it('a one-off between two equal amounts is no price', () => {
    expect(amountPattern([-10n, -10n, -25n, -10n, -12n, -12n])).toMatchObject({
      kind: 'fixed',
      expectedMinor: -12n,
      steps: [
        { from: 0, amountMinor: -10n, rows: 4 },
        { from: 4, amountMinor: -12n, rows: 2 },
      ],
    });
  });

  it('expects the middle of the newest amounts where they change', () => {
    expect(amountPattern([-700n, -500n, -800n])).toMatchObject({
      kind: 'variable',
      steps: [],
      expectedMinor: -700n,
      lowMinor: -500n,
      highMinor: -800n,
    });
  });
});

describe('civil days', () => {
  it.each(['0001-01-01', '1900-02-28', '1970-01-01', '2000-02-29', '2026-12-31', '9999-12-31'])(
    '%s',
    (text) => {
      const epochDay = toEpochDay(day(text));
      const [year = 0, month = 0, dayOfMonth = 0] = text.split('-').map(Number);
      expect(epochDayOf(year, month, dayOfMonth)).toBe(epochDay);
      expect(monthAndDay(epochDay)).toEqual({ month: year * 12 + month - 1, day: dayOfMonth });
      expect(dayInMonth(year * 12 + month - 1, dayOfMonth)).toBe(epochDay);
    },
  );

  it('takes the last day of a shorter month', () => {
    expect(dayInMonth(2026 * 12 + 1, 31)).toBe(toEpochDay(day('2026-02-28')));
  });
});

describe('expectOccurrences', () => {
  it('gives each day its window and its range', () => {
    const expectation = {
      schedule: MONTHLY,
      expectedMinor: -700n,
      lowMinor: -500n,
      highMinor: -800n,
      earlyDays: 1,
      lateDays: 4,
    };
    expect(
      expectOccurrences(expectation, { from: day('2026-03-01'), until: day('2026-03-31'), limit: 9 }),
    ).toEqual([
      {
        dueDate: '2026-03-05',
        date: '2026-03-05',
        earliest: '2026-03-04',
        latest: '2026-03-09',
        expectedMinor: -700n,
        lowMinor: -500n,
        highMinor: -800n,
      },
    ]);
  });
});

describe('analyseVariance', () => {
  const row = (id: string, [dueDate, date]: readonly [string, string], amountMinor: bigint) => ({
    id,
    dueDate: day(dueDate),
    date: day(date),
    amountMinor,
    description: '',
    isPosted: false,
  });

  it('compares each row with what was expected of it then, and names what is missing', () => {
    const variance = analyseVariance({
      expectation: {
        schedule: MONTHLY,
        expectedMinor: -1200n,
        lowMinor: -1200n,
        highMinor: -1200n,
        earlyDays: 0,
        lateDays: 3,
      },
      rows: [
        row('a', ['2026-01-05', '2026-01-05'], -1000n),
        row('b', ['2026-02-05', '2026-02-08'], -1000n),
        row('c', ['2026-04-05', '2026-04-03'], -1200n),
      ],
      priceHistory: [
        { from: day('2026-01-05'), amountMinor: -1000n, rows: 2 },
        { from: day('2026-04-03'), amountMinor: -1200n, rows: 1 },
      ],
      today: day('2026-05-06'),
    });
    expect(
      variance.occurrences.map(
        ({ dueDate, status, daysLate, differenceMinor, differencePerMille, isPriceChange }) => [
          dueDate,
          status,
          daysLate,
          differenceMinor,
          differencePerMille,
          isPriceChange,
        ],
      ),
    ).toEqual([
      ['2026-01-05', 'on_time', 0, 0n, 0, false],
      ['2026-02-05', 'late', 3, 0n, 0, false],
      ['2026-03-05', 'missing', null, null, null, false],
      ['2026-04-05', 'early', -2, -200n, 200, true],
    ]);
    expect(variance).toMatchObject({ onTime: 1, late: 1, early: 1, missing: 1, averageDaysLate: 0.3 });
  });

  it('tells where changing amounts are going', () => {
    const amounts = [-1000n, -1000n, -1000n, -1100n, -1100n, -1100n];
    const rows = amounts.map((amount, index) =>
      row(String(index), [`2026-0${index + 1}-05`, `2026-0${index + 1}-05`], amount),
    );
    const expectation = {
      schedule: MONTHLY,
      expectedMinor: -1100n,
      lowMinor: 0n,
      highMinor: 0n,
      earlyDays: 0,
      lateDays: 0,
    };
    expect(
      analyseVariance({ expectation, rows, priceHistory: [], today: day('2026-06-06') }).trendPerMille,
    ).toBe(100);
  });
});

describe('matchKnown', () => {
  const found = (text: string, first = '2026-01-05', amountMinor = -1000n) => {
    const rows = [0, 31, 59, 90].map((days, index) => ({
      id: `${text}${first}${index}`,
      day: toEpochDay(day(first)) + days,
      amountMinor,
    }));
    const merchant = { purse: 'a', payeeId: null, payeeName: null, categoryName: null, text, rows };
    const [series] = detectSeries([merchant], { today: day('2026-06-01'), currency: EUR });
    if (!series) throw new Error('nothing found');
    return { accountId: 'a', currency: EUR, series };
  };
  const known = (fields: Partial<KnownSeries>): KnownSeries => ({
    id: 'k',
    state: 'accepted',
    accountId: 'a',
    currency: EUR,
    schedule: MONTHLY,
    expectedMinor: -1000n,
    merchantWords: [],
    rowIds: new Set(),
    ...fields,
  });
  const match = (one: ReturnType<typeof found>, other: KnownSeries) => matchKnown([one], [other])[0]?.id;

  it('by rows that both have', () => {
    const each = found('ACME');
    expect(match(each, known({ rowIds: new Set(each.series.rows.slice(0, 2).map(({ id }) => id)) }))).toBe(
      'k',
    );
    expect(
      match(each, known({ rowIds: new Set(['x', 'y', 'z', each.series.rows[0]?.id ?? '']) })),
    ).toBeUndefined();
  });

  it('by word, rhythm and amount', () => {
    expect(match(found('ACME'), known({ merchantWords: ['acme'] }))).toBe('k');
    expect(match(found('ACME'), known({ merchantWords: ['acme'], accountId: 'b' }))).toBeUndefined();
    expect(match(found('ACME'), known({ merchantWords: ['acme'], expectedMinor: -1500n }))).toBeUndefined();
    expect(match(found('ACME'), known({ merchantWords: ['acme'], expectedMinor: 1000n }))).toBeUndefined();
    expect(match(found('ACME'), known({ merchantWords: ['zeta'] }))).toBeUndefined();
    const yearly = { ...MONTHLY, frequency: 'yearly' } as const;
    expect(match(found('ACME'), known({ merchantWords: ['acme'], schedule: yearly }))).toBeUndefined();
  });

  it('one known is found once, but a dismissed one swallows all that are like it', () => {
    const twins = [found('ACME'), found('ACME', '2026-01-20')];
    const ids = (state: KnownSeries['state']) =>
      matchKnown(twins, [known({ state, merchantWords: ['acme'] })]).map((series) => series?.id);
    expect(ids('accepted')).toEqual(['k', undefined]);
    expect(ids('dismissed')).toEqual(['k', 'k']);
  });
});
