import type { CalendarDate } from '@fintrack/core/dates';
import { type SQL, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';

type PayeeSort = 'name' | '-transactions' | '-lastUsed';

export interface ListedPayee {
  readonly id: string;
  readonly name: string;
  readonly defaultCategoryId: string | null;
  readonly lastCategoryId: string | null;
  readonly lastUsedOn: CalendarDate | null;
  /** Per currency; `net` in minor units as decimal text. */
  readonly totals: readonly { readonly currency: string; readonly count: number; readonly net: string }[];
  readonly aliases: readonly string[];
  readonly version: number;
  readonly createdAt: string;
  /** Where the payee stands in the list: 0 when the name begins with what was asked, and what the list is sorted by. */
  readonly rank: number;
  readonly sortKey: string;
}

export interface PayeePage {
  readonly q: string | undefined;
  readonly sort: PayeeSort;
  readonly after: { readonly rank: number; readonly sortKey: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Payees in the order asked for; those that begin with `q` come before those that only contain it. */
export async function listPayees(tx: TenantTransaction, page: PayeePage): Promise<ListedPayee[]> {
  const { key, type } = SORTS[page.sort];
  const after = page.after
    ? sql`(rank, "sortKey", id) > (${page.after.rank}::int, ${page.after.sortKey}::${sql.raw(type)}, ${page.after.id}::uuid)`
    : sql`true`;
  return select(
    tx,
    sql`SELECT * FROM (
          SELECT p.*, ${rankSql(page.q)} AS rank, ${key} AS "sortKey" FROM payees p
          WHERE p.deleted_at IS NULL AND ${matching(page.q)}
        ) ranked
        WHERE ${after} ORDER BY rank, "sortKey", id OFFSET ${page.offset} LIMIT ${page.limit}`,
  );
}

export async function findPayee(tx: TenantTransaction, id: string): Promise<ListedPayee | undefined> {
  const rows = await select(
    tx,
    sql`SELECT p.*, 0 AS rank, lower(p.name) AS "sortKey" FROM payees p WHERE p.id = ${id} AND p.deleted_at IS NULL`,
  );
  return rows[0];
}

export async function countPayees(tx: TenantTransaction, q: string | undefined): Promise<number> {
  const result = await tx.sql.execute<{ count: unknown }>(
    sql`SELECT count(*) AS count FROM payees p WHERE p.deleted_at IS NULL AND ${matching(q)}`,
  );
  return readCount(result.rows[0]?.count ?? 0);
}

/** All sorts ascend, so that one comparison finds the next page; numbers are turned round for that. */
const SORTS: Readonly<Record<PayeeSort, { readonly key: SQL; readonly type: string }>> = {
  name: { key: sql`lower(p.name)`, type: 'text' },
  '-transactions': {
    key: sql`(SELECT -coalesce(sum(c.row_count), 0) FROM payee_totals c WHERE c.payee_id = p.id)`,
    type: 'bigint',
  },
  '-lastUsed': {
    key: sql`coalesce((SELECT DATE '2000-01-01' - t.date FROM transactions t
      WHERE t.payee_id = p.id AND t.deleted_at IS NULL ORDER BY t.date DESC, t.id DESC LIMIT 1), 2147483647)`,
    type: 'integer',
  },
};

function rankSql(q: string | undefined): SQL {
  if (q === undefined) return sql`0`;
  return sql`CASE WHEN lower(p.name) LIKE lower(${`${likeLiteral(q)}%`}) THEN 0 ELSE 1 END`;
}

function matching(q: string | undefined): SQL {
  if (q === undefined) return sql`true`;
  const pattern = sql`lower(${`%${likeLiteral(q)}%`})`;
  return sql`(lower(p.name) LIKE ${pattern} OR p.id IN (
    SELECT a.payee_id FROM payee_aliases a WHERE a.deleted_at IS NULL AND lower(a.name) LIKE ${pattern}))`;
}

/** `page` selects payees with rank and sortKey; only those that are shown are asked for their use. */
async function select(tx: TenantTransaction, page: SQL): Promise<ListedPayee[]> {
  const result = await tx.sql.execute<ListedPayee & Record<string, unknown>>(
    sql`SELECT q.id, q.name, q.default_category_id AS "defaultCategoryId", newest.category_id AS "lastCategoryId",
          newest.date::text AS "lastUsedOn", used.totals, q.version,
          ARRAY(SELECT a.name FROM payee_aliases a WHERE a.payee_id = q.id AND a.deleted_at IS NULL
            ORDER BY lower(a.name)) AS aliases,
          to_char(q.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
          q.rank, q."sortKey"::text AS "sortKey"
        FROM (${page}) q
        LEFT JOIN LATERAL (
          SELECT t.category_id, t.date FROM transactions t WHERE t.payee_id = q.id AND t.deleted_at IS NULL
          ORDER BY t.date DESC, t.id DESC LIMIT 1
        ) newest ON true
        CROSS JOIN LATERAL (
          SELECT coalesce(jsonb_agg(jsonb_build_object('currency', c.currency, 'count', c.row_count,
            'net', c.net_minor::text) ORDER BY c.row_count DESC, c.currency), '[]') AS totals
          FROM payee_totals c WHERE c.payee_id = q.id AND c.row_count <> 0
        ) used
        ORDER BY q.rank, q."sortKey", q.id`,
  );
  return result.rows;
}

/** The text as LIKE takes it literally. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
