import { type SQL, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { REVERTIBLES } from './repo.revert.ts';

export interface ChangeSetRow {
  readonly id: string;
  readonly kind: 'request' | 'import' | 'bulk' | 'rule' | 'sync' | 'assistant' | 'revert' | 'setup';
  readonly summary: string;
  readonly currency: string | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly revertsId: string | null;
  readonly revertedById: string | null;
  readonly undoneRows: number;
  readonly importId: string | null;
  readonly createdAt: string;
  /** With microseconds, for the cursor: milliseconds would skip rows. */
  readonly position: string;
  readonly [column: string]: unknown;
}

/** A change by hand names one amount at most, and begins with its row; the row of a large one is not looked for. */
const CURRENCY = `CASE WHEN s.kind IN ('request', 'revert') THEN (SELECT min(l.currency) FROM (
    SELECT coalesce(f.new_values ->> 'currency', f.old_values ->> 'currency') AS currency FROM (
      SELECT new_values, old_values FROM audit_logs WHERE change_set_id = s.id ORDER BY id LIMIT 5) f
  ) l HAVING count(DISTINCT l.currency) = 1) END`;

const COLUMNS =
  sql.raw(`s.id, s.kind, s.summary, ${CURRENCY} AS currency, s.user_id AS "userId", u.name AS "userName",
  s.reverts_id AS "revertsId", s.reverted_by_id AS "revertedById",
  (SELECT count(*)::int FROM undone_rows x
    WHERE x.change_set_id = s.id AND x.undone_by_id IS NOT NULL AND s.reverted_by_id IS NULL) AS "undoneRows",
  CASE WHEN s.kind IN ('import', 'revert') THEN (SELECT i.id FROM imports i
    WHERE i.change_set_id IN (s.id, s.reverts_id) OR i.undo_change_set_id = s.id LIMIT 1) END AS "importId",
  to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
  s.created_at::text AS position`);

export interface ChangeSetFilter {
  readonly kind?: ChangeSetRow['kind'] | undefined;
  readonly userId?: string | undefined;
  /** Days of the tenant's time zone, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timezone: string;
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
}

export interface ChangeSetPage {
  readonly after?: { readonly position: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Newest first. One that changed nothing (a save without a difference) has no entry and is left out. */
export async function listChangeSets(
  tx: TenantTransaction,
  filter: ChangeSetFilter,
  page: ChangeSetPage,
): Promise<ChangeSetRow[]> {
  const conditions = [touched(filter), ...narrowed(filter)];
  if (page.after) {
    conditions.push(
      sql`(s.created_at, s.id) < (${page.after.position}::timestamptz, ${page.after.id}::uuid)`,
    );
  }
  const result = await tx.sql.execute<ChangeSetRow>(
    sql`SELECT ${COLUMNS} FROM change_sets s LEFT JOIN users u ON u.id = s.user_id
        WHERE ${sql.join(conditions, sql` AND `)}
        ORDER BY s.created_at DESC, s.id DESC OFFSET ${page.offset} LIMIT ${page.limit}`,
  );
  return result.rows;
}

/** The few change sets of one row are found by the row; otherwise the newest ones are asked for their rows. */
function touched({ resourceType, resourceId }: ChangeSetFilter): SQL {
  const kind = resourceType === undefined ? sql`` : sql` AND l.resource_type = ${resourceType}`;
  if (resourceId === undefined) {
    return sql`EXISTS (SELECT 1 FROM audit_logs l WHERE l.change_set_id = s.id${kind})`;
  }
  const kinds =
    resourceType === undefined ? sql` AND l.resource_type = ANY(${sql.param(KINDS)}::text[])` : kind;
  return sql`s.id IN (SELECT l.change_set_id FROM audit_logs l WHERE l.resource_id = ${resourceId}${kinds})`;
}

/** What the index of rows begins with, for a row whose kind is not given. */
const KINDS = [...REVERTIBLES.map((resource) => resource.resourceType), 'import'];

function narrowed({ kind, userId, from, to, timezone }: ChangeSetFilter): SQL[] {
  return [
    ...(kind === undefined ? [] : [sql`s.kind = ${kind}`]),
    ...(userId === undefined ? [] : [sql`s.user_id = ${userId}`]),
    ...(from === undefined ? [] : [sql`s.created_at >= ${from}::timestamp AT TIME ZONE ${timezone}`]),
    ...(to === undefined
      ? []
      : [sql`s.created_at < (${to}::timestamp + interval '1 day') AT TIME ZONE ${timezone}`]),
  ];
}

export async function findChangeSet(tx: TenantTransaction, id: string): Promise<ChangeSetRow | undefined> {
  const result = await tx.sql.execute<ChangeSetRow>(
    sql`SELECT ${COLUMNS} FROM change_sets s LEFT JOIN users u ON u.id = s.user_id WHERE s.id = ${id}`,
  );
  return result.rows[0];
}

/** Keeps a change set from being reverted twice at once. */
export async function lockChangeSet(tx: TenantTransaction, id: string): Promise<void> {
  await tx.sql.execute(sql`SELECT 1 FROM change_sets WHERE id = ${id} FOR UPDATE`);
}

/** Says what the running change set did, where that is known only after it. */
export async function renameRunning(tx: TenantTransaction, summary: string): Promise<void> {
  await tx.sql.execute(sql`UPDATE change_sets SET summary = ${summary} WHERE id = ${tx.changeSetId}`);
}

export interface EntryRow {
  readonly id: string;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  /** Column values as stored; minor units as text, because a JSON number could not hold them exactly. */
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  /** Of the account that the row belongs to. */
  readonly currency: string | null;
  readonly isUndone: boolean;
  readonly [column: string]: unknown;
}

export async function listEntries(
  tx: TenantTransaction,
  changeSetId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<EntryRow[]> {
  const later = after === undefined ? sql`` : sql` AND id > ${after}`;
  const result = await tx.sql.execute<EntryRow>(
    sql`SELECT l.id, l.action, l.resource_type AS "resourceType", l.resource_id AS "resourceId",
          ${exactJson('l.old_values')} AS before, ${exactJson('l.new_values')} AS after, a.currency,
          EXISTS (SELECT 1 FROM undone_rows x WHERE x.change_set_id = l.change_set_id
            AND x.resource_id = l.resource_id AND x.undone_by_id IS NOT NULL) AS "isUndone"
        FROM (
          SELECT * FROM audit_logs WHERE change_set_id = ${changeSetId}${later} ORDER BY id LIMIT ${limit}
        ) l
        LEFT JOIN accounts a ON a.id = coalesce(l.new_values ->> 'account_id', l.old_values ->> 'account_id')::uuid
        ORDER BY l.id`,
  );
  return result.rows;
}

export async function countEntries(tx: TenantTransaction, changeSetId: string): Promise<number> {
  const result = await tx.sql.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM audit_logs WHERE change_set_id = ${changeSetId}`,
  );
  return result.rows[0]?.count ?? 0;
}

/** What the rows with these ids are called, whatever they are, deleted ones too. */
export async function findNames(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = sql`ANY(${sql.param(ids)}::uuid[])`;
  const result = await tx.sql.execute<{ id: string; name: string }>(
    sql`SELECT id, name FROM accounts WHERE id = ${wanted}
        UNION ALL SELECT id, name FROM categories WHERE id = ${wanted}
        UNION ALL SELECT id, name FROM payees WHERE id = ${wanted}
        UNION ALL SELECT id, name FROM tags WHERE id = ${wanted}
        UNION ALL SELECT id, name FROM users WHERE id = ${wanted}
        UNION ALL SELECT id, file_name FROM imports WHERE id = ${wanted}
        UNION ALL SELECT id, date::text || ' ' || description FROM transactions WHERE id = ${wanted}`,
  );
  return new Map(result.rows.map(({ id, name }) => [id, name]));
}

function exactJson(column: 'l.old_values' | 'l.new_values') {
  return sql.raw(`(SELECT jsonb_object_agg(key,
      CASE WHEN key LIKE '%\\_minor' AND jsonb_typeof(value) = 'number' THEN to_jsonb(value #>> '{}') ELSE value END)
    FROM jsonb_each(${column}))`);
}

/** Accounts whose rows or anchors the running change set touched, the first 50. */
export async function findTouchedAccounts(tx: TenantTransaction): Promise<string[]> {
  const result = await tx.sql.execute<{ id: string }>(
    sql`SELECT DISTINCT a.id FROM audit_logs l
        JOIN accounts a ON a.id IN ((l.new_values ->> 'account_id')::uuid, (l.old_values ->> 'account_id')::uuid)
        WHERE l.change_set_id = ${tx.changeSetId} AND a.deleted_at IS NULL LIMIT 50`,
  );
  return result.rows.map((row) => row.id);
}
