import { csvMapping } from '@fintrack/contract';
import { z } from 'zod';
import { type JobContext, sqlState } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Task } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { FileRefusal } from './file-refusal.ts';
import { ImportProgress } from './import-progress.ts';
import type { ImportError } from './repo.stored.ts';
import * as repo from './repo.ts';
import { bookImport } from './service.book.ts';
import { stageImport } from './service.stage.ts';

const job = z.object({ tenantId: z.uuid(), userId: z.uuid().nullable(), importId: z.uuid() });
const reading = job.extend({
  accountId: z.uuid().nullable(),
  accounts: z.array(z.object({ statementIndex: z.number(), accountId: z.uuid() })),
  override: csvMapping.partial(),
});

/** Reads a large file into rows. */
export const readImportTask: Task<z.infer<typeof reading>> = {
  name: 'imports.read',
  payload: reading,
  maxAttempts: 5,
  run: async (payload, services) => {
    const progress = new ImportProgress(services, payload, 'reading');
    await orFail(services, payload, () =>
      services.database.bulkTenant(payload, null, async (tx) => {
        const record = await repo.lockImport(tx, payload.importId);
        if (record?.status !== 'reading') return;
        await stageImport(tx, services, {
          ...payload,
          onProgress: (rows) => progress.tell(rows, record.totalRows),
        });
        await announce(services, tx, payload.importId);
      }),
    );
  },
  giveUp: (payload, error, services) => fail(services, payload, error),
};

/** Books a large import: the whole of it in one database transaction. */
export const commitImportTask: Task<z.infer<typeof job>> = {
  name: 'imports.commit',
  payload: job,
  maxAttempts: 5,
  run: async (payload, services) => {
    const record = await services.database.jobTenant(payload, null, (tx) =>
      repo.findImport(tx, payload.importId),
    );
    // A job that comes again after its work was committed has nothing to do.
    if (record?.status !== 'committing') return;
    const progress = new ImportProgress(services, payload, 'committing');
    await orFail(services, payload, () =>
      services.database.jobTenant(
        payload,
        { kind: 'import', summary: `Imported ${record.fileName}` },
        async (tx) => {
          await bookImport(tx, services, {
            importId: payload.importId,
            from: 'committing',
            onProgress: (done, total) => progress.tell(done, total),
          });
          await announce(services, tx, payload.importId);
        },
      ),
    );
  },
  giveUp: (payload, error, services) => fail(services, payload, error),
};

/** Failures that another try would meet again end the job at once; others are tried again by the queue. */
async function orFail(
  services: Services,
  payload: z.infer<typeof job>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isLasting(error)) throw error;
    await fail(services, payload, error);
  }
}

/** A refusal, or data that the database does not take (SQLSTATE classes 22 and 23). */
function isLasting(error: unknown): boolean {
  if (error instanceof FileRefusal || error instanceof AppError) return true;
  return /^2[23]/.test(sqlState(error) ?? '');
}

async function fail(
  services: Services,
  payload: JobContext & { readonly importId: string },
  error: unknown,
): Promise<void> {
  await services.database.jobTenant(payload, null, async (tx) => {
    const record = await repo.lockImport(tx, payload.importId);
    // A job that was cut short may run beside its successor, which has brought the import further.
    if (record?.status !== 'reading' && record?.status !== 'committing') return;
    services.logger.error({ err: error, importId: payload.importId }, 'an import failed');
    await repo.updateImport(tx, payload.importId, { status: 'failed', error: describe(error) });
    await announce(services, tx, payload.importId);
  });
}

function describe(error: unknown): ImportError {
  if (error instanceof FileRefusal) return { message: error.message, line: error.line };
  if (error instanceof AppError) return { message: error.message, line: null };
  if (isLasting(error)) {
    return {
      message: 'A row holds a value that the books cannot take. Nothing was booked. Leave that row out.',
      line: null,
    };
  }
  return { message: 'It failed on our side several times. Nothing was booked. Try again later.', line: null };
}

async function announce(
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
