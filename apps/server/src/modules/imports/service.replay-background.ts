import { isDeepStrictEqual } from 'node:util';
import type { ImportReplay } from '@fintrack/contract';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { presentImport } from './present.ts';
import * as replays from './repo.replays.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
import { KEPT_ROWS, replayImportTask } from './service.replay-job.ts';
import { refuseUnfit } from './service.replay-run.ts';
import { refuseMissingImport } from './service.rows.ts';
import { withDraft } from './service.ts';

interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface BackgroundReplay extends Pick<replays.ReplayRecord, 'request' | 'isApply'> {
  readonly importId: string;
  readonly page: Page;
}

/**
 * Has a large file read again by a job. Asking again while it runs gives the same answer and begins nothing; asking
 * again afterwards what would be different gives what was found out, as long as nothing in the books was changed.
 * @throws {AppError} NOT_FOUND, WRONG_STATE also while another reading of it runs
 */
export async function replayInBackground(
  services: Services,
  context: TenantContext,
  asked: BackgroundReplay,
): Promise<ImportReplay> {
  const { importId, page } = asked;
  return withDraft(services, context, async (tx) => {
    const record = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
    if (record.status !== 'replaying') {
      refuseUnfit(record, 'committed');
      const kept = await replays.findReplay(tx, importId);
      const isKnown = isSame(kept, asked) && !asked.isApply && kept.isFresh;
      if (!isKnown) await begin(tx, services, asked);
    } else if (!isSame(await replays.findReplay(tx, importId), asked)) refuseAnother();
    return tellReplay(tx, importId, page);
  });
}

function isSame(
  kept: replays.ReplayRecord | undefined,
  asked: BackgroundReplay,
): kept is replays.ReplayRecord {
  return kept?.isApply === asked.isApply && isDeepStrictEqual(kept.request, asked.request);
}

async function begin(tx: TenantTransaction, services: Services, asked: BackgroundReplay): Promise<void> {
  const { importId } = asked;
  const { tenantId, userId } = tx;
  if (await replays.beginReplay(tx, importId, asked)) {
    await services.queue.enqueue(tx, {
      task: replayImportTask,
      payload: { tenantId, userId, importId },
      key: `replay:${importId}`,
    });
  } else if (!isSame(await replays.findReplay(tx, importId), asked)) {
    // Somebody else was faster.
    refuseAnother();
  }
}

function refuseAnother(): never {
  return refuse('WRONG_STATE', stateText('replaying'));
}

/**
 * What the last replay in the background has found out or done, or that it runs.
 * @throws {AppError} NOT_FOUND
 */
export async function tellReplay(tx: TenantTransaction, importId: string, page: Page): Promise<ImportReplay> {
  const record = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  const replay = await replays.findReplay(tx, importId);
  if (!replay) return refuse('NOT_FOUND', 'This file was not read again, or what came of it is not kept.');
  const { outcome, error, request } = replay;
  const counts = outcome?.counts ?? { added: 0, changed: 0, removed: 0, kept: 0, unchanged: 0 };
  return {
    isRunning: record.status === 'replaying',
    isApplied: outcome !== null && outcome.changeSetId !== null,
    changeSetId: outcome?.changeSetId ?? null,
    matcherVersion: outcome?.matcherVersion ?? request.matcherVersion ?? record.matcherVersion,
    counts,
    rows: await replays.findReplayRows(tx, importId, page),
    reachable: Math.min(KEPT_ROWS, counts.added + counts.changed + counts.removed + counts.kept),
    questions: [...(outcome?.questions ?? [])],
    error,
    import: presentImport(record, replay),
  };
}

/**
 * Stops a replay that runs, or forgets what the last one has found out. This waits until the job has rolled back, which
 * it does at once.
 * @throws {AppError} NOT_FOUND, WRONG_STATE where it was applied before it could be stopped
 */
export async function stopReplay(
  services: Services,
  context: TenantContext,
  importId: string,
): Promise<void> {
  const isAsked = await withDraft(services, context, async (tx) => {
    if (!(await repo.findImport(tx, importId))) refuseMissingImport();
    return replays.requestReplayCancel(tx, importId);
  });
  await withDraft(services, context, async (tx) => {
    // Its job holds this lock as long as it runs.
    const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
    const replay = await replays.findReplay(tx, importId);
    if (isAsked && replay?.outcome?.changeSetId) {
      refuse('WRONG_STATE', 'The file was read again before that could be stopped. Undo it in the history.');
    }
    await replays.deleteReplay(tx, importId);
    if (record.status === 'replaying') await repo.updateImport(tx, importId, { status: 'committed' });
  });
}
