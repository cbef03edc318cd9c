import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

/*
 * Which rows of a change set are undone. A change set that was undone as a whole says so in reverted_by_id; one that
 * was undone in part has a row in undone_rows for each. Undoing an undoing makes the rows of what it undid stand again,
 * and so on up: see docs/specs/change-sets.md.
 */

/** Rows of the change set that were undone without the rest of it. */
export async function findUndoneRows(tx: TenantTransaction, changeSetId: string): Promise<string[]> {
  const result = await tx.sql.execute<{ id: string }>(
    sql`SELECT resource_id AS id FROM undone_rows
        WHERE change_set_id = ${changeSetId} AND undone_by_id IS NOT NULL`,
  );
  return result.rows.map((row) => row.id);
}

export interface LinkedRow {
  readonly id: string;
  readonly resourceType: string;
  readonly summary: string;
  readonly [column: string]: unknown;
}

/**
 * Of these rows those that the change set touched, with what belongs to them there: the other leg of a transfer, the
 * other rows of a split, a reconciliation with all the rows that it holds.
 */
export async function findLinkedRows(
  tx: TenantTransaction,
  changeSetId: string,
  ids: readonly string[],
): Promise<LinkedRow[]> {
  const result = await tx.sql.execute<LinkedRow>(
    sql`WITH RECURSIVE touched AS MATERIALIZED (
          SELECT l.resource_id AS id, min(l.resource_type) AS type,
            min(coalesce(l.new_values ->> 'description', l.new_values ->> 'name', '')) AS summary
          FROM audit_logs l WHERE l.change_set_id = ${changeSetId} AND l.success GROUP BY l.resource_id
        ), link AS MATERIALIZED (
          SELECT DISTINCT l.resource_id AS one, v.other
          FROM audit_logs l, LATERAL (VALUES
            ((l.old_values ->> 'transfer_transaction_id')::uuid), ((l.new_values ->> 'transfer_transaction_id')::uuid),
            ((l.old_values ->> 'parent_id')::uuid), ((l.new_values ->> 'parent_id')::uuid),
            ((l.old_values ->> 'reconciliation_id')::uuid), ((l.new_values ->> 'reconciliation_id')::uuid)) v (other)
          WHERE l.change_set_id = ${changeSetId} AND l.resource_type = 'transaction' AND l.success AND v.other IS NOT NULL
        ), both_ways AS MATERIALIZED (SELECT one, other FROM link UNION SELECT other, one FROM link),
        found AS (
          SELECT unnest(${sql.param(ids)}::uuid[]) AS id
          UNION SELECT b.other FROM found JOIN both_ways b ON b.one = found.id
        )
        SELECT t.id, t.type AS "resourceType", t.summary FROM found JOIN touched t ON t.id = found.id`,
  );
  return result.rows;
}

export interface Undoing {
  /** The change set that was undone just now, by the running one. */
  readonly undoneId: string;
  /** It counts as undone whatever rows the entries name: an import, whose rows are no entries. */
  readonly isWhole: boolean;
}

const MAX_CHAIN = 1000;

/** Writes down what the running change set undid, and what stands again or is undone again by that. */
export async function linkUndoing(tx: TenantTransaction, { undoneId, isWhole }: Undoing): Promise<void> {
  await tx.sql.execute(sql`UPDATE change_sets SET reverts_id = ${undoneId} WHERE id = ${tx.changeSetId}`);
  let byId = tx.changeSetId;
  let id: string | null = undoneId;
  for (let step = 0; id !== null && step < MAX_CHAIN; step += 1) {
    if (step % 2 === 0) await markUndone(tx, { id, byId, isWhole });
    else await markStanding(tx, id, isWhole);
    byId = id;
    id = await findReverted(tx, id);
  }
}

async function findReverted(tx: TenantTransaction, id: string): Promise<string | null> {
  const result = await tx.sql.execute<{ id: string | null }>(
    sql`SELECT reverts_id AS id FROM change_sets WHERE id = ${id}`,
  );
  return result.rows[0]?.id ?? null;
}

async function markUndone(
  tx: TenantTransaction,
  { id, byId, isWhole }: { readonly id: string; readonly byId: string; readonly isWhole: boolean },
): Promise<void> {
  if (isWhole || !(await hasStandingRows(tx, id))) {
    await tx.sql.execute(sql`UPDATE change_sets SET reverted_by_id = ${byId} WHERE id = ${id}`);
    return;
  }
  await tx.sql.execute(
    sql`INSERT INTO undone_rows (tenant_id, change_set_id, resource_id, undone_by_id)
        SELECT current_tenant_id(), ${id}, e.resource_id, ${byId}
        FROM (${entryIds(id)} INTERSECT ${entryIds(tx.changeSetId)}) e
        ON CONFLICT (tenant_id, change_set_id, resource_id) DO UPDATE SET undone_by_id = excluded.undone_by_id`,
  );
}

/** True when the running change set and those before it have left some row of the change set as it was. */
async function hasStandingRows(tx: TenantTransaction, id: string): Promise<boolean> {
  const result = await tx.sql.execute(
    sql`SELECT 1 FROM (${entryIds(id)} EXCEPT ${entryIds(tx.changeSetId)}
        EXCEPT SELECT resource_id FROM undone_rows WHERE change_set_id = ${id} AND undone_by_id IS NOT NULL) e LIMIT 1`,
  );
  return result.rows.length > 0;
}

/** The rows of the running change set stand again; others that were undone with them stay undone. */
async function markStanding(tx: TenantTransaction, id: string, isWhole: boolean): Promise<void> {
  if (!isWhole) {
    await tx.sql.execute(
      sql`INSERT INTO undone_rows (tenant_id, change_set_id, resource_id, undone_by_id)
          SELECT current_tenant_id(), s.id, e.resource_id, s.reverted_by_id
          FROM change_sets s, (${entryIds(id)} EXCEPT ${entryIds(tx.changeSetId)}) e
          WHERE s.id = ${id} AND s.reverted_by_id IS NOT NULL
          ON CONFLICT (tenant_id, change_set_id, resource_id)
            DO UPDATE SET undone_by_id = coalesce(undone_rows.undone_by_id, excluded.undone_by_id)`,
    );
    await tx.sql.execute(
      sql`UPDATE undone_rows SET undone_by_id = NULL
          WHERE change_set_id = ${id} AND resource_id IN (${entryIds(tx.changeSetId)})`,
    );
  }
  await tx.sql.execute(sql`UPDATE change_sets SET reverted_by_id = NULL WHERE id = ${id}`);
}

function entryIds(changeSetId: string) {
  return sql`SELECT l.resource_id FROM audit_logs l WHERE l.change_set_id = ${changeSetId} AND l.success`;
}
