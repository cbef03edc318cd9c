import type * as contract from '@fintrack/contract';
import type { ImportReplay } from '@fintrack/contract';
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

/** A file of more rows is imported anew instead: the answer is waited for. */
const MOST_ROWS = 200_000;
/** Differences that are shown. */
const SHOWN = 500;

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
  const steps = await findSteps(tx, importId);
  await apply(tx, read, steps);
  services.events.balancesMoved(tx, accountIds);
  await repo.updateImport(tx, importId, {
    status: 'committed',
    statements: await compareBooked(tx, read.statements, await todayOf(tx, services.clock)),
    committedAt: record.committedAt,
    replayedAt: services.clock.now(),
  });
  const after = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  return {
    isApplied: request.apply,
    changeSetId: request.apply ? tx.changeSetId : null,
    matcherVersion,
    counts: countSteps(steps, await replayRepo.countBooked(tx, importId)),
    rows: steps.slice(0, SHOWN).map(({ row }) => row),
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
  if (record.totalRows > MOST_ROWS) {
    refuse(
      'WRONG_STATE',
      'The file has too many rows to be replayed. Undo the import and import the file again.',
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
    isBooking: true,
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

async function findSteps(tx: TenantTransaction, importId: string): Promise<ReplayStep[]> {
  const differences = await replayRepo.findDifferences(tx, importId);
  const states = differences.flatMap(({ before, after, here }) =>
    [before, after, here].filter((state) => state !== null),
  );
  const idsOf = (key: 'payeeId' | 'categoryId'): string[] => [
    ...new Set(states.flatMap((state) => (state[key] === null ? [] : [state[key]]))),
  ];
  const names = await replayRepo.findNames(tx, {
    payeeIds: idsOf('payeeId'),
    categoryIds: idsOf('categoryId'),
  });
  return differences.map((difference) => decideReplay(difference, names));
}

async function apply(
  tx: TenantTransaction,
  record: repo.ImportRecord,
  steps: readonly ReplayStep[],
): Promise<void> {
  const idsOf = (change: ReplayStep['row']['change']): string[] =>
    steps.filter(({ row }) => row.change === change).map(({ transactionId }) => transactionId);
  await removeReplayed(tx, idsOf('removed'));
  await changeReplayed(
    tx,
    steps
      .filter(({ row }) => row.change === 'changed')
      .map(({ transactionId, fields }) => ({ id: transactionId, fields })),
  );
  await renewBankLines(tx, record.id);
  if (idsOf('added').length === 0) return;
  await replayRepo.holdBooked(tx, record.id, true);
  await bookImportRows(tx, record.id, {
    targets: record.statements.flatMap(({ index, accountId }) =>
      accountId === null ? [] : [{ index, accountId }],
    ),
    first: 1,
    last: record.counts.total ?? 0,
  });
  await replayRepo.holdBooked(tx, record.id, false);
}

function countSteps(steps: readonly ReplayStep[], booked: number): ImportReplay['counts'] {
  const count = (change: ReplayStep['row']['change']): number =>
    steps.filter(({ row }) => row.change === change).length;
  const counts = {
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    kept: count('kept'),
  };
  const touched = steps.filter(({ row }) => row.change !== 'removed').length;
  return { ...counts, unchanged: Math.max(0, booked - touched) };
}
