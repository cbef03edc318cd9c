import type * as contract from '@fintrack/contract';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { expectOccurrences } from '@fintrack/core/recurrence';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { todayOf } from '../../platform/today.ts';
import { enqueueDetection } from './background.ts';
import { describeKept, detectNow } from './detect.ts';
import { doneSince, expectationOf, openOccurrences } from './expectation-of.ts';
import { presentDetail, presentOccurrence, presentSeries } from './present.ts';
import { countRowsUpTo } from './repo.groups.ts';
import { findSeriesRows } from './repo.rows.ts';
import * as repo from './repo.ts';

type Clocked = Pick<Services, 'clock'>;

/** A page of series. */
export async function listRecurring(
  tx: TenantTransaction,
  { clock }: Clocked,
  filter: Omit<repo.SeriesFilter, 'doneSince'>,
): Promise<{ series: contract.RecurringSeries[]; next: repo.SeriesFilter['after'] | null }> {
  const today = await todayOf(tx, clock);
  const found = await repo.findSeries(tx, {
    ...filter,
    limit: filter.limit + 1,
    doneSince: doneSince(today),
  });
  const shown = found.slice(0, filter.limit);
  const last = found.length > filter.limit ? shown.at(-1) : undefined;
  return {
    series: shown.map((record) => presentSeries(record, today)),
    next: last ? repo.rankOf(last) : null,
  };
}

/** One series with its rows. @throws {AppError} NOT_FOUND */
export async function getRecurring(
  tx: TenantTransaction,
  { clock }: Clocked,
  id: string,
): Promise<contract.RecurringDetail> {
  const today = await todayOf(tx, clock);
  const record = (await repo.findOne(tx, id, doneSince(today))) ?? refuseMissing();
  return presentDetail(record, await findSeriesRows(tx, id), today);
}

const UPCOMING_DAYS = 35;
const MAX_SERIES = 1000;
const MAX_UPCOMING = 500;
const MAX_FORECAST = 400;

/** What the accepted series bring, in the order of the days. @throws {AppError} VALIDATION_FAILED */
export async function listUpcoming(
  tx: TenantTransaction,
  { clock }: Clocked,
  wanted: { readonly until?: CalendarDate | undefined },
): Promise<z.output<typeof contract.listUpcoming.data>> {
  const today = await todayOf(tx, clock);
  const until = checkUntil(wanted.until ?? addDays(today, UPCOMING_DAYS), today);
  const records = await repo.findSeries(tx, {
    state: 'accepted',
    doneSince: doneSince(today),
    limit: MAX_SERIES,
  });
  const all = records
    .filter(({ posting }) => posting !== 'none')
    .flatMap((record) =>
      openOccurrences(record, { today, until, limit: MAX_UPCOMING }).map((occurrence) => ({
        ...presentOccurrence(occurrence, record.currency),
        seriesId: record.id,
        name: record.name,
        accountId: record.accountId,
        accountName: record.accountName,
        currency: record.currency,
        posting: record.posting,
        isOverdue: occurrence.latest < today,
      })),
    )
    .sort((left, right) => compareTexts(left.date + left.name, right.date + right.name));
  return { until, occurrences: all.slice(0, MAX_UPCOMING), isTruncated: all.length > MAX_UPCOMING };
}

/** The next dates of one series. @throws {AppError} NOT_FOUND, VALIDATION_FAILED */
export async function forecastRecurring(
  tx: TenantTransaction,
  { clock }: Clocked,
  wanted: { readonly id: string; readonly until?: CalendarDate | undefined },
): Promise<z.output<typeof contract.forecastRecurring.data>> {
  const today = await todayOf(tx, clock);
  const record = (await repo.findOne(tx, wanted.id, doneSince(today))) ?? refuseMissing();
  const until = checkUntil(wanted.until ?? addDays(today, 365), today);
  const { startsOn, endsOn, currency } = record;
  const from = startsOn !== null && startsOn > today ? startsOn : today;
  const last = endsOn !== null && endsOn < until ? endsOn : until;
  const isOver = record.state === 'dismissed' || record.state === 'ended' || from > last;
  const found = isOver
    ? []
    : expectOccurrences(expectationOf(record), { from, until: last, limit: MAX_FORECAST + 1 }).filter(
        ({ dueDate }) => !record.doneDays.includes(dueDate),
      );
  return {
    until,
    currency,
    occurrences: found.slice(0, MAX_FORECAST).map((each) => presentOccurrence(each, currency)),
    isTruncated: found.length > MAX_FORECAST,
  };
}

/** Larger books are looked through by a job: the request would take too long. */
const ROWS_AT_ONCE = 20_000;

/** Looks for series. @returns what came of it, and the change set's words. */
export async function detectRecurring(
  tx: TenantTransaction,
  services: Services,
): Promise<{ status: 'done' | 'queued'; found: number; updated: number; summary: string }> {
  if ((await countRowsUpTo(tx, ROWS_AT_ONCE + 1)) > ROWS_AT_ONCE) {
    await enqueueDetection(tx, services);
    return { status: 'queued', found: 0, updated: 0, summary: 'Asked for a look for recurring series' };
  }
  const kept = await detectNow(tx, services);
  return { status: 'done', found: kept.found, updated: kept.updated, summary: describeKept(kept) };
}

function checkUntil(until: CalendarDate, today: CalendarDate): CalendarDate {
  const message = 'Choose a day from today on, within ten years.';
  if (until < today || until > addDays(today, 3660)) {
    refuse('VALIDATION_FAILED', message, [{ path: 'until', message }]);
  }
  return until;
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such series.');
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
