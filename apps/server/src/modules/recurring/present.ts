import type * as contract from '@fintrack/contract';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { type Currency, formatMinor } from '@fintrack/core/money';
import {
  analyseVariance,
  type ExpectedOccurrence,
  type OccurrenceVariance,
  rhythmWords,
  type SeriesRow,
} from '@fintrack/core/recurrence';
import { expectationOf, hasStopped, openOccurrences } from './expectation-of.ts';
import type { SeriesRecord } from './repo.ts';

/** Occurrences that a detail names. */
const NAMED = 400;
/** A series that comes less often than this has its next day beyond it. */
const NEXT_WITHIN_DAYS = 3 * 366;

export function presentSeries(record: SeriesRecord, today: CalendarDate): contract.RecurringSeries {
  const { currency, evidence } = record;
  const expectation = expectationOf(record);
  const { schedule, expectedMinor, lowMinor, highMinor } = expectation;
  const write = (minor: bigint) => formatMinor(minor, currency);
  const until = addDays(today, NEXT_WITHIN_DAYS);
  const [next] = isOpen(record) ? openOccurrences(record, { today, until, limit: 1 }) : [];
  const { id, state, name, accountId, accountName, payeeId, payeeName, categoryId, categoryName } = record;
  const { posting, postAs, startsOn, endsOn, description, notes, tags, isMadeByHand, version } = record;
  return {
    id,
    state,
    name,
    accountId,
    accountName,
    currency,
    payeeId,
    payeeName,
    categoryId,
    categoryName,
    schedule: { ...schedule, days: [...schedule.days] },
    rhythm: rhythmWords(schedule),
    amountKind: lowMinor === highMinor ? 'fixed' : 'variable',
    expected: write(expectedMinor),
    low: write(lowMinor),
    high: write(highMinor),
    isOwnSchedule: record.ownSchedule !== null,
    isOwnAmount: record.ownAmounts !== null,
    posting,
    postAs,
    startsOn,
    endsOn,
    description,
    notes,
    tags: [...tags],
    confidence: evidence?.confidence ?? null,
    reasons: [...(evidence?.reasons ?? [])],
    isMadeByHand,
    hasStopped: hasStopped(record),
    rowCount: record.memberCount,
    firstDate: record.memberFirst,
    lastDate: record.memberLast,
    priceHistory: (evidence?.priceHistory ?? []).map(({ from, amountMinor, rows }) => ({
      from,
      rows,
      amount: write(amountMinor),
    })),
    next: next ? presentOccurrence(next, currency) : null,
    version,
    createdAt: record.createdAt.toISOString(),
  };
}

function isOpen({ state }: SeriesRecord): boolean {
  return state === 'proposed' || state === 'accepted';
}

export function presentOccurrence(
  occurrence: ExpectedOccurrence,
  currency: Currency,
): contract.RecurringOccurrence {
  const { dueDate, date, earliest, latest, expectedMinor, lowMinor, highMinor } = occurrence;
  return {
    dueDate,
    date,
    earliest,
    latest,
    expected: formatMinor(expectedMinor, currency),
    low: formatMinor(lowMinor, currency),
    high: formatMinor(highMinor, currency),
  };
}

/** A series with its rows: what was expected beside what came. */
export function presentDetail(
  record: SeriesRecord,
  rows: readonly SeriesRow[],
  today: CalendarDate,
): contract.RecurringDetail {
  const { currency } = record;
  const expectation = expectationOf(record);
  const ownPrice = { from: today, amountMinor: expectation.expectedMinor, rows: rows.length };
  const priceHistory = record.ownAmounts === null ? (record.evidence?.priceHistory ?? []) : [ownPrice];
  const variance = analyseVariance({ expectation, rows, priceHistory, today });
  const { onTime, early, late, missing, averageDaysLate, trendPerMille } = variance;
  const sumSince = (from: CalendarDate, until: CalendarDate) =>
    formatMinor(
      rows.reduce((sum, row) => (row.date > from && row.date <= until ? sum + row.amountMinor : sum), 0n),
      currency,
    );
  const [yearAgo, twoYearsAgo] = [addDays(today, -365), addDays(today, -730)];
  return {
    ...presentSeries(record, today),
    occurrences: variance.occurrences
      .toReversed()
      .slice(0, NAMED)
      .map((each) => presentVariance(each, currency)),
    variance: {
      onTime,
      early,
      late,
      missing,
      averageDaysLate,
      total: formatMinor(
        rows.reduce((sum, row) => sum + row.amountMinor, 0n),
        currency,
      ),
      lastYear: sumSince(yearAgo, today),
      yearBefore: sumSince(twoYearsAgo, yearAgo),
      trendPercent: trendPerMille === null ? null : trendPerMille / 10,
    },
  };
}

function presentVariance(each: OccurrenceVariance, currency: Currency): contract.RecurringVariance {
  const { dueDate, status, daysLate, isPriceChange, row } = each;
  return {
    dueDate,
    status,
    daysLate,
    expected: formatMinor(each.expectedMinor, currency),
    actual: row && formatMinor(row.amountMinor, currency),
    difference: each.differenceMinor === null ? null : formatMinor(each.differenceMinor, currency),
    differencePercent: each.differencePerMille === null ? null : each.differencePerMille / 10,
    isPriceChange,
    transactionId: row?.id ?? null,
    date: row?.date ?? null,
    description: row?.description ?? null,
  };
}
