import type * as contract from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { AmountFormatError, type Currency, parseAmount } from '@fintrack/core/money';
import { findScheduleProblem, nearestOccurrence, type Schedule } from '@fintrack/core/recurrence';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { todayOf } from '../../platform/today.ts';
import { findAccount } from '../accounts/index.ts';
import { attachArrivals } from './attach-arrivals.ts';
import { doneSince } from './expectation-of.ts';
import { presentSeries } from './present.ts';
import * as rows from './repo.rows.ts';
import * as repo from './repo.ts';
import { refuseMissing } from './service.ts';

type Clocked = Pick<Services, 'clock'>;

/** Makes a series by hand. @throws {AppError} VALIDATION_FAILED, AMOUNT_INVALID, WRONG_STATE */
export async function addRecurring(
  tx: TenantTransaction,
  { clock }: Clocked,
  fields: z.output<typeof contract.createRecurring.body>,
): Promise<contract.RecurringSeries> {
  const today = await todayOf(tx, clock);
  const account = await findAccount(tx, fields.accountId);
  if (!account) return refuseField('accountId', 'There is no such account.');
  if (account.archivedAt !== null) {
    refuse('WRONG_STATE', `"${account.name}" is archived and takes no new rows. Choose another account.`);
  }
  await checkTargets(tx, fields);
  const schedule = checkSchedule(fields.schedule);
  const { startsOn, endsOn } = checkSpan(fields.startsOn ?? today, fields.endsOn ?? null);
  const id = newId();
  await repo.insertSeries(tx, [
    {
      tenantId: tx.tenantId,
      id,
      state: 'accepted',
      isMadeByHand: true,
      name: fields.name,
      accountId: account.id,
      currency: account.currency,
      payeeId: fields.payeeId ?? null,
      categoryId: fields.categoryId ?? null,
      schedule,
      ...readAmounts(fields, account.currency),
      posting: fields.posting,
      postAs: fields.postAs,
      startsOn,
      endsOn,
      description: fields.description,
      notes: fields.notes ?? null,
      tags: [...new Set(fields.tags)],
    },
  ]);
  await attachArrivals(tx, today);
  return present(tx, id, today);
}

export interface SeriesUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof contract.updateRecurring.body>, 'version'>;
}

/** Accepts, dismisses, ends or edits. @throws {AppError} NOT_FOUND, STALE_VERSION, VALIDATION_FAILED, AMOUNT_INVALID */
export async function changeRecurring(
  tx: TenantTransaction,
  { clock }: Clocked,
  { id, version, changes }: SeriesUpdate,
): Promise<contract.RecurringSeries> {
  const today = await todayOf(tx, clock);
  const record = (await repo.findOne(tx, id, doneSince(today))) ?? refuseMissing();
  if (record.version !== version) refuseStale(presentSeries(record, today));
  await checkTargets(tx, changes);
  const saved = await repo.updateSeries(tx, { id, version }, fieldsOf(record, changes, today));
  if (!saved) refuseStale(await present(tx, id, today));
  if (changes.schedule) await moveRows(tx, id, changes.schedule);
  if (changes.state === 'accepted') await attachArrivals(tx, today);
  return present(tx, id, today);
}

function fieldsOf(
  record: repo.SeriesRecord,
  changes: SeriesUpdate['changes'],
  today: CalendarDate,
): Partial<repo.NewSeries> {
  const { schedule, amount, low, high, posting, startsOn, endsOn } = changes;
  if (record.isMadeByHand && (schedule === null || amount === null)) {
    refuseField(schedule === null ? 'schedule' : 'amount', 'A series made by hand needs its own.');
  }
  const becomes = {
    startsOn: startsOn === undefined ? record.startsOn : startsOn,
    endsOn: endsOn === undefined ? record.endsOn : endsOn,
  };
  // What posts by itself begins today, and books nothing of the past.
  if (posting === 'post') becomes.startsOn ??= today;
  return {
    ...plainFieldsOf(changes),
    ...(schedule === undefined ? {} : { schedule: schedule === null ? null : checkSchedule(schedule) }),
    ...amountFieldsOf(record, { amount, low, high }),
    ...checkSpan(becomes.startsOn, becomes.endsOn),
  };
}

