import { type CalendarDate, type DateOrder, parseCalendarDate } from '@fintrack/core/dates';
import type { DecimalMark } from '@fintrack/core/money';
import { utcInstant } from './format-day.ts';

/** Whether a locale writes 1.5 or 1,5. */
export function decimalMark(locale: string): DecimalMark {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some((part) => part.type === 'decimal' && part.value === ',') ? ',' : '.';
}

/** The order of day, month and year in a locale's figures. */
export function dateOrder(locale: string): DateOrder {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).formatToParts(utcInstant(A_MONDAY));
  const order = parts.filter((part) => part.type === 'day' || part.type === 'month' || part.type === 'year');
  if (order[0]?.type === 'year') return 'ymd';
  return order[0]?.type === 'month' ? 'mdy' : 'dmy';
}

/** Names of the weekdays in a language, Monday first. */
export function weekdayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const monday = utcInstant(A_MONDAY).getTime();
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(monday + day * 86_400_000)));
}

const A_MONDAY: CalendarDate = parseCalendarDate('2024-01-01');
