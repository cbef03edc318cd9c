import { type SQL, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { Revertible } from './tables.revertible.ts';

/*
 * Undoing is the one writer that works across tables: it puts back what the audit trail kept, whatever the table, and
 * therefore knows each audited table by name. It stays in SQL, so that a change set of 100,000 rows is a few
 * statements and no amount passes through a JavaScript number.
 */

export { REVERTIBLES, type Revertible } from './tables.revertible.ts';

/** Rows of a change set: all of them, or some. */
export interface RevertScope {
  readonly changeSetId: string;
  /** These rows alone; undefined for every one. */
  readonly only?: readonly string[] | undefined;
  /** And not these. */
  readonly except: readonly string[];
}

/** The kinds of rows that a change set touched. */
export async function findResourceTypes(tx: TenantTransaction, scope: RevertScope): Promise<string[]> {
  const result = await tx.sql.execute<{ type: string }>(
    sql`SELECT DISTINCT l.resource_type AS type FROM audit_logs l WHERE ${inScope(scope)}`,
  );
  return result.rows.map((row) => row.type);
}

/** Holds the rows until the end, so that nobody edits them between the check and the writing back. */
export async function lockRows(
  tx: TenantTransaction,
  resource: Revertible,
  scope: RevertScope,
): Promise<void> {
  await tx.sql.execute(
    sql`SELECT 1 FROM ${sql.identifier(resource.table)} t
        WHERE t.id IN ${touchedIds(resource.resourceType, scope)} ORDER BY t.id FOR UPDATE`,
  );
}

/** A row that stands in the way of a revert. */
export interface ObstacleRow {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly summary: string;
  /** The change set that touched it last. */
  readonly changedBy: string | null;
  readonly relation: 'changed' | 'needs' | 'used' | 'taken' | 'misplaced';
  /** The row of the change set that cannot be undone for it: itself, one that needs it, or one that it uses. */
  readonly culprit: string;
  readonly culpritType: string;
  readonly culpritSummary: string;
  readonly [column: string]: unknown;
}

/** Where to look for what stands in the way, and how much of it to find. */
export interface Search {
  readonly scope: RevertScope;
  readonly limit: number;
}

/**
 * Rows that are not as the change set left them. What counts is what the row says, not its version: an edit that was
 * itself undone is no obstacle, so changes can be undone one by one, newest first.
 */
export async function findObstacles(
  tx: TenantTransaction,
  resource: Revertible,
  { scope, limit }: Search,
): Promise<ObstacleRow[]> {
  const result = await tx.sql.execute<ObstacleRow>(
    sql`WITH ${entries(resource, scope)}
      SELECT ${resource.resourceType}::text AS "resourceType", e.id AS "resourceId",
        'changed' AS relation, e.id AS culprit, ${resource.resourceType}::text AS "culpritType", '' AS "culpritSummary",
        coalesce(e.after ->> 'description', e.after ->> 'name', e.after ->> 'anchor_date',
          nullif(concat_ws(' ', e.after ->> 'base', e.after ->> 'quote', e.after ->> 'rate_date'), ''), '') AS summary,
        (SELECT l.change_set_id FROM audit_logs l
          WHERE l.resource_type = ${resource.resourceType} AND l.resource_id = e.id
          ORDER BY l.id DESC LIMIT 1) AS "changedBy"
      FROM entries e LEFT JOIN ${sql.identifier(resource.table)} t ON t.id = e.id
      WHERE t.id IS NULL
        OR jsonb_populate_record(t, e.after - ARRAY['version', 'updated_at']) IS DISTINCT FROM t
      ORDER BY e.id LIMIT ${limit}`,
  );
  return result.rows;
}

/** The rows that would be written back, as if each were in the way of another. */
export async function findTouched(
  tx: TenantTransaction,
  resource: Revertible,
  scope: RevertScope,
): Promise<ObstacleRow[]> {
  const result = await tx.sql.execute<ObstacleRow>(
    sql`SELECT l.resource_type AS "resourceType", l.resource_id AS "resourceId", l.resource_id AS culprit,
          l.resource_type AS "culpritType", 'taken' AS relation, NULL AS "changedBy", '' AS "culpritSummary",
          coalesce(max(coalesce(l.old_values, l.new_values) ->> 'name'), '') AS summary
        FROM audit_logs l WHERE ${inScope(scope)} AND l.resource_type = ${resource.resourceType}
        GROUP BY l.resource_type, l.resource_id ORDER BY l.resource_id`,
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
  scope: RevertScope,
): Promise<number> {
  const assignments = [...resource.columns.map(restored), ...resource.deletion.map(deleted)];
  const result = await tx.sql.execute(
    sql`WITH ${entries(resource, scope)}
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
function entries(resource: Revertible, scope: RevertScope): SQL {
  return sql`entries AS (
    SELECT l.resource_id AS id,
      (array_agg(l.old_values ORDER BY l.id))[1] AS before,
      (array_agg(l.new_values ORDER BY l.id DESC))[1] AS after
    FROM audit_logs l
    WHERE ${inScope(scope)} AND l.resource_type = ${resource.resourceType}
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

function touchedIds(resourceType: string, scope: RevertScope): SQL {
  return sql`(SELECT l.resource_id FROM audit_logs l
    WHERE ${inScope(scope)} AND l.resource_type = ${resourceType})`;
}

function inScope({ changeSetId, only, except }: RevertScope): SQL {
  const chosen = only === undefined ? sql`` : sql` AND l.resource_id = ANY(${idList(only)})`;
  const left = except.length === 0 ? sql`` : sql` AND l.resource_id <> ALL(${idList(except)})`;
  return sql`l.change_set_id = ${changeSetId} AND l.success${chosen}${left}`;
}

/** Ids as one parameter, however many. */
function idList(ids: readonly string[]): SQL {
  return sql`${sql.param(ids)}::uuid[]`;
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

const RECONCILIATION = { resourceType: 'reconciliation', table: 'reconciliations', label: 'statement_date' };

const RECURRING = { resourceType: 'recurring_series', table: 'recurring_series', label: 'name' };

const REFERENCES: readonly Reference[] = [
  { ...TRANSACTION, column: 'reconciliation_id', target: RECONCILIATION },
  { ...RECONCILIATION, column: 'account_id', target: ACCOUNT },
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
  { ...RECURRING, column: 'account_id', target: ACCOUNT },
  { ...RECURRING, column: 'category_id', target: CATEGORY },
  { ...RECURRING, column: 'payee_id', target: PAYEE },
  { resourceType: 'payee_alias', table: 'payee_aliases', label: 'name', column: 'payee_id', target: PAYEE },
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
export async function findDangling(
  tx: TenantTransaction,
  resources: readonly Revertible[],
  search: Search,
): Promise<ObstacleRow[]> {
  const touched = new Set(resources.map((resource) => resource.resourceType));
  const parts = REFERENCES.flatMap((reference) => [
    ...(touched.has(reference.resourceType) ? [goneTarget(reference, search)] : []),
    ...(touched.has(reference.target.resourceType) ? [liveUser(reference, search)] : []),
  ]);
  if (touched.has('tag')) parts.push(taggedRows(search));
  if (parts.length === 0) return [];
  const result = await tx.sql.execute<ObstacleRow>(
    sql`SELECT d.type AS "resourceType", d.id AS "resourceId", d.summary, d.relation, d.culprit,
          d.culprit_type AS "culpritType", d.culprit_summary AS "culpritSummary",
          (SELECT l.change_set_id FROM audit_logs l
            WHERE l.resource_type = d.type AND l.resource_id = d.id AND l.change_set_id <> ${tx.changeSetId}
            ORDER BY l.id DESC LIMIT 1) AS "changedBy"
        FROM (${sql.join(parts, sql` UNION `)}) d ORDER BY d.type, d.id, d.culprit LIMIT ${search.limit}`,
  );
  return result.rows;
}

function goneTarget(reference: Reference, { scope, limit }: Search): SQL {
  const { target } = reference;
  return sql`(SELECT ${target.resourceType}::text AS type, g.id, g.${sql.identifier(target.label)}::text AS summary,
      'needs' AS relation, u.id AS culprit, ${reference.resourceType}::text AS culprit_type,
      u.${sql.identifier(reference.label)}::text AS culprit_summary
    FROM ${sql.identifier(reference.table)} u
    JOIN ${sql.identifier(target.table)} g ON g.id = u.${sql.identifier(reference.column)}
    WHERE u.id IN ${touchedIds(reference.resourceType, scope)}
      AND u.deleted_at IS NULL AND g.deleted_at IS NOT NULL LIMIT ${limit})`;
}

function liveUser(reference: Reference, { scope, limit }: Search): SQL {
  const { target } = reference;
  return sql`(SELECT ${reference.resourceType}::text AS type, u.id, u.${sql.identifier(reference.label)}::text AS summary,
      'used' AS relation, g.id AS culprit, ${target.resourceType}::text AS culprit_type,
      g.${sql.identifier(target.label)}::text AS culprit_summary
    FROM ${sql.identifier(target.table)} g
    JOIN ${sql.identifier(reference.table)} u ON u.${sql.identifier(reference.column)} = g.id AND u.deleted_at IS NULL
    WHERE g.id IN ${touchedIds(target.resourceType, scope)} AND g.deleted_at IS NOT NULL LIMIT ${limit})`;
}

/** Rows name their tags, so that a tag which the revert deleted has live rows by the link alone. */
function taggedRows({ scope, limit }: Search): SQL {
  return sql`(SELECT 'transaction'::text AS type, u.id, u.description AS summary,
      'used' AS relation, g.id AS culprit, 'tag'::text AS culprit_type, g.name AS culprit_summary
    FROM tags g JOIN transaction_tags l ON l.tag_id = g.id JOIN transactions u ON u.id = l.transaction_id
    WHERE g.id IN ${touchedIds('tag', scope)} AND g.deleted_at IS NOT NULL LIMIT ${limit})`;
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
