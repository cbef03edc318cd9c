import type { Endpoint, ImportSummary } from '@fintrack/contract';
import type { RouteCall, RouteResult } from '../../platform/http/index.ts';
import { presentImport } from './present.ts';
import * as repo from './repo.ts';
import { commitImportTask } from './service.background.ts';
import { bookImport, refuseUnready } from './service.book.ts';
import { refuseMissingImport } from './service.rows.ts';

/** Up to here an import is booked while the caller waits; a larger one in the background. */
const INLINE_ROWS = 2000;

/** What of a route's call a commit needs. */
type Caller = Pick<RouteCall<Endpoint>, 'services' | 'context' | 'read'> & {
  write(
    intent: { kind: 'import'; summary: string },
    work: (tx: Parameters<typeof bookImport>[0]) => Promise<RouteResult<ImportSummary>>,
  ): Promise<RouteResult<ImportSummary>>;
};

/**
 * Books an import: a small one at once, a large one in the background. Asking again while it is being booked, or when
 * it is, gives the same answer and books nothing.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, MAPPING_INCOMPLETE
 */
export async function commitImport(call: Caller, importId: string): Promise<RouteResult<ImportSummary>> {
  const { services, context } = call;
  const record = await call.read(
    async (tx) => (await repo.findImport(tx, importId)) ?? refuseMissingImport(),
  );
  if (record.status === 'committing' || record.status === 'committed') return { data: presentImport(record) };
  refuseUnready(record, 'draft');
  if ((record.counts.total ?? 0) <= INLINE_ROWS) {
    return call.write({ kind: 'import', summary: `Imported ${record.fileName}` }, async (tx) => ({
      data: presentImport(await bookImport(tx, services, { importId, from: 'draft' })),
    }));
  }
  const job = { tenantId: context.tenantId, userId: context.userId };
  return services.database.jobTenant(job, null, async (tx) => {
    const current = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
    if (current.status !== 'committing' && current.status !== 'committed') {
      refuseUnready(current, 'draft');
      await repo.updateImport(tx, importId, { status: 'committing', doneRows: 0, error: null });
      await services.queue.enqueue(tx, {
        task: commitImportTask,
        payload: { ...job, importId },
        key: `commit:${importId}`,
      });
    }
    return { data: presentImport((await repo.findImport(tx, importId)) ?? refuseMissingImport()) };
  });
}
