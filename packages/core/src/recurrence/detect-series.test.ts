import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type CalendarDate, parseCalendarDate, toEpochDay } from '../dates/index.ts';
import { parseAmount, parseCurrency } from '../money/index.ts';
import { type DetectedSeries, detectSeries, type MerchantRows } from './detect-series.ts';
import { groupMerchants } from './group-merchants.ts';

const EUR = parseCurrency('EUR');
const TODAY = parseCalendarDate('2026-06-20');

/** Date, amount, text and what else is known of the row. */
type Line = readonly [
  date: string,
  amount: string,
  text: string,
  more?: { readonly payee?: string; readonly category?: string },
];

function detect(lines: readonly Line[], today: CalendarDate = TODAY): DetectedSeries[] {
  return groupMerchants(groupsOf(lines)).flatMap((merchant) =>
    detectSeries(merchant, { today, currency: EUR }),
  );
}

function groupsOf(lines: readonly Line[]): MerchantRows[] {
  const groups = new Map<string, MerchantRows & { rows: MerchantRows['rows'][number][] }>();
  for (const [index, [date, amount, text, more]] of [...lines]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .entries()) {
    const purse = amount.startsWith('-') ? 'giro out' : 'giro in';
    const key = `${purse} ${text} ${more?.payee}`;
    const group = groups.get(key) ?? {
      purse,
      text,
      payeeId: more?.payee ?? null,
      payeeName: more?.payee ?? null,
      categoryName: more?.category ?? null,
      rows: [],
    };
    groups.set(key, group);
    const id = String(index).padStart(5, '0');
    group.rows.push({
      id,
      day: toEpochDay(parseCalendarDate(date)),
      amountMinor: parseAmount(amount, EUR).minor,
    });
  }
  return [...groups.values()];
}

const monthly = (first: string, amounts: readonly string[], text: string): Line[] =>
  amounts.map((amount, index) => [addMonths(parseCalendarDate(first), index), amount, text]);
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);
const summary = (found: readonly DetectedSeries[]) =>
  found.map(({ schedule, rows, expectedMinor }) => [
    schedule.frequency,
    schedule.interval,
    rows.length,
    expectedMinor,
  ]);

describe('field note 26: what is a series', () => {
  it('a yearly one of two rows, and of three with a rising price', () => {
    expect(
      summary(
        detect([
          ['2025-03-10', '-89.00', 'ADAC BEITRAG'],
          ['2026-03-10', '-89.00', 'ADAC BEITRAG'],
        ]),
      ),
    ).toEqual([['yearly', 1, 2, -8900n]]);
    const insurance: Line[] = [
      ['2024-01-15', '-301.20', 'HUK VERSICHERUNG'],
      ['2025-01-15', '-312.80', 'HUK VERSICHERUNG'],
      ['2026-01-15', '-325.10', 'HUK VERSICHERUNG'],
    ];
    expect(summary(detect(insurance))).toEqual([['yearly', 1, 3, -31_280n]]);
  });

  it('one whose price changed, with the day of the change', () => {
    const [series, ...others] = detect(
      monthly('2025-09-14', [...times(5, '-9.99'), ...times(5, '-11.99')], 'SPOTIFY AB STOCKHOLM'),
    );
    expect(others).toEqual([]);
    expect(series?.priceHistory).toEqual([
      { from: '2025-09-14', amountMinor: -999n, rows: 5 },
      { from: '2026-02-14', amountMinor: -1199n, rows: 5 },
    ]);
    expect(series?.reasons).toEqual([
      'It came 10 times, every month on the 14th.',
      'The price went from 9.99 EUR to 11.99 EUR, the latest since 2026-02-14.',
    ]);
  });

  it('one with changing amounts', () => {
    const [series] = detect(
      monthly(
        '2025-11-05',
        ['-61.20', '-70.10', '-74.80', '-68.00', '-59.90', '-63.30'],
        'CITY POWER BILLING',
      ),
    );
    expect(series).toMatchObject({ amountKind: 'variable', lowMinor: -5990n, highMinor: -7480n });
  });
});

