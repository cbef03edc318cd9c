import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** Rows in the text format of COPY. */
interface StagedBatch {
  readonly text: string | Uint8Array;
  readonly rows: number;
}

interface StagedRows {
  readonly columns: string;
  readonly batches: AsyncIterator<StagedBatch>;
}

/** So many rows go into the table at a time: whoever reads the file goes on meanwhile. */
const ROWS_AT_ONCE = 10_000;

/**
 * Keeps a file's rows: COPY into a temporary table and from there into their own, because COPY does not go into a table
 * with row-level security. The batches are taken as fast as the database takes them.
 */
export async function insertStagedRows(
  tx: TenantTransaction,
  importId: string,
  { columns, batches }: StagedRows,
): Promise<void> {
  await tx.client.query('DROP TABLE IF EXISTS pg_temp.staged_rows');
  await tx.client.query(
    `CREATE TEMP TABLE staged_rows ON COMMIT DROP AS SELECT ${columns} FROM import_rows WITH NO DATA`,
  );
  for (let isMore = true; isMore; ) {
    const copy = tx.client.query(copyFrom(`COPY staged_rows (${columns}) FROM STDIN`));
    const taken = { rows: 0 };
    await pipeline(Readable.from(takeSome(batches, taken)), copy);
    isMore = taken.rows >= ROWS_AT_ONCE;
    if (taken.rows === 0) break;
    await tx.client.query(
      `INSERT INTO import_rows (tenant_id, import_id, ${columns}) SELECT $1, $2, ${columns} FROM staged_rows`,
      [tx.tenantId, importId],
    );
    // In the transaction that has made the table this only cuts its file.
    await tx.client.query('TRUNCATE staged_rows');
  }
  await tx.client.query('DROP TABLE staged_rows');
}

/** Not by a loop over them: the end of that would be theirs. */
async function* takeSome(
  batches: AsyncIterator<StagedBatch>,
  taken: { rows: number },
): AsyncGenerator<StagedBatch['text']> {
  while (taken.rows < ROWS_AT_ONCE) {
    const next = await batches.next();
    if (next.done) return;
    taken.rows += next.value.rows;
    yield next.value.text;
  }
}
