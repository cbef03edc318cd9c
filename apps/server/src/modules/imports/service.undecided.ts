import type { JobContext } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import * as repo from './repo.ts';
import { compareAgain } from './service.rows.ts';

/** True for the refusal to book rows that nobody has had a word on. */
export function isUndecided(error: unknown): boolean {
  return error instanceof AppError && error.code === 'ROWS_UNDECIDED';
}

/**
 * The books have changed between the preview and the booking, and rows of the draft are now like rows that are here.
 * The import is a draft again, and its preview shows them.
 */
export async function reopenUndecided(
  services: Services,
  job: JobContext & { readonly importId: string },
): Promise<void> {
  await services.database.jobTenant(job, null, async (tx) => {
    const record = await repo.lockImport(tx, job.importId);
    if (record?.status !== 'draft' && record?.status !== 'committing') return;
    await repo.updateImport(tx, record.id, {
      status: 'draft',
      doneRows: record.totalRows,
      jobProgress: null,
    });
    await compareAgain(tx, services, record);
    services.events.publish(tx, 'import_progress', {
      import_id: record.id,
      status: 'draft',
      done: record.totalRows,
      total: record.totalRows,
    });
  });
}
