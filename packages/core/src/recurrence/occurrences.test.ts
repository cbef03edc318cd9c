import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarDate,
  daysBetween,
  fromEpochDay,
  isoWeekday,
  parseCalendarDate,
  toEpochDay,
} from '../dates/index.ts';
import { nearestOccurrence, nextOccurrence, occurrencesBetween } from './occurrences.ts';
import {
  FREQUENCIES,
  findScheduleProblem,
  periodDaysOf,
  rhythmWords,
  type Schedule,
  WEEKEND_RULES,
} from './schedule.ts';

const day = parseCalendarDate;
const plan = (fields: Partial<Schedule>): Schedule => ({
  frequency: 'monthly',
  interval: 1,
  anchorDate: day('2026-01-31'),
  days: [31],
  weekend: 'keep',
  ...fields,
});
const dates = (schedule: Schedule, from: string, until: string) =>
  occurrencesBetween(schedule, { from: day(from), until: day(until), limit: 1000 }).map(({ date }) => date);

describe('field note 25: a schedule is never stuck and never doubled', () => {
  it('on the 31st it comes on the last day of shorter months', () => {
    expect(dates(plan({}), '2026-01-01', '2026-06-30')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
    ]);
  });

  it('on 29 February it comes on the 28th in other years', () => {
    const schedule = plan({ frequency: 'yearly', anchorDate: day('2024-02-29'), days: [29] });
    expect(dates(schedule, '2024-01-01', '2028-12-31')).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('moves off a weekend, before or after, across the end of a month', () => {
    // 31 January 2026 is a Saturday, 28 February too, 31 May a Sunday.
    expect(dates(plan({ weekend: 'before' }), '2026-01-01', '2026-03-01')).toEqual([
      '2026-01-30',
      '2026-02-27',
    ]);
    expect(dates(plan({ weekend: 'after' }), '2026-01-01', '2026-03-31')).toEqual([
      '2026-02-02',
      '2026-03-02',
      '2026-03-31',
    ]);
    // A span that begins between the day and the moved day has it once.
    expect(dates(plan({ weekend: 'after' }), '2026-02-01', '2026-02-28')).toEqual(['2026-02-02']);
  });

  it('twice a month, weeks and so many days', () => {
    const twice = plan({ frequency: 'semi_monthly', days: [15, 31] });
    expect(dates(twice, '2026-02-01', '2026-03-31')).toEqual([
      '2026-02-15',
      '2026-02-28',
      '2026-03-15',
      '2026-03-31',
    ]);
    const fortnight = plan({ frequency: 'biweekly', days: [], anchorDate: day('2026-03-06') });
    expect(dates(fortnight, '2026-02-01', '2026-03-20')).toEqual([
      '2026-02-06',
      '2026-02-20',
      '2026-03-06',
      '2026-03-20',
    ]);
    const tenDays = plan({ frequency: 'daily', interval: 10, days: [], anchorDate: day('2026-01-01') });
    expect(dates(tenDays, '2026-01-05', '2026-01-31')).toEqual(['2026-01-11', '2026-01-21', '2026-01-31']);
    const halfYear = plan({ frequency: 'quarterly', interval: 2, days: [1], anchorDate: day('2026-03-01') });
    expect(dates(halfYear, '2026-01-01', '2027-03-01')).toEqual(['2026-03-01', '2026-09-01', '2027-03-01']);
  });

  it('ends with the calendar', () => {
    expect(nextOccurrence(plan({}), day('9999-12-31'))).toBeNull();
    expect(nextOccurrence(plan({}), day('9999-12-30'))?.date).toBe('9999-12-31');
  });

  it('knows the nearest occurrence', () => {
    expect(nearestOccurrence(plan({}), day('2026-03-02'))).toEqual({ nominal: '2026-02-28', daysLate: 2 });
    expect(nearestOccurrence(plan({}), day('2026-03-29'))).toEqual({ nominal: '2026-03-31', daysLate: -2 });
  });
});

const anyDate = fc
  .integer({ min: toEpochDay(day('1950-01-01')), max: toEpochDay(day('2150-12-31')) })
  .map((epochDay) => fromEpochDay(epochDay));
const anySchedule = fc
  .record({
    frequency: fc.constantFrom(...FREQUENCIES),
    interval: fc.integer({ min: 1, max: 13 }),
    anchorDate: anyDate,
    first: fc.integer({ min: 1, max: 31 }),
    second: fc.integer({ min: 1, max: 31 }),
    weekend: fc.constantFrom(...WEEKEND_RULES),
  })
  .map(({ first, second, ...fields }): Schedule => {
    const isDaily = ['daily', 'weekly', 'biweekly', 'irregular'].includes(fields.frequency);
    const days = fields.frequency === 'semi_monthly' ? [first, second] : [first];
    return { ...fields, days: isDaily ? [] : days };
  })
  .filter((schedule) => findScheduleProblem(schedule) === null);

describe('the laws of every sound schedule', () => {
  it('each occurrence is later than the one before, by its calendar day and by its date', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, (schedule, from) => {
        // Long enough for the longest period, eleven years and more.
        const until = addDays(from, Math.max(4000, Math.ceil(periodDaysOf(schedule) * 2)));
        const found = occurrencesBetween(schedule, { from, until, limit: 60 });
        expect(found.length).toBeGreaterThan(0);
        for (const [index, { nominal, date }] of found.entries()) {
          const before = found[index - 1];
          if (before === undefined) continue;
          expect(nominal > before.nominal).toBe(true);
          expect(date > before.date).toBe(true);
          expect(daysBetween(before.date, date)).toBeLessThanOrEqual(periodDaysOf(schedule) * 2 + 6);
        }
      }),
    );
  });

  it('two spans that meet have together what the whole has', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, fc.integer({ min: 0, max: 800 }), (schedule, from, length) => {
        const until = addDays(from, 900);
        const cut = addDays(from, length);
        const between = (start: CalendarDate, end: CalendarDate) =>
          occurrencesBetween(schedule, { from: start, until: end, limit: 2000 });
        expect([...between(from, cut), ...between(addDays(cut, 1), until)]).toEqual(between(from, until));
      }),
    );
  });

  it('nothing that moves off weekends falls on one, and nothing moves further than to the working day', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, (schedule, from) => {
        for (const { nominal, date } of occurrencesBetween(schedule, {
          from,
          until: addDays(from, 900),
          limit: 40,
        })) {
          const moved = daysBetween(nominal, date);
          if (schedule.weekend === 'keep') expect(moved).toBe(0);
          else {
            expect(isoWeekday(date)).toBeLessThan(6);
            expect(Math.abs(moved)).toBeLessThanOrEqual(2);
            expect(Math.sign(moved)).not.toBe(schedule.weekend === 'before' ? 1 : -1);
          }
        }
      }),
    );
  });

  it('the occurrence after one is the next of the list', () => {
    fc.assert(
      fc.property(anySchedule, anyDate, (schedule, from) => {
        const [first, second] = occurrencesBetween(schedule, {
          from,
          until: addDays(from, 12_000),
          limit: 2,
        });
        if (first && second) expect(nextOccurrence(schedule, first.date)).toEqual(second);
      }),
    );
  });
});

