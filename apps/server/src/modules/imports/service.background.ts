import { csvMapping, undecidedRows } from '@fintrack/contract';
import { z } from 'zod';
import { type JobContext, sqlState } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Task } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { FileRefusal } from './file-refusal.ts';
import { ImportCancelled, ImportJob } from './import-job.ts';
import type { ImportError } from './repo.stored.ts';
import * as repo from './repo.ts';
import { bookImport } from './service.book.ts';
import { discardCancelled } from './service.cancel.ts';
import { stageImport } from './service.stage.ts';
import { isUndecided, reopenUndecided } from './service.undecided.ts';

const job = z.object({ tenantId: z.uuid(), userId: z.uuid().nullable(), importId: z.uuid() });
const reading = job.extend({
  accountId: z.uuid().nullable(),
  accounts: z.array(z.object({ statementIndex: z.number(), accountId: z.uuid() })),
  override: csvMapping.partial(),
});

const booking = job.extend({ undecided: undecidedRows.optional() });

/** Reads a large file into rows. */
export const readImportTask: Task<z.infer<typeof reading>> = {
  name: 'imports.read',
  payload: reading,
  maxAttempts: 5,
  run: async (payload, services) => {
    const job = new ImportJob(services, payload, 'reading');
    await orFail(services, payload, () =>
      services.database.bulkTenant(payload, null, (tx) =>
        job.over(tx, async () => {
          const record = await repo.lockImport(tx, payload.importId);
          if (record?.status !== 'reading') return;
          await stageImport(tx, services, { ...payload, job });
          await announce(services, tx, payload.importId);
        }),
      ),
    );
  },
  giveUp: (payload, error, services) => fail(services, payload, error),
};

/** Books a large import: the whole of it in one database transaction. */
export const commitImportTask: Task<z.infer<typeof booking>> = {
  name: 'imports.commit',
  payload: booking,
  maxAttempts: 5,
  run: async (payload, services) => {
    const record = await services.database.jobTenant(payload, null, (tx) =>
      repo.findImport(tx, payload.importId),
    );
    // A job that comes again after its work was committed has nothing to do.
    if (record?.status !== 'committing') return;
    const job = new ImportJob(services, payload, 'committing');
    const intent = { kind: 'import', summary: `Imported ${record.fileName}` } as const;
    await orFail(services, payload, () =>
      services.database.jobTenant(payload, intent, (tx) =>
        job.over(tx, async () => {
          const { importId, undecided } = payload;
          await bookImport(tx, services, { importId, from: 'committing', undecided, job });
          await announce(services, tx, payload.importId);
        }),
      ),
    );
  },
  giveUp: (payload, error, services) => fail(services, payload, error),
};

/**
 * Failures that another try would meet again end the job at once; others are tried again by the queue. A cancelled
 * import goes here too, if whoever cancelled it has not come to it.
 */
async function orFail(
  services: Services,
  payload: z.infer<typeof job>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ImportCancelled) return discardCancelled(services, payload);
    if (isUndecided(error)) return reopenUndecided(services, payload);
    if (!isLasting(error)) throw error;
    await fail(services, payload, error);
  }
}

/** A refusal, or data that the database does not take (SQLSTATE classes 22 and 23). */
export function isLasting(error: unknown): boolean {
  if (error instanceof FileRefusal || error instanceof AppError) return true;
  return /^2[23]/.test(sqlState(error) ?? '');
}

async function fail(
  services: Services,
  payload: JobContext & { readonly importId: string },
  error: unknown,
): Promise<void> {
  await discardCancelled(services, payload);
  await services.database.jobTenant(payload, null, async (tx) => {
    const record = await repo.lockImport(tx, payload.importId);
    // A job that was cut short may run beside its successor, which has brought the import further.
    if (record?.status !== 'reading' && record?.status !== 'committing') return;
    services.logger.error({ err: error, importId: payload.importId }, 'an import failed');
    await repo.updateImport(tx, payload.importId, { status: 'failed', error: describeFailure(error) });
    await announce(services, tx, payload.importId);
  });
}

/** In words for the user; `kept` says what became of the books. */
export function describeFailure(error: unknown, kept = 'Nothing was booked.'): ImportError {
  if (error instanceof FileRefusal) return { message: error.message, line: error.line };
  if (error instanceof AppError) return { message: error.message, line: null };
  if (isLasting(error)) {
    return {
      message: `A row holds a value that the books cannot take. ${kept} Leave that row out.`,
      line: null,
    };
  }
  return { message: `It failed on our side several times. ${kept} Try again later.`, line: null };
}

/** Tells those who wait how far an import is. */
export async function announce(
  services: Services,
  tx: Parameters<typeof repo.findImport>[0],
  importId: string,
): Promise<void> {
  const record = await repo.findImport(tx, importId);
  if (!record) return;
  services.events.publish(tx, 'import_progress', {
    import_id: importId,
    status: record.status,
    done: record.doneRows,
    total: record.totalRows,
  });
}
