import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { categories } from '../categories/tables.ts';
import { transactions } from './tables.ts';

export type StoredTransaction = typeof transactions.$inferSelect;
export type NewTransaction = typeof transactions.$inferInsert;

export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly isArchived: boolean;
  /** Which rules there are at this moment: another one after every change of them; null where there are none. */
  readonly rulesMark: string | null;
}

/** Holds the account, so that it is not deleted before the row that is booked to it is there. For writes. */
export async function findAccount(tx: TenantTransaction, id: string): Promise<AccountFacts | undefined> {
  const { rows } = await tx.client.query<AccountFacts>({
    name: 'transactions-account',
    text: FIND_ACCOUNT,
    values: [id],
  });
  return rows[0];
}

/**
 * Every change of a rule, category or account adds to its version and no row of them ever goes, so that the sum of the
 * versions is another one after each change; the time tells two transactions apart of which one was rolled back. Where
 * there are no rules it is one look into an index.
 */
const FIND_ACCOUNT = `SELECT a.id, a.name, a.currency, a.archived_at IS NOT NULL AS "isArchived",
    CASE WHEN EXISTS (SELECT FROM rules r WHERE r.deleted_at IS NULL AND r.is_active) THEN (
      SELECT concat_ws(' ', count(*), sum(k.version), max(k.updated_at)) FROM (
        SELECT r.version, r.updated_at FROM rules r
        UNION ALL SELECT c.version, c.updated_at FROM categories c
        UNION ALL SELECT o.version, o.updated_at FROM accounts o
      ) k
    ) END AS "rulesMark"
  FROM accounts a WHERE a.id = $1 AND a.deleted_at IS NULL FOR KEY SHARE OF a`;

export async function findCategoryKind(
  tx: TenantTransaction,
  id: string,
): Promise<'income' | 'expense' | undefined> {
  const [row] = await tx.sql
    .select({ kind: categories.kind })
    .from(categories)
    .where(and(eq(categories.id, id), isNull(categories.deletedAt)));
  return row?.kind;
}

/** The categories and all below them; unknown ids stay in, so that they select nothing rather than everything. */
export async function withDescendants(tx: TenantTransaction, ids: readonly string[]): Promise<string[]> {
  const result = await tx.client.query<{ id: string }>({
    name: 'transactions-category-descendants',
    text: `WITH RECURSIVE below AS (
        SELECT unnest($1::uuid[]) AS id
        UNION
        SELECT c.id FROM below JOIN categories c ON c.parent_id = below.id AND c.deleted_at IS NULL
      ) SELECT id FROM below`,
    values: [ids],
  });
  return result.rows.map((row) => row.id);
}

/** A live row as it is stored. */
export async function findStored(tx: TenantTransaction, id: string): Promise<StoredTransaction | undefined> {
  const [row] = await tx.sql
    .select()
    .from(transactions)
    .where(and(eq(transactions.id, id), isNull(transactions.deletedAt)));
  return row;
}

/** The same, held until the transaction ends, so that it is still this version when a change of it arrives. */
export async function holdStored(tx: TenantTransaction, id: string): Promise<StoredTransaction | undefined> {
  const [row] = await tx.sql
    .select()
    .from(transactions)
    .where(and(eq(transactions.id, id), isNull(transactions.deletedAt)))
    .for('no key update');
  return row;
}

/** All rows in one statement, so that the totals are maintained once. Sent at once: a query after it sees them. */
export async function insertTransactions(
  tx: TenantTransaction,
  rows: readonly NewTransaction[],
): Promise<void> {
  // Awaiting Drizzle itself would send the statement some turns later.
  const { sql: text, params } = tx.sql
    .insert(transactions)
    .values([...rows])
    .toSQL();
  await tx.client.query(text, params);
}

/** False when the version is not the current one any more, or the row is deleted. Sent at once. */
export async function updateTransaction(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: Partial<NewTransaction>,
): Promise<boolean> {
  const { sql: text, params } = tx.sql
    .update(transactions)
    .set({ ...changes, version: target.version + 1, updatedAt: sql`now()` })
    .where(
      and(
        eq(transactions.id, target.id),
        eq(transactions.version, target.version),
        isNull(transactions.deletedAt),
      ),
    )
    .toSQL();
  return (await tx.client.query(text, params)).rowCount === 1;
}

/** Soft-deletes rows with their split children. Answers how many rows that are not children went. Sent at once. */
export async function softDelete(tx: TenantTransaction, ids: readonly string[]): Promise<number> {
  const { sql: text, params } = tx.sql
    .update(transactions)
    .set({
      deletedAt: sql`now()`,
      deletedReason: 'user',
      version: sql`${transactions.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        or(inArray(transactions.id, [...ids]), inArray(transactions.parentId, [...ids])),
        isNull(transactions.deletedAt),
      ),
    )
    .returning({ parentId: transactions.parentId })
    .toSQL();
  const { rows } = await tx.client.query<{ parent_id: string | null }>(text, params);
  return rows.filter((row) => row.parent_id === null).length;
}
