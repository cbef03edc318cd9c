import type { TenantTransaction } from '../../platform/database/index.ts';

/** Where the rows of an import's statements go. */
export interface ImportTarget {
  readonly index: number;
  readonly accountId: string;
}

/** A part of an import's rows, by their numbers, both ends included. */
export interface ImportSpan {
  readonly targets: readonly ImportTarget[];
  readonly first: number;
  readonly last: number;
  /** Rows of the import are split: {@link hasSplitRows}. */
  readonly hasParts: boolean;
}

/** Asked once an import: nearly none has parts, and looking for them in every span takes as long as a tenth of it. */
export async function hasSplitRows(tx: TenantTransaction, importId: string): Promise<boolean> {
  const result = await tx.client.query({
    name: 'transactions-import-has-parts',
    text: 'SELECT FROM import_rows WHERE import_id = $1 AND splits IS NOT NULL LIMIT 1',
    values: [importId],
  });
  return result.rowCount === 1;
}

/**
 * Books the new rows of a span in one statement, and the parts of those that are split in another. Payees are found by name. Answers how many rows.
 */
export async function bookImportRows(
  tx: TenantTransaction,
  importId: string,
  span: ImportSpan,
): Promise<number> {
  // Over rows that were just written the planner has no statistics, and would look up every payee for every row. In a
  // change set of many rows every statement is planned anew; those of the foreign keys are run once a row.
  await tx.client.query(
    "SELECT set_config('enable_nestloop', 'off', true), set_config('plan_cache_mode', 'auto', true)",
  );
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
  if (span.hasParts) {
    await tx.client.query({
      name: 'transactions-book-import-parts',
      text: BOOK_PARTS,
      values: [importId, span.first, span.last, tx.changeSetId],
    });
  }
  await tx.client.query(
    "SELECT set_config('enable_nestloop', 'on', true), set_config('plan_cache_mode', 'force_custom_plan', true)",
  );
  return result.rowCount ?? 0;
}

const HAS_PARTS = "(i.splits IS NOT NULL AND (i.edits ->> 'amountMinor') IS NULL)";

/**
 * The category's kind is what the row is, against its sign a refund; a side of a transfer and a split have no category
 * of their own. A row whose amount somebody corrected has no parts any more: they came to another one. Drafts from
 * before rows were filled (no set_by) go by the name that the file gives the category.
 */
const BOOK = `
  INSERT INTO transactions (tenant_id, id, account_id, date, value_date, amount_minor, currency, type, is_refund, status,
    description, payee_id, category_id, notes, tags, is_split, transfer_account_id, import_id, external_id,
    raw_description, fingerprint, created_by, change_set_id)
  SELECT r.tenant_id, r.transaction_id, s.account_id, r.date, r.value_date, r.amount_minor, r.currency,
    CASE WHEN a.id IS NOT NULL THEN 'transfer' ELSE coalesce(k.kind, r.direction) END,
    a.id IS NULL AND coalesce(k.kind <> r.direction AND r.amount_minor <> 0, false), r.status, r.description,
    coalesce(p.id, n.payee_id),
    CASE WHEN a.id IS NULL AND NOT r.has_parts THEN coalesce(k.id, c.id) END,
    coalesce(r.set_notes, r.notes), r.tags, a.id IS NULL AND r.has_parts, a.id,
    r.import_id, r.external_id, coalesce(r.raw_description, r.description), r.fingerprint, 'import', $6
  FROM (
    SELECT i.*, CASE WHEN i.amount_minor > 0 THEN 'income' ELSE 'expense' END AS direction, ${HAS_PARTS} AS has_parts
    FROM import_rows i WHERE i.import_id = $1 AND i.fate = 'new' AND i.row_number BETWEEN $4 AND $5
  ) r
  JOIN unnest($2::integer[], $3::uuid[]) AS s (index, account_id) ON s.index = r.statement_index
  LEFT JOIN payees p ON p.deleted_at IS NULL AND lower(p.name) = lower(coalesce(r.payee_name, r.payee))
  LEFT JOIN payee_aliases n ON n.deleted_at IS NULL AND lower(n.name) = lower(coalesce(r.payee_name, r.payee))
  LEFT JOIN categories k ON k.id = r.category_id AND k.deleted_at IS NULL
  LEFT JOIN accounts a ON a.id = r.transfer_account_id AND a.deleted_at IS NULL AND a.id <> s.account_id
  LEFT JOIN (
    SELECT lower(k.name) AS name, k.kind, min(k.id::text)::uuid AS id FROM categories k
    WHERE k.deleted_at IS NULL AND k.is_active GROUP BY 1, 2 HAVING count(*) = 1
  ) c ON r.set_by IS NULL AND c.name = lower(r.category) AND c.kind = r.direction
  ORDER BY r.row_number`;

