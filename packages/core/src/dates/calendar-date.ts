import { epochDayOf, monthAndDay } from './civil-day.ts';

declare const calendarDateBrand: unique symbol;
/** A day without a time or zone, as an ISO 8601 string ("2026-01-31") of the proleptic Gregorian calendar. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for an ISO 8601 date that exists ("2026-02-30" does not). */
export function isCalendarDate(text: string): text is CalendarDate {
  const match = ISO_DATE.exec(text);
  if (!match) return false;
  return isValidDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Reads an ISO 8601 date. @throws {RangeError} when it is not one or does not exist. */
export function parseCalendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`"${text}" is not a date. Write it like 2026-01-31.`);
  return text;
}

/** The date of a year (1-9999), month (1-12) and day, or null when there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  if (!isValidDay(year, month, day)) return null;
  return format(year, month, day);
}

/** Days in a month: `month` is 1-12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date `days` later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** The same day `months` later, or the month's last day where it has no such day (31 January + 1 = 28 February). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The first day of the date's month. */
export function startOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = dateParts(date);
  return format(year, month, 1);
}

/** The last day of the date's month. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = dateParts(date);
  return format(year, month, daysInMonth(year, month));
}

/** ISO weekday: Monday 1 to Sunday 7. */
export function isoWeekday(date: CalendarDate): number {
  const shifted = (toEpochDay(date) + 3) % 7;
  return (shifted < 0 ? shifted + 7 : shifted) + 1;
}

/** Year, month (1-12) and day (1-31) of a date. */
export function dateParts(date: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days since 1970-01-01. */
export function toEpochDay(date: CalendarDate): number {
  const { year, month, day } = dateParts(date);
  return epochDayOf(year, month, day);
}

/** The inverse of {@link toEpochDay}. */
export function fromEpochDay(epochDay: number): CalendarDate {
  const { month, day } = monthAndDay(epochDay);
  const year = Math.floor(month / 12);
  return format(year, month - year * 12 + 1, day);
}

/**
 * The calendar date of an instant in a time zone.
 * @param instant any moment; @param timeZone an IANA name such as "Europe/Berlin". @throws {RangeError} for an unknown zone.
 */
export function dateInZone(instant: Date, timeZone: string): CalendarDate {
  return parseCalendarDate(formatterOf(timeZone).format(instant));
}

/** Making one takes a hundred times longer than using it, and there are only so many zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

function isValidDay(year: number, month: number, day: number): boolean {
  return (
    year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  );
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function format(year: number, month: number, day: number): CalendarDate {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return text as CalendarDate;
}
