import { type CalendarDate, dateInZone } from '@fintrack/core/dates';

/** Today in a time zone (IANA name): the only place of the web that reads the clock for a date. */
export function todayIn(timezone: string): CalendarDate {
  return dateInZone(new Date(), timezone);
}
