import { type CalendarDate, calendarDate } from '../dates/index.ts';
import { foldWords } from './clean-text.ts';

/** In which order a file writes day, month and year. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** The orders that {@link dateReadings} tries. */
export const DATE_ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

type DateShape =
  | { kind: 'named'; day: number; month: number; year: number }
  | { kind: 'yearFirst'; parts: readonly [number, number, number] }
  | { kind: 'numeric'; parts: readonly [number, number, number]; shortYear: boolean }
  | { kind: 'compact'; digits: string };

const LONGEST = 48;
const TIME =
  /[T ,]\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2}))?$/iu;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/;
const NUMERIC = /^(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?$/;

/** Reads a date or timestamp as the calendar date that is written, or null. Two-digit years: 00-69 are 2000-2069. */
export function readDate(text: string, order: DateOrder): CalendarDate | null {
  const shape = dateShape(text);
  if (!shape) return null;
  // A year in front leaves no doubt, whatever the file's other dates look like.
  return resolve(shape, shape.kind === 'yearFirst' ? 'ymd' : order);
}

/** What the text means in each order; an order that does not fit is null. */
export function dateReadings(text: string): Record<DateOrder, CalendarDate | null> {
  const shape = dateShape(text);
  if (!shape) return { ymd: null, dmy: null, mdy: null };
  return { ymd: resolve(shape, 'ymd'), dmy: resolve(shape, 'dmy'), mdy: resolve(shape, 'mdy') };
}

/** True when the text is a date in some order and not likely a mere number (six bare digits are not taken for one). */
export function looksLikeDate(text: string): boolean {
  const shape = dateShape(text);
  if (!shape || (shape.kind === 'compact' && shape.digits.length === 6)) return false;
  return DATE_ORDERS.some((order) => {
    const date = resolve(shape, order);
    return date !== null && date >= '1950-01-01' && date < '2100-01-01';
  });
}

/** The text's pattern for showing to the user: "DD/MM/YYYY", "D MMM YYYY", "YYYYMMDD hh:mm:ss". */
export function datePattern(text: string, order: DateOrder): string {
  const trimmed = text.trim();
  const time = TIME.exec(trimmed);
  const day = time ? trimmed.slice(0, time.index) : trimmed;
  const letters = order === 'ymd' || YEAR_FIRST.test(day) ? 'YMD' : order.toUpperCase();
  let next = 0;
  const shape = /^\d{6,14}$/.test(day)
    ? letters
        .replace('Y', day.length === 6 ? 'YY' : 'YYYY')
        .replace('M', 'MM')
        .replace('D', 'DD')
    : day
        .replace(/\p{L}{3,}\.?/gu, '#')
        .replace(/\d+/g, (digits) => {
          if (day.match(/\p{L}{3,}/u)) return digits.length === 4 ? 'YYYY' : 'D'.repeat(digits.length);
          return (letters[next++] ?? '').repeat(digits.length);
        })
        .replace('#', 'MMM');
  return time ? `${shape} hh:mm` : shape;
}

function dateShape(raw: string): DateShape | null {
  if (raw.length > LONGEST) return null;
  let text = raw.trim().replace(/^'/, '');
  if (text.length < 6 || !/\d/.test(text)) return null;
  if (text.includes(':')) text = text.replace(TIME, '').trim();
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst)
    return { kind: 'yearFirst', parts: [Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])] };
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const year = numeric[4] ?? '';
    return {
      kind: 'numeric',
      parts: [Number(numeric[1]), Number(numeric[3]), Number(year)],
      shortYear: year.length === 2,
    };
  }
  if (/^\d{6}$|^\d{8}$/.test(text)) return { kind: 'compact', digits: text };
  if (/^(?:19|20)\d{12}$/.test(text)) return { kind: 'compact', digits: text.slice(0, 8) };
  return namedShape(text);
}

function namedShape(text: string): DateShape | null {
  if (!/\p{L}/u.test(text)) return null;
  const words = foldWords(text)
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$& ')
    .split(' ');
  let month: number | undefined;
  const numbers: string[] = [];
  for (const word of words) {
    if (/^\d+$/.test(word)) numbers.push(word);
    else if (MONTHS.has(word) && month === undefined) month = MONTHS.get(word);
    else if (!FILLERS.has(word)) return null;
  }
  const [first, second] = numbers;
  if (month === undefined || first === undefined || second === undefined || numbers.length > 2) return null;
  if (first.length === 4) return { kind: 'named', day: Number(second), month, year: Number(first) };
  if (first.length > 2 || (second.length !== 4 && second.length !== 2)) return null;
  return {
    kind: 'named',
    day: Number(first),
    month,
    year: second.length === 2 ? fullYear(Number(second)) : Number(second),
  };
}

function resolve(shape: DateShape, order: DateOrder): CalendarDate | null {
  if (shape.kind === 'named') return calendarDate(shape.year, shape.month, shape.day);
  if (shape.kind === 'yearFirst') return order === 'ymd' ? calendarDate(...shape.parts) : null;
  if (shape.kind === 'compact') return resolveCompact(shape.digits, order);
  const [first, second, third] = shape.parts;
  if (order === 'ymd') return shape.shortYear ? calendarDate(fullYear(first), second, third) : null;
  const year = shape.shortYear ? fullYear(third) : third;
  return order === 'dmy' ? calendarDate(year, second, first) : calendarDate(year, first, second);
}

function resolveCompact(digits: string, order: DateOrder): CalendarDate | null {
  const yearLength = digits.length - 4;
  const [year, rest] =
    order === 'ymd'
      ? [digits.slice(0, yearLength), digits.slice(yearLength)]
      : [digits.slice(4), digits.slice(0, 4)];
  const first = Number(rest.slice(0, 2));
  const second = Number(rest.slice(2));
  const fullYearNumber = yearLength === 2 ? fullYear(Number(year)) : Number(year);
  return order === 'dmy'
    ? calendarDate(fullYearNumber, second, first)
    : calendarDate(fullYearNumber, first, second);
}

/** 00-69 are 2000-2069, 70-99 are 1970-1999. */
function fullYear(short: number): number {
  return short < 70 ? 2000 + short : 1900 + short;
}

/** Month names and their abbreviations in English, German, Dutch, French, Spanish, Italian and Portuguese, folded. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janner jaenner januari janvier janv enero ene gennaio gen janeiro',
    'feb february februar februari fevrier fevr fev febrero febbraio fevereiro',
    'mar march marz maerz mrz maart mrt mars marzo marco',
    'apr april avril avr abril abr aprile',
    'may mai mei mayo maggio mag maio',
    'jun june juni juin junio giugno giu junho',
    'jul july juli juillet juil julio luglio lug julho',
    'aug august augustus aout agosto ago',
    'sep sept september septembre septiembre setiembre set settembre sett setembro',
    'oct october oktober okt octobre octubre ottobre ott outubro out',
    'nov november novembre noviembre novembro',
    'dec december dezember dez decembre diciembre dic dicembre dezembro',
  ].flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);

const FILLERS: ReadonlySet<string> = new Set(
  'de del of the st nd rd th er e mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);
