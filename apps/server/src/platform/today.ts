import { type CalendarDate, dateInZone } from '@fintrack/core/dates';
import type { Clock } from './clock.ts';
import type { TenantTransaction } from './database/index.ts';

/** The calendar date where the tenant is. */
export async function todayOf(tx: TenantTransaction, clock: Clock): Promise<CalendarDate> {
  return dateInZone(clock.now(), (await tx.entered).timezone);
}
