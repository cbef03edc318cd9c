import {
  addMonths,
  type CalendarDate,
  endOfMonth,
  isCalendarDate,
  parseCalendarDate,
  startOfMonth,
} from '@fintrack/core/dates';
import { formatMonth } from './format-day.ts';

/** A calendar month as the API writes it ("2026-03"), with its days and how it reads. */
export interface Month {
  readonly id: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** The month of a text like "2026-03", or of `today` where the text is none. */
export function readMonth(text: string | undefined, today: CalendarDate): Month {
  const first = `${text ?? ''}-01`;
  return monthOf(isCalendarDate(first) ? first : today);
}

/** The month in which a date lies. */
export function monthOf(date: CalendarDate): Month {
  return { id: date.slice(0, 7), from: startOfMonth(date), to: endOfMonth(date) };
}

/** The month `count` later, earlier when negative. */
export function shiftMonth(month: Month, count: number): Month {
  return monthOf(addMonths(month.from, count));
}

/** "March 2026", or "Mar". */
export function monthName(id: string, locale: string, style: 'long' | 'short' = 'long'): string {
  return formatMonth(parseCalendarDate(`${id}-01`), locale, style);
}