describe('what is a series', () => {
  it.each<[string, Line[], unknown[]]>([
    [
      'weekly pocket money',
      [0, 7, 14, 21, 28, 35].map((days) => [addDays(parseCalendarDate('2026-05-01'), days), '-5.00', 'Leo']),
      [['weekly', 1, 6, -500n]],
    ],
    [
      'a fortnightly salary with other hours each time',
      ['1010.20', '988.75', '1043.10', '1010.20', '960.00', '1021.40'].map((amount, index) => [
        addDays(parseCalendarDate('2026-03-27'), 14 * index),
        amount,
        'ACME PAYROLL',
      ]),
      [['biweekly', 1, 6, 101_020n]],
    ],
    [
      'a salary twice a month, on the 15th and the last day',
      ['01-15', '01-31', '02-15', '02-28', '03-15', '03-31', '04-15', '04-30'].map((date) => [
        `2026-${date}`,
        '1500.00',
        'EMPLOYER INC',
      ]),
      [['semi_monthly', 1, 8, 150_000n]],
    ],
    [
      'a water bill each quarter',
      ['2025-06-30', '2025-09-30', '2025-12-31', '2026-03-31'].map((date) => [date, '-48.00', 'WATERWORKS']),
      [['quarterly', 1, 4, -4800n]],
    ],
    [
      'something every 30 days, whatever the month',
      [0, 30, 60, 90, 120, 150].map((days) => [
        addDays(parseCalendarDate('2026-01-04'), days),
        '-8.00',
        'PREPAID TALK',
      ]),
      [['daily', 30, 6, -800n]],
    ],
    [
      'a top-up of one amount at distances that are alike',
      [0, 38, 79, 117, 160, 199, 238].map((days) => [
        addDays(parseCalendarDate('2025-10-03'), days),
        '-25.00',
        'HAIR BY ANNA',
      ]),
      [['irregular', 39, 7, -2500n]],
    ],
    [
      'a rent with a month left out',
      ['2026-01-01', '2026-02-01', '2026-04-01', '2026-05-01', '2026-06-01'].map((date) => [
        date,
        '-900.00',
        'J MEIER',
      ]),
      [['monthly', 1, 5, -90_000n]],
    ],
    [
      'a bill that moves off weekends to the working day after',
      ['2026-01-02', '2026-02-02', '2026-03-02', '2026-04-02', '2026-05-04', '2026-06-02'].map((date) => [
        date,
        '-35.50',
        'FIBRE CO',
      ]),
      [['monthly', 1, 6, -3550n]],
    ],
  ])('%s', (_, lines, expected) => {
    expect(summary(detect(lines))).toEqual(expected);
  });

  it('two of one merchant, told apart by their amounts', () => {
    const lines = [
      ...monthly('2026-01-01', times(6, '-45.20'), 'ALPHA INSURANCE'),
      ...monthly('2026-01-15', times(6, '-12.90'), 'ALPHA INSURANCE'),
    ];
    expect(summary(detect(lines))).toEqual([
      ['monthly', 1, 6, -4520n],
      ['monthly', 1, 6, -1290n],
    ]);
  });

  it('two equal ones on the same days', () => {
    const line = monthly('2026-01-07', times(6, '-50.00'), 'MUSIC SCHOOL');
    expect(summary(detect([...line, ...line]))).toEqual([
      ['monthly', 1, 6, -5000n],
      ['monthly', 1, 6, -5000n],
    ]);
  });

  it('one under changing texts and payees', () => {
    const lines: Line[] = [
      ['2026-02-11', '-19.00', 'VIDEOLINE *SUBSCR 88812', { payee: 'Videoline' }],
      ['2026-03-11', '-19.00', 'VIDEOLINE *SUBSCR 10237', { payee: 'Videoline' }],
      ['2026-04-11', '-19.00', 'Videoline Ireland Ltd', { payee: 'Media group' }],
      ['2026-05-11', '-19.00', 'VIDEOLINEIE 4711'],
    ];
    expect(summary(detect(lines))).toEqual([['monthly', 1, 4, -1900n]]);
  });

  it('one among other purchases at the merchant', () => {
    const orders: Line[] = [
      ['2026-01-05', '-64.10', 'MEGASHOP ORDER'],
      ['2026-01-21', '-12.49', 'MEGASHOP ORDER'],
      ['2026-02-02', '-33.00', 'MEGASHOP ORDER'],
      ['2026-03-19', '-8.99', 'MEGASHOP ORDER'],
      ['2026-05-30', '-120.35', 'MEGASHOP ORDER'],
    ];
    const member = monthly('2026-01-12', times(6, '-8.99'), 'MEGASHOP PRIME');
    expect(summary(detect([...orders, ...member]))).toEqual([['monthly', 1, 6, -899n]]);
  });

  it('a salary, without the bonus beside it', () => {
    const lines: Line[] = [
      ...monthly('2025-10-28', times(8, '2450.00'), 'EMPLOYER GMBH'),
      ['2025-12-10', '2000.00', 'EMPLOYER GMBH'],
    ];
    expect(summary(detect(lines))).toEqual([['monthly', 1, 8, 245_000n]]);
  });

  it('one that has ended, and says so', () => {
    const [series] = detect(monthly('2024-01-18', times(5, '-29.00'), 'STUDIO CLOUD'));
    expect(series).toMatchObject({ hasStopped: true, confidence: 89 });
    expect(series?.reasons).toContain('Nothing came after 2024-05-18.');
  });

  it('a month-end that shifts', () => {
    const lines: Line[] = ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29'].map(
      (date) => [date, '1800.00', 'PENSION FUND'],
    );
    expect(detect(lines)[0]?.schedule).toMatchObject({ frequency: 'monthly', days: [31], weekend: 'before' });
  });
});

