import { addDays, type CalendarDate, isoWeekday, parseCalendarDate } from '@fintrack/core/dates';
import { occurrencesBetween, type Schedule } from '@fintrack/core/recurrence';
import type { Random } from './random.ts';

/** The day on which the made-up books are looked at, and how far back they go. */
export const TODAY = parseCalendarDate('2026-06-20');
export const BOOKS_BEGIN = parseCalendarDate('2023-01-05');

/** A row of made-up books. */
export interface MadeRow {
  readonly date: CalendarDate;
  /** Cents, signed. */
  readonly cents: number;
  readonly text: string;
  /** Which series it belongs to; null for none. */
  readonly series: number | null;
}

/** What a generator makes: rows, and how many series are among them (0, 1, ... in `series`). */
export interface MadeCase {
  readonly rows: readonly MadeRow[];
  readonly series: number;
}

/** A name of no real merchant, and no word that says what it sells. */
export function brand(random: Random): string {
  const syllables = [
    'ba',
    'cor',
    'del',
    'fi',
    'gra',
    'hol',
    'ju',
    'ka',
    'lun',
    'mor',
    'ni',
    'par',
    'qui',
    'ros',
    'sil',
    'tam',
    'ur',
    'vex',
    'wil',
    'zan',
  ];
  return Array.from({ length: random.whole(3, 4) }, () => random.pick(syllables))
    .join('')
    .toUpperCase();
}

/** The bank's text of one row: references, dates and places change from row to row. */
function bankText(random: Random, name: string): string {
  return random.pick([
    `${name} ${random.whole(1000, 9999)}`,
    `CARD ${random.whole(1000, 9999)} ${name}`,
    `${name} REF ${random.whole(100_000, 999_999)}`,
    `SEPA ${name} MANDATE ${random.whole(10_000, 99_999)}`,
    name,
  ]);
}

/** The days of a schedule over the books, or over part of them. */
export function daysOf(schedule: Schedule, from = BOOKS_BEGIN, until = TODAY): CalendarDate[] {
  return occurrencesBetween(schedule, { from, until, limit: 10_000 }).map(({ date }) => date);
}

/** Rows of one series on these days. */
export function rowsOn(
  random: Random,
  days: readonly CalendarDate[],
  row: { readonly name: string; readonly cents: (index: number) => number; readonly series?: number | null },
): MadeRow[] {
  const { name, cents, series = 0 } = row;
  return days.map((date, index) => ({ date, cents: cents(index), text: bankText(random, name), series }));
}

/** A day as a bank books it: a day late now and then, and never on a weekend. */
export function bankDay(random: Random, date: CalendarDate): CalendarDate {
  let day = random.chance(0.15) ? addDays(date, 1) : date;
  while (isoWeekday(day) > 5) day = addDays(day, 1);
  return day;
}

/** Random days with a gap from least to most days in between. */
export function wander(
  random: Random,
  gaps: readonly [least: number, most: number],
  from = BOOKS_BEGIN,
): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (
    let day = addDays(from, random.whole(0, gaps[1]));
    day <= TODAY;
    day = addDays(day, random.whole(...gaps))
  ) {
    days.push(day);
  }
  return days;
}

/** A price as shops have them, in cents. */
export function price(random: Random, least: number, most: number): number {
  const whole = random.whole(least, most) * 100;
  return -(whole + random.pick([0, 50, 90, 95, 99, random.whole(0, 99)]));
}
