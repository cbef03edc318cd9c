import { addDays, type CalendarDate, daysBetween } from '../dates/index.ts';
import type { Expectation, PriceStep } from './expectation.ts';
import { occurrencesBetween } from './occurrences.ts';

/** A row of a series. Minor units, signed. */
export interface SeriesRow {
  readonly id: string;
  readonly dueDate: CalendarDate;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly description: string;
  /** Booked by the series itself, and not seen at the bank yet. */
  readonly isPosted: boolean;
}

export type OccurrenceStatus = 'on_time' | 'early' | 'late' | 'missing' | 'posted';

/** What was expected beside what came. */
export interface OccurrenceVariance {
  readonly dueDate: CalendarDate;
  readonly status: OccurrenceStatus;
  /** Negative when early; null when missing. */
  readonly daysLate: number | null;
  readonly expectedMinor: bigint;
  /** actual - expected; null when missing. */
  readonly differenceMinor: bigint | null;
  /** In tenths of a percent of what was expected; null when missing or nothing was expected. */
  readonly differencePerMille: number | null;
  readonly isPriceChange: boolean;
  readonly row: SeriesRow | null;
}

export interface Variance {
  /** Oldest first. */
  readonly occurrences: readonly OccurrenceVariance[];
  readonly onTime: number;
  readonly early: number;
  readonly late: number;
  readonly missing: number;
  readonly averageDaysLate: number | null;
  /** The last three amounts against the three before, in tenths of a percent; null below six rows. */
  readonly trendPerMille: number | null;
}

export interface VarianceCase {
  readonly expectation: Expectation;
  /** Oldest first. */
  readonly rows: readonly SeriesRow[];
  readonly priceHistory: readonly PriceStep[];
  readonly today: CalendarDate;
}

/** A day's difference is the bank's; more counts as early or late. */
const ON_TIME_DAYS = 1;
/** More occurrences than anybody looks through. */
const MAX_OCCURRENCES = 2000;

/**
 * Expected against actual for every occurrence from the first row to today. What was expected of a row is the price at
 * that time, or for a changing amount the middle of the six before it.
 */
export function analyseVariance({ expectation, rows, priceHistory, today }: VarianceCase): Variance {
  const compared = rows.map((row, index) => compareRow(row, { rows, index, expectation, priceHistory }));
  const missing = missingOccurrences({ expectation, rows, priceHistory, today });
  const occurrences = [...compared, ...missing].sort((left, right) =>
    left.dueDate < right.dueDate ? -1 : 1,
  );
  const late = compared.flatMap(({ daysLate }) => daysLate ?? []);
  const count = (status: OccurrenceStatus) => occurrences.filter((each) => each.status === status).length;
  return {
    occurrences,
    onTime: count('on_time'),
    early: count('early'),
    late: count('late'),
    missing: missing.length,
    averageDaysLate:
      late.length === 0
        ? null
        : Math.round((late.reduce((sum, days) => sum + days, 0) / late.length) * 10) / 10,
    trendPerMille: trendOf(rows.map((row) => row.amountMinor)),
  };
}

interface RowPlace {
  readonly rows: readonly SeriesRow[];
  readonly index: number;
  readonly expectation: Expectation;
  readonly priceHistory: readonly PriceStep[];
}

function compareRow(row: SeriesRow, place: RowPlace): OccurrenceVariance {
  const [due] = occurrencesBetween(place.expectation.schedule, {
    from: addDays(row.dueDate, -3),
    until: addDays(row.dueDate, 3),
    limit: 7,
  }).filter(({ nominal }) => nominal === row.dueDate);
  const daysLate = daysBetween(due?.date ?? row.dueDate, row.date);
  const expectedMinor = expectedOf(row, place);
  const differenceMinor = row.amountMinor - expectedMinor;
  const isPriceChange = place.priceHistory.slice(1).some((step) => step.from === row.date);
  return {
    dueDate: row.dueDate,
    status: row.isPosted ? 'posted' : statusOf(daysLate),
    daysLate,
    expectedMinor,
    differenceMinor,
    differencePerMille: perMille(row.amountMinor, expectedMinor),
    isPriceChange,
    row,
  };
}

function statusOf(daysLate: number): OccurrenceStatus {
  if (daysLate > ON_TIME_DAYS) return 'late';
  return daysLate < -ON_TIME_DAYS ? 'early' : 'on_time';
}

/** A new price is compared with the old one, so that the change shows once. */
function expectedOf(row: SeriesRow, { rows, index, expectation, priceHistory }: RowPlace): bigint {
  const before = priceHistory.filter((step) => step.from < row.date).at(-1) ?? priceHistory[0];
  if (before) return before.amountMinor;
  const earlier = rows.slice(Math.max(0, index - 6), index).map((each) => each.amountMinor);
  return earlier.length === 0 ? (rows[0]?.amountMinor ?? expectation.expectedMinor) : middleOf(earlier);
}

function missingOccurrences(given: VarianceCase): OccurrenceVariance[] {
  const { expectation, rows, priceHistory, today } = given;
  const [first] = rows;
  if (!first || expectation.schedule.frequency === 'irregular') return [];
  const there = new Set(rows.map((row) => row.dueDate));
  return occurrencesBetween(expectation.schedule, { from: first.date, until: today, limit: MAX_OCCURRENCES })
    .filter(({ nominal, date }) => !there.has(nominal) && addDays(date, expectation.lateDays + 1) < today)
    .map(({ nominal, date }) => ({
      dueDate: nominal,
      status: 'missing' as const,
      daysLate: null,
      expectedMinor:
        priceHistory.filter((step) => step.from <= date).at(-1)?.amountMinor ?? expectation.expectedMinor,
      differenceMinor: null,
      differencePerMille: null,
      isPriceChange: false,
      row: null,
    }));
}

function trendOf(amounts: readonly bigint[]): number | null {
  if (amounts.length < 6) return null;
  const sum = (part: readonly bigint[]) => part.reduce((total, each) => total + each, 0n);
  return perMille(sum(amounts.slice(-3)), sum(amounts.slice(-6, -3)));
}

/** How much larger in magnitude, in tenths of a percent, towards zero. */
function perMille(actualMinor: bigint, expectedMinor: bigint): number | null {
  if (expectedMinor === 0n) return null;
  return Number(((actualMinor - expectedMinor) * 1000n) / expectedMinor);
}

function middleOf(amounts: readonly bigint[]): bigint {
  const sorted = [...amounts].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
}