describe('what is none', () => {
  it.each<[string, Line[]]>([
    [
      'the weekly shopping, more or less',
      [0, 6, 14, 20, 29, 34, 42, 50, 55, 63].map((days, index) => [
        addDays(parseCalendarDate('2026-03-07'), days),
        `-${30 + ((index * 37) % 60)}.${10 + index}`,
        'GREEN GROCERIES',
      ]),
    ],
    [
      'the same shop on every Saturday, for another amount each time',
      [0, 7, 14, 21, 28, 35, 42, 49].map((days, index) => [
        addDays(parseCalendarDate('2026-04-04'), days),
        `-${20 + ((index * 31) % 70)}.35`,
        'CORNER STORE',
      ]),
    ],
    [
      'coffee now and then, at one price',
      [0, 1, 5, 6, 13, 15, 22, 30, 31, 38, 52].map((days) => [
        addDays(parseCalendarDate('2026-04-01'), days),
        '-3.50',
        'BLUE COFFEE',
      ]),
    ],
    [
      'two purchases a month apart',
      [
        ['2026-04-03', '-29.00', 'TOOL DEPOT'],
        ['2026-05-03', '-29.00', 'TOOL DEPOT'],
      ],
    ],
    [
      'three visits of other amounts about a month apart',
      [
        ['2026-03-03', '-18.40', 'neighbourhood place'],
        ['2026-04-02', '-31.75', 'neighbourhood place'],
        ['2026-05-05', '-24.10', 'neighbourhood place'],
      ],
    ],
    [
      'one amount thrice by coincidence',
      [
        ['2026-01-03', '-25.00', 'GIFT CORNER'],
        ['2026-02-11', '-25.00', 'GIFT CORNER'],
        ['2026-05-29', '-25.00', 'GIFT CORNER'],
      ],
    ],
    [
      'the same amount at three merchants',
      [
        ['2026-03-10', '-12.00', 'ALPHA'],
        ['2026-04-10', '-12.00', 'BETA'],
        ['2026-05-10', '-12.00', 'GAMMA'],
      ],
    ],
    [
      'a bonus at Christmas and one in summer',
      [
        ['2025-12-20', '2000.00', 'EMPLOYER BONUS'],
        ['2026-06-05', '1500.00', 'EMPLOYER BONUS'],
      ],
    ],
  ])('%s', (_, lines) => {
    expect(summary(detect(lines))).toEqual([]);
  });
});

describe('detection', () => {
  const anyLines = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 1500 }),
      fc.constantFrom('-9.99', '-12.00', '-40.10', '1500.00', '-3.50'),
      fc.constantFrom('ACME 12', 'ACME PLUS', 'Zeta Gym', 'Zeta'),
    ),
    { maxLength: 60 },
  );
  const asLines = (drawn: readonly (readonly [number, string, string])[]): Line[] =>
    drawn.map(([days, amount, text]) => [addDays(parseCalendarDate('2022-03-01'), days), amount, text]);

  it('gives each row to one series at most, an occurrence one row, and says why', () => {
    fc.assert(
      fc.property(anyLines, (drawn) => {
        const found = detect(asLines(drawn));
        const ids = found.flatMap(({ rows }) => rows.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { rows, reasons, confidence, lowMinor, highMinor, expectedMinor } of found) {
          if (rows.length > 1) expect(new Set(rows.map(({ dueDate }) => dueDate)).size).toBe(rows.length);
          expect(reasons.length).toBeGreaterThan(1);
          expect(confidence).toBeGreaterThanOrEqual(70);
          expect(lowMinor * expectedMinor >= 0n && highMinor * expectedMinor >= 0n).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order in which the texts are given', () => {
    fc.assert(
      fc.property(anyLines, (drawn) => {
        const groups = groupsOf(asLines(drawn));
        const run = (given: readonly MerchantRows[]) =>
          groupMerchants(given)
            .flatMap((merchant) => detectSeries(merchant, { today: TODAY, currency: EUR }))
            .map(({ rows, schedule }) => `${schedule.frequency} ${rows.map(({ id }) => id).join(' ')}`)
            .toSorted();
        expect(run(groups.toReversed())).toEqual(run(groups));
      }),
    );
  });
});
