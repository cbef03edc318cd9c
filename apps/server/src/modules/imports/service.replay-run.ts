import type { ImportReplay, ReplayRow } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { addPayeesOfImport } from '../payees/index.ts';
import {
  bookImportRows,
  changeReplayed,
  hasSplitRows,
  removeReplayed,
  renewBankLines,
} from '../transactions/index.ts';
import type { ImportJob } from './import-job.ts';
import { openQuestions } from './open-questions.ts';
import { decideReplay, type ReplayStep } from './replay-diff.ts';
import { withoutLoops } from './repo.compare.ts';
import * as replayRepo from './repo.replay.ts';
import type { ReplayRequest } from './repo.stored.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
import { isOwnExport } from './service.own.ts';
import { compareAndCount, compareBooked, todayOf } from './service.preview.ts';
import { refuseMissingImport } from './service.rows.ts';
import { stageImport } from './service.stage.ts';

const BATCH_ROWS = 25_000;

/** How a booked file is to be read again. */
export interface ReplayRun {
  readonly importId: string;
  readonly request: ReplayRequest;
  /** The differences that are told: so many, from a place on. */
  readonly told: { readonly offset: number; readonly limit: number };
  /** False: it is only found out what would be different, and the transaction must be rolled back. */
  readonly isWriting: boolean;
  /** Told where it is, where it runs in the background. */
  readonly job?: ImportJob;
}

/** What a replay comes to: counts of all of it, and the rows that are told. */
export interface Replayed extends Pick<ImportReplay, 'matcherVersion' | 'counts' | 'questions' | 'rows'> {
  /** The import as the new reading has it. */
  readonly record: repo.ImportRecord;
}

/**
 * Reads a booked file again in the running change set. Where the new reading leaves something open, there are questions
 * and nothing was compared: the transaction must then be rolled back, too.
 * @throws {AppError} NOT_FOUND, WRONG_STATE
 * @throws {FileRefusal} with the line and the reason.
 */
export async function runReplay(
  tx: TenantTransaction,
  services: Services,
  run: ReplayRun,
): Promise<Replayed> {
  const { importId, request } = run;
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  refuseUnfit(record, run.job ? 'replaying' : 'committed');
  const accountIds = record.statements.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  await repo.lockAccounts(tx, accountIds);
  await replayRepo.keepRowsBefore(tx, importId);
  const matcherVersion = request.matcherVersion ?? record.matcherVersion;
  const read = await readAnew(tx, services, { record, run, matcherVersion });
  const questions = openQuestions(read.detection, read.mapping, read.statements);
  if (questions.length > 0) {
    const counts = { added: 0, changed: 0, removed: 0, kept: 0, unchanged: 0 };
    return { matcherVersion, counts, rows: [], questions, record: read };
  }
  await addPayeesOfImport(tx, importId);
  const { counts, rows } = await goThroughDifferences(tx, read, run);
  if (run.isWriting) {
    run.job?.tell({ phase: 'finishing', done: read.totalRows, total: read.totalRows });
    await bookAdded(tx, read, counts.added);
    services.events.balancesMoved(tx, accountIds);
    await repo.updateImport(tx, importId, {
      status: 'committed',
      statements: await compareBooked(tx, read.statements, await todayOf(tx, services.clock)),
      committedAt: record.committedAt,
      replayedAt: services.clock.now(),
    });
  }
  const booked = await replayRepo.countBooked(tx, importId);
  return {
    matcherVersion,
    counts: { ...counts, unchanged: Math.max(0, booked - counts.added - counts.changed - counts.kept) },
    rows,
    questions: [],
    record: (await repo.findImport(tx, importId)) ?? refuseMissingImport(),
  };
}

/** @throws {AppError} WRONG_STATE for an import that is not booked, or that FinTrack itself has made. */
export function refuseUnfit(record: repo.ImportRecord, from: 'committed' | 'replaying'): void {
  if (record.status !== from)
    refuse('WRONG_STATE', `Only a booked import is replayed. ${stateText(record.status)}`);
  if (isOwnExport(record)) {
    refuse(
      'WRONG_STATE',
      'FinTrack itself has made this file, and its rows were booked as they were: there is no other way to read it.',
    );
  }
}

interface Reading {
  readonly record: repo.ImportRecord;
  readonly run: ReplayRun;
  readonly matcherVersion: 'v1' | 'v2';
}

