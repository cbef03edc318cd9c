import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { NewTransaction, StoredTransaction } from './repo.ts';
import { transactions } from './tables.ts';

/** A part of a split in the contract's names, its amount in minor units as decimal text. */
export interface PartRow {
  readonly parentId: string;
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly isRefund: boolean;
  readonly categoryId: string | null;
  readonly categoryName: string | null;
  readonly categoryColor: string | null;
  readonly payeeId: string | null;
  readonly payeeName: string | null;
  readonly description: string;
  readonly notes: string | null;
  readonly tags: string[];
  readonly version: number;
}

/** The live parts of these splits, in the order in which they were made. */
export async function findParts(tx: TenantTransaction, parentIds: readonly string[]): Promise<PartRow[]> {
  const result = await tx.client.query<PartRow>({
    name: 'transactions-find-parts',
    text: `SELECT t.parent_id AS "parentId", t.id, t.amount_minor::text AS amount, t.currency,
        t.is_refund AS "isRefund", t.category_id AS "categoryId", c.name AS "categoryName", c.color AS "categoryColor",
        t.payee_id AS "payeeId", p.name AS "payeeName", t.description, t.notes, t.tags, t.version
      FROM transactions t
      LEFT JOIN payees p ON p.id = t.payee_id
      LEFT JOIN categories c ON c.id = t.category_id
      WHERE t.parent_id = ANY($1::uuid[]) AND t.deleted_at IS NULL
      ORDER BY t.id`,
    values: [parentIds],
  });
  return result.rows;
}

/** The live parts of a split as they are stored. */
export async function findStoredParts(tx: TenantTransaction, parentId: string): Promise<StoredTransaction[]> {
  return tx.sql
    .select()
    .from(transactions)
    .where(and(eq(transactions.parentId, parentId), isNull(transactions.deletedAt)))
    .orderBy(transactions.id);
}

export async function removeParts(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql
    .update(transactions)
    .set({ deletedAt: sql`now()`, deletedReason: 'user', ...touched })
    .where(and(inArray(transactions.id, [...ids]), isNull(transactions.deletedAt)));
}

/** Writes a part anew; its whole was locked by its own save, so nobody else writes it meanwhile. */
export async function savePart(
  tx: TenantTransaction,
  id: string,
  fields: Partial<NewTransaction>,
): Promise<void> {
  await tx.sql
    .update(transactions)
    .set({ ...fields, ...touched })
    .where(and(eq(transactions.id, id), isNull(transactions.deletedAt)));
}

/** Who has the whole open to change its split is told that a part was changed meanwhile. */
export async function touchWhole(tx: TenantTransaction, id: string): Promise<void> {
  await tx.sql.update(transactions).set(touched).where(eq(transactions.id, id));
}

const touched = { version: sql`${transactions.version} + 1`, updatedAt: sql`now()` };
