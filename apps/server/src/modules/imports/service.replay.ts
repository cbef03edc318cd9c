import type * as contract from '@fintrack/contract';
import type { ImportReplay } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantContext } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { presentImport } from './present.ts';
import * as repo from './repo.ts';
import { replayInBackground } from './service.replay-background.ts';
import { runReplay } from './service.replay-run.ts';
import { refuseMissingImport } from './service.rows.ts';
import { asUnreadable } from './service.upload.ts';

/** Up to here a file is read again while the caller waits; a larger one in the background. */
const INLINE_ROWS = 2000;
/** Differences that are shown at a time. */
export const SHOWN = 500;

export interface ReplayTarget {
  readonly importId: string;
  readonly request: z.output<typeof contract.replayImport.body>;
}

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
  const { importId } = target;
  const { apply, offset, mapping = null, matcherVersion = null } = target.request;
  const asked = { request: { mapping, matcherVersion }, isApply: apply };
  const record = await services.database.readTenant(
    context,
    async (tx) => (await repo.findImport(tx, importId)) ?? refuseMissingImport(),
  );
  if (record.totalRows > INLINE_ROWS) {
    return replayInBackground(services, context, { importId, ...asked, page: { offset, limit: SHOWN } });
  }
  const job = { tenantId: context.tenantId, userId: context.userId };
  const intent = { kind: 'bulk', summary: `Replayed ${record.fileName}` } as const;
  try {
    return await services.database.bulkTenant(job, intent, async (tx) => {
      const told = { offset, limit: SHOWN };
      const { record: after, ...found } = await runReplay(tx, services, {
        importId,
        request: asked.request,
        told,
        isWriting: true,
      });
      const isApplied = apply && found.questions.length === 0;
      const { counts } = found;
      const replay = {
        ...found,
        isRunning: false,
        isApplied,
        changeSetId: isApplied ? tx.changeSetId : null,
        reachable: counts.added + counts.changed + counts.removed + counts.kept,
        error: null,
        import: presentImport(after),
      };
      if (!isApplied) throw new DryRun(replay);
      return replay;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.replay;
    throw asUnreadable(error);
  }
}
