import type { JobContext, TenantContext } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import * as jobs from './repo.jobs.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
import { refuseMissingImport } from './service.rows.ts';
import { fileKey } from './service.stage.ts';
import { withDraft } from './service.ts';

/**
 * Throws an import away that is not booked, file and rows. One that is being read or booked is cancelled: this waits
 * until its job has stopped and rolled back, which it does at once.
 * @throws {AppError} NOT_FOUND, WRONG_STATE also where the job was faster
 */
export async function discardImport(
  services: Services,
  context: TenantContext,
  importId: string,
): Promise<void> {
  const isCancelled = await withDraft(services, context, async (tx) => {
    if (await jobs.requestCancel(tx, importId)) return true;
    const { status } = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
    // Not after its job, which holds the lock until its end.
    if (status === 'replaying') refuseBooked(status);
    return false;
  });
  await withDraft(services, context, async (tx) => {
    // Its job holds this lock as long as it runs.
    const record = await repo.lockImport(tx, importId);
    if (!record && isCancelled) return;
    const { status } = record ?? refuseMissingImport();
    const isOpen = status === 'draft' || status === 'failed';
    if (!isOpen && !(isCancelled && isUnderWay(status))) refuseBooked(status);
    await repo.deleteImport(tx, importId);
  });
  await services.files.delete(fileKey({ tenantId: context.tenantId, id: importId }));
}

function refuseBooked(status: repo.ImportStatus): never {
  return refuse('WRONG_STATE', `Only an import that is not booked can be thrown away. ${stateText(status)}`);
}

/** What {@link discardImport} does at its end, for a job that finds its import cancelled. */
export async function discardCancelled(
  services: Services,
  job: JobContext & { readonly importId: string },
): Promise<void> {
  const isGone = await services.database.jobTenant(job, null, async (tx) => {
    const record = await repo.lockImport(tx, job.importId);
    if (!record || record.cancelledAt === null || !isUnderWay(record.status)) return false;
    await repo.deleteImport(tx, job.importId);
    services.events.publish(tx, 'import_progress', {
      import_id: job.importId,
      status: 'cancelled',
      done: 0,
      total: 0,
    });
    return true;
  });
  if (isGone) await services.files.delete(fileKey({ tenantId: job.tenantId, id: job.importId }));
}

function isUnderWay(status: repo.ImportStatus): boolean {
  return status === 'reading' || status === 'committing';
}
