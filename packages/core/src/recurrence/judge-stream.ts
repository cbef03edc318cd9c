import { fromEpochDay } from '../dates/index.ts';
import { type AmountPattern, amountPattern } from './amount-pattern.ts';
import { fitSchedules, type ScheduleFit } from './fit-schedules.ts';
import { periodDaysOf, type Schedule } from './schedule.ts';

/** A row that may belong to a series. */
export interface StreamRow {
  readonly id: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Signed; minor units of the account's currency. */
  readonly amountMinor: bigint;
  /** Which of the merchant's texts it has. */
  readonly text: string;
  /** What its text and category say. */
  readonly hint: 'recurring' | 'habit' | null;
}

/** Rows that come regularly. */
export interface Stream {
  readonly rows: readonly StreamRow[];
  readonly fit: ScheduleFit;
  readonly pattern: AmountPattern;
  readonly hint: StreamRow['hint'];
  /** Evidence for a series against coincidence: base-2 logarithm of the odds. */
  readonly bits: number;
}

/** Enough evidence to ask the user: seven to three. */
export const ENOUGH_BITS = 1.22;

/*
 * The weights below are base-2 logarithms of how much more likely something is in a series than by chance. They were
 * set on made-up series with known truth (bench/recurring), which also measures them.
 */
const PRIOR_BITS = 6;
const MISSED_BITS = 1.5;
const EXTRA_BITS = 1.5;
const RECURRING_BITS = 4;
const HABIT_BITS = 5;
/** Rhythms that few things have. */
const RARITY_BITS: Readonly<Record<string, number>> = {
  daily: 1.5,
  'weekly 4': 0.5,
  'monthly 2': 1,
  'quarterly 2': 1,
  irregular: 1,
};

/**
 * The schedule that rows follow best, with the evidence that they follow one at all; null when there is too little to
 * say so. `pool` is of how many rows of the merchant they were picked: picking makes coincidences.
 */
export function judgeStream(rows: readonly StreamRow[], pool: number): Stream | null {
  if (rows.length < 2 || !isWorthIt(rows)) return null;
  let best: Stream | null = null;
  for (const fit of fitSchedules(rows.map((row) => row.day))) {
    const stream = judgeFit(rows, fit, pool);
    if (stream !== null && (best === null || stream.bits > best.bits)) best = stream;
  }
  if (best !== null && best.bits >= ENOUGH_BITS) return best;
  const irregular = fitIrregular(rows);
  const loose = irregular && judgeFit(rows, irregular, pool);
  return loose && loose.bits >= ENOUGH_BITS ? loose : null;
}

/** Two rows say something only a year apart, or where they call themselves recurring. */
function isWorthIt(rows: readonly StreamRow[]): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  if (rows.length > 2 || first === undefined || last === undefined) return true;
  const apart = last.day - first.day;
  return (apart >= 350 && apart <= 380) || (hintOfRows(rows) === 'recurring' && apart >= 26);
}

function judgeFit(rows: readonly StreamRow[], fit: ScheduleFit, pool: number): Stream | null {
  const matched = fit.matches.flatMap(({ row }) => rows[row] ?? []);
  const count = matched.length;
  const hint = hintOfRows(matched);
  if (count < leastRows(fit.schedule, hint)) return null;
  if (count < 0.75 * rows.length || count < 0.7 * (count + fit.missed)) return null;
  const pattern = amountPattern(matched.map((row) => row.amountMinor));
  const { frequency, interval } = fit.schedule;
  const period = periodDaysOf(fit.schedule);
  const timing =
    frequency === 'irregular' ? IRREGULAR_BITS : Math.max(0, Math.log2(period / (2 * fit.spread + 1)));
  const share = rows.length / Math.max(pool, rows.length);
  const bits =
    (count - 1) * timing +
    amountBits(pattern, { count, share }) -
    habitualBits(pattern, { count, period, hint, isIncome: (matched[0]?.amountMinor ?? 0n) > 0n }) -
    fit.extras * EXTRA_BITS -
    fit.missed * MISSED_BITS +
    (hint === 'recurring' ? RECURRING_BITS : hint === 'habit' ? -HABIT_BITS : 0) +
    1.5 * Math.log2(share) -
    (RARITY_BITS[interval === 1 ? frequency : `${frequency} ${interval}`] ?? RARITY_BITS[frequency] ?? 0) -
    PRIOR_BITS;
  return { rows: matched, fit, pattern, hint, bits };
}

