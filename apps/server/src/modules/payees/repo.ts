import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { categories } from '../categories/tables.ts';
import { payees } from './tables.ts';

export type PayeeRow = typeof payees.$inferSelect;

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

/** Holds the payees until the end, so that none of them goes while others are merged into it. */
export async function lockPayees(tx: TenantTransaction, ids: readonly string[]): Promise<PayeeRow[]> {
  return tx.sql
    .select()
    .from(payees)
    .where(and(inArray(payees.id, [...ids]), isNull(payees.deletedAt)))
    .orderBy(payees.id)
    .for('update');
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

/** Answers how many were there. */
export async function softDeletePayees(tx: TenantTransaction, ids: readonly string[]): Promise<number> {
  const rows = await tx.sql
    .update(payees)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${payees.version} + 1` })
    .where(and(inArray(payees.id, [...ids]), isNull(payees.deletedAt)))
    .returning({ id: payees.id });
  return rows.length;
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
