import { type CalendarDate, dateParts, daysBetween, toEpochDay } from '@fintrack/core/dates';

const MS_PER_DAY = 86_400_000;
const DAYS_NAMED = 6;

/**
 * A day as people say it: "today", "yesterday", the weekday for up to a week back, then "12 Mar", with the year when
 * it is not this one.
 */
export function formatDay(
  date: CalendarDate,
  { locale, today }: { locale: string; today: CalendarDate },
): string {
  const daysBack = daysBetween(date, today);
  if (daysBack === 0 || daysBack === 1) {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysBack, 'day');
  }
  if (daysBack > 1 && daysBack <= DAYS_NAMED) return write(date, locale, { weekday: 'long' });
  const sameYear = dateParts(date).year === dateParts(today).year;
  return write(date, locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** A day without its year, for a column of dates: "12 Mar". */
export function formatShortDay(date: CalendarDate, locale: string): string {
  return shortFormat(locale).format(utcInstant(date));
}

/** A day in full, for titles, statements and screen readers: "12 March 2026". */
export function formatFullDay(date: CalendarDate, locale: string): string {
  return write(date, locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** A day in the locale's figures, as it stands in an input: "12/03/2026". */
export function formatNumericDay(date: CalendarDate, locale: string): string {
  return write(date, locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** The month of a day: "March 2026", or only "Mar" for the foot of a bar. */
export function formatMonth(date: CalendarDate, locale: string, style: 'long' | 'short'): string {
  return write(date, locale, style === 'long' ? { month: 'long', year: 'numeric' } : { month: 'short' });
}

/** The instant that Intl can write as this day, in UTC. */
export function utcInstant(date: CalendarDate): Date {
  return new Date(toEpochDay(date) * MS_PER_DAY);
}

function write(date: CalendarDate, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(utcInstant(date));
}

const shortFormats = new Map<string, Intl.DateTimeFormat>();

/** Intl formatters are slow to make and a column needs one for each row. */
function shortFormat(locale: string): Intl.DateTimeFormat {
  const known = shortFormats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  shortFormats.set(locale, made);
  return made;
}
