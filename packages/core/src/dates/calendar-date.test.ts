import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateInZone,
  daysBetween,
  endOfMonth,
  fromEpochDay,
  isCalendarDate,
  isoWeekday,
  parseCalendarDate,
  startOfMonth,
  toEpochDay,
} from './index.ts';

const day = parseCalendarDate;
const anyDate = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromEpochDay);

describe('calendar dates', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '26-01-01', ''])(
    '%s does not exist',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  it.each([
    ['2026-11-21', 6],
    ['2026-11-22', 7],
    ['1970-01-01', 4],
    ['1969-12-29', 1],
  ])('%s is ISO weekday %i', (date, weekday) => {
    expect(isoWeekday(day(date))).toBe(weekday);
  });

  it('knows the ends of a month', () => {
    expect(startOfMonth(day('2024-02-11'))).toBe('2024-02-01');
    expect(endOfMonth(day('2024-02-11'))).toBe('2024-02-29');
  });

  it('reads the date of an instant in a zone', () => {
    const instant = new Date('2026-03-31T22:30:00Z');
    expect(dateInZone(instant, 'UTC')).toBe('2026-03-31');
    expect(dateInZone(instant, 'Europe/Berlin')).toBe('2026-04-01');
    expect(dateInZone(instant, 'America/Los_Angeles')).toBe('2026-03-31');
  });

  it('counts days there and back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -9000, max: 9000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(fromEpochDay(toEpochDay(date))).toBe(date);
      }),
    );
  });

  it('agrees with the platform calendar', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(toEpochDay(date) * 86_400_000).toBe(Date.parse(`${date}T00:00:00Z`));
      }),
    );
  });
});
