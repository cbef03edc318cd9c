import type { CalendarDate } from '@fintrack/core/dates';
import { count, eq, sql } from 'drizzle-orm';
import { readBigint, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { categories } from '../categories/tables.ts';
import { imports } from '../imports/tables.ts';
import { categoryMonthlyTotals, NO_CATEGORY } from '../transactions/tables.ts';

/** Income and expense of a month in minor units; refunds take from what was spent. */
export interface MonthFlow {
  /** The month's first day. */
  readonly month: CalendarDate;
  readonly incomeMinor: bigint;
  /** Positive. */
  readonly spentMinor: bigint;
}

/** The months that have rows, in accounts of one currency. Transfers move money, they neither earn nor spend it. */
export async function findMonthFlows(
  tx: TenantTransaction,
  span: { readonly currency: string; readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<MonthFlow[]> {
  const result = await tx.sql.execute<{
    month: CalendarDate;
    income_minor: unknown;
    spent_minor: unknown;
  }>(sql`
    SELECT t.month::text AS month,
      coalesce(sum(t.amount_minor) FILTER (WHERE t.type = 'income'), 0) AS income_minor,
      coalesce(-sum(t.amount_minor) FILTER (WHERE t.type = 'expense'), 0) AS spent_minor
    FROM ${categoryMonthlyTotals} t
    JOIN ${accounts} a ON a.tenant_id = t.tenant_id AND a.id = t.account_id AND a.currency = ${span.currency}
    WHERE t.month BETWEEN ${span.from}::date AND ${span.to}::date AND t.type <> 'transfer'
    GROUP BY t.month`);
  return result.rows.map((row) => ({
    month: row.month,
    incomeMinor: readBigint(row.income_minor),
    spentMinor: readBigint(row.spent_minor),
  }));
}

/** What was spent below one root category, in minor units. */
export interface CategorySpending {
  /** Null for rows without a category. */
  readonly categoryId: string | null;
  readonly name: string | null;
  readonly color: string | null;
  readonly spentMinor: bigint;
  readonly previousMinor: bigint;
  readonly transactionCount: number;
}

/** Spending of a month and of the one before by root category, most first. */
export async function findSpending(
  tx: TenantTransaction,
  span: { readonly currency: string; readonly month: CalendarDate; readonly previous: CalendarDate },
): Promise<CategorySpending[]> {
  const result = await tx.sql.execute<SpendingRow>(sql`
    WITH RECURSIVE root AS (
      SELECT c.id, c.id AS root_id FROM ${categories} c WHERE c.parent_id IS NULL
      UNION ALL
      SELECT c.id, root.root_id FROM root JOIN ${categories} c ON c.parent_id = root.id
    ), spending AS (
      SELECT root.root_id,
        coalesce(-sum(t.amount_minor) FILTER (WHERE t.month = ${span.month}::date), 0) AS spent_minor,
        coalesce(-sum(t.amount_minor) FILTER (WHERE t.month = ${span.previous}::date), 0) AS previous_minor,
        coalesce(sum(t.row_count) FILTER (WHERE t.month = ${span.month}::date), 0) AS row_count
      FROM ${categoryMonthlyTotals} t
      JOIN ${accounts} a ON a.tenant_id = t.tenant_id AND a.id = t.account_id AND a.currency = ${span.currency}
      LEFT JOIN root ON root.id = t.category_id
      WHERE t.month IN (${span.month}::date, ${span.previous}::date) AND t.type = 'expense'
      GROUP BY root.root_id
    )
    SELECT s.root_id, c.name, c.color, s.spent_minor, s.previous_minor, s.row_count
    FROM spending s LEFT JOIN ${categories} c ON c.id = s.root_id
    WHERE s.row_count <> 0 OR s.previous_minor <> 0
    ORDER BY s.spent_minor DESC, s.previous_minor DESC, c.name`);
  return result.rows.map((row) => ({
    categoryId: row.root_id,
    name: row.name,
    color: row.color,
    spentMinor: readBigint(row.spent_minor),
    previousMinor: readBigint(row.previous_minor),
    transactionCount: readCount(row.row_count),
  }));
}

interface SpendingRow extends Record<string, unknown> {
  readonly root_id: string | null;
  readonly name: string | null;
  readonly color: string | null;
}

/** Rows that wait for a category; transfers need none. */
export async function countUncategorised(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.sql
    .select({ count: sql`sum(${categoryMonthlyTotals.rowCount})`.mapWith(readCount) })
    .from(categoryMonthlyTotals)
    .where(
      sql`${categoryMonthlyTotals.categoryId} = ${NO_CATEGORY} AND ${categoryMonthlyTotals.type} <> 'transfer'`,
    );
  // sum() over no rows is NULL, which Drizzle does not hand to mapWith.
  return row?.count ?? 0;
}

/** Files that were read and wait to be booked. */
export async function countOpenImports(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.sql.select({ count: count() }).from(imports).where(eq(imports.status, 'draft'));
  return row?.count ?? 0;
}
