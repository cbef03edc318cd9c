import type { CalendarDate } from '../dates/index.ts';
import type { Schedule } from './schedule.ts';

/** A price from a day on. */
export interface PriceStep {
  readonly from: CalendarDate;
  readonly amountMinor: bigint;
  readonly rows: number;
}

/** What an occurrence is expected to be, and how far around its day. Minor units, signed. */
export interface Expectation {
  readonly schedule: Schedule;
  readonly expectedMinor: bigint;
  /** Smallest and largest magnitude. */
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
  readonly earlyDays: number;
  readonly lateDays: number;
}
