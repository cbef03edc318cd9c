import { type SQL, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

/*
 * Undoing is the one writer that works across tables: it puts back what the audit trail kept, whatever the table, and
 * therefore knows each audited table by name. It stays in SQL, so that a change set of 100,000 rows is a few
 * statements and no amount passes through a JavaScript number.
 */

/** An audited table, and which of its columns a revert writes back. */
export interface Revertible {
  readonly resourceType: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** What makes a row disappear; a table without it has no row that a change set made. */
  readonly deletion: readonly string[];
}

/** In the order in which they are written back: what others point to comes first. */
export const REVERTIBLES: readonly Revertible[] = [
  {
    resourceType: 'tenant',
    table: 'tenants',
    columns: words('name type timezone locale currency fiscal_year_start week_start is_active'),
    deletion: [],
  },
  {
    resourceType: 'account',
    table: 'accounts',
    columns: words(
      `name type subtype currency credit_limit_minor institution_name account_number_last4 is_hidden archived_at
       display_order color icon`,
    ),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'category',
    table: 'categories',
    columns: words('parent_id name kind color icon display_order is_system is_active'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'payee',
    table: 'payees',
    columns: words('name default_category_id'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'transaction',
    table: 'transactions',
    columns: words(
      `account_id date value_date amount_minor currency original_amount_minor original_currency type status is_refund
       description payee_id category_id notes tags payment_method metadata parent_id is_split transfer_account_id
       transfer_transaction_id refund_of_id fee_of_id reconciliation_id import_id external_id raw_description fingerprint`,
    ),
    deletion: ['deleted_at', 'deleted_reason'],
  },
  {
    resourceType: 'attachment',
    table: 'attachments',
    columns: words('name'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'anchor',
    table: 'account_balance_anchors',
    columns: words(
      'account_id anchor_date balance_minor description is_initial_balance confidence_level source import_id',
    ),
    deletion: ['deleted_at'],
  },
];

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

const MAX_OBSTACLES = 100;

/** The kinds of rows that a change set touched. */
export async function findResourceTypes(tx: TenantTransaction, changeSetId: string): Promise<string[]> {
  const result = await tx.sql.execute<{ type: string }>(
    sql`SELECT DISTINCT resource_type AS type FROM audit_logs WHERE change_set_id = ${changeSetId} AND success`,
  );
  return result.rows.map((row) => row.type);
}

/** Holds the rows until the end, so that nobody edits them between the check and the writing back. */
export async function lockRows(
  tx: TenantTransaction,
  resource: Revertible,
  changeSetId: string,
): Promise<void> {
  await tx.sql.execute(
    sql`SELECT 1 FROM ${sql.identifier(resource.table)} t
        WHERE t.id IN ${touchedIds(resource.resourceType, changeSetId)} ORDER BY t.id FOR UPDATE`,
  );
}

/** A row that stands in the way of a revert. */
export interface ObstacleRow {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly summary: string;
  /** The change set that touched it last. */
  readonly changedBy: string | null;
  readonly [column: string]: unknown;
}

/**
 * Rows that are not as the change set left them. What counts is what the row says, not its version: an edit that was
 * itself undone is no obstacle, so changes can be undone one by one, newest first.
 */
export async function findObstacles(
  tx: TenantTransaction,
  resource: Revertible,
  changeSetId: string,
): Promise<ObstacleRow[]> {
  const result = await tx.sql.execute<ObstacleRow>(
    sql`WITH ${entries(resource, changeSetId)}
      SELECT ${resource.resourceType}::text AS "resourceType", e.id AS "resourceId",
        coalesce(e.after ->> 'description', e.after ->> 'name', e.after ->> 'anchor_date', '') AS summary,
        (SELECT l.change_set_id FROM audit_logs l
          WHERE l.resource_type = ${resource.resourceType} AND l.resource_id = e.id
          ORDER BY l.id DESC LIMIT 1) AS "changedBy"
      FROM entries e LEFT JOIN ${sql.identifier(resource.table)} t ON t.id = e.id
      WHERE t.id IS NULL
        OR jsonb_populate_record(t, e.after - ARRAY['version', 'updated_at']) IS DISTINCT FROM t
      ORDER BY e.id LIMIT ${MAX_OBSTACLES}`,
  );
  return result.rows;
}

/**
 * Puts every row back to what it was before the change set: its first entry's old values, or gone when the change set
 * made it. Answers how many rows.
 */
export async function writeBack(
  tx: TenantTransaction,
  resource: Revertible,
  changeSetId: string,
): Promise<number> {
  const assignments = [...resource.columns.map(restored), ...resource.deletion.map(deleted)];
  const result = await tx.sql.execute(
    sql`WITH ${entries(resource, changeSetId)}
      UPDATE ${sql.identifier(resource.table)} t
      SET ${sql.join(assignments, sql`, `)}, version = t.version + 1, updated_at = now()
      FROM (
        SELECT e.id AS entry_id, e.before IS NULL AS made_here, r.*
        FROM entries e JOIN ${sql.identifier(resource.table)} c ON c.id = e.id,
          LATERAL jsonb_populate_record(c, coalesce(e.before, '{}')) r
      ) b
      WHERE t.id = b.entry_id`,
  );
  return result.rowCount ?? 0;
}

/** First state and last state of each row that the change set touched. */
function entries(resource: Revertible, changeSetId: string): SQL {
  return sql`entries AS (
    SELECT l.resource_id AS id,
      (array_agg(l.old_values ORDER BY l.id))[1] AS before,
      (array_agg(l.new_values ORDER BY l.id DESC))[1] AS after
    FROM audit_logs l
    WHERE l.change_set_id = ${changeSetId} AND l.resource_type = ${resource.resourceType} AND l.success
    GROUP BY l.resource_id
  )`;
}

function restored(column: string): SQL {
  return sql`${sql.identifier(column)} = b.${sql.identifier(column)}`;
}

/** A row that the change set made goes; any other is there or gone as it was before. */
function deleted(column: string): SQL {
  const gone = column === 'deleted_reason' ? sql`'revert'` : sql`now()`;
  return sql`${sql.identifier(column)} = CASE WHEN b.made_here THEN ${gone} ELSE b.${sql.identifier(column)} END`;
}

function touchedIds(resourceType: string, changeSetId: string): SQL {
  return sql`(SELECT l.resource_id FROM audit_logs l
    WHERE l.change_set_id = ${changeSetId} AND l.resource_type = ${resourceType} AND l.success)`;
}

/** A row that uses another: the column of its table, and the kind of what it points to. */
interface Reference {
  readonly resourceType: string;
  readonly table: string;
  readonly label: string;
  readonly column: string;
  readonly target: { readonly resourceType: string; readonly table: string; readonly label: string };
}

const ACCOUNT = { resourceType: 'account', table: 'accounts', label: 'name' };
const CATEGORY = { resourceType: 'category', table: 'categories', label: 'name' };
const PAYEE = { resourceType: 'payee', table: 'payees', label: 'name' };
const TRANSACTION = { resourceType: 'transaction', table: 'transactions', label: 'description' };

const REFERENCES: readonly Reference[] = [
  { ...TRANSACTION, column: 'account_id', target: ACCOUNT },
  { ...TRANSACTION, column: 'category_id', target: CATEGORY },
  { ...TRANSACTION, column: 'payee_id', target: PAYEE },
  {
    resourceType: 'anchor',
    table: 'account_balance_anchors',
    label: 'anchor_date',
    column: 'account_id',
    target: ACCOUNT,
  },
  { ...PAYEE, column: 'default_category_id', target: CATEGORY },
  { ...TRANSACTION, column: 'refund_of_id', target: TRANSACTION },
  { ...TRANSACTION, column: 'fee_of_id', target: TRANSACTION },
  {
    resourceType: 'attachment',
    table: 'attachments',
    label: 'name',
    column: 'transaction_id',
    target: TRANSACTION,
  },
];

/**
 * After writing back: deleted rows that a live row of the change set points to, and live rows that point to a row which
 * the revert deleted. Both would be left hanging.
 */
export async function findDangling(tx: TenantTransaction, changeSetId: string): Promise<ObstacleRow[]> {
  const parts = REFERENCES.flatMap((reference) => [
    goneTarget(reference, changeSetId),
    liveUser(reference, changeSetId),
  ]);
  const result = await tx.sql.execute<ObstacleRow>(
    sql`SELECT d.type AS "resourceType", d.id AS "resourceId", d.summary,
          (SELECT l.change_set_id FROM audit_logs l
            WHERE l.resource_type = d.type AND l.resource_id = d.id AND l.change_set_id <> ${tx.changeSetId}
            ORDER BY l.id DESC LIMIT 1) AS "changedBy"
        FROM (${sql.join(parts, sql` UNION `)}) d ORDER BY d.type, d.id LIMIT ${MAX_OBSTACLES}`,
  );
  return result.rows;
}

function goneTarget(reference: Reference, changeSetId: string): SQL {
  const { target } = reference;
  return sql`(SELECT ${target.resourceType}::text AS type, g.id, g.${sql.identifier(target.label)}::text AS summary
    FROM ${sql.identifier(reference.table)} u
    JOIN ${sql.identifier(target.table)} g ON g.id = u.${sql.identifier(reference.column)}
    WHERE u.id IN ${touchedIds(reference.resourceType, changeSetId)}
      AND u.deleted_at IS NULL AND g.deleted_at IS NOT NULL LIMIT ${MAX_OBSTACLES})`;
}

function liveUser(reference: Reference, changeSetId: string): SQL {
  const { target } = reference;
  return sql`(SELECT ${reference.resourceType}::text AS type, u.id, u.${sql.identifier(reference.label)}::text AS summary
    FROM ${sql.identifier(reference.table)} u
    WHERE u.deleted_at IS NULL AND u.${sql.identifier(reference.column)} IN (
      SELECT g.id FROM ${sql.identifier(target.table)} g
      WHERE g.id IN ${touchedIds(target.resourceType, changeSetId)} AND g.deleted_at IS NOT NULL
    ) LIMIT ${MAX_OBSTACLES})`;
}

export interface TreeRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'income' | 'expense';
  readonly displayOrder: number;
  readonly [column: string]: unknown;
}

/** The live categories, for the rules of the tree. */
export async function findTree(tx: TenantTransaction): Promise<TreeRow[]> {
  const result = await tx.sql.execute<TreeRow>(
    sql`SELECT id, parent_id AS "parentId", name, kind, display_order AS "displayOrder"
        FROM categories WHERE deleted_at IS NULL`,
  );
  return result.rows;
}