describe('findScheduleProblem', () => {
  it.each<[Partial<Schedule>, string | null]>([
    [{}, null],
    [{ interval: 0 }, 'Choose every 1 to 366.'],
    [{ days: [] }, 'Give one day of the month.'],
    [{ days: [32] }, 'A day of the month is 1 to 31; 31 is the last day.'],
    [{ frequency: 'weekly' }, 'Days of the month belong to a monthly schedule.'],
    [{ frequency: 'semi_monthly', days: [1, 15] }, null],
    [
      { frequency: 'semi_monthly', days: [1, 31] },
      'Choose two days of the month that are at least a week apart, the earlier one first.',
    ],
    [{ frequency: 'semi_monthly', days: [1, 15], interval: 2 }, 'Twice a month has two days of the month.'],
    [
      { frequency: 'daily', days: [], weekend: 'after' },
      'What comes every day or two cannot move off weekends.',
    ],
  ])('%j', (fields, problem) => {
    expect(findScheduleProblem(plan(fields))).toBe(problem);
  });
});

describe('rhythmWords', () => {
  it.each([
    ['monthly', 1, 'every month'],
    ['weekly', 4, 'every 4 weeks'],
    ['biweekly', 2, 'every 4 weeks'],
    ['quarterly', 2, 'every half year'],
    ['daily', 10, 'every 10 days'],
    ['irregular', 40, 'about every 40 days'],
  ] as const)('%s %i', (frequency, interval, words) => {
    expect(rhythmWords({ frequency, interval })).toBe(words);
  });
});
