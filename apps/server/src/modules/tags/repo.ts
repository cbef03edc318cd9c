import type { CalendarDate } from '@fintrack/core/dates';
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { tags } from './tables.ts';

export type TagRow = typeof tags.$inferSelect;
type TagSort = 'name' | '-transactions' | '-lastUsed';

export interface ListedTag {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly transactionCount: number;
  readonly lastUsedOn: CalendarDate | null;
  readonly version: number;
  readonly createdAt: string;
  /** What the list is sorted by. */
  readonly sortKey: string;
}

export interface TagPage {
  readonly q: string | undefined;
  readonly sort: TagSort;
  readonly after: { readonly sortKey: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Tags whose name contains `q`, in the order asked for. */
export async function listTags(tx: TenantTransaction, page: TagPage): Promise<ListedTag[]> {
  const { key, type } = SORTS[page.sort];
  const after = page.after
    ? sql`("sortKey", id) > (${page.after.sortKey}::${sql.raw(type)}, ${page.after.id}::uuid)`
    : sql`true`;
  return select(
    tx,
    sql`SELECT * FROM (
          SELECT g.*, ${key} AS "sortKey" FROM tags g WHERE g.deleted_at IS NULL AND ${matching(page.q)}
        ) sorted
        WHERE ${after} ORDER BY "sortKey", id OFFSET ${page.offset} LIMIT ${page.limit}`,
  );
}

export async function findTag(tx: TenantTransaction, id: string): Promise<ListedTag | undefined> {
  const rows = await select(
    tx,
    sql`SELECT g.*, lower(g.name) AS "sortKey" FROM tags g WHERE g.id = ${id} AND g.deleted_at IS NULL`,
  );
  return rows[0];
}

export async function countTags(tx: TenantTransaction, q: string | undefined): Promise<number> {
  const result = await tx.sql.execute<{ count: unknown }>(
    sql`SELECT count(*) AS count FROM tags g WHERE g.deleted_at IS NULL AND ${matching(q)}`,
  );
  return readCount(result.rows[0]?.count ?? 0);
}

/** Undefined when the name is in use: a second writer waits for the first one here. */
export async function insertTag(
  tx: TenantTransaction,
  tag: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly color: string | null;
  },
): Promise<TagRow | undefined> {
  const [row] = await tx.sql.insert(tags).values(tag).onConflictDoNothing().returning();
  return row;
}

export async function findTagByName(tx: TenantTransaction, name: string): Promise<TagRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(tags)
    .where(and(sql`lower(${tags.name}) = lower(${name})`, isNull(tags.deletedAt)));
  return row;
}

/** Holds the tags until the end, and keeps other writers from tagging rows meanwhile. */
export async function lockTags(tx: TenantTransaction, ids: readonly string[]): Promise<TagRow[]> {
  await tx.sql.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended('tags ' || current_tenant_id(), 0))`,
  );
  return tx.sql
    .select()
    .from(tags)
    .where(and(inArray(tags.id, [...ids]), isNull(tags.deletedAt)))
    .orderBy(tags.id)
    .for('update');
}

export async function updateTag(
  tx: TenantTransaction,
  id: string,
  changes: { readonly name?: string; readonly color?: string | null },
): Promise<void> {
  await tx.sql
    .update(tags)
    .set({ ...changes, ...touched })
    .where(eq(tags.id, id));
}

export async function softDeleteTags(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.sql
    .update(tags)
    .set({ deletedAt: sql`now()`, ...touched })
    .where(and(inArray(tags.id, [...ids]), isNull(tags.deletedAt)));
}

const touched = { version: sql`${tags.version} + 1`, updatedAt: sql`now()` };

/** All sorts ascend, so that one comparison finds the next page; numbers are turned round for that. */
const SORTS: Readonly<Record<TagSort, { readonly key: SQL; readonly type: string }>> = {
  name: { key: sql`lower(g.name)`, type: 'text' },
  '-transactions': {
    key: sql`(SELECT -coalesce(sum(c.row_count), 0) FROM tag_totals c WHERE c.tag_id = g.id)`,
    type: 'bigint',
  },
  '-lastUsed': {
    key: sql`coalesce((SELECT DATE '2000-01-01' - l.date FROM transaction_tags l WHERE l.tag_id = g.id
      ORDER BY l.date DESC LIMIT 1), 2147483647)`,
    type: 'integer',
  },
};

function matching(q: string | undefined): SQL {
  if (q === undefined) return sql`true`;
  return sql`lower(g.name) LIKE lower(${`%${q.replace(/[\\%_]/g, '\\$&')}%`})`;
}

async function select(tx: TenantTransaction, page: SQL): Promise<ListedTag[]> {
  const result = await tx.sql.execute<ListedTag & Record<string, unknown>>(
    sql`SELECT q.id, q.name, q.color, coalesce(c.row_count, 0) AS "transactionCount",
          (SELECT l.date FROM transaction_tags l WHERE l.tag_id = q.id ORDER BY l.date DESC LIMIT 1)::text
            AS "lastUsedOn",
          q.version, to_char(q.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
          q."sortKey"::text AS "sortKey"
        FROM (${page}) q LEFT JOIN tag_totals c ON c.tag_id = q.id
        ORDER BY q."sortKey", q.id`,
  );
  return result.rows;
}
