import type { TrashedThing } from '@fintrack/contract';
import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** Something deleted, and its place in the list with microseconds, for the cursor. */
export interface TrashedThingRow extends TrashedThing {
  readonly position: string;
  readonly [column: string]: unknown;
}

const TABLES = { account: 'accounts', category: 'categories', payee: 'payees', tag: 'tags' } as const;

export interface ThingsPage {
  readonly resourceType: TrashedThing['resourceType'] | undefined;
  readonly after: { readonly position: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** What was deleted by somebody, the last one first; not what an undoing has taken away again. */
export async function listTrashedThings(
  tx: TenantTransaction,
  { resourceType, after, limit }: ThingsPage,
): Promise<TrashedThingRow[]> {
  const wanted = Object.entries(TABLES).filter(
    ([type]) => resourceType === undefined || type === resourceType,
  );
  const things = wanted.map(([type, table]) =>
    sql.raw(`SELECT '${type}' AS type, id, name, deleted_at FROM ${table} WHERE deleted_at IS NOT NULL`),
  );
  const place = after
    ? sql`AND (t.deleted_at, t.id) < (${after.position}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const result = await tx.sql.execute<TrashedThingRow>(
    sql`SELECT t.type AS "resourceType", t.id, t.name,
          to_char(t.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "deletedAt",
          d.user_id AS "deletedById", u.name AS "deletedByName", d.id AS "changeSetId", d.summary AS "changeSummary",
          t.deleted_at::text AS position
        FROM (${sql.join(things, sql` UNION ALL `)}) t
        JOIN LATERAL (SELECT s.id, s.user_id, s.summary, s.kind FROM audit_logs l
          JOIN change_sets s ON s.id = l.change_set_id
          WHERE l.resource_type = t.type AND l.resource_id = t.id AND l.action = 'delete'
          ORDER BY l.id DESC LIMIT 1) d ON d.kind <> 'revert'
        LEFT JOIN users u ON u.id = d.user_id
        WHERE true ${place}
        ORDER BY t.deleted_at DESC, t.id DESC LIMIT ${limit}`,
  );
  return result.rows;
}

/** The members of the tenant by their names. */
export async function findPeople(tx: TenantTransaction): Promise<{ id: string; name: string }[]> {
  const result = await tx.sql.execute<{ id: string; name: string }>(
    sql`SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id ORDER BY u.name, u.id`,
  );
  return result.rows;
}
