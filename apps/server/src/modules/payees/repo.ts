import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { categories } from '../categories/tables.ts';
import { payees } from './tables.ts';

export type PayeeRow = typeof payees.$inferSelect;

/** Rows of one payee are counted up to here, so that a list of payees has a bounded cost. */
const COUNT_CAP = 10_000;

export interface ListedPayee {
  readonly id: string;
  readonly name: string;
  readonly defaultCategoryId: string | null;
  readonly lastCategoryId: string | null;
  readonly transactionCount: number;
  readonly version: number;
  readonly createdAt: string;
  /** Where the payee stands in the list: 0 when the name begins with what was asked, and the name to sort by. */
  readonly rank: number;
  readonly sortName: string;
}

export interface PayeePage {
  readonly q: string | undefined;
  readonly after: { readonly rank: number; readonly sortName: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Payees by name; those that begin with `q` come before those that only contain it. */
export async function listPayees(tx: TenantTransaction, page: PayeePage): Promise<ListedPayee[]> {
  const needle = page.q === undefined ? undefined : likeLiteral(page.q.toLowerCase());
  const rank =
    needle === undefined ? sql`0` : sql`CASE WHEN lower(p.name) LIKE ${`${needle}%`} THEN 0 ELSE 1 END`;
  const matching = needle === undefined ? sql`true` : sql`lower(p.name) LIKE ${`%${needle}%`}`;
  const after = page.after
    ? sql`(rank, "sortName", id) > (${page.after.rank}::int, ${page.after.sortName}, ${page.after.id}::uuid)`
    : sql`true`;
  return select(
    tx,
    sql`SELECT * FROM (
          SELECT p.*, ${rank} AS rank, lower(p.name) AS "sortName" FROM payees p
          WHERE p.deleted_at IS NULL AND ${matching}
        ) ranked
        WHERE ${after} ORDER BY rank, "sortName", id OFFSET ${page.offset} LIMIT ${page.limit}`,
  );
}

export async function findPayee(tx: TenantTransaction, id: string): Promise<ListedPayee | undefined> {
  const rows = await select(
    tx,
    sql`SELECT p.*, 0 AS rank, lower(p.name) AS "sortName" FROM payees p WHERE p.id = ${id} AND p.deleted_at IS NULL`,
  );
  return rows[0];
}

/** What booking a row asks of a payee. */
export async function findPayeeFacts(
  tx: TenantTransaction,
  id: string,
): Promise<Pick<PayeeRow, 'id' | 'defaultCategoryId'> | undefined> {
  const [row] = await tx.sql
    .select({ id: payees.id, defaultCategoryId: payees.defaultCategoryId })
    .from(payees)
    .where(and(eq(payees.id, id), isNull(payees.deletedAt)));
  return row;
}

export async function countPayees(tx: TenantTransaction, q: string | undefined): Promise<number> {
  const matching =
    q === undefined ? undefined : sql`lower(${payees.name}) LIKE ${`%${likeLiteral(q.toLowerCase())}%`}`;
  const [row] = await tx.sql
    .select({ count: sql<unknown>`count(*)` })
    .from(payees)
    .where(and(isNull(payees.deletedAt), matching));
  return readCount(row?.count ?? 0);
}

export async function findPayeeByName(tx: TenantTransaction, name: string): Promise<PayeeRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(payees)
    .where(and(sql`lower(${payees.name}) = lower(${name})`, isNull(payees.deletedAt)));
  return row;
}

/** Undefined when the name is in use: a second writer waits for the first one here. */
export async function insertPayee(
  tx: TenantTransaction,
  payee: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly defaultCategoryId?: string | null;
  },
): Promise<PayeeRow | undefined> {
  const [row] = await tx.sql.insert(payees).values(payee).onConflictDoNothing().returning();
  return row;
}

/** Undefined when the version is not the current one any more. */
export async function updatePayee(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: { readonly name?: string; readonly defaultCategoryId?: string | null },
): Promise<PayeeRow | undefined> {
  const [row] = await tx.sql
    .update(payees)
    .set({ ...changes, version: target.version + 1, updatedAt: sql`now()` })
    .where(and(eq(payees.id, target.id), eq(payees.version, target.version), isNull(payees.deletedAt)))
    .returning();
  return row;
}

/** False when there is no such payee. */
export async function softDeletePayee(tx: TenantTransaction, id: string): Promise<boolean> {
  const rows = await tx.sql
    .update(payees)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${payees.version} + 1` })
    .where(and(eq(payees.id, id), isNull(payees.deletedAt)))
    .returning({ id: payees.id });
  return rows.length > 0;
}

/** Payees that fill in one of these categories fill in another one, or none. */
export async function replaceDefaultCategory(
  tx: TenantTransaction,
  from: readonly string[],
  to: string | null,
): Promise<void> {
  await tx.sql
    .update(payees)
    .set({ defaultCategoryId: to, updatedAt: sql`now()`, version: sql`${payees.version} + 1` })
    .where(and(inArray(payees.defaultCategoryId, [...from]), isNull(payees.deletedAt)));
}

export async function categoryExists(tx: TenantTransaction, id: string): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.id, id), isNull(categories.deletedAt)));
  return rows.length > 0;
}

/** `page` selects payees with rank and sortName; each is answered with its newest row's category and its count. */
async function select(tx: TenantTransaction, page: ReturnType<typeof sql>): Promise<ListedPayee[]> {
  const result = await tx.sql.execute<ListedPayee & Record<string, unknown>>(
    sql`SELECT q.id, q.name, q.default_category_id AS "defaultCategoryId", newest.category_id AS "lastCategoryId",
          counted.count::int AS "transactionCount", q.version, 
          to_char(q.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", q.rank, q."sortName"
        FROM (${page}) q
        LEFT JOIN LATERAL (
          SELECT t.category_id FROM transactions t WHERE t.payee_id = q.id AND t.deleted_at IS NULL
          ORDER BY t.date DESC, t.id DESC LIMIT 1
        ) newest ON true
        CROSS JOIN LATERAL (
          SELECT count(*) FROM (
            SELECT 1 FROM transactions t WHERE t.payee_id = q.id AND t.deleted_at IS NULL LIMIT ${COUNT_CAP}
          ) rows
        ) counted
        ORDER BY q.rank, q."sortName", q.id`,
  );
  return result.rows;
}

/** The text as LIKE takes it literally. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