/** Reads the kept file and compares its rows with what the account would hold without this import. */
async function readAnew(
  tx: TenantTransaction,
  services: Services,
  { record, run, matcherVersion }: Reading,
): Promise<repo.ImportRecord> {
  const { id: importId } = record;
  await repo.updateImport(tx, importId, { matcherVersion });
  await stageImport(tx, services, {
    importId,
    override: run.request.mapping ?? {},
    accountId: null,
    accounts: record.statements.flatMap(({ index, accountId }) =>
      accountId === null ? [] : [{ statementIndex: index, accountId }],
    ),
    ...(run.job ? { job: run.job } : {}),
    isReplay: true,
  });
  const { totalRows } = record;
  run.job?.tell({ phase: 'comparing', done: 0, total: totalRows });
  await withoutLoops(tx, () => replayRepo.carryOver(tx, importId));
  const staged = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  const { preview } = await compareAndCount(tx, {
    importId,
    statements: staged.statements,
    accounts: await repo.findAccounts(tx),
    today: await todayOf(tx, services.clock),
    undecided: 'book',
    isReplay: true,
  });
  const settled = await withoutLoops(tx, () => replayRepo.keepSettled(tx, importId));
  const { counts } = preview;
  await repo.updateImport(tx, importId, {
    ...preview,
    counts: { ...counts, match: counts.match + settled, duplicate: counts.duplicate - settled },
  });
  return (await repo.findImport(tx, importId)) ?? refuseMissingImport();
}

/**
 * Goes through the lines that read otherwise, some at a time, and makes the rows here so: however many differ, only
 * those that are told are kept in memory.
 */
async function goThroughDifferences(
  tx: TenantTransaction,
  record: repo.ImportRecord,
  { told, isWriting, job }: ReplayRun,
): Promise<{ counts: Omit<ImportReplay['counts'], 'unchanged'>; rows: ReplayRow[] }> {
  const counts = { added: 0, changed: 0, removed: 0, kept: 0 };
  const rows: ReplayRow[] = [];
  const { totalRows } = record;
  let seen = 0;
  job?.tell({ phase: 'booking', done: 0, total: totalRows });
  for await (const batch of replayRepo.readDifferences(tx, record.id)) {
    const isTold = seen + batch.length > told.offset && rows.length < told.limit;
    const names = isTold ? await namesFor(tx, batch) : NO_NAMES;
    const steps = batch.map((difference) => decideReplay(difference, names));
    for (const { row } of steps) {
      counts[row.change] += 1;
      if (seen >= told.offset && rows.length < told.limit) rows.push(row);
      seen += 1;
    }
    if (isWriting) await applySteps(tx, steps);
    job?.tell({ phase: 'booking', done: Math.min(seen, totalRows), total: totalRows });
    job?.signal.throwIfAborted();
  }
  return { counts, rows };
}

const NO_NAMES: replayRepo.Names = { payees: new Map(), categories: new Map() };

async function namesFor(
  tx: TenantTransaction,
  differences: readonly replayRepo.ReplayDifference[],
): Promise<replayRepo.Names> {
  const states = differences.flatMap(({ before, after, here }) =>
    [before, after, here].filter((state) => state !== null),
  );
  const idsOf = (key: 'payeeId' | 'categoryId'): string[] => [
    ...new Set(states.flatMap((state) => (state[key] === null ? [] : [state[key]]))),
  ];
  return replayRepo.findNames(tx, { payeeIds: idsOf('payeeId'), categoryIds: idsOf('categoryId') });
}

async function applySteps(tx: TenantTransaction, steps: readonly ReplayStep[]): Promise<void> {
  const of = (change: ReplayRow['change']): readonly ReplayStep[] =>
    steps.filter(({ row }) => row.change === change);
  await removeReplayed(
    tx,
    of('removed').map(({ transactionId }) => transactionId),
  );
  await changeReplayed(
    tx,
    of('changed').map(({ transactionId, fields }) => ({ id: transactionId, fields })),
  );
}

/** Books the lines that have no row here yet, and gives the others the bank lines of the new reading. */
async function bookAdded(tx: TenantTransaction, record: repo.ImportRecord, added: number): Promise<void> {
  await withoutLoops(tx, () => renewBankLines(tx, record.id));
  if (added === 0) return;
  const targets = record.statements.flatMap(({ index, accountId }) =>
    accountId === null ? [] : [{ index, accountId }],
  );
  const total = record.counts.total ?? 0;
  await withoutLoops(tx, () => replayRepo.holdBooked(tx, record.id, true));
  const hasParts = await hasSplitRows(tx, record.id);
  for (let first = 1; first <= total; first += BATCH_ROWS) {
    const last = Math.min(first + BATCH_ROWS - 1, total);
    await bookImportRows(tx, record.id, { targets, first, last, hasParts });
  }
  await withoutLoops(tx, () => replayRepo.holdBooked(tx, record.id, false));
}
