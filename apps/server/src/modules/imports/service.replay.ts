import type * as contract from '@fintrack/contract';
import type { ImportReplay, ReplayRow } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { addPayeesOfImport } from '../payees/index.ts';
import { bookImportRows, changeReplayed, removeReplayed, renewBankLines } from '../transactions/index.ts';
import { openQuestions } from './open-questions.ts';
import { presentImport } from './present.ts';
import { decideReplay, type ReplayStep } from './replay-diff.ts';
import * as replayRepo from './repo.replay.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
import { isOwnExport } from './service.own.ts';
import { compareAndCount, compareBooked, todayOf } from './service.preview.ts';
import { refuseMissingImport } from './service.rows.ts';
import { stageImport } from './service.stage.ts';
import { asUnreadable } from './service.upload.ts';

type ReplayRequest = z.output<typeof contract.replayImport.body>;

export interface ReplayTarget {
  readonly importId: string;
  readonly request: ReplayRequest;
}

/** Differences that are shown at a time. */
const SHOWN = 500;
const BATCH_ROWS = 25_000;

/** Ends a dry run: all that it has done is rolled back, and only what it has found out stays. */
class DryRun extends Error {
  readonly replay: ImportReplay;

  constructor(replay: ImportReplay) {
    super('A dry run ends here.');
    this.replay = replay;
  }
}

/**
 * Reads a booked file again, by another mapping, with the rules of today or by another version of the matcher, and says
 * what would be different; with `apply` it is made so, in one change set. A dry run does all of it and rolls it back.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, FILE_UNREADABLE
 */
export async function replayImport(
  services: Services,
  context: TenantContext,
  target: ReplayTarget,
): Promise<ImportReplay> {
  const { fileName } = await services.database.readTenant(
    context,
    async (tx) => (await repo.findImport(tx, target.importId)) ?? refuseMissingImport(),
  );
  const job = { tenantId: context.tenantId, userId: context.userId };
  try {
    return await services.database.bulkTenant(
      job,
      { kind: 'bulk', summary: `Replayed ${fileName}` },
      async (tx) => {
        const replay = await replayIn(tx, services, target);
        if (!replay.isApplied) throw new DryRun(replay);
        return replay;
      },
    );
  } catch (error) {
    if (error instanceof DryRun) return error.replay;
    throw asUnreadable(error);
  }
}

async function replayIn(
  tx: TenantTransaction,
  services: Services,
  { importId, request }: ReplayTarget,
): Promise<ImportReplay> {
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  refuseUnfit(record);
  const accountIds = record.statements.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  await repo.lockAccounts(tx, accountIds);
  await replayRepo.keepRowsBefore(tx, importId);
  const matcherVersion = request.matcherVersion ?? record.matcherVersion;
  const read = await readAnew(tx, services, { record, request, matcherVersion });
  const questions = openQuestions(read.detection, read.mapping, read.statements);
  if (questions.length > 0) {
    const counts = { added: 0, changed: 0, removed: 0, kept: 0, unchanged: 0 };
    const summary = presentImport(read);
    return {
      isApplied: false,
      changeSetId: null,
      matcherVersion,
      counts,
      rows: [],
      questions,
      import: summary,
    };
  }
  await addPayeesOfImport(tx, importId);
  const { counts, rows } = await applyDifferences(tx, importId, request.offset);
  await bookAdded(tx, read, counts.added);
  services.events.balancesMoved(tx, accountIds);
  await repo.updateImport(tx, importId, {
    status: 'committed',
    statements: await compareBooked(tx, read.statements, await todayOf(tx, services.clock)),
    committedAt: record.committedAt,
    replayedAt: services.clock.now(),
  });
  const after = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  const booked = await replayRepo.countBooked(tx, importId);
  return {
    isApplied: request.apply,
    changeSetId: request.apply ? tx.changeSetId : null,
    matcherVersion,
    counts: { ...counts, unchanged: Math.max(0, booked - counts.added - counts.changed - counts.kept) },
    rows,
    questions: [],
    import: presentImport(after),
  };
}

function refuseUnfit(record: repo.ImportRecord): void {
  if (record.status !== 'committed')
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
  readonly request: ReplayRequest;
  readonly matcherVersion: 'v1' | 'v2';
}

/** Reads the kept file and compares its rows with what the account would hold without this import. */
async function readAnew(
  tx: TenantTransaction,
  services: Services,
  { record, request, matcherVersion }: Reading,
): Promise<repo.ImportRecord> {
  const { id: importId } = record;
  await repo.updateImport(tx, importId, { matcherVersion });
  await stageImport(tx, services, {
    importId,
    override: request.mapping ?? {},
    accountId: null,
    accounts: record.statements.flatMap(({ index, accountId }) =>
      accountId === null ? [] : [{ statementIndex: index, accountId }],
    ),
  });
  await replayRepo.carryOver(tx, importId);
  const staged = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  const { preview } = await compareAndCount(tx, {
    importId,
    statements: staged.statements,
    accounts: await repo.findAccounts(tx),
    today: await todayOf(tx, services.clock),
    undecided: 'book',
    isReplay: true,
  });
  const settled = await replayRepo.keepSettled(tx, importId);
  const { counts } = preview;
  await repo.updateImport(tx, importId, {
    ...preview,
    counts: { ...counts, match: counts.match + settled, duplicate: counts.duplicate - settled },
  });
  return (await repo.findImport(tx, importId)) ?? refuseMissingImport();
}

/** What a replay comes to: counts of all of it, and the rows that are shown. */
interface Replayed {
  readonly counts: Omit<ImportReplay['counts'], 'unchanged'>;
  readonly rows: ReplayRow[];
}

/**
 * Goes through the lines that read otherwise, some at a time, and makes the rows here so: however many differ, only
 * those that are shown are kept in memory.
 */
async function applyDifferences(tx: TenantTransaction, importId: string, offset: number): Promise<Replayed> {
  const counts = { added: 0, changed: 0, removed: 0, kept: 0 };
  const rows: ReplayRow[] = [];
  let seen = 0;
  for await (const batch of replayRepo.readDifferences(tx, importId)) {
    const isShown = seen + batch.length > offset && rows.length < SHOWN;
    const names = isShown ? await namesFor(tx, batch) : NO_NAMES;
    const steps = batch.map((difference) => decideReplay(difference, names));
    for (const { row } of steps) {
      counts[row.change] += 1;
      if (seen >= offset && rows.length < SHOWN) rows.push(row);
      seen += 1;
    }
    await applySteps(tx, steps);
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
  await renewBankLines(tx, record.id);
  if (added === 0) return;
  const targets = record.statements.flatMap(({ index, accountId }) =>
    accountId === null ? [] : [{ index, accountId }],
  );
  const total = record.counts.total ?? 0;
  await replayRepo.holdBooked(tx, record.id, true);
  for (let first = 1; first <= total; first += BATCH_ROWS) {
    const last = Math.min(first + BATCH_ROWS - 1, total);
    await bookImportRows(tx, record.id, { targets, first, last });
  }
  await replayRepo.holdBooked(tx, record.id, false);
}
