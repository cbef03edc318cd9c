import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

export interface ChangeSetRow {
  readonly id: string;
  readonly kind: 'request' | 'import' | 'bulk' | 'rule' | 'sync' | 'assistant' | 'revert' | 'setup';
  readonly summary: string;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly revertsId: string | null;
  readonly revertedById: string | null;
  readonly createdAt: string;
  /** With microseconds, for the cursor: milliseconds would skip rows. */
  readonly position: string;
  readonly [column: string]: unknown;
}

const COLUMNS = sql.raw(`s.id, s.kind, s.summary, s.user_id AS "userId", u.name AS "userName",
  s.reverts_id AS "revertsId", s.reverted_by_id AS "revertedById",
  to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
  s.created_at::text AS position`);

export interface ChangeSetPage {
  readonly after?: { readonly position: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Newest first. One that changed nothing (a save without a difference) has no entry and is left out. */
export async function listChangeSets(tx: TenantTransaction, page: ChangeSetPage): Promise<ChangeSetRow[]> {
  const after = page.after
    ? sql`AND (s.created_at, s.id) < (${page.after.position}::timestamptz, ${page.after.id}::uuid)`
    : sql``;
  const result = await tx.sql.execute<ChangeSetRow>(
    sql`SELECT ${COLUMNS} FROM change_sets s LEFT JOIN users u ON u.id = s.user_id
        WHERE EXISTS (SELECT 1 FROM audit_logs l WHERE l.change_set_id = s.id) ${after}
        ORDER BY s.created_at DESC, s.id DESC OFFSET ${page.offset} LIMIT ${page.limit}`,
  );
  return result.rows;
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

export interface EntryRow {
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  /** Column values as stored; minor units as text, because a JSON number could not hold them exactly. */
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  /** Of the account that the row belongs to. */
  readonly currency: string | null;
  readonly [column: string]: unknown;
}

export async function listEntries(
  tx: TenantTransaction,
  changeSetId: string,
  limit: number,
): Promise<EntryRow[]> {
  const result = await tx.sql.execute<EntryRow>(
    sql`SELECT l.action, l.resource_type AS "resourceType", l.resource_id AS "resourceId",
          ${exactJson('l.old_values')} AS before, ${exactJson('l.new_values')} AS after, a.currency
        FROM (
          SELECT * FROM audit_logs WHERE change_set_id = ${changeSetId} ORDER BY id LIMIT ${limit}
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

/** Writes who undid whom. A change set whose undoing is undone stands again, and can be reverted again. */
export async function linkRevert(
  tx: TenantTransaction,
  link: { readonly revertsId: string; readonly standsAgainId: string | null },
): Promise<void> {
  await tx.sql.execute(
    sql`UPDATE change_sets SET reverted_by_id = ${tx.changeSetId} WHERE id = ${link.revertsId}`,
  );
  await tx.sql.execute(
    sql`UPDATE change_sets SET reverts_id = ${link.revertsId} WHERE id = ${tx.changeSetId}`,
  );
  if (link.standsAgainId === null) return;
  await tx.sql.execute(
    sql`UPDATE change_sets SET reverted_by_id = NULL
        WHERE id = ${link.standsAgainId} AND reverted_by_id = ${link.revertsId}`,
  );
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
