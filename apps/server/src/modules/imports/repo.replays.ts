import type { ImportReplay, ReplayRow } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { ImportError, JobProgress, ReplayRequest } from './repo.stored.ts';

/** What a replay has found out, and done where it was to. */
export type ReplayOutcome = Pick<ImportReplay, 'matcherVersion' | 'counts' | 'questions' | 'changeSetId'>;

/** The last replay of an import that is done in the background. */
export interface ReplayRecord {
  readonly request: ReplayRequest;
  /** False for one that only says what would be different. */
  readonly isApply: boolean;
  readonly doneRows: number;
  readonly progress: JobProgress | null;
  /** Null while it runs, and when it has failed. */
  readonly outcome: ReplayOutcome | null;
  readonly error: ImportError | null;
  readonly isCancelled: boolean;
  /** Nothing was changed in the books since it began: what it says still holds. */
  readonly isFresh: boolean;
}

const NEWEST_CHANGE = '(SELECT c.id FROM change_sets c ORDER BY c.id DESC LIMIT 1)';

export async function findReplay(tx: TenantTransaction, importId: string): Promise<ReplayRecord | undefined> {
  const result = await tx.client.query<ReplayRecord>({
    name: 'imports-find-replay',
    text: `SELECT request, is_apply AS "isApply", done_rows AS "doneRows", progress, outcome, error,
        cancelled_at IS NOT NULL AS "isCancelled", books_at IS NOT DISTINCT FROM ${NEWEST_CHANGE} AS "isFresh"
      FROM import_replays WHERE import_id = $1`,
    values: [importId],
  });
  return result.rows[0];
}

/** The kept differences from a place on, in file order. */
export async function findReplayRows(
  tx: TenantTransaction,
  importId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<ReplayRow[]> {
  const result = await tx.client.query<{ difference: ReplayRow }>({
    name: 'imports-find-replay-rows',
    text: `SELECT difference FROM import_replay_rows WHERE import_id = $1 AND number >= $2 AND number < $3
      ORDER BY number`,
    values: [importId, page.offset, page.offset + page.limit],
  });
  return result.rows.map(({ difference }) => difference);
}

/**
 * Begins a replay of a booked import, in place of an earlier one. False where the import is in another state by now:
 * of two that begin at once, one does.
 */
export async function beginReplay(
  tx: TenantTransaction,
  importId: string,
  { request, isApply }: Pick<ReplayRecord, 'request' | 'isApply'>,
): Promise<boolean> {
  const begun = await tx.client.query(
    `UPDATE imports SET status = 'replaying', error = NULL, version = version + 1, updated_at = now()
     WHERE id = $1 AND status = 'committed'`,
    [importId],
  );
  if (begun.rowCount !== 1) return false;
  await deleteReplay(tx, importId);
  await tx.client.query(
    `INSERT INTO import_replays (tenant_id, import_id, request, is_apply, books_at)
     VALUES ($1, $2, $3::jsonb, $4, ${NEWEST_CHANGE})`,
    [tx.tenantId, importId, JSON.stringify(request), isApply],
  );
  return true;
}

/** How far its job has come. Nothing when the job is through, or about to be: its own transaction then holds the row. */
export async function saveReplayState(
  tx: TenantTransaction,
  importId: string,
  state: { readonly doneRows: number; readonly progress: JobProgress },
): Promise<void> {
  await tx.client.query({
    name: 'imports-save-replay-state',
    text: `UPDATE import_replays SET done_rows = $2, progress = $3::jsonb WHERE import_id = (
      SELECT p.import_id FROM import_replays p WHERE p.import_id = $1 AND p.outcome IS NULL AND p.error IS NULL
      FOR NO KEY UPDATE SKIP LOCKED)`,
    values: [importId, state.doneRows, JSON.stringify(state.progress)],
  });
}

/** Rows that are written in one statement. */
const PIECE = 1000;

/** Keeps what a replay has come to. False where it was cancelled or is gone. */
export async function saveOutcome(
  tx: TenantTransaction,
  importId: string,
  { outcome, rows }: { readonly outcome: ReplayOutcome; readonly rows: readonly ReplayRow[] },
): Promise<boolean> {
  const saved = await tx.client.query(
    `UPDATE import_replays SET outcome = $2::jsonb, progress = NULL
     WHERE import_id = $1 AND outcome IS NULL AND error IS NULL AND cancelled_at IS NULL`,
    [importId, JSON.stringify(outcome)],
  );
  if (saved.rowCount !== 1) return false;
  for (let first = 0; first < rows.length; first += PIECE) {
    await tx.client.query(
      `INSERT INTO import_replay_rows (tenant_id, import_id, number, difference)
       SELECT $1, $2, $3 + place - 1, difference
       FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS d (difference, place)`,
      [tx.tenantId, importId, first, JSON.stringify(rows.slice(first, first + PIECE))],
    );
  }
  return true;
}

export async function saveFailure(
  tx: TenantTransaction,
  importId: string,
  error: ImportError,
): Promise<void> {
  await tx.client.query(
    'UPDATE import_replays SET error = $2::jsonb, progress = NULL WHERE import_id = $1 AND outcome IS NULL',
    [importId, JSON.stringify(error)],
  );
}

/** Asks the job of a replay to stop. False when none runs. */
export async function requestReplayCancel(tx: TenantTransaction, importId: string): Promise<boolean> {
  const result = await tx.client.query(
    `UPDATE import_replays SET cancelled_at = coalesce(cancelled_at, now())
     WHERE import_id = $1 AND outcome IS NULL AND error IS NULL`,
    [importId],
  );
  return result.rowCount === 1;
}

export async function isReplayCancelled(tx: TenantTransaction, importId: string): Promise<boolean> {
  const result = await tx.client.query({
    name: 'imports-is-replay-cancelled',
    text: 'SELECT FROM import_replays WHERE import_id = $1 AND cancelled_at IS NOT NULL',
    values: [importId],
  });
  return result.rowCount === 1;
}

/** With the differences that it has kept. */
export async function deleteReplay(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query('DELETE FROM import_replays WHERE import_id = $1', [importId]);
}
