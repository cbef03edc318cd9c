import { addDays, type CalendarDate, daysBetween } from '@fintrack/core/dates';
import { type ExpectedOccurrence, merchantWords } from '@fintrack/core/recurrence';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { deleteTransaction, editTransaction, getTransaction } from '../transactions/index.ts';
import { doneSince, expectationOf, openOccurrences, REACH_DAYS } from './expectation-of.ts';
import { findOpenPostings, markSettled, type OpenPosting } from './repo.postings.ts';
import * as rows from './repo.rows.ts';
import * as repo from './repo.ts';

/** A bank's row may come so many days before or after the window of its occurrence. */
const SLACK_DAYS = 3;
const MAX_SERIES = 1000;
const MAX_OPEN = 400;
const RECENT_DAYS = 110;

/** A row of the bank that is the one that a series has booked ahead. */
export interface Settlement {
  readonly posting: OpenPosting;
  readonly arrival: rows.Arrival;
}

/**
 * Gives rows that came to the accepted series that expect them. Needs no change set: nothing of the ledger changes.
 * Answers how many.
 */
export async function attachArrivals(tx: TenantTransaction, today: CalendarDate): Promise<number> {
  const records = await repo.findSeries(tx, {
    state: 'accepted',
    doneSince: addDays(today, -REACH_DAYS),
    limit: MAX_SERIES,
  });
  let attached = 0;
  for (const record of records) {
    const until = addDays(today, expectationOf(record).earlyDays);
    const reach = reachOf(record, today);
    const open = openOccurrences(record, { today, until, limit: MAX_OPEN, reach });
    if (open.length === 0) continue;
    const pairs = await pairUp(tx, record, open);
    attached += await rows.addMemberships(
      tx,
      pairs.map(({ arrival, occurrence }) => ({
        seriesId: record.id,
        transactionId: arrival.id,
        dueDate: occurrence.dueDate,
      })),
    );
  }
  return attached;
}

/** A series that was made for the past looks for its rows from its first day on, any other for some months. */
function reachOf({ startsOn }: repo.SeriesRecord, today: CalendarDate): number {
  const since = startsOn === null ? 0 : daysBetween(startsOn, today);
  return Math.min(REACH_DAYS, Math.max(since, RECENT_DAYS));
}

/** The rows of the bank that came in place of those that series have booked ahead. Reads only. */
export async function findSettlements(tx: TenantTransaction, today: CalendarDate): Promise<Settlement[]> {
  const postings = await findOpenPostings(tx);
  const ids = [...new Set(postings.map((posting) => posting.seriesId))];
  if (ids.length === 0) return [];
  const records = await repo.findSeries(tx, { ids, doneSince: doneSince(today), limit: ids.length });
  const settlements: Settlement[] = [];
  for (const record of records) {
    const own = postings.filter((posting) => posting.seriesId === record.id);
    const expectation = expectationOf(record);
    const waiting = own.map(({ dueDate }) => ({
      dueDate,
      date: dueDate,
      earliest: addDays(dueDate, -expectation.earlyDays - 2),
      latest: addDays(dueDate, expectation.lateDays + 2),
      ...expectation,
    }));
    for (const { arrival, occurrence } of await pairUp(tx, record, waiting)) {
      const posting = own.find(({ dueDate }) => dueDate === occurrence.dueDate);
      if (posting) settlements.push({ posting, arrival });
    }
  }
  return settlements;
}

/**
 * The bank's row stays, the one that was booked ahead goes; what a person has made of that one is kept. In the change
 * set of the transaction. @throws {AppError}
 */
export async function settle(
  tx: TenantTransaction,
  events: EventBus,
  { posting, arrival }: Settlement,
): Promise<void> {
  const ahead = await getTransaction(tx, posting.transactionId);
  const booked = await getTransaction(tx, arrival.id);
  const changes = {
    ...(booked.categoryId === null && !booked.isSplit && ahead.type === booked.type
      ? { categoryId: ahead.categoryId }
      : {}),
    ...(booked.payeeId === null ? { payeeId: ahead.payeeId } : {}),
    ...(booked.notes === null ? { notes: ahead.notes } : {}),
    ...(booked.tags.length === 0 && ahead.tags.length > 0 ? { tags: ahead.tags } : {}),
  };
  await deleteTransaction(tx, events, { id: ahead.id, otherLeg: 'delete' });
  // A reconciled row is locked, and stays as it is.
  if (Object.keys(changes).length > 0 && booked.status !== 'reconciled') {
    await editTransaction(tx, events, { id: booked.id, version: booked.version, changes });
  }
  await rows.removeMemberships(tx, [ahead.id]);
  await rows.addMemberships(tx, [
    { seriesId: posting.seriesId, transactionId: booked.id, dueDate: posting.dueDate },
  ]);
  await markSettled(tx, posting, booked.id);
}

interface Pair {
  readonly arrival: rows.Arrival;
  readonly occurrence: ExpectedOccurrence;
}

/** Each occurrence with the row that is nearest to its day; of equally near ones that of the nearest amount. */
async function pairUp(
  tx: TenantTransaction,
  record: repo.SeriesRecord,
  open: readonly ExpectedOccurrence[],
): Promise<Pair[]> {
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return [];
  const { expectedMinor, lowMinor, highMinor } = expectationOf(record);
  // A quarter below the least, a quarter above the most.
  const [inner, outer] = [(lowMinor * 3n) / 4n, (highMinor * 5n) / 4n];
  const arrivals = await rows.findArrivals(tx, {
    accountId: record.accountId,
    from: addDays(first.earliest, -SLACK_DAYS),
    until: addDays(last.latest, SLACK_DAYS),
    leastMinor: expectedMinor < 0n ? outer : inner,
    mostMinor: expectedMinor < 0n ? inner : outer,
  });
  const left = arrivals.filter((arrival) => isOfSeries(record, arrival));
  const pairs: Pair[] = [];
  for (const occurrence of open) {
    const near = left.filter(
      ({ date }) =>
        date >= addDays(occurrence.earliest, -SLACK_DAYS) && date <= addDays(occurrence.latest, SLACK_DAYS),
    );
    const [best] = near.sort(
      (one, other) =>
        Math.abs(daysBetween(occurrence.date, one.date)) -
          Math.abs(daysBetween(occurrence.date, other.date)) ||
        (away(one, expectedMinor) < away(other, expectedMinor) ? -1 : 1),
    );
    if (!best) continue;
    left.splice(left.indexOf(best), 1);
    pairs.push({ arrival: best, occurrence });
  }
  return pairs;
}

/** By the payee, by a word that both have, or by the very amount. */
function isOfSeries(record: repo.SeriesRecord, { text, payeeId, amountMinor }: rows.Arrival): boolean {
  if (record.payeeId !== null && record.payeeId === payeeId) return true;
  if (amountMinor === expectationOf(record).expectedMinor) return true;
  const words = new Set([
    ...merchantWords(record.name),
    ...merchantWords(record.payeeName ?? ''),
    ...(record.evidence?.merchantWords ?? []),
  ]);
  return merchantWords(text).some((word) => words.has(word));
}

function away({ amountMinor }: rows.Arrival, expectedMinor: bigint): bigint {
  return amountMinor > expectedMinor ? amountMinor - expectedMinor : expectedMinor - amountMinor;
}