const IRREGULAR_BITS = 0.9;

function leastRows({ frequency, interval }: Schedule, hint: StreamRow['hint']): number {
  if (frequency === 'yearly') return 2;
  if (frequency === 'monthly' || frequency === 'quarterly') {
    return hint === 'recurring' && !(frequency === 'monthly' && interval > 1) ? 2 : 3;
  }
  if (frequency === 'irregular') return 6;
  return frequency === 'biweekly' ? 4 : 5;
}

/** Equal amounts speak for a series, widely different ones against it. */
function amountBits(pattern: AmountPattern, { count, share }: { count: number; share: number }): number {
  if (pattern.kind === 'fixed') {
    // Where a merchant sells much else, its prices repeat by themselves.
    return Math.min(8, 2 * pattern.repeats) * (share >= 0.5 ? 1 : 0.25);
  }
  const gaps = count - 1;
  if (pattern.variation <= 300) return Math.min(5, gaps);
  if (pattern.variation <= 1500) return Math.min(3, gaps / 2);
  if (pattern.variation <= 3000) return 0;
  return pattern.variation <= 6000 ? -0.7 * gaps : -1.5 * gaps;
}

interface Habit {
  readonly count: number;
  readonly period: number;
  readonly hint: StreamRow['hint'];
  readonly isIncome: boolean;
}

/** Shopping on the same weekday is a habit: nobody is owed it, and its amount is another one each time. */
function habitualBits(pattern: AmountPattern, { count, period, hint, isIncome }: Habit): number {
  if (pattern.kind === 'fixed' || pattern.variation <= 1000 || hint === 'recurring') return 0;
  const often = period < 20 && !isIncome ? 2.5 : 0;
  return (count - 1) * (often + (hint === 'habit' ? 1 : 0));
}

function hintOfRows(rows: readonly StreamRow[]): StreamRow['hint'] {
  const counted = (hint: StreamRow['hint']) => rows.filter((row) => row.hint === hint).length * 2;
  if (counted('recurring') >= rows.length) return 'recurring';
  return counted('habit') > rows.length ? 'habit' : null;
}

/** The same amount at distances that are alike, and no calendar's: a top-up every five weeks or so. */
function fitIrregular(rows: readonly StreamRow[]): ScheduleFit | null {
  const last = rows.at(-1);
  if (rows.length < 6 || last === undefined) return null;
  const pattern = amountPattern(rows.map((row) => row.amountMinor));
  if (pattern.kind === 'variable' && pattern.variation > 300) return null;
  const gaps = rows.slice(1).map((row, index) => row.day - (rows[index]?.day ?? row.day));
  const sorted = [...gaps].sort((left, right) => left - right);
  const middle = sorted[Math.floor(gaps.length / 2)] ?? 0;
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  if (middle < 10 || most > 2 * middle || least * 2 < middle) return null;
  const away = gaps.reduce((sum, gap) => sum + Math.abs(gap - middle), 0) / gaps.length;
  if (away > middle / 4) return null;
  const anchorDate = fromEpochDay(last.day);
  return {
    schedule: { frequency: 'irregular', interval: middle, anchorDate, days: [], weekend: 'keep' },
    matches: rows.map(({ day }, row) => ({ row, nominal: day, deviation: 0 })),
    extras: 0,
    missed: 0,
    spread: Math.max(middle - least, most - middle),
  };
}