/** The parts of the rows that were just booked split. A part against its row's direction gives back. */
const BOOK_PARTS = `
  INSERT INTO transactions (tenant_id, id, parent_id, account_id, date, value_date, amount_minor, currency, type,
    is_refund, status, description, payee_id, category_id, notes, tags, created_by, change_set_id)
  SELECT t.tenant_id, part.id, t.id, t.account_id, t.date, t.value_date, part.amount_minor, t.currency, t.type,
    CASE t.type WHEN 'expense' THEN part.amount_minor > 0 ELSE part.amount_minor < 0 END, t.status, t.description,
    t.payee_id, k.id, part.notes, t.tags, 'import', $4
  FROM import_rows i
  JOIN transactions t ON t.tenant_id = i.tenant_id AND t.id = i.transaction_id AND t.is_split
  CROSS JOIN LATERAL jsonb_to_recordset(i.splits) AS part (id uuid, amount_minor bigint, category_id uuid, notes text)
  LEFT JOIN categories k ON k.id = part.category_id AND k.deleted_at IS NULL
  WHERE i.import_id = $1 AND i.fate = 'new' AND i.row_number BETWEEN $2 AND $3 AND ${HAS_PARTS}`;

/** A booked row that is not as the import left it. */
export interface TouchedRow {
  readonly id: string;
  readonly date: string;
  readonly description: string;
}

/** A booked import; what its own change set did to its rows, such as linking them to transfers, is no edit. */
export interface BookedImport {
  readonly importId: string;
  readonly changeSetId: string | null;
}

/**
 * Live rows of an import that were changed since, the first 100. What counts is what the row says now: an edit that
 * was itself undone is none. A row's own first later audit entry has what it was before.
 */
export async function findTouchedImported(
  tx: TenantTransaction,
  booked: BookedImport,
): Promise<TouchedRow[]> {
  const result = await tx.client.query<{ id: string; date: string; description: string }>({
    name: 'transactions-touched-imported',
    text: `SELECT t.id, t.date, t.description FROM transactions t WHERE ${TOUCHED} ORDER BY t.date, t.id LIMIT 100`,
    values: [booked.importId, booked.changeSetId, tx.changeSetId],
  });
  return result.rows;
}

const TOUCHED = `t.import_id = $1 AND t.deleted_at IS NULL AND t.version > 1 AND EXISTS (
  SELECT 1 FROM LATERAL (
    SELECT l.old_values FROM audit_logs l
    WHERE l.resource_type = 'transaction' AND l.resource_id = t.id AND l.success
      AND l.change_set_id IS DISTINCT FROM $2::uuid AND l.change_set_id IS DISTINCT FROM $3::uuid
    ORDER BY l.id LIMIT 1
  ) first
  WHERE jsonb_populate_record(t, first.old_values - ARRAY['version', 'updated_at', 'deleted_at', 'deleted_reason'])
    IS DISTINCT FROM t)`;

/** Takes the untouched live rows of an import out of the books; one audit entry. Answers how many. */
export async function takeBackImported(tx: TenantTransaction, booked: BookedImport): Promise<number> {
  const { importId } = booked;
  await markUndo(tx, importId);
  const result = await tx.client.query({
    name: 'transactions-take-back-imported',
    text: `UPDATE transactions t
      SET deleted_at = now(), deleted_reason = 'revert', version = t.version + 1, updated_at = now()
      WHERE t.import_id = $1 AND t.deleted_at IS NULL AND NOT (${TOUCHED})`,
    values: [importId, booked.changeSetId, tx.changeSetId],
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
