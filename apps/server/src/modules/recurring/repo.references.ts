import { and, count, inArray, isNull, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { recurringSeries } from './tables.ts';

/** Series of these payees get another one, or none. Answers how many they were. */
export async function replaceSeriesPayee(
  tx: TenantTransaction,
  from: readonly string[],
  to: string | null,
): Promise<number> {
  const rows = await tx.sql
    .update(recurringSeries)
    .set({ payeeId: to, updatedAt: sql`now()`, version: sql`${recurringSeries.version} + 1` })
    .where(and(inArray(recurringSeries.payeeId, [...from]), isNull(recurringSeries.deletedAt)))
    .returning({ id: recurringSeries.id });
  return rows.length;
}

/** Series of these categories get another one, or none. Answers how many they were. */
export async function replaceSeriesCategory(
  tx: TenantTransaction,
  from: readonly string[],
  to: string | null,
): Promise<number> {
  const rows = await tx.sql
    .update(recurringSeries)
    .set({ categoryId: to, updatedAt: sql`now()`, version: sql`${recurringSeries.version} + 1` })
    .where(and(inArray(recurringSeries.categoryId, [...from]), isNull(recurringSeries.deletedAt)))
    .returning({ id: recurringSeries.id });
  return rows.length;
}

/** How many series give their rows one of these categories. */
export async function countSeriesOf(tx: TenantTransaction, categoryIds: readonly string[]): Promise<number> {
  const [row] = await tx.sql
    .select({ count: count() })
    .from(recurringSeries)
    .where(and(inArray(recurringSeries.categoryId, [...categoryIds]), isNull(recurringSeries.deletedAt)));
  return readCount(row?.count);
}
