import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dateParts,
  daysBetween,
  isCalendarDate,
  isoWeekday,
} from './calendar-date.ts';

/** The order in which a locale writes a date in figures: 31/12/2026, 12/31/2026 or 2026/12/31. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** What a shorthand is read against. */
export interface ShorthandContext {
  /** The user's day; "-1" counts from it. */
  readonly today: CalendarDate;
  readonly order: DateOrder;
  /** Monday to Sunday in the user's language; English is always understood too. */
  readonly weekdays?: readonly string[];
}

const ENGLISH_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WEEKDAY_MIN_LETTERS = 2;

/**
 * Reads what a person types into a date field, or returns null when it is not a date.
 * "15" is the 15th of today's month (of the latest month before, where this one has no such day); "-1" and "+3"
 * count days from today; "mon" is the latest Monday, today included; "3/12" follows the locale's order and takes the
 * year that brings it closest to today; "3/12/26", "3.12.2026" and "2026-12-03" are complete; so are "today",
 * "yesterday" and "tomorrow".
 */
export function parseShorthand(text: string, context: ShorthandContext): CalendarDate | null {
  const typed = text.trim().toLowerCase();
  if (isCalendarDate(typed)) return typed;
  return readNamedDay(typed, context) ?? readOffset(typed, context) ?? readFigures(typed, context);
}

function readNamedDay(typed: string, context: ShorthandContext): CalendarDate | null {
  const { today } = context;
  if (typed === 'today') return today;
  if (typed === 'yesterday') return addDays(today, -1);
  if (typed === 'tomorrow') return addDays(today, 1);
  if (typed.length < WEEKDAY_MIN_LETTERS) return null;
  const weekday = findWeekday(typed, context.weekdays ?? []) ?? findWeekday(typed, ENGLISH_WEEKDAYS);
  if (weekday === null) return null;
  return addDays(today, -((isoWeekday(today) - weekday + 7) % 7));
}

/** ISO weekday (Monday 1) whose name alone starts with what was typed. */
function findWeekday(typed: string, names: readonly string[]): number | null {
  const matches = names.flatMap((name, index) => (name.toLowerCase().startsWith(typed) ? [index + 1] : []));
  const [only] = matches;
  return matches.length === 1 && only !== undefined ? only : null;
}

function readOffset(typed: string, { today }: ShorthandContext): CalendarDate | null {
  const match = /^([+\-\u2212])(\d{1,4})$/u.exec(typed);
  if (!match) return null;
  const days = Number(match[2]);
  return addDays(today, match[1] === '+' ? days : -days);
}

function readFigures(typed: string, context: ShorthandContext): CalendarDate | null {
  const match = /^(\d{1,4})(?:[./\- ]+(\d{1,2})(?:[./\- ]+(\d{1,4}))?)?[.]?$/u.exec(typed);
  if (!match) return null;
  const [, first = '', second, third] = match;
  if (second === undefined) return first.length <= 2 ? dayOfMonth(Number(first), context.today) : null;
  if (third === undefined) return yearlessDate(first, second, context);
  return completeDate([first, second, third], context.order);
}

function dayOfMonth(day: number, today: CalendarDate): CalendarDate | null {
  // Every month of 30 days follows one of 31, and February follows January: two months are enough.
  for (const back of [0, -1]) {
    const { year, month } = dateParts(addMonths(today, back));
    const date = calendarDate(year, month, day);
    if (date !== null) return date;
  }
  return null;
}

function yearlessDate(first: string, second: string, context: ShorthandContext): CalendarDate | null {
  const [day, month] =
    context.order === 'dmy' ? [Number(first), Number(second)] : [Number(second), Number(first)];
  const { year } = dateParts(context.today);
  const candidates = [year - 1, year, year + 1]
    .map((candidate) => calendarDate(candidate, month, day))
    .filter((date) => date !== null);
  const distance = (date: CalendarDate): number => Math.abs(daysBetween(context.today, date));
  return candidates.reduce<CalendarDate | null>(
    (best, date) => (best === null || distance(date) < distance(best) ? date : best),
    null,
  );
}

function completeDate(figures: readonly [string, string, string], order: DateOrder): CalendarDate | null {
  const [first, second, third] = figures;
  const yearFirst = first.length === 4 || (order === 'ymd' && third.length <= 2);
  if (yearFirst) return calendarDate(fullYear(first), Number(second), Number(third));
  const [day, month] = order === 'mdy' ? [second, first] : [first, second];
  return calendarDate(fullYear(third), Number(month), Number(day));
}

/** Two figures mean this century: "26" is 2026. Three are no year. */
function fullYear(figures: string): number {
  if (figures.length === 3) return Number.NaN;
  return figures.length <= 2 ? 2000 + Number(figures) : Number(figures);
}
