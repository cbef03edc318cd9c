import type { ReplayRow } from '@fintrack/contract';
import { z } from 'zod';
import type { JobContext } from '../../platform/database/index.ts';
import type { Task } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { ImportCancelled, ImportJob } from './import-job.ts';
import * as replays from './repo.replays.ts';
import * as repo from './repo.ts';
import { announce, describeFailure, isLasting } from './service.background.ts';
import { type Replayed, runReplay } from './service.replay-run.ts';

/** So many differences of a large file are kept to be shown. */
export const KEPT_ROWS = 10_000;

const job = z.object({ tenantId: z.uuid(), userId: z.uuid().nullable(), importId: z.uuid() });
type Job = JobContext & { readonly importId: string };

/** Ends a replay that only says what would be different: all that it has done is rolled back. */
class FoundOut extends Error {
  readonly found: Found;

  constructor(found: Found) {
    super('A dry run ends here.');
    this.found = found;
  }
}

interface Found {
  readonly outcome: replays.ReplayOutcome;
  readonly rows: readonly ReplayRow[];
}

/** Reads a large booked file again, and makes the books so where that was asked: all of it in one database transaction. */
export const replayImportTask: Task<z.infer<typeof job>> = {
  name: 'imports.replay',
  payload: job,
  maxAttempts: 5,
  run: async (payload, services) => {
    try {
      await replayOnce(services, payload);
    } catch (error) {
      if (error instanceof FoundOut) return keep(services, payload, error.found);
      if (error instanceof ImportCancelled) return discard(services, payload);
      if (!isLasting(error)) throw error;
      await fail(services, payload, error);
    }
  },
  giveUp: (payload, error, services) => fail(services, payload, error),
};

async function replayOnce(services: Services, payload: Job): Promise<void> {
  const { importId } = payload;
  const { record, replay } = await services.database.jobTenant(payload, null, async (tx) => ({
    record: await repo.findImport(tx, importId),
    replay: await replays.findReplay(tx, importId),
  }));
  // A job that comes again after its work was committed has nothing to do.
  if (record?.status !== 'replaying' || !replay) return;
  const { request, isApply } = replay;
  const watched = new ImportJob(services, payload, 'replaying');
  const intent = { kind: 'bulk', summary: `Replayed ${record.fileName}` } as const;
  await services.database.bulkTenant(payload, intent, (tx) =>
    watched.over(tx, async () => {
      const current = await repo.lockImport(tx, importId);
      if (current?.status !== 'replaying') return;
      const told = { offset: 0, limit: KEPT_ROWS };
      const run = { importId, request, told, isWriting: isApply, job: watched };
      const replayed = await runReplay(tx, services, run);
      const isApplied = isApply && replayed.questions.length === 0;
      const found = foundBy(replayed, isApplied ? tx.changeSetId : null);
      if (!isApplied) throw new FoundOut(found);
      if (!(await replays.saveOutcome(tx, importId, found))) throw new ImportCancelled();
      await announce(services, tx, importId);
    }),
  );
}

function foundBy(replayed: Replayed, changeSetId: string | null): Found {
  const { matcherVersion, counts, questions, rows } = replayed;
  return { outcome: { matcherVersion, counts, questions, changeSetId }, rows };
}

/** What a dry run has found out, after it was rolled back. */
async function keep(services: Services, payload: Job, found: Found): Promise<void> {
  const { importId } = payload;
  const isKept = await services.database.jobTenant(payload, null, async (tx) => {
    const record = await repo.lockImport(tx, importId);
    if (record?.status !== 'replaying' || !(await replays.saveOutcome(tx, importId, found))) return false;
    await repo.updateImport(tx, importId, { status: 'committed' });
    await announce(services, tx, importId);
    return true;
  });
  if (!isKept) await discard(services, payload);
}

/** After a cancellation, if whoever asked for it has not come to it: the import is booked as it was. */
async function discard(services: Services, payload: Job): Promise<void> {
  const { importId } = payload;
  await services.database.jobTenant(payload, null, async (tx) => {
    const record = await repo.lockImport(tx, importId);
    const replay = await replays.findReplay(tx, importId);
    if (record?.status !== 'replaying' || !replay?.isCancelled) return;
    await replays.deleteReplay(tx, importId);
    await repo.updateImport(tx, importId, { status: 'committed' });
    await announce(services, tx, importId);
  });
}

async function fail(services: Services, payload: Job, error: unknown): Promise<void> {
  await discard(services, payload);
  const { importId } = payload;
  await services.database.jobTenant(payload, null, async (tx) => {
    const record = await repo.lockImport(tx, importId);
    const replay = await replays.findReplay(tx, importId);
    // A job that was cut short may run beside its successor, which has brought the import further.
    if (record?.status !== 'replaying' || !replay) return;
    services.logger.error({ err: error, importId }, 'reading a file again failed');
    const failure = describeFailure(error, 'Nothing was changed.');
    await replays.saveFailure(tx, importId, failure);
    await repo.updateImport(tx, importId, { status: 'committed', error: replay.isApply ? failure : null });
    await announce(services, tx, importId);
  });
}
