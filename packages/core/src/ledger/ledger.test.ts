import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, parseCalendarDate } from '../dates/index.ts';
import {
  type AccountLedger,
  type Anchor,
  balanceAt,
  balanceHistory,
  countIntervalEnds,
  type DailyTotal,
  drifts,
  explainBalance,
  type HistoryInterval,
  intervalEnds,
  pendingAt,
} from './index.ts';

const day = (text: string) => parseCalendarDate(text);
const anchor = (date: string, balanceMinor: bigint): Anchor => ({ date: day(date), balanceMinor });
const total = (date: string, postedMinor: bigint, pendingMinor = 0n): DailyTotal => ({
  date: day(date),
  postedMinor,
  pendingMinor,
  rowCount: 1,
});

/** The worked example of docs/specs/balances.md. */
const GIRO: AccountLedger = {
  anchors: [anchor('2026-01-31', 100_000n), anchor('2026-02-28', 75_000n)],
  totals: [
    total('2026-01-15', 30_000n),
    total('2026-01-31', -5_000n),
    total('2026-02-01', -20_000n),
    total('2026-02-10', -4_000n, -990n),
    total('2026-03-02', 12_000n),
  ],
};

describe('balanceAt', () => {
  it.each([
    ['2026-01-14', 75_000n, 'before every row: the anchor less all rows up to it'],
    ['2026-01-15', 105_000n, 'backwards from the first anchor'],
    ['2026-01-30', 105_000n, 'the row on the anchor day is taken off too'],
    ['2026-01-31', 100_000n, 'on the anchor day what the bank says'],
    ['2026-02-01', 80_000n, 'rows of the day after count'],
    ['2026-02-10', 76_000n, 'pending rows do not'],
    ['2026-02-27', 76_000n, 'the next anchor does not reach back past an earlier one'],
    ['2026-02-28', 75_000n, 'the second anchor takes over on its day'],
    ['2026-03-02', 87_000n, 'counted from the second'],
  ])('at %s it is %s: %s', (date, expected) => {
    expect(balanceAt(GIRO, day(date))).toBe(expected);
  });

  it('without anchors sums the rows from zero', () => {
    const ledger = { anchors: [], totals: GIRO.totals };
    expect(balanceAt(ledger, day('2026-01-14'))).toBe(0n);
    expect(balanceAt(ledger, day('2026-02-01'))).toBe(5_000n);
  });

  it('of an account with an anchor and no rows is the anchor, on every day', () => {
    const ledger = { anchors: [anchor('2026-01-31', 4_200n)], totals: [] };
    expect(balanceAt(ledger, day('2020-01-01'))).toBe(4_200n);
    expect(balanceAt(ledger, day('2030-01-01'))).toBe(4_200n);
  });
});

describe('pendingAt', () => {
  it('counts pending rows up to the day, whatever anchors say', () => {
    expect(pendingAt(GIRO.totals, day('2026-02-09'))).toBe(0n);
    expect(pendingAt(GIRO.totals, day('2026-02-28'))).toBe(-990n);
  });
});

describe('drifts', () => {
  it('gives none for the first anchor and the difference for each later one', () => {
    expect(drifts(GIRO).map((each) => [each.anchor.date, each.since, each.driftMinor])).toEqual([
      ['2026-01-31', null, null],
      ['2026-02-28', '2026-01-31', -1_000n],
    ]);
  });
});

