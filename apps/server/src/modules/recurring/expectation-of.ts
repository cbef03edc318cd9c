import { addDays, type CalendarDate } from '@fintrack/core/dates';
import {
  type Expectation,
  type ExpectedOccurrence,
  expectOccurrences,
  findScheduleProblem,
} from '@fintrack/core/recurrence';
import type { SeriesRecord } from './repo.ts';

/** Around the day of a series that has no rows yet. */
const WINDOW = { earlyDays: 1, lateDays: 3 };
/** So long after its window an occurrence that did not come is still shown as overdue. */
const OVERDUE_DAYS = 14;

/** What a series is expected to bring: a person's word before detection's. */
export function expectationOf({ ownSchedule, ownAmounts, evidence }: SeriesRecord): Expectation {
  const schedule = ownSchedule ?? evidence?.schedule;
  const amounts = ownAmounts ?? evidence;
  // The database takes no series without both.
  if (!schedule || !amounts) throw new Error('A series has neither an own schedule nor one that was found.');
  const { expectedMinor, lowMinor, highMinor } = amounts;
  const { earlyDays, lateDays } = evidence ?? WINDOW;
  return { schedule, expectedMinor, lowMinor, highMinor, earlyDays, lateDays };
}

/** What a person made or lets book itself goes on whatever detection sees. */
export function hasStopped({ evidence, isMadeByHand, posting }: SeriesRecord): boolean {
  return evidence?.hasStopped === true && !isMadeByHand && posting !== 'post';
}

/** Since when {@link openOccurrences} needs to know the days that are done. */
export function doneSince(today: CalendarDate): CalendarDate {
  return addDays(today, -120);
}

/** How far back rows are looked for that a series expected. */
export const REACH_DAYS = 5 * 366;

export interface OpenSpan {
  readonly today: CalendarDate;
  readonly until: CalendarDate;
  readonly limit: number;
  /** How many days back an open occurrence counts; default: as long as it is shown as overdue. */
  readonly reach?: number;
}

/** The occurrences up to a day that have no row yet, those lately overdue included, oldest first. */
export function openOccurrences(
  record: SeriesRecord,
  { today, until, limit, reach: wanted }: OpenSpan,
): ExpectedOccurrence[] {
  if (hasStopped(record)) return [];
  const expectation = expectationOf(record);
  if (findScheduleProblem(expectation.schedule) !== null) return [];
  const done = new Set(record.doneDays);
  const reach = wanted ?? Math.min(100, expectation.lateDays + OVERDUE_DAYS);
  const isOver = expectation.schedule.frequency === 'irregular';
  const from = isOver ? today : addDays(today, -reach);
  return expectOccurrences(expectation, { from, until, limit: limit + reach + 1 })
    .filter(({ dueDate, date }) => !done.has(dueDate) && isWithin(record, date))
    .slice(0, limit);
}

/** Nothing is expected before a series begins or after it ends; of one that was found, not before its last row. */
function isWithin({ startsOn, endsOn, evidence }: SeriesRecord, date: CalendarDate): boolean {
  if (startsOn !== null && date < startsOn) return false;
  if (endsOn !== null && date > endsOn) return false;
  return evidence === null || date > evidence.lastDate;
}
