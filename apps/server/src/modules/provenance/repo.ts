import type { FieldOrigin, FieldSetter } from '@fintrack/contract';
import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the row says now, by column; minor units as text. */
export interface CurrentRow {
  readonly values: Values;
  readonly currency: string;
  readonly importId: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly changeSetId: string;
  readonly [column: string]: unknown;
}

export async function findRow(tx: TenantTransaction, id: string): Promise<CurrentRow | undefined> {
  const result = await tx.sql.execute<CurrentRow>(
    sql`SELECT (SELECT jsonb_object_agg(key, CASE WHEN key LIKE '%\\_minor' AND jsonb_typeof(value) = 'number'
            THEN to_jsonb(value #>> '{}') ELSE value END) FROM jsonb_each(to_jsonb(t))) AS values,
          t.currency, t.import_id AS "importId", t.created_by AS "createdBy", t.change_set_id AS "changeSetId",
          to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
        FROM transactions t WHERE t.id = ${id} AND t.deleted_at IS NULL`,
  );
  return result.rows[0];
}

/** A change of the row, and by what. */
export interface Step {
  readonly action: string;
  /** Columns that it gave another value, or all for the row's making. */
  readonly columns: readonly string[] | null;
  readonly kind: FieldOrigin['setBy'] | 'request' | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly summary: string | null;
  readonly at: string;
  readonly changeSetId: string | null;
  readonly [column: string]: unknown;
}

/** Changes of the row, the last one first, to a bound. */
export async function listSteps(tx: TenantTransaction, id: string, bound: number): Promise<Step[]> {
  const result = await tx.sql.execute<Step>(
    sql`SELECT l.action, s.kind, l.user_id AS "userId", u.name AS "userName", s.summary,
          l.change_set_id AS "changeSetId",
          to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
          (SELECT array_agg(n.key) FROM jsonb_each(l.new_values) n
            WHERE l.old_values -> n.key IS DISTINCT FROM n.value) AS columns
        FROM (SELECT * FROM audit_logs WHERE resource_type = 'transaction' AND resource_id = ${id}
          ORDER BY id DESC LIMIT ${bound}) l
        LEFT JOIN change_sets s ON s.id = l.change_set_id
        LEFT JOIN users u ON u.id = l.user_id
        ORDER BY l.id DESC`,
  );
  return result.rows;
}

/** The change set that an imported row was booked by: its rows are no entries of their own. */
export async function findBooking(tx: TenantTransaction, changeSetId: string): Promise<Step | undefined> {
  const result = await tx.sql.execute<Step>(
    sql`SELECT 'import' AS action, s.kind, s.user_id AS "userId", u.name AS "userName", s.summary,
          s.id AS "changeSetId", NULL AS columns,
          to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
        FROM change_sets s LEFT JOIN users u ON u.id = s.user_id WHERE s.id = ${changeSetId}`,
  );
  return result.rows[0];
}

export interface ImportRow {
  readonly importId: string;
  readonly fileName: string;
  readonly line: number;
  readonly raw: string;
  readonly isCorrected: boolean;
  readonly setBy: Setters | null;
  readonly [column: string]: unknown;
}

/** The line of the file that a row was booked from. */
export async function findImportRow(
  tx: TenantTransaction,
  { id, importId }: { readonly id: string; readonly importId: string },
): Promise<ImportRow | null> {
  const result = await tx.sql.execute<ImportRow>(
    sql`SELECT r.import_id AS "importId", i.file_name AS "fileName", r.line, r.raw,
          r.edits IS NOT NULL AS "isCorrected", r.set_by AS "setBy"
        FROM import_rows r JOIN imports i ON i.id = r.import_id
        WHERE r.import_id = ${importId} AND r.transaction_id = ${id} LIMIT 1`,
  );
  return result.rows[0] ?? null;
}

/** What filled a column: a rule, a model, a payee's usual category, the file. */
export type Setters = Readonly<Partial<Record<string, FieldSetter>>>;

/** What filled columns of a row, by the change set in which it did. */
export async function findSetters(tx: TenantTransaction, id: string): Promise<ReadonlyMap<string, Setters>> {
  const result = await tx.sql.execute<{ changeSetId: string; setBy: Setters }>(
    sql`SELECT change_set_id AS "changeSetId", set_by AS "setBy" FROM field_origins WHERE transaction_id = ${id}`,
  );
  return new Map(result.rows.map(({ changeSetId, setBy }) => [changeSetId, setBy]));
}