describe('explainBalance', () => {
  it('forward: anchor, the days after it newest first, and the anchor drift', () => {
    expect(explainBalance(GIRO, day('2026-03-02'))).toEqual({
      balanceMinor: 87_000n,
      anchor: anchor('2026-02-28', 75_000n),
      direction: 'forward',
      from: '2026-03-01',
      to: '2026-03-02',
      sumMinor: 12_000n,
      rowCount: 1,
      days: [total('2026-03-02', 12_000n)],
      daysAreCapped: false,
      driftMinor: -1_000n,
    });
  });

  it('backward: the rows after the day up to and including the anchor day', () => {
    const explanation = explainBalance(GIRO, day('2026-01-15'));
    expect(explanation).toMatchObject({
      direction: 'backward',
      from: '2026-01-16',
      to: '2026-01-31',
      sumMinor: -5_000n,
      balanceMinor: 105_000n,
      driftMinor: null,
    });
  });

  it('on the anchor day: the anchor alone', () => {
    expect(explainBalance(GIRO, day('2026-01-31'))).toMatchObject({
      from: null,
      to: null,
      sumMinor: 0n,
      days: [],
    });
  });

  it('without anchors: from the first day with rows, or from nothing', () => {
    const ledger = { anchors: [], totals: GIRO.totals };
    expect(explainBalance(ledger, day('2026-01-20'))).toMatchObject({
      anchor: null,
      from: '2026-01-15',
      to: '2026-01-20',
    });
    expect(explainBalance(ledger, day('2026-01-01'))).toMatchObject({
      anchor: null,
      from: null,
      to: null,
      balanceMinor: 0n,
    });
  });

  it('lists at most maxDays and still sums them all', () => {
    const explanation = explainBalance({ anchors: [], totals: GIRO.totals }, day('2026-12-31'), 2);
    expect(explanation.days.map((each) => each.date)).toEqual(['2026-03-02', '2026-02-10']);
    expect(explanation).toMatchObject({ daysAreCapped: true, sumMinor: 13_000n, rowCount: 5 });
  });

  it('leaves out days whose rows are all gone', () => {
    const gone = { ...total('2026-03-01', 0n), rowCount: 0 };
    expect(explainBalance({ anchors: [], totals: [gone] }, day('2026-03-02'))).toMatchObject({
      from: null,
      days: [],
    });
  });
});

describe('intervalEnds', () => {
  it.each([
    ['day', '2026-02-27', '2026-03-01', ['2026-02-27', '2026-02-28', '2026-03-01']],
    ['week', '2026-01-01', '2026-01-14', ['2026-01-04', '2026-01-11', '2026-01-14']],
    ['week', '2026-01-04', '2026-01-11', ['2026-01-04', '2026-01-11']],
    ['month', '2023-12-31', '2024-03-15', ['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-15']],
    ['month', '2026-03-02', '2026-03-01', []],
  ] as const)('of each %s from %s to %s', (...[interval, from, to, expected]) => {
    expect(intervalEnds(day(from), day(to), interval)).toEqual(expected);
    expect(countIntervalEnds(day(from), day(to), interval)).toBeGreaterThanOrEqual(expected.length);
  });
});

