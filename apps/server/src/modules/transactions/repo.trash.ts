import type { CalendarDate } from '@fintrack/core/dates';
import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** A deleted row; amounts are minor units as text. */
export interface TrashRow {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly isAccountDeleted: boolean;
  readonly date: CalendarDate;
  readonly amount: string;
  readonly currency: string;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly description: string;
  readonly payeeName: string | null;
  readonly categoryName: string | null;
  readonly transferTransactionId: string | null;
  readonly isSplit: boolean;
  readonly importId: string | null;
  readonly deletedAt: string;
  readonly deletedById: string | null;
  readonly deletedByName: string | null;
  readonly changeSetId: string | null;
  /** With microseconds, for the cursor. */
  readonly position: string;
  readonly [column: string]: unknown;
}

export interface TrashFilter {
  readonly accountId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly text?: string | undefined;
}

export interface TrashPage {
  readonly after?: { readonly position: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** What users deleted, the last one first, by the index of the trash. */
export async function listTrash(
  tx: TenantTransaction,
  filter: TrashFilter,
  { after, limit }: TrashPage,
): Promise<TrashRow[]> {
  const conditions = [
    sql`t.deleted_reason = 'user' AND t.parent_id IS NULL AND t.deleted_at IS NOT NULL`,
    ...(filter.accountId === undefined ? [] : [sql`t.account_id = ${filter.accountId}`]),
    ...(filter.from === undefined ? [] : [sql`t.date >= ${filter.from}`]),
    ...(filter.to === undefined ? [] : [sql`t.date <= ${filter.to}`]),
    ...(filter.text === undefined || filter.text === '' ? [] : [textMatch(filter.text)]),
    ...(after === undefined
      ? []
      : [sql`(t.deleted_at, t.id) < (${after.position}::timestamptz, ${after.id}::uuid)`]),
  ];
  const result = await tx.sql.execute<TrashRow>(
    sql`SELECT t.id, t.account_id AS "accountId", a.name AS "accountName",
          a.deleted_at IS NOT NULL AS "isAccountDeleted", t.date::text, t.amount_minor::text AS amount, t.currency,
          t.type, t.description, p.name AS "payeeName", c.name AS "categoryName",
          t.transfer_transaction_id AS "transferTransactionId", t.is_split AS "isSplit", t.import_id AS "importId",
          to_char(t.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "deletedAt",
          d.user_id AS "deletedById", u.name AS "deletedByName", d.change_set_id AS "changeSetId",
          t.deleted_at::text AS position
        FROM (SELECT t.* FROM transactions t LEFT JOIN payees p ON p.id = t.payee_id
          WHERE ${sql.join(conditions, sql` AND `)} ORDER BY t.deleted_at DESC, t.id DESC LIMIT ${limit}) t
        JOIN accounts a ON a.id = t.account_id
        LEFT JOIN payees p ON p.id = t.payee_id
        LEFT JOIN categories c ON c.id = t.category_id
        LEFT JOIN LATERAL (SELECT l.user_id, l.change_set_id FROM audit_logs l
          WHERE l.resource_type = 'transaction' AND l.resource_id = t.id AND l.action = 'delete'
          ORDER BY l.id DESC LIMIT 1) d ON true
        LEFT JOIN users u ON u.id = d.user_id
        ORDER BY t.deleted_at DESC, t.id DESC`,
  );
  return result.rows;
}

function textMatch(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(t.description ILIKE ${pattern} OR t.notes ILIKE ${pattern} OR p.name ILIKE ${pattern})`;
}

/** What is known of a row that somebody wants back. */
export interface Wanted {
  readonly id: string;
  readonly description: string;
  readonly accountName: string;
  readonly isDeleted: boolean;
  readonly isPart: boolean;
  readonly isAccountDeleted: boolean;
  /** The change set that touched it last. */
  readonly changedBy: string | null;
  readonly [column: string]: unknown;
}

/** Holds the rows and says how they stand; unknown ids are left out. Rows that an undoing took are not in the trash. */
export async function lockWanted(tx: TenantTransaction, ids: readonly string[]): Promise<Wanted[]> {
  const result = await tx.sql.execute<Wanted>(
    sql`SELECT t.id, t.description, a.name AS "accountName", t.deleted_reason IS NOT DISTINCT FROM 'user' AS "isDeleted",
          t.parent_id IS NOT NULL AS "isPart", a.deleted_at IS NOT NULL AS "isAccountDeleted",
          (SELECT l.change_set_id FROM audit_logs l WHERE l.resource_type = 'transaction' AND l.resource_id = t.id
            ORDER BY l.id DESC LIMIT 1) AS "changedBy"
        FROM transactions t JOIN accounts a ON a.id = t.account_id
        WHERE t.id = ANY(${sql.param(ids)}::uuid[]) ORDER BY t.id FOR UPDATE OF t`,
  );
  return result.rows;
}

export interface RestoredRow {
  readonly id: string;
  readonly accountId: string;
  readonly parentId: string | null;
  readonly isLoosened: boolean;
  readonly [column: string]: unknown;
}

/**
 * Brings rows back, with what was deleted along with them: the other leg of a transfer, its fees, the parts of a split.
 * A row loses what is gone: its category or payee, the purchase that it refunded, a leg that is not there.
 */
export async function restoreRows(tx: TenantTransaction, ids: readonly string[]): Promise<RestoredRow[]> {
  const result = await tx.sql.execute<RestoredRow>(
    sql`WITH wanted AS MATERIALIZED (
          SELECT t.id, t.deleted_at, t.transfer_transaction_id AS other_id FROM transactions t
          WHERE t.id = ANY(${sql.param(ids)}::uuid[])
        ), legs AS MATERIALIZED (
          SELECT id, deleted_at FROM wanted
          UNION SELECT o.id, o.deleted_at FROM wanted w
            JOIN transactions o ON o.id = w.other_id AND o.transfer_transaction_id = w.id AND o.deleted_reason = 'user'
            JOIN accounts a ON a.id = o.account_id AND a.deleted_at IS NULL
            WHERE w.other_id IS NOT NULL
        ), with_fees AS (
          SELECT id, deleted_at FROM legs
          UNION SELECT f.id, f.deleted_at FROM legs JOIN transactions f ON f.fee_of_id = legs.id
            AND f.deleted_at = legs.deleted_at AND f.deleted_reason = 'user'
            JOIN accounts a ON a.id = f.account_id AND a.deleted_at IS NULL
        ), whole AS MATERIALIZED (
          SELECT id FROM with_fees
          UNION SELECT c.id FROM with_fees w JOIN transactions c ON c.parent_id = w.id
            AND c.deleted_at = w.deleted_at AND c.deleted_reason = 'user'
        ), fits AS MATERIALIZED (
          SELECT t.id,
            t.transfer_transaction_id IS NULL OR EXISTS (SELECT FROM transactions o
              WHERE o.id = t.transfer_transaction_id AND o.transfer_transaction_id = t.id
                AND (o.deleted_at IS NULL OR o.id IN (SELECT id FROM whole))) AS leg,
            ${isThere('categories', 'category_id')} AS category, ${isThere('payees', 'payee_id')} AS payee,
            ${isThereOrComes('refund_of_id')} AS purchase, ${isThereOrComes('fee_of_id')} AS transfer
          FROM transactions t JOIN whole ON whole.id = t.id
        )
        UPDATE transactions t SET deleted_at = NULL, deleted_reason = NULL,
          category_id = CASE WHEN f.category THEN t.category_id END, payee_id = CASE WHEN f.payee THEN t.payee_id END,
          refund_of_id = CASE WHEN f.purchase THEN t.refund_of_id END,
          fee_of_id = CASE WHEN f.transfer THEN t.fee_of_id END,
          transfer_transaction_id = CASE WHEN f.leg THEN t.transfer_transaction_id END,
          transfer_account_id = CASE WHEN f.leg THEN t.transfer_account_id END,
          type = CASE WHEN f.leg THEN t.type WHEN t.amount_minor < 0 THEN 'expense' ELSE 'income' END,
          version = t.version + 1, updated_at = now()
        FROM fits f WHERE t.id = f.id
        RETURNING t.id, t.account_id AS "accountId", t.parent_id AS "parentId",
          NOT (f.leg AND f.category AND f.payee AND f.purchase AND f.transfer) AS "isLoosened"`,
  );
  return result.rows;
}

function isThere(table: 'categories' | 'payees', column: 'category_id' | 'payee_id') {
  return sql.raw(`NOT EXISTS (SELECT FROM ${table} g WHERE g.id = t.${column} AND g.deleted_at IS NOT NULL)`);
}

function isThereOrComes(column: 'refund_of_id' | 'fee_of_id') {
  return sql.raw(`NOT EXISTS (SELECT FROM transactions g WHERE g.id = t.${column} AND g.deleted_at IS NOT NULL
    AND g.id NOT IN (SELECT id FROM whole))`);
}
