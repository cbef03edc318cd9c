import type { CategoryNode } from '@fintrack/core/categories';
import type { CalendarDate } from '@fintrack/core/dates';
import { eq, isNull, ne, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { categories } from '../categories/tables.ts';
import { tenants } from '../identity/tables.ts';
import { accountDailyTotals, categoryMonthlyTotals } from '../transactions/tables.ts';

export async function findTitle(tx: TenantTransaction): Promise<string> {
  const [row] = await tx.sql.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tx.tenantId));
  return row?.name ?? '';
}

/** First and last day that has rows, of any account; null when there are none. */
export async function findRowDates(
  tx: TenantTransaction,
): Promise<{ readonly first: CalendarDate | null; readonly last: CalendarDate | null }> {
  const [row] = await tx.sql
    .select({
      first: sql<CalendarDate | null>`min(${accountDailyTotals.date})::text`,
      last: sql<CalendarDate | null>`max(${accountDailyTotals.date})::text`,
    })
    .from(accountDailyTotals)
    .where(ne(accountDailyTotals.rowCount, 0));
  return { first: row?.first ?? null, last: row?.last ?? null };
}

/** The live categories, and deleted ones that rows still have. */
export async function findCategories(tx: TenantTransaction): Promise<CategoryNode[]> {
  const isUsed = sql`${categories.id} IN (SELECT t.category_id FROM ${categoryMonthlyTotals} t WHERE t.row_count <> 0)`;
  return tx.sql
    .select({
      id: categories.id,
      parentId: categories.parentId,
      name: categories.name,
      kind: categories.kind,
      displayOrder: categories.displayOrder,
    })
    .from(categories)
    .where(sql`(${isNull(categories.deletedAt)} OR ${isUsed})`);
}

/** Names of all accounts by id, deleted ones too: a row may still lead to one. */
export async function findAccountNames(tx: TenantTransaction): Promise<{ id: string; name: string }[]> {
  return tx.sql.select({ id: accounts.id, name: accounts.name }).from(accounts);
}

/** All categories, deleted ones too: a row may still have one. */
export async function findAllCategories(
  tx: TenantTransaction,
): Promise<{ id: string; parentId: string | null; name: string }[]> {
  return tx.sql
    .select({ id: categories.id, parentId: categories.parentId, name: categories.name })
    .from(categories);
}