describe('laws of balances', () => {
  const START = day('2025-12-25');
  const anyDay = fc.integer({ min: 0, max: 60 }).map((days) => addDays(START, days));
  const anyMinor = fc.bigInt(-(10n ** 15n), 10n ** 15n);
  const anyAnchors = fc.uniqueArray(fc.record({ date: anyDay, balanceMinor: anyMinor }), {
    selector: (each) => each.date,
    maxLength: 6,
  });
  const anyTotals = fc.uniqueArray(
    fc.record({
      date: anyDay,
      postedMinor: anyMinor,
      pendingMinor: anyMinor,
      rowCount: fc.integer({ min: 1, max: 9 }),
    }),
    { selector: (each) => each.date, maxLength: 20 },
  );
  const anyLedger: fc.Arbitrary<AccountLedger> = fc.record({ anchors: anyAnchors, totals: anyTotals });
  const everyDay = intervalEnds(START, addDays(START, 60), 'day');
  const postedOn = (ledger: AccountLedger, date: CalendarDate) =>
    ledger.totals.find((each) => each.date === date)?.postedMinor ?? 0n;

  it('on an anchor day the balance is what the bank says', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) =>
        ledger.anchors.every((each) => balanceAt(ledger, each.date) === each.balanceMinor),
      ),
    );
  });

  it('from one day to the next the balance moves by the rows of the day, and on an anchor day by its drift too', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, date) => {
        const drift = drifts(ledger).find((each) => each.anchor.date === date)?.driftMinor ?? 0n;
        const moved = balanceAt(ledger, date) - balanceAt(ledger, addDays(date, -1));
        return moved === postedOn(ledger, date) + drift;
      }),
    );
  });

  it('an anchor that says what the rows give changes no balance and has no drift', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, date) => {
        fc.pre(ledger.anchors.length > 0 && ledger.anchors.every((each) => each.date !== date));
        const more = {
          ...ledger,
          anchors: [...ledger.anchors, { date, balanceMinor: balanceAt(ledger, date) }],
        };
        expect(balanceHistory(more, everyDay)).toEqual(balanceHistory(ledger, everyDay));
        expect(drifts(more).find((each) => each.anchor.date === date)?.driftMinor ?? 0n).toBe(0n);
      }),
    );
  });

  it('a history is the balance at each of its days', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        for (const point of balanceHistory(ledger, everyDay)) {
          expect(point.balanceMinor).toBe(balanceAt(ledger, point.date));
        }
      }),
    );
  });

  it('an explanation adds up to the balance it explains', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, date) => {
        const explanation = explainBalance(ledger, date);
        expect(explanation.balanceMinor).toBe(balanceAt(ledger, date));
        expect(explanation.days.reduce((sum, each) => sum + each.postedMinor, 0n)).toBe(explanation.sumMinor);
        expect(explanation.driftMinor).toBe(
          drifts(ledger).find((each) => each.anchor.date === explanation.anchor?.date)?.driftMinor ?? null,
        );
      }),
    );
  });

  it('pending rows never move the posted balance', () => {
    fc.assert(
      fc.property(anyLedger, anyDay, (ledger, date) => {
        const without = ledger.totals.map((each) => ({ ...each, pendingMinor: 0n }));
        return balanceAt({ ...ledger, totals: without }, date) === balanceAt(ledger, date);
      }),
    );
  });

  it('the order of anchors and totals does not matter', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const turned = { anchors: ledger.anchors.toReversed(), totals: ledger.totals.toReversed() };
        expect(balanceHistory(turned, everyDay)).toEqual(balanceHistory(ledger, everyDay));
        expect(drifts(turned)).toEqual(drifts(ledger));
      }),
    );
  });

  it('totals summed over spans that no anchor and no asked day cuts give the same balances', () => {
    fc.assert(
      fc.property(anyLedger, fc.uniqueArray(anyDay, { minLength: 1, maxLength: 5 }), (ledger, asked) => {
        const cuts = [...new Set([...asked, ...ledger.anchors.map((each) => each.date)])].toSorted();
        const spans = cuts.map((date, index) => ({
          date,
          postedMinor: ledger.totals
            .filter((each) => each.date <= date && each.date > (cuts[index - 1] ?? ''))
            .reduce((sum, each) => sum + each.postedMinor, 0n),
          pendingMinor: 0n,
          rowCount: 1,
        }));
        const summed = { anchors: ledger.anchors, totals: spans };
        expect(drifts(summed)).toEqual(drifts(ledger));
        for (const date of asked) expect(balanceAt(summed, date)).toBe(balanceAt(ledger, date));
      }),
    );
  });

  it('interval ends rise strictly, end on the last day, and are no more than counted', () => {
    const anyInterval = fc.constantFrom<HistoryInterval[]>('day', 'week', 'month');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 900 }), anyInterval, (from, length, interval) => {
        const to = addDays(from, length);
        const ends = intervalEnds(from, to, interval);
        expect(ends.at(-1)).toBe(to);
        expect(
          ends.every((each, index) => each >= from && (index === 0 || each > (ends[index - 1] ?? ''))),
        ).toBe(true);
        expect(ends.length).toBeLessThanOrEqual(countIntervalEnds(from, to, interval));
      }),
    );
  });
});
