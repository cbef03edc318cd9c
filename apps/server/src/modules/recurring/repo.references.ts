import { and, count, inArray, isNull, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { recurringSeries } from './tables.ts';

/** Series that name one of these payees or categories get another one, or none. Answers how many they were. */
export async function replaceInSeries(
  tx: TenantTransaction,
  field: 'payeeId' | 'categoryId',
  { from, to }: { readonly from: readonly string[]; readonly to: string | null },
): Promise<number> {
  const rows = await tx.sql
    .update(recurringSeries)
    .set({ [field]: to, updatedAt: sql`now()`, version: sql`${recurringSeries.version} + 1` })
    .where(and(inArray(recurringSeries[field], [...from]), isNull(recurringSeries.deletedAt)))
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
