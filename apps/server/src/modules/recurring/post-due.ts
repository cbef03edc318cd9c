import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { formatMinor } from '@fintrack/core/money';
import { type ExpectedOccurrence, expectOccurrences } from '@fintrack/core/recurrence';
import type { JobContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { todayOf } from '../../platform/today.ts';
import { addTransaction } from '../transactions/index.ts';
import { attachArrivals } from './attach-arrivals.ts';
import { doneSince, expectationOf } from './expectation-of.ts';
import { findDoneDays, insertPosting } from './repo.postings.ts';
import { addMemberships } from './repo.rows.ts';
import * as repo from './repo.ts';

/** What one run books for one series; the rest waits for the next run. */
const MOST_AT_ONCE = 366;
const MAX_SERIES = 1000;

interface Due {
  readonly record: repo.SeriesRecord;
  readonly occurrence: ExpectedOccurrence;
}

/**
 * Books the rows of a tenant's series whose day has come, each in a change set of its own: also those of the days on
 * which nothing ran. A day that has its row or its mark is left alone, so that nothing is booked twice, whoever runs
 * beside this one. Answers how many.
 */
export async function postDue(services: Services, context: JobContext): Promise<number> {
  const { database, clock, logger } = services;
  const due = await database.jobTenant(context, null, async (tx) => {
    const today = await todayOf(tx, clock);
    await attachArrivals(tx, today);
    return findDue(tx, today);
  });
  let posted = 0;
  for (const each of due) {
    const { record, occurrence } = each;
    const summary = `Posted ${record.name.slice(0, 100)} of ${formatMinor(occurrence.expectedMinor, record.currency)} ${record.currency} for ${occurrence.date}`;
    try {
      await database.jobTenant(context, { kind: 'rule', summary }, (tx) => post(tx, services, each));
      posted += 1;
    } catch (error) {
      if (error instanceof AlreadyPosted) continue;
      // An account that was archived since: the others go on.
      if (!(error instanceof AppError)) throw error;
      logger.warn({ err: error, seriesId: record.id }, 'a recurring row could not be posted');
    }
  }
  return posted;
}

async function findDue(tx: TenantTransaction, today: CalendarDate): Promise<Due[]> {
  const records = await repo.findSeries(tx, {
    state: 'accepted',
    doneSince: doneSince(today),
    limit: MAX_SERIES,
  });
  const due: Due[] = [];
  for (const record of records) {
    const { startsOn, endsOn } = record;
    if (record.posting !== 'post' || startsOn === null) continue;
    const until = endsOn !== null && endsOn < today ? endsOn : today;
    if (startsOn > until) continue;
    const done = await findDoneDays(tx, record.id, addDays(startsOn, -3));
    const open = expectOccurrences(expectationOf(record), {
      from: startsOn,
      until,
      limit: done.size + MOST_AT_ONCE,
    }).filter(({ dueDate }) => !done.has(dueDate));
    due.push(...open.slice(0, MOST_AT_ONCE).map((occurrence) => ({ record, occurrence })));
  }
  return due;
}

/** Somebody else was faster; what was begun is rolled back. */
class AlreadyPosted extends Error {
  override readonly name = 'AlreadyPosted';
}

async function post(tx: TenantTransaction, { events }: Services, { record, occurrence }: Due): Promise<void> {
  const { accountId, payeeId, categoryId, description, name, notes, tags, postAs, currency } = record;
  const row = await addTransaction(tx, events, {
    accountId,
    date: occurrence.date,
    amount: formatMinor(occurrence.expectedMinor, currency),
    description: description === '' ? name : description,
    payeeId,
    categoryId,
    notes,
    tags: [...tags],
    status: postAs,
  });
  const posting = { seriesId: record.id, dueDate: occurrence.dueDate, transactionId: row.id };
  if (!(await insertPosting(tx, posting))) throw new AlreadyPosted(record.id);
  await addMemberships(tx, [posting]);
}
