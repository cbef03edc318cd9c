import type { TenantTransaction } from '../../platform/database/index.ts';

/** Where the rows of an import's statements go. */
export interface ImportTarget {
  readonly index: number;
  readonly accountId: string;
}

/**
 * Books the new rows of an import within a span of row numbers, both ends included, in one statement. Payees are found
 * by name; a category by name where exactly one of the row's kind bears it. Answers how many rows.
 */
export async function bookImportRows(
  tx: TenantTransaction,
  importId: string,
  span: { readonly targets: readonly ImportTarget[]; readonly first: number; readonly last: number },
): Promise<number> {
  // Over rows that were just written the planner has no statistics, and would look up every payee for every row.
  await tx.client.query('SET LOCAL enable_nestloop = off');
  const result = await tx.client.query({
    name: 'transactions-book-import',
    text: BOOK,
    values: [
      importId,
      span.targets.map((target) => target.index),
      span.targets.map((target) => target.accountId),
      span.first,
      span.last,
      tx.changeSetId,
    ],
  });
  await tx.client.query('SET LOCAL enable_nestloop = on');
  return result.rowCount ?? 0;
}

const BOOK = `
  INSERT INTO transactions (tenant_id, id, account_id, date, value_date, amount_minor, currency, type, status,
    description, payee_id, category_id, notes, import_id, external_id, raw_description, fingerprint, created_by,
    change_set_id)
  SELECT r.tenant_id, r.transaction_id, s.account_id, r.date, r.value_date, r.amount_minor, r.currency,
    CASE WHEN r.amount_minor > 0 THEN 'income' ELSE 'expense' END, r.status, r.description,
    coalesce(p.id, n.payee_id), c.id, r.notes,
    r.import_id, r.external_id, coalesce(r.raw_description, r.description), r.fingerprint, 'import', $6
  FROM import_rows r
  JOIN unnest($2::integer[], $3::uuid[]) AS s (index, account_id) ON s.index = r.statement_index
  LEFT JOIN payees p ON p.deleted_at IS NULL AND lower(p.name) = lower(r.payee)
  LEFT JOIN payee_aliases n ON n.deleted_at IS NULL AND lower(n.name) = lower(r.payee)
  LEFT JOIN (
    SELECT lower(k.name) AS name, k.kind, min(k.id::text)::uuid AS id FROM categories k
    WHERE k.deleted_at IS NULL AND k.is_active GROUP BY 1, 2 HAVING count(*) = 1
  ) c ON c.name = lower(r.category) AND c.kind = CASE WHEN r.amount_minor > 0 THEN 'income' ELSE 'expense' END
  WHERE r.import_id = $1 AND r.fate = 'new' AND r.row_number BETWEEN $4 AND $5`;

/** A booked row that is not as the import left it. */
export interface TouchedRow {
  readonly id: string;
  readonly date: string;
  readonly description: string;
}

/**
 * Live rows of an import that were changed since, the first 100. What counts is what the row says now: an edit that
 * was itself undone is none. A row's own first audit entry has what it was before.
 */
export async function findTouchedImported(tx: TenantTransaction, importId: string): Promise<TouchedRow[]> {
  const result = await tx.client.query<{ id: string; date: string; description: string }>({
    name: 'transactions-touched-imported',
    text: `SELECT t.id, t.date, t.description FROM transactions t WHERE ${TOUCHED} ORDER BY t.date, t.id LIMIT 100`,
    values: [importId],
  });
  return result.rows;
}

const TOUCHED = `t.import_id = $1 AND t.deleted_at IS NULL AND t.version > 1 AND EXISTS (
  SELECT 1 FROM LATERAL (
    SELECT l.old_values FROM audit_logs l
    WHERE l.resource_type = 'transaction' AND l.resource_id = t.id AND l.success ORDER BY l.id LIMIT 1
  ) first
  WHERE jsonb_populate_record(t, first.old_values - ARRAY['version', 'updated_at', 'deleted_at', 'deleted_reason'])
    IS DISTINCT FROM t)`;

/** Takes the untouched live rows of an import out of the books; one audit entry. Answers how many. */
export async function takeBackImported(tx: TenantTransaction, importId: string): Promise<number> {
  await markUndo(tx, importId);
  const result = await tx.client.query({
    name: 'transactions-take-back-imported',
    text: `UPDATE transactions t
      SET deleted_at = now(), deleted_reason = 'revert', version = t.version + 1, updated_at = now()
      WHERE t.import_id = $1 AND t.deleted_at IS NULL AND NOT (${TOUCHED})`,
    values: [importId],
  });
  await markUndo(tx, null);
  return result.rowCount ?? 0;
}

/** Puts the rows back that {@link takeBackImported} took out at that moment. Answers how many. */
export async function putBackImported(
  tx: TenantTransaction,
  importId: string,
  takenBackAt: Date,
): Promise<number> {
  await markUndo(tx, importId);
  const result = await tx.client.query({
    name: 'transactions-put-back-imported',
    text: `UPDATE transactions t
      SET deleted_at = NULL, deleted_reason = NULL, version = t.version + 1, updated_at = now()
      WHERE t.import_id = $1 AND t.deleted_reason = 'revert' AND date_trunc('milliseconds', t.deleted_at) = $2`,
    values: [importId, takenBackAt],
  });
  await markUndo(tx, null);
  return result.rowCount ?? 0;
}

/** Tells the audit trail that these rows are undone as one. */
async function markUndo(tx: TenantTransaction, importId: string | null): Promise<void> {
  await tx.client.query("SELECT set_config('app.import_undo', $1, true)", [importId ?? '']);
}
