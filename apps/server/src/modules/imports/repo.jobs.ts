import type { TenantTransaction } from '../../platform/database/index.ts';
import { isReplayCancelled, saveReplayState } from './repo.replays.ts';
import type { JobProgress } from './repo.stored.ts';

/** A state in which a job works on an import. */
export type JobStatus = 'reading' | 'committing' | 'replaying';

export interface JobState {
  readonly status: JobStatus;
  readonly doneRows: number;
  readonly progress: JobProgress;
}

/**
 * How far a job has come; not a new version of the import. Nothing when the job is through, or about to be: its own
 * transaction then holds the row, and would wait for this one.
 */
export async function saveJobState(tx: TenantTransaction, importId: string, state: JobState): Promise<void> {
  const { status, doneRows, progress } = state;
  if (status === 'replaying') await saveReplayState(tx, importId, { doneRows, progress });
  else {
    await tx.client.query({
      name: 'imports-save-job',
      text: `UPDATE imports SET done_rows = $3, job_progress = $4::jsonb
        WHERE id = (SELECT i.id FROM imports i WHERE i.id = $1 AND i.status = $2 FOR NO KEY UPDATE SKIP LOCKED)`,
      values: [importId, status, doneRows, JSON.stringify(progress)],
    });
  }
}

/** Asks the job of an import to stop. False when no job is to come any more: it is read, booked or gone. */
export async function requestCancel(tx: TenantTransaction, importId: string): Promise<boolean> {
  const result = await tx.client.query({
    name: 'imports-request-cancel',
    text: `UPDATE imports SET cancelled_at = coalesce(cancelled_at, now())
      WHERE id = $1 AND status IN ('reading', 'committing')`,
    values: [importId],
  });
  return result.rowCount === 1;
}

export async function isCancelled(
  tx: TenantTransaction,
  importId: string,
  status: JobStatus,
): Promise<boolean> {
  if (status === 'replaying') return isReplayCancelled(tx, importId);
  const result = await tx.client.query({
    name: 'imports-is-cancelled',
    text: 'SELECT FROM imports WHERE id = $1 AND cancelled_at IS NOT NULL',
    values: [importId],
  });
  return result.rowCount === 1;
}

/** The process of PostgreSQL that serves a transaction. */
export async function findBackend(tx: TenantTransaction): Promise<number> {
  const result = await tx.client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const [row] = result.rows;
  if (!row) throw new Error('PostgreSQL has not said which process it is.');
  return row.pid;
}

/** Ends the statement that a process of PostgreSQL runs, if it runs one; its transaction then fails. */
export async function stopStatement(tx: TenantTransaction, backend: number): Promise<void> {
  await tx.client.query('SELECT pg_cancel_backend($1::integer)', [backend]);
}
