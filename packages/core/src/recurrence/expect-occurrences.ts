import { addDays, type CalendarDate } from '../dates/index.ts';
import type { Expectation } from './expectation.ts';
import { occurrencesBetween } from './occurrences.ts';

/** One expected row. Minor units, signed. */
export interface ExpectedOccurrence {
  /** By the calendar: what tells one occurrence from another. */
  readonly dueDate: CalendarDate;
  /** After a move off a weekend. */
  readonly date: CalendarDate;
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
  readonly expectedMinor: bigint;
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
}

export interface ForecastSpan {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly limit: number;
}

/** What a series brings within a span, oldest first, each with its window of days and its range of amounts. */
export function expectOccurrences(expectation: Expectation, span: ForecastSpan): ExpectedOccurrence[] {
  const { expectedMinor, lowMinor, highMinor, earlyDays, lateDays } = expectation;
  return occurrencesBetween(expectation.schedule, span).map(({ nominal, date }) => ({
    dueDate: nominal,
    date,
    earliest: addDays(date, -earlyDays),
    latest: addDays(date, lateDays),
    expectedMinor,
    lowMinor,
    highMinor,
  }));
}
