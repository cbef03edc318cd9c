import { addDays, type CalendarDate } from '../dates/index.ts';
import type { Expectation } from './expectation.ts';
import { nextOccurrence } from './occurrences.ts';
import { periodDaysOf } from './schedule.ts';

/** A series that did not come: no longer than this is waited, however seldom it comes. */
const MOST_PATIENCE_DAYS = 45;

export interface StoppedQuestion {
  readonly expectation: Pick<Expectation, 'schedule' | 'lateDays'>;
  /** Of its newest row. */
  readonly lastDate: CalendarDate;
  readonly today: CalendarDate;
}

/** True when the next one is overdue by more than a series is ever late. */
export function hasStopped({ expectation, lastDate, today }: StoppedQuestion): boolean {
  const { schedule, lateDays } = expectation;
  const period = periodDaysOf(schedule);
  const patience = Math.ceil(Math.min(period / 2, MOST_PATIENCE_DAYS)) + lateDays;
  // The newest row may have come before its own day.
  const next = nextOccurrence(schedule, addDays(lastDate, Math.floor(period / 3)));
  return next !== null && addDays(next.date, patience) < today;
}
