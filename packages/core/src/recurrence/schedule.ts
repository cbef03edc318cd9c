import { type CalendarDate, isCalendarDate } from '../dates/index.ts';

/** How often something comes; `interval` says every how many of it. */
export const FREQUENCIES = [
  'daily',
  'weekly',
  'biweekly',
  'semi_monthly',
  'monthly',
  'quarterly',
  'yearly',
  'irregular',
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** What happens to a day on a Saturday or Sunday: it stays, or moves to the Friday before or the Monday after. */
export const WEEKEND_RULES = ['keep', 'before', 'after'] as const;
export type WeekendRule = (typeof WEEKEND_RULES)[number];

/** When something comes. */
export interface Schedule {
  readonly frequency: Frequency;
  /** Every so many: 2 with "weekly" is every other week. Of an irregular one: about so many days apart. */
  readonly interval: number;
  /** A day on which it falls, before any move off a weekend: for days and weeks the phase, for months the month. */
  readonly anchorDate: CalendarDate;
  /** Days of the month: two for "semi_monthly", one for "monthly", "quarterly", "yearly"; 31 is the last day. */
  readonly days: readonly number[];
  readonly weekend: WeekendRule;
}

/** The step from one day to the next: so many days, or so many months, in which it falls on each of `days`. */
export type Step =
  | { readonly unit: 'day'; readonly size: number }
  | { readonly unit: 'month'; readonly size: number };

const STEPS: Readonly<Record<Frequency, Step>> = {
  daily: { unit: 'day', size: 1 },
  irregular: { unit: 'day', size: 1 },
  weekly: { unit: 'day', size: 7 },
  biweekly: { unit: 'day', size: 14 },
  semi_monthly: { unit: 'month', size: 1 },
  monthly: { unit: 'month', size: 1 },
  quarterly: { unit: 'month', size: 3 },
  yearly: { unit: 'month', size: 12 },
};

/** How far it is from one to the next. */
export function stepOf({ frequency, interval }: Schedule): Step {
  const { unit, size } = STEPS[frequency];
  return { unit, size: size * interval };
}

/** Days from one to the next, on average. */
export function periodDaysOf(schedule: Schedule): number {
  const { unit, size } = stepOf(schedule);
  return unit === 'day' ? size : (size * 30.436_875) / Math.max(1, schedule.days.length);
}

/** What is wrong with a schedule, in words for the user, or null. A sound one never stands still and never doubles. */
export function findScheduleProblem(schedule: Schedule): string | null {
  const { frequency, interval, days, anchorDate, weekend } = schedule;
  if (!isCalendarDate(anchorDate)) return 'Give the day on which it begins.';
  if (!Number.isInteger(interval) || interval < 1 || interval > MAX_INTERVAL) {
    return `Choose every 1 to ${MAX_INTERVAL}.`;
  }
  if (!days.every((day) => Number.isInteger(day) && day >= 1 && day <= 31)) {
    return 'A day of the month is 1 to 31; 31 is the last day.';
  }
  if (stepOf(schedule).unit === 'day') {
    if (days.length > 0) return 'Days of the month belong to a monthly schedule.';
    return weekend !== 'keep' && stepOf(schedule).size < 3
      ? 'What comes every day or two cannot move off weekends.'
      : null;
  }
  if (frequency !== 'semi_monthly') return days.length === 1 ? null : 'Give one day of the month.';
  const [first = 0, second = 0] = days;
  if (days.length !== 2 || interval !== 1) return 'Twice a month has two days of the month.';
  // Nearer ones could move onto one and the same day, in February or off a weekend.
  return second - first >= 7 && first + 28 - Math.min(second, 28) >= 7
    ? null
    : 'Choose two days of the month that are at least a week apart, the earlier one first.';
}

const MAX_INTERVAL = 366;

const PLAIN: Readonly<Record<Frequency, readonly [one: string, many: string]>> = {
  daily: ['every day', 'days'],
  weekly: ['every week', 'weeks'],
  biweekly: ['every two weeks', 'fortnights'],
  semi_monthly: ['twice a month', 'months'],
  monthly: ['every month', 'months'],
  quarterly: ['every quarter', 'quarters'],
  yearly: ['every year', 'years'],
  irregular: ['about every day', 'days'],
};

/** The rhythm in words: "every month", "every 10 days", "about every 40 days". */
export function rhythmWords({ frequency, interval }: Pick<Schedule, 'frequency' | 'interval'>): string {
  const [one, many] = PLAIN[frequency];
  if (interval === 1) return one;
  if (frequency === 'irregular') return `about every ${interval} ${many}`;
  if (frequency === 'quarterly' && interval === 2) return 'every half year';
  return frequency === 'biweekly' ? `every ${interval * 2} weeks` : `every ${interval} ${many}`;
}
