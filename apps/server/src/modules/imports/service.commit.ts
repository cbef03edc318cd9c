import type { Endpoint, ImportSummary, UndecidedRows } from '@fintrack/contract';
import type { RouteCall, RouteResult } from '../../platform/http/index.ts';
import { presentImport } from './present.ts';
import * as repo from './repo.ts';
import { commitImportTask } from './service.background.ts';
import { bookImport, refuseUndecided, refuseUnready } from './service.book.ts';
import { refuseMissingImport } from './service.rows.ts';
import { isUndecided, reopenUndecided } from './service.undecided.ts';

/** Up to here an import is booked while the caller waits; a larger one in the background. */
const INLINE_ROWS = 2000;

export interface CommitTarget {
  readonly importId: string;
  readonly undecided?: UndecidedRows | undefined;
}

/** What of a route's call a commit needs. */
type Caller = Pick<RouteCall<Endpoint>, 'services' | 'context' | 'read'> & {
  write(
    intent: { kind: 'import'; summary: string },
    work: (tx: Parameters<typeof bookImport>[0]) => Promise<RouteResult<ImportSummary>>,
  ): Promise<RouteResult<ImportSummary>>;
};

/**
 * Books an import: a small one at once, a large one in the background. Asking again while it is being booked, or when
 * it is, gives the same answer and books nothing. Rows that nobody has had a word on are not booked in silence.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, MAPPING_INCOMPLETE, ROWS_UNDECIDED
 */
export async function commitImport(
  call: Caller,
  { importId, undecided }: CommitTarget,
): Promise<RouteResult<ImportSummary>> {
  const { services, context } = call;
  const job = { tenantId: context.tenantId, userId: context.userId };
  const record = await call.read(
    async (tx) => (await repo.findImport(tx, importId)) ?? refuseMissingImport(),
  );
  if (record.status === 'committing' || record.status === 'committed') return { data: presentImport(record) };
  refuseUnready(record, 'draft');
  if (undecided === undefined) refuseUndecided(record.counts.ask ?? 0);
  if ((record.counts.total ?? 0) <= INLINE_ROWS) {
    try {
      return await call.write({ kind: 'import', summary: `Imported ${record.fileName}` }, async (tx) => ({
        data: presentImport(await bookImport(tx, services, { importId, from: 'draft', undecided })),
      }));
    } catch (error) {
      if (isUndecided(error)) await reopenUndecided(services, { ...job, importId });
      throw error;
    }
  }
  return services.database.jobTenant(job, null, async (tx) => {
    const current = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
    if (current.status !== 'committing' && current.status !== 'committed') {
      refuseUnready(current, 'draft');
      await repo.updateImport(tx, importId, {
        status: 'committing',
        doneRows: 0,
        jobProgress: null,
        error: null,
      });
      await services.queue.enqueue(tx, {
        task: commitImportTask,
        payload: { ...job, importId, undecided },
        key: `commit:${importId}`,
      });
    }
    return { data: presentImport((await repo.findImport(tx, importId)) ?? refuseMissingImport()) };
  });
}
