import { dayInMonth, monthAndDay } from '../dates/civil-day.ts';
import { fromEpochDay } from '../dates/index.ts';
import { OccurrenceWalk, rhythmOf } from './occurrences.ts';
import { type Frequency, periodDaysOf, type Schedule, WEEKEND_RULES } from './schedule.ts';

/** A schedule laid over days. */
export interface ScheduleFit {
  readonly schedule: Schedule;
  /** The rows that fall on an occurrence, oldest first; one an occurrence. */
  readonly matches: readonly FittedDay[];
  /** Rows that fall on none, or on one that has its row. */
  readonly extras: number;
  /** Occurrences between the first and the last without a row. */
  readonly missed: number;
  /** Days around the expected day within which four of five rows are. */
  readonly spread: number;
}

interface FittedDay {
  /** Place in the list of days. */
  readonly row: number;
  readonly nominal: number;
  readonly deviation: number;
}

interface Shape {
  readonly frequency: Frequency;
  readonly interval: number;
  /** Days that a row may be away from its occurrence. */
  readonly tolerance: number;
}

const DAY_SHAPES: readonly Shape[] = [
  { frequency: 'weekly', interval: 1, tolerance: 1 },
  { frequency: 'biweekly', interval: 1, tolerance: 2 },
  { frequency: 'weekly', interval: 4, tolerance: 2 },
];
const MONTH_SHAPES: readonly Shape[] = [
  { frequency: 'monthly', interval: 1, tolerance: 5 },
  { frequency: 'monthly', interval: 2, tolerance: 6 },
  { frequency: 'quarterly', interval: 1, tolerance: 9 },
  { frequency: 'quarterly', interval: 2, tolerance: 11 },
  { frequency: 'yearly', interval: 1, tolerance: 14 },
];
const TWICE_A_MONTH: Shape = { frequency: 'semi_monthly', interval: 1, tolerance: 3 };

/**
 * The schedules that rows may follow, the best of each shape; `days` are days since 1970-01-01, oldest first. Shapes
 * that would need far more or far fewer rows are not tried, so that many rows cost no more than reading them.
 */
export function fitSchedules(days: readonly number[]): ScheduleFit[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || days.length < 2) return [];
  const span = last - first;
  const fits: (ScheduleFit | null)[] = [];
  for (const shape of DAY_SHAPES) {
    if (isPossible(days, span, shape)) fits.push(bestOf(days, shape, phasesOf(days, shape)));
  }
  for (const shape of MONTH_SHAPES) {
    if (isPossible(days, span, shape)) fits.push(bestOf(days, shape, anchorsOf(days, shape)));
  }
  if (days.length >= 4 && isPossible(days, span, TWICE_A_MONTH)) {
    fits.push(bestOf(days, TWICE_A_MONTH, pairsOf(days)));
  }
  fits.push(fitEveryNDays(days));
  return fits.filter((fit) => fit !== null);
}

/** Enough rows for the span, and not many more than occurrences. */
function isPossible(days: readonly number[], span: number, { frequency, interval }: Shape): boolean {
  const twice = frequency === 'semi_monthly' ? [1, 15] : [];
  const period = periodDaysOf({ ...NOTHING, frequency, interval, days: twice });
  const periods = span / period;
  return periods > 0.6 && days.length <= periods * 1.5 + 2 && days.length >= periods * 0.6;
}

const NOTHING: Schedule = {
  frequency: 'daily',
  interval: 1,
  anchorDate: fromEpochDay(0),
  days: [],
  weekend: 'keep',
};

/** Every phase of a rhythm of days that the most rows have, each as a schedule. */
function phasesOf(days: readonly number[], shape: Shape): Schedule[] {
  const size = periodDaysOf({ ...NOTHING, ...shape });
  const counts = new Map<number, number>();
  for (const day of days) counts.set(mod(day, size), (counts.get(mod(day, size)) ?? 0) + 1);
  return mostFrequent(counts, 3).map((phase) => {
    const first = days[0] ?? 0;
    return scheduleOf(shape, first + mod(phase - first, size), []);
  });
}

/** For months: the days of the month that the most rows have, begun in a row's own month. */
function anchorsOf(days: readonly number[], shape: Shape): Schedule[] {
  const counts = new Map<number, number>();
  let monthEnds = 0;
  for (const epochDay of days) {
    const { month, day } = monthAndDay(epochDay);
    counts.set(day, (counts.get(day) ?? 0) + 1);
    if (epochDay >= dayInMonth(month, 31) - 2) monthEnds += 1;
  }
  const wanted = mostFrequent(counts, 4);
  if (monthEnds * 2 >= days.length && !wanted.includes(31)) wanted.push(31);
  const middle = days[Math.floor(days.length / 2)] ?? 0;
  if (!wanted.includes(monthAndDay(middle).day)) wanted.push(monthAndDay(middle).day);
  const isEveryMonth = shape.frequency === 'monthly' && shape.interval === 1;
  const starts = isEveryMonth ? [middle] : [...new Set([days[0] ?? 0, middle, days.at(-1) ?? 0])];
  return starts.flatMap((start) => wanted.map((day) => scheduleOf(shape, start, [day])));
}

