import type { CalendarDate } from '@fintrack/core/dates';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { importRows } from './tables.ts';

export type ImportRowRecord = typeof importRows.$inferSelect;

/** Rows of an import in file order, after a row number. */
export async function findRows(
  tx: TenantTransaction,
  importId: string,
  page: {
    readonly after: number;
    readonly offset: number;
    readonly limit: number;
    readonly fate?: ImportRowRecord['fate'] | undefined;
  },
): Promise<ImportRowRecord[]> {
  return tx.sql
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        gt(importRows.rowNumber, page.after),
        page.fate === undefined ? undefined : eq(importRows.fate, page.fate),
      ),
    )
    .orderBy(asc(importRows.rowNumber))
    .offset(page.offset)
    .limit(page.limit);
}

/** A row here that rows of a file are compared with; the amount in minor units as decimal text. */
export interface MatchedRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly bankText: string | null;
  readonly payee: string | null;
  readonly category: string | null;
  readonly notes: string | null;
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isDeleted: boolean;
}

/** The rows here that these rows are compared with, by id. */
export async function findMatched(
  tx: TenantTransaction,
  rows: readonly Pick<ImportRowRecord, 'matchedTransactionId'>[],
): Promise<ReadonlyMap<string, MatchedRow>> {
  const ids = rows.flatMap(({ matchedTransactionId: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const result = await tx.client.query<MatchedRow>({
    name: 'imports-matched-rows',
    text: `SELECT t.id, t.date::text AS date, t.amount_minor::text AS amount, t.currency, t.description,
        CASE WHEN t.fingerprint IS NOT NULL THEN t.raw_description END AS "bankText", p.name AS payee,
        c.name AS category, t.notes, t.status, t.deleted_at IS NOT NULL AS "isDeleted"
      FROM transactions t
      LEFT JOIN payees p ON p.id = t.payee_id
      LEFT JOIN categories c ON c.id = t.category_id
      WHERE t.id = ANY($1::uuid[])`,
    values: [ids],
  });
  return new Map(result.rows.map((row) => [row.id, row]));
}

/** One word on all rows of a fate; "same" only for rows that have a row here to be the same as. Answers how many. */
export async function decideRows(
  tx: TenantTransaction,
  importId: string,
  {
    fate,
    decision,
  }: { readonly fate: ImportRowRecord['fate']; readonly decision: ImportRowRecord['decision'] },
): Promise<number> {
  const result = await tx.client.query(
    `UPDATE import_rows SET decision = $3::text,
       decided_transaction_id = CASE WHEN $3::text = 'same' THEN matched_transaction_id END
     WHERE import_id = $1 AND fate = $2 AND fingerprint IS NOT NULL AND decision IS DISTINCT FROM $3::text
       AND ($3::text IS DISTINCT FROM 'same' OR matched_transaction_id IS NOT NULL)`,
    [importId, fate, decision],
  );
  return result.rowCount ?? 0;
}

export async function findRow(
  tx: TenantTransaction,
  importId: string,
  rowNumber: number,
): Promise<ImportRowRecord | undefined> {
  const [row] = await tx.sql
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.rowNumber, rowNumber)));
  return row;
}

/** True where an account, or a draft's lines for it, hold more pending rows than are all looked at. */
export async function hasManyPending(
  tx: TenantTransaction,
  { importId, accountId }: { readonly importId: string; readonly accountId: string },
  most: number,
): Promise<boolean> {
  const result = await tx.client.query<{ many: boolean }>(
    `SELECT (SELECT count(*) FROM (SELECT FROM transactions t WHERE t.account_id = $2 AND t.status = 'pending'
         LIMIT $3 + 1) p) > $3
       OR (SELECT count(*) FROM (SELECT FROM import_rows r WHERE r.import_id = $1 AND r.status = 'pending'
         LIMIT $3 + 1) p) > $3 AS many`,
    [importId, accountId, most],
  );
  return result.rows[0]?.many ?? true;
}

export async function updateRow(
  tx: TenantTransaction,
  row: { readonly importId: string; readonly rowNumber: number },
  changes: Partial<typeof importRows.$inferInsert>,
): Promise<void> {
  await tx.sql
    .update(importRows)
    .set(changes)
    .where(and(eq(importRows.importId, row.importId), eq(importRows.rowNumber, row.rowNumber)));
}

/** Rows that the user has had a word on, to keep it when the file is read again. */
export async function findDecidedRows(tx: TenantTransaction, importId: string): Promise<ImportRowRecord[]> {
  return tx.sql
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        sql`(${importRows.decision} IS NOT NULL OR ${importRows.edits} IS NOT NULL)`,
      ),
    )
    .orderBy(asc(importRows.rowNumber));
}

/** The row that stands on a line; several statements of an OFX file may stand on one. */
export async function findRowByLine(
  tx: TenantTransaction,
  importId: string,
  at: { readonly line: number; readonly rowNumber: number },
): Promise<ImportRowRecord | undefined> {
  const [row] = await tx.sql
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.line, at.line)))
    .orderBy(sql`${importRows.rowNumber} <> ${at.rowNumber}`, asc(importRows.rowNumber))
    .limit(1);
  return row;
}

export async function deleteRows(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.sql.delete(importRows).where(eq(importRows.importId, importId));
}
