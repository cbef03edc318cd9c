import { type CalendarDate, toEpochDay } from '../dates/index.ts';
import type { LayoutGuess, LayoutQuestion } from './csv-layout.ts';
import { DATE_ORDERS, type DateOrder, dateReadings, readDate } from './date-text.ts';

/** The order of the date parts, or the question that the file leaves open. */
export interface DateOrderFinding {
  readonly order: DateOrder | 'ask';
  readonly guess: LayoutGuess;
  readonly question: LayoutQuestion | null;
}

const NAMES: Readonly<Record<DateOrder, string>> = {
  ymd: 'year-month-day',
  dmy: 'day/month/year',
  mdy: 'month/day/year',
};

/** So many different dates in a row that are sorted only one way are no accident (1 in 60 for five random ones). */
const SORTED_DATES_NEEDED = 5;

/**
 * Finds the order of day, month and year.
 * @param main cells of the date column in file order; @param others cells of further date columns.
 */
export function detectDateOrder(main: readonly string[], others: readonly string[]): DateOrderFinding {
  const values = [...main, ...others];
  const readings = values.map((value) => ({ value, ...dateReadings(value) }));
  const total = readings.filter((reading) => DATE_ORDERS.some((order) => reading[order] !== null)).length;
  if (total === 0) return found('ymd', 0, 'No dates could be read in the date column.');
  const count = (order: DateOrder): number => readings.filter((reading) => reading[order] !== null).length;
  const best = Math.max(...DATE_ORDERS.map(count));
  const fitting = DATE_ORDERS.filter((order) => count(order) === best);
  const unlike = (left: DateOrder, right: DateOrder): boolean =>
    readings.some((reading) => reading[left] !== reading[right]);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) {
    const against = readings.find(
      (reading) =>
        reading[only] !== null && DATE_ORDERS.every((order) => order === only || reading[order] === null),
    );
    const other = only === 'dmy' ? 'month/day' : 'day/month';
    const proof = against && only !== 'ymd' ? `; ${against.value} cannot be ${other}` : '';
    return found(
      only,
      best === total ? 0.98 : 0.8,
      `${best} of ${values.length} dates read as ${NAMES[only]}${proof}.`,
    );
  }
  if (!unlike('dmy', 'mdy')) {
    const order = fitting.includes('dmy') ? 'dmy' : 'ymd';
    return found(order, 0.95, `${best} of ${values.length} dates name the month, so there is no doubt.`);
  }
  return decideDayOrMonth(main, values);
}

/** Only day/month and month/day are left, and every value fits both. */
function decideDayOrMonth(main: readonly string[], values: readonly string[]): DateOrderFinding {
  const sample = values.find((value) => readDate(value, 'dmy') !== readDate(value, 'mdy')) ?? values[0] ?? '';
  if (/^\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}/.test(sample.trim())) {
    return found('dmy', 0.9, `Dates with points such as ${sample} begin with the day.`);
  }
  const sorted = (['dmy', 'mdy'] as const).filter((order) => isSorted(main, order));
  const [order] = sorted;
  if (order !== undefined && sorted.length === 1) {
    return found(order, 0.8, `Only as ${NAMES[order]} do the rows stand in order of time.`);
  }
  return {
    order: 'ask',
    guess: {
      field: 'dateOrder',
      confidence: 0,
      evidence: `All ${values.length} dates can be day/month or month/day (${sample}).`,
    },
    question: {
      field: 'dateOrder',
      ask: true,
      text: `Is ${sample} ${describe(readDate(sample, 'dmy'))} or ${describe(readDate(sample, 'mdy'))}?`,
      options: [
        { value: 'dmy', label: `Day first: ${readDate(sample, 'dmy') ?? ''}` },
        { value: 'mdy', label: `Month first: ${readDate(sample, 'mdy') ?? ''}` },
      ],
      suggested: suggestByTightness(main),
    },
  };
}

/**
 * A statement covers a stretch of days: where one reading puts the rows within five weeks and the other spreads them
 * over four times as many days, the tight one is likelier. Good enough to suggest, not to decide.
 */
function suggestByTightness(values: readonly string[]): 'dmy' | 'mdy' | null {
  const [dayFirst, monthFirst] = [spanInDays(values, 'dmy'), spanInDays(values, 'mdy')];
  const [tight, wide] = dayFirst < monthFirst ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
  if (tight === 0 || tight > 35 || wide < tight * 4) return null;
  return dayFirst < monthFirst ? 'dmy' : 'mdy';
}

function spanInDays(values: readonly string[], order: DateOrder): number {
  const days = values
    .map((value) => readDate(value, order))
    .filter((date) => date !== null)
    .map(toEpochDay);
  if (new Set(days).size < 3) return 0;
  return Math.max(...days) - Math.min(...days);
}

function isSorted(values: readonly string[], order: DateOrder): boolean {
  const dates = values.map((value) => readDate(value, order)).filter((date) => date !== null);
  if (new Set(dates).size < SORTED_DATES_NEEDED) return false;
  const ascending = dates.every((date, index) => index === 0 || date >= (dates[index - 1] ?? ''));
  return ascending || dates.every((date, index) => index === 0 || date <= (dates[index - 1] ?? ''));
}

function describe(date: CalendarDate | null): string {
  if (date === null) return 'no date';
  const month = MONTH_NAMES[Number(date.slice(5, 7)) - 1] ?? '';
  return `${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ');

function found(order: DateOrder, confidence: number, evidence: string): DateOrderFinding {
  return { order, guess: { field: 'dateOrder', confidence, evidence }, question: null };
}
