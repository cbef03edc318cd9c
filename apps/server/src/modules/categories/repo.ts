import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Executor, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { categoryCounts } from '../transactions/tables.ts';
import { categories } from './tables.ts';

export type CategoryRow = typeof categories.$inferSelect;
export type NewCategory = typeof categories.$inferInsert;

/** All categories that are not deleted: a tenant has hundreds at most, and the tree's rules need them all. */
export async function findCategories(tx: TenantTransaction): Promise<CategoryRow[]> {
  return tx.sql.select().from(categories).where(isNull(categories.deletedAt));
}

/** Rows by category, from the counts that are kept. */
export async function countTransactions(tx: TenantTransaction): Promise<Map<string, number>> {
  const rows = await tx.sql
    .select({
      categoryId: categoryCounts.categoryId,
      count: sql<unknown>`sum(${categoryCounts.rowCount})`,
    })
    .from(categoryCounts)
    .groupBy(categoryCounts.categoryId);
  return new Map(rows.map((row) => [row.categoryId, readCount(row.count)]));
}

/** One change of a tenant's tree at a time: two moves that are sound alone could make a cycle together. */
export async function lockTree(tx: TenantTransaction): Promise<void> {
  await tx.sql.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended('categories ' || current_tenant_id(), 0))`,
  );
}

export async function insertCategories(
  executor: Executor,
  rows: readonly NewCategory[],
): Promise<CategoryRow[]> {
  if (rows.length === 0) return [];
  return executor
    .insert(categories)
    .values([...rows])
    .returning();
}

/** Undefined when the version is not the current one any more. */
export async function updateCategory(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: Partial<NewCategory>,
): Promise<CategoryRow | undefined> {
  const [row] = await tx.sql
    .update(categories)
    .set({ ...changes, version: target.version + 1, updatedAt: sql`now()` })
    .where(
      and(eq(categories.id, target.id), eq(categories.version, target.version), isNull(categories.deletedAt)),
    )
    .returning();
  return row;
}

/** The same change to several categories. */
export async function updateCategories(
  tx: TenantTransaction,
  ids: readonly string[],
  changes: Partial<NewCategory>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql
    .update(categories)
    .set({ ...changes, version: sql`${categories.version} + 1`, updatedAt: sql`now()` })
    .where(and(inArray(categories.id, [...ids]), isNull(categories.deletedAt)));
}

export async function softDeleteCategories(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.sql
    .update(categories)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${categories.version} + 1` })
    .where(and(inArray(categories.id, [...ids]), isNull(categories.deletedAt)));
}

/** For the identity role, which has no tenant entered: names the tenant and its change set for the triggers. */
export async function enterSetup(
  executor: Executor,
  setting: { readonly tenantId: string; readonly changeSetId: string },
): Promise<void> {
  await executor.execute(sql`
    SELECT set_config('app.tenant_id', ${setting.tenantId}, true),
           set_config('app.change_set_id', ${setting.changeSetId}, true)`);
}
