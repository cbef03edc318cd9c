import { dayInMonth, epochDayOf, monthAndDay } from '../dates/civil-day.ts';
import { type CalendarDate, fromEpochDay, toEpochDay } from '../dates/index.ts';
import { type Schedule, stepOf, type WeekendRule } from './schedule.ts';

/** One time that something comes. */
export interface Occurrence {
  /** Counts from the schedule's anchor; negative before it. */
  readonly index: number;
  /** The day by the calendar: what tells one from another. */
  readonly nominal: CalendarDate;
  /** The day after a move off a weekend. */
  readonly date: CalendarDate;
}

export interface OccurrenceSpan {
  /** First and last date, both included. */
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  /** No more than so many. */
  readonly limit: number;
}

/** The occurrences of a schedule within a span, oldest first. No day is left out and none comes twice. */
export function occurrencesBetween(schedule: Schedule, span: OccurrenceSpan): Occurrence[] {
  const rhythm = rhythmOf(schedule);
  const until = Math.min(toEpochDay(span.until), LAST_DAY);
  const found: Occurrence[] = [];
  let index = firstIndexFrom(rhythm, Math.max(toEpochDay(span.from), FIRST_DAY));
  for (; found.length < span.limit; index += 1) {
    const nominal = nominalDay(rhythm, index);
    const day = moveOffWeekend(nominal, rhythm.weekend);
    // At the very ends of the calendar an occurrence and its day may stand on either side.
    if (day > until || nominal > LAST_DAY) break;
    if (nominal < FIRST_DAY) continue;
    found.push({ index, nominal: fromEpochDay(nominal), date: fromEpochDay(day) });
  }
  return found;
}

/** The first occurrence after a date, or null where the calendar ends. */
export function nextOccurrence(schedule: Schedule, after: CalendarDate): Occurrence | null {
  const day = toEpochDay(after) + 1;
  if (day > LAST_DAY) return null;
  const until = fromEpochDay(LAST_DAY);
  return occurrencesBetween(schedule, { from: fromEpochDay(day), until, limit: 1 })[0] ?? null;
}

/** The occurrence that is nearest to a date, and how many days late that is; negative when early. */
export function nearestOccurrence(
  schedule: Schedule,
  date: CalendarDate,
): { readonly nominal: CalendarDate; readonly daysLate: number } {
  const { nominal, deviation } = nearestDay(rhythmOf(schedule), toEpochDay(date));
  return { nominal: fromEpochDay(nominal), daysLate: deviation };
}

/** A schedule in whole numbers: days since 1970-01-01, months since year 0. */
export interface Rhythm {
  readonly isDaily: boolean;
  readonly size: number;
  readonly anchorDay: number;
  readonly anchorMonth: number;
  readonly days: readonly number[];
  readonly weekend: WeekendRule;
}

export function rhythmOf(schedule: Schedule): Rhythm {
  const { unit, size } = stepOf(schedule);
  const anchorDay = toEpochDay(schedule.anchorDate);
  const { month, day } = monthAndDay(anchorDay);
  return {
    isDaily: unit === 'day',
    size,
    anchorDay,
    anchorMonth: month,
    days: schedule.days.length === 0 ? [day] : schedule.days,
    weekend: schedule.weekend,
  };
}

/** An occurrence in days since 1970-01-01, and how many days after it something came. */
export interface NearestDay {
  readonly index: number;
  readonly nominal: number;
  /** Positive when late, negative when early. */
  readonly deviation: number;
}

/** The occurrence that is nearest to a day; of two equally near ones the earlier. */
export function nearestDay(rhythm: Rhythm, day: number): NearestDay {
  const index = firstIndexFrom(rhythm, day);
  const after = deviationFrom(rhythm, index, day);
  const before = deviationFrom(rhythm, index - 1, day);
  return before.deviation <= -after.deviation ? before : after;
}

function deviationFrom(rhythm: Rhythm, index: number, day: number): NearestDay {
  const nominal = nominalDay(rhythm, index);
  return { index, nominal, deviation: day - moveOffWeekend(nominal, rhythm.weekend) };
}

/** Goes along the days of a schedule, each asked for not earlier than the one before. */
export class OccurrenceWalk {
  readonly #rhythm: Rhythm;
  #index: number;
  #nominal: number;
  #date: number;
  #nextNominal: number;
  #nextDate: number;

  constructor(rhythm: Rhythm, firstDay: number) {
    this.#rhythm = rhythm;
    this.#index = firstIndexFrom(rhythm, firstDay) - 1;
    this.#nominal = nominalDay(rhythm, this.#index);
    this.#date = moveOffWeekend(this.#nominal, rhythm.weekend);
    this.#nextNominal = nominalDay(rhythm, this.#index + 1);
    this.#nextDate = moveOffWeekend(this.#nextNominal, rhythm.weekend);
  }

  /** As {@link nearestDay}. */
  nearest(day: number): NearestDay {
    while (Math.abs(this.#nextDate - day) < Math.abs(this.#date - day)) {
      this.#index += 1;
      this.#nominal = this.#nextNominal;
      this.#date = this.#nextDate;
      this.#nextNominal = nominalDay(this.#rhythm, this.#index + 1);
      this.#nextDate = moveOffWeekend(this.#nextNominal, this.#rhythm.weekend);
    }
    return { index: this.#index, nominal: this.#nominal, deviation: day - this.#date };
  }
}

const FIRST_DAY = epochDayOf(1, 1, 1);
const LAST_DAY = epochDayOf(9999, 12, 31);

/** The first index whose date is not before a day. */
function firstIndexFrom(rhythm: Rhythm, day: number): number {
  // A move off a weekend is two days at most, so that the guess is a few too low at most, and never too high.
  let index = guessIndex(rhythm, day - 3);
  while (moveOffWeekend(nominalDay(rhythm, index), rhythm.weekend) < day) index += 1;
  return index;
}

function guessIndex(rhythm: Rhythm, day: number): number {
  if (rhythm.isDaily) return Math.floor((day - rhythm.anchorDay) / rhythm.size);
  const steps = Math.floor((monthAndDay(day).month - rhythm.anchorMonth) / rhythm.size);
  return steps * rhythm.days.length;
}

function nominalDay(rhythm: Rhythm, index: number): number {
  if (rhythm.isDaily) return rhythm.anchorDay + rhythm.size * index;
  const steps = Math.floor(index / rhythm.days.length);
  const day = rhythm.days[index - steps * rhythm.days.length] ?? 1;
  return dayInMonth(rhythm.anchorMonth + steps * rhythm.size, day);
}

/** 1970-01-01 was a Thursday. */
function moveOffWeekend(day: number, rule: WeekendRule): number {
  if (rule === 'keep') return day;
  const weekday = (((day + 3) % 7) + 7) % 7;
  if (weekday < 5) return day;
  return rule === 'before' ? day - (weekday - 4) : day + (7 - weekday);
}