function pairsOf(days: readonly number[]): Schedule[] {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(monthAndDay(day).day, (counts.get(monthAndDay(day).day) ?? 0) + 1);
  const wanted = [...new Set([...mostFrequent(counts, 4), 31])].sort((left, right) => left - right);
  return wanted.flatMap((first) =>
    wanted
      .filter((second) => second - first >= 10 && first + 30 - second >= 10)
      .map((second) => scheduleOf(TWICE_A_MONTH, days[0] ?? 0, [first, second])),
  );
}

function scheduleOf({ frequency, interval }: Shape, start: number, days: readonly number[]): Schedule {
  const [day] = days;
  const anchor = day === undefined ? start : dayInMonth(monthAndDay(start).month, day);
  return { frequency, interval, anchorDate: fromEpochDay(anchor), days, weekend: 'keep' };
}

/** The schedule under which the rows are nearest to their days; off weekends only where that fits clearly better. */
function bestOf(days: readonly number[], shape: Shape, schedules: readonly Schedule[]): ScheduleFit | null {
  const plain = schedules
    .flatMap((schedule) => lieOn(days, schedule, shape))
    .sort((left, right) => right.matches.length - left.matches.length || left.away - right.away);
  const [best] = plain;
  if (!best) return null;
  const moved = plain
    .slice(0, 3)
    .flatMap(({ schedule }) =>
      WEEKEND_RULES.filter((rule) => rule !== 'keep').flatMap((weekend) =>
        lieOn(days, { ...schedule, weekend }, shape),
      ),
    );
  const better = moved
    .filter(
      (fit) => fit.matches.length >= best.matches.length && fit.away + 2 <= best.away && fit.spread <= 1,
    )
    .sort((left, right) => left.away - right.away);
  const { away: _away, ...fit } = better[0] ?? best;
  return fit.matches.length < 2 ? null : fit;
}

function lieOn(days: readonly number[], schedule: Schedule, { tolerance }: Shape): (ScheduleFit & Laid)[] {
  const laid = lay(days, schedule, tolerance);
  return laid === null ? [] : [{ schedule, ...laid }];
}

interface Laid extends Omit<ScheduleFit, 'schedule'> {
  /** Days away from the expected ones, all together. */
  readonly away: number;
}

/** Where more rows than this are on no occurrence, the rows follow another schedule or none. */
const MOST_EXTRAS = 0.25;

/** Gives each row to its nearest occurrence, and each occurrence its nearest row; null where too many have none. */
function lay(days: readonly number[], schedule: Schedule, tolerance: number): Laid | null {
  const walk = new OccurrenceWalk(rhythmOf(schedule), days[0] ?? 0);
  const matches: (FittedDay & { readonly index: number })[] = [];
  let extras = 0;
  for (const [row, day] of days.entries()) {
    if (extras > days.length * MOST_EXTRAS) return null;
    const { index, nominal, deviation } = walk.nearest(day);
    if (Math.abs(deviation) > tolerance) {
      extras += 1;
      continue;
    }
    const before = matches.at(-1);
    if (before?.index !== index) matches.push({ row, index, nominal, deviation });
    else {
      extras += 1;
      if (Math.abs(deviation) < Math.abs(before.deviation)) {
        matches[matches.length - 1] = { row, index, nominal, deviation };
      }
    }
  }
  const [first, last] = [matches[0], matches.at(-1)];
  const periods = first && last ? last.index - first.index + 1 : 0;
  const away = matches.map(({ deviation }) => Math.abs(deviation)).sort((left, right) => left - right);
  return {
    matches: matches.map(({ row, nominal, deviation }) => ({ row, nominal, deviation })),
    extras,
    missed: periods - matches.length,
    spread: away[Math.ceil(away.length * 0.8) - 1] ?? 0,
    away: away.reduce((sum, each) => sum + each, 0),
  };
}

/** Rhythms of so many days that no calendar names: every 10 days, every 30 days. */
function fitEveryNDays(days: readonly number[]): ScheduleFit | null {
  if (days.length < 4) return null;
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  const size = [...gaps].sort((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 0;
  if (size < 3 || size > 120 || size % 7 === 0) return null;
  const steady = gaps.filter((gap) => Math.abs(gap - size) <= 1).length;
  if (steady < gaps.length * 0.8) return null;
  const shape: Shape = { frequency: 'daily', interval: size, tolerance: Math.max(1, Math.floor(size / 10)) };
  return bestOf(days, shape, phasesOf(days, shape));
}

function mostFrequent(counts: ReadonlyMap<number, number>, limit: number): number[] {
  return [...counts]
    .sort((left, right) => right[1] - left[1] || left[0] - right[0])
    .slice(0, limit)
    .map(([value]) => value);
}

function mod(value: number, size: number): number {
  return ((value % size) + size) % size;
}
