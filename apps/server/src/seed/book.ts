import type { AccountType } from '@fintrack/contract';
import {
  addDays,
  addMonths,
  type CalendarDate,
  dateParts,
  endOfMonth,
  startOfMonth,
} from '@fintrack/core/dates';
import type { Random } from './random.ts';

/** An account of the made-up books. Amounts are minor units. */
export interface SeedAccount {
  readonly key: string;
  readonly name: string;
  readonly type: AccountType;
  readonly currency: string;
  readonly institutionName?: string;
  readonly accountNumberLast4?: string;
  readonly creditLimitMinor?: bigint;
  readonly openingMinor: bigint;
}

/** A row of the made-up books: minor units, signed from the account's view; categories by name. */
export interface SeedRow {
  readonly account: string;
  readonly date: CalendarDate;
  readonly minor: bigint;
  readonly payee: string;
  readonly category?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly isRefund?: boolean;
  readonly isPending?: boolean;
  /** The other account of a transfer, and what arrives there when its currency differs. */
  readonly transferTo?: string;
  readonly arrivesMinor?: bigint;
}

/** What the bank says at the end of a day. */
export interface SeedAnchor {
  readonly account: string;
  readonly date: CalendarDate;
  /** Added to what the rows give: 0 where bank and books agree. */
  readonly driftMinor: bigint;
  readonly description: string;
}

/** Rows of a payee get a category, as somebody would have FinTrack do it. */
export interface SeedRule {
  readonly name: string;
  readonly payee: string;
  readonly category: string;
}

/** What one unit of a currency is worth in the tenant's, set by hand. */
export interface SeedRate {
  readonly currency: string;
  readonly date: CalendarDate;
  /** A decimal: "1.1632". */
  readonly rate: string;
}

export interface SeedBook {
  readonly accounts: readonly SeedAccount[];
  readonly rows: readonly SeedRow[];
  readonly anchors: readonly SeedAnchor[];
  readonly rules: readonly SeedRule[];
  readonly rates: readonly SeedRate[];
}

/** The months of two years up to `today`: first days, oldest first. */
export function monthsUpTo(today: CalendarDate): CalendarDate[] {
  const last = startOfMonth(today);
  return Array.from({ length: 25 }, (_, index) => addMonths(last, index - 24));
}

/** A day of a month, its last one where the month is shorter. */
export function dayOf(month: CalendarDate, day: number): CalendarDate {
  const last = dateParts(endOfMonth(month)).day;
  return addDays(month, Math.min(day, last) - 1);
}

/** A rate a week up to `today`, wandering about its middle: in ten-thousandths. */
export function weeklyRates(
  currency: string,
  middle: number,
  { from, today }: { readonly from: CalendarDate; readonly today: CalendarDate },
): SeedRate[] {
  const rates: SeedRate[] = [];
  for (let date = today, week = 0; date >= from; date = addDays(date, -7), week += 1) {
    const wave = Math.round(((week * 37) % 53) - 26 + 120 * Math.sin(week / 9));
    rates.push({ currency, date, rate: ((middle + wave) / 10_000).toString() });
  }
  return rates;
}

/** A day somewhere in a month. */
export function someDay(month: CalendarDate, random: Random): CalendarDate {
  return dayOf(month, random.between(1, 31));
}

/** An amount in minor units from `low` to `high`, whole units of currency with cents. */
export function someMinor(random: Random, low: number, high: number): bigint {
  return BigInt(random.between(low, high));
}
