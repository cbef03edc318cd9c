import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  daysInMonth,
  endOfMonth,
  isCalendarDate,
  isoWeekday,
  startOfMonth,
} from '../dates/index.ts';

/** What words like last-month are counted from. */
export interface DateContext {
  /** The user's day. Without it such words cannot be read. */
  readonly today?: CalendarDate | undefined;
  /** ISO weekday on which a week begins: 1 is Monday (the default). */
  readonly weekStart?: number | undefined;
}

/** A run of days, both ends included. */
export interface Days {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Words that stand for days, for suggestions. */
export const DATE_WORDS = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-year',
  'last-year',
] as const;

/** Reads 2026-01-31, 2026-01, 2026 or a word such as last-month; null when it is none of them. */
export function readDays(text: string, context: DateContext): Days | null {
  const typed = text.toLowerCase();
  if (isCalendarDate(typed)) return { from: typed, to: typed };
  const figures = /^(\d{4})(?:-(\d{2}))?$/u.exec(typed);
  if (figures) return wholePeriod(Number(figures[1]), figures[2] === undefined ? null : Number(figures[2]));
  return context.today === undefined ? null : namedDays(typed, context.today, context.weekStart ?? 1);
}

/** True for a word that needs to know which day it is. */
export function isDateWord(text: string): boolean {
  return DATE_WORDS.some((word) => word === text.toLowerCase()) || LAST_DAYS.test(text);
}

const LAST_DAYS = /^last-(\d{1,4})-days$/iu;

function wholePeriod(year: number, month: number | null): Days | null {
  if (year < 1 || (month !== null && (month < 1 || month > 12))) return null;
  const lastMonth = month ?? 12;
  const from = calendarDate(year, month ?? 1, 1);
  const to = calendarDate(year, lastMonth, daysInMonth(year, lastMonth));
  return from && to && { from, to };
}

function namedDays(typed: string, today: CalendarDate, weekStart: number): Days | null {
  const counted = LAST_DAYS.exec(typed);
  // "last-30-days" is the 30 days that end today.
  if (counted)
    return Number(counted[1]) === 0 ? null : { from: addDays(today, 1 - Number(counted[1])), to: today };
  switch (typed) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'this-week':
    case 'last-week': {
      const begun = addDays(today, -((isoWeekday(today) - weekStart + 7) % 7));
      const from = typed === 'this-week' ? begun : addDays(begun, -7);
      return { from, to: addDays(from, 6) };
    }
    case 'this-month':
      return { from: startOfMonth(today), to: endOfMonth(today) };
    case 'last-month': {
      const from = startOfMonth(addMonths(today, -1));
      return { from, to: endOfMonth(from) };
    }
    case 'this-year':
      return wholePeriod(Number(today.slice(0, 4)), null);
    case 'last-year':
      return wholePeriod(Number(today.slice(0, 4)) - 1, null);
    default:
      return null;
  }
}