function plainFieldsOf(changes: SeriesUpdate['changes']): Partial<repo.NewSeries> {
  const { name, payeeId, categoryId, postAs, description, notes, tags, posting, state } = changes;
  return {
    ...(name === undefined ? {} : { name }),
    ...(payeeId === undefined ? {} : { payeeId }),
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(postAs === undefined ? {} : { postAs }),
    ...(description === undefined ? {} : { description }),
    ...(notes === undefined ? {} : { notes }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    ...(posting === undefined ? {} : { posting }),
    ...(state === undefined ? {} : { state }),
  };
}

type AmountFields = Pick<SeriesUpdate['changes'], 'amount' | 'low' | 'high'>;

function amountFieldsOf(record: repo.SeriesRecord, given: AmountFields): Partial<repo.NewSeries> {
  if (given.amount === null) return { expectedMinor: null, lowMinor: null, highMinor: null };
  if (given.amount === undefined) {
    if (given.low === undefined && given.high === undefined) return {};
    return refuseField('amount', 'Give the range together with the amount.');
  }
  return readAmounts({ ...given, amount: given.amount }, record.currency);
}

interface GivenAmounts {
  readonly amount: string;
  readonly low?: string | null | undefined;
  readonly high?: string | null | undefined;
}

/** The range lies around the amount, on its side of zero. */
function readAmounts(given: GivenAmounts, currency: Currency): repo.Amounts {
  const expectedMinor = readAmount(given.amount, currency, 'amount');
  if (expectedMinor === 0n) refuseField('amount', 'Give an amount that is not zero.');
  const bound = (path: 'low' | 'high'): bigint => {
    const text = given[path] ?? null;
    return text === null ? expectedMinor : readAmount(text, currency, path);
  };
  const [lowMinor, highMinor] = [bound('low'), bound('high')];
  const sign = expectedMinor < 0n ? -1n : 1n;
  if (lowMinor * sign < 0n || lowMinor * sign > expectedMinor * sign) {
    refuseField('low', 'The smallest amount lies between zero and the usual one.');
  }
  if (highMinor * sign < expectedMinor * sign) {
    refuseField('high', 'The largest amount is not below the usual one.');
  }
  return { expectedMinor, lowMinor, highMinor };
}

function readAmount(text: string, currency: Currency, path: string): bigint {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path, message: error.message }]);
  }
}

function checkSchedule(schedule: contract.RecurringSchedule): contract.RecurringSchedule {
  const problem = findScheduleProblem(schedule);
  return problem === null ? schedule : refuseField('schedule', problem);
}

function checkSpan(
  startsOn: CalendarDate | null,
  endsOn: CalendarDate | null,
): { startsOn: CalendarDate | null; endsOn: CalendarDate | null } {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    refuseField('endsOn', 'It ends before it begins.');
  }
  return { startsOn, endsOn };
}

async function checkTargets(
  tx: TenantTransaction,
  {
    payeeId,
    categoryId,
  }: { readonly payeeId?: string | null | undefined; readonly categoryId?: string | null | undefined },
): Promise<void> {
  const there = await repo.findTargets(tx, { payeeId: payeeId ?? null, categoryId: categoryId ?? null });
  if (!there.payee) refuseField('payeeId', 'There is no such payee.');
  if (!there.category) refuseField('categoryId', 'There is no such category.');
}

/** By another schedule the rows are other occurrences. */
async function moveRows(tx: TenantTransaction, id: string, schedule: Schedule): Promise<void> {
  const members = await rows.findSeriesRows(tx, id);
  await rows.addMemberships(
    tx,
    members.map((row) => ({
      seriesId: id,
      transactionId: row.id,
      dueDate: nearestOccurrence(schedule, row.date).nominal,
    })),
  );
}

async function present(
  tx: TenantTransaction,
  id: string,
  today: CalendarDate,
): Promise<contract.RecurringSeries> {
  const record = (await repo.findOne(tx, id, doneSince(today))) ?? refuseMissing();
  return presentSeries(record, today);
}

function refuseField(path: string, message: string): never {
  return refuse('VALIDATION_FAILED', message, [{ path, message }]);
}

function refuseStale(current: contract.RecurringSeries): never {
  return refuse('STALE_VERSION', 'This series was changed meanwhile. Look at it again, then save.', {
    current,
  });
}
