import type { getBalanceHistory } from '@fintrack/contract';
import { addMonths, type CalendarDate } from '@fintrack/core/dates';

type History = (typeof getBalanceHistory.data)['_output'];

/** How far back the line goes. */
export const PERIODS = [
  { id: '3m', label: '3 months', months: 3, interval: 'day' },
  { id: '1y', label: '1 year', months: 12, interval: 'week' },
  { id: '5y', label: '5 years', months: 60, interval: 'month' },
] as const;

export type Period = (typeof PERIODS)[number];

/** The period that an address names; three months where it names none. */
export function readPeriod(text: string | undefined): Period {
  return PERIODS.find(({ id }) => id === text) ?? PERIODS[0];
}

/** The first day of a period that ends today. */
export function periodStart(period: Period, today: CalendarDate): CalendarDate {
  return addMonths(today, -period.months);
}

export interface HistoryPoint {
  readonly date: CalendarDate;
  readonly value: string;
  readonly anchor: boolean;
}

/** The line's points, with those that the bank has stated in their places between them. */
export function historyPoints({ points, anchors }: Pick<History, 'points' | 'anchors'>): HistoryPoint[] {
  const stated = new Map(anchors.map(({ date, balance }) => [date, balance]));
  const line = points
    .filter(({ date }) => !stated.has(date))
    .map(({ date, balance }) => ({ date, value: balance, anchor: false }));
  const dots = anchors.map(({ date, balance }) => ({ date, value: balance, anchor: true }));
  return [...line, ...dots].toSorted((left, right) => (left.date < right.date ? -1 : 1));
}
