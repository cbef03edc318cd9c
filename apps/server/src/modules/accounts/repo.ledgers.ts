import type { CalendarDate } from '@fintrack/core/dates';
import type { DailyTotal } from '@fintrack/core/ledger';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { readBigint, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { accountDailyTotals, NO_CATEGORY } from '../transactions/tables.ts';
import { accountBalanceAnchors, accounts } from './tables.ts';

/** Every day of an account that has rows, oldest first. */
export async function findDailyTotals(tx: TenantTransaction, accountId: string): Promise<DailyTotal[]> {
  return tx.sql
    .select({
      date: sql<CalendarDate>`${accountDailyTotals.date}`,
      postedMinor: accountDailyTotals.postedMinor,
      pendingMinor: accountDailyTotals.pendingMinor,
      rowCount: accountDailyTotals.rowCount,
    })
    .from(accountDailyTotals)
    .where(and(eq(accountDailyTotals.accountId, accountId), ne(accountDailyTotals.rowCount, 0)))
    .orderBy(asc(accountDailyTotals.date));
}

/** A span's total with its account: see `AccountLedger` of core for what a span may be. */
export interface SpanTotal extends DailyTotal {
  readonly accountId: string;
}

/**
 * The daily totals of all accounts summed between the days that matter: the anchors' days and `dates`. A few rows
 * an account, however long its history is. What lies outside of these days and of any anchor's reach is left out.
 */
export async function findSpanTotals(
  tx: TenantTransaction,
  dates: readonly CalendarDate[],
): Promise<SpanTotal[]> {
  const result = await tx.sql.execute<SpanRow>(sql`
    WITH cut AS (
      SELECT day.account_id, array_agg(DISTINCT day.date ORDER BY day.date) AS days,
        array_agg(DISTINCT day.date + 1 ORDER BY day.date + 1) AS thresholds,
        max(day.date) AS last,
        -- what lies before all of them matters only where nothing but the rows says what there was
        CASE WHEN bool_or(day.is_anchor) THEN min(day.date) ELSE '-infinity' END AS first
      FROM (
        SELECT b.account_id, b.anchor_date AS date, true AS is_anchor
        FROM ${accountBalanceAnchors} b WHERE b.deleted_at IS NULL
        UNION ALL
        SELECT a.id, d::date, false FROM ${accounts} a CROSS JOIN unnest(${sql.param(dates)}::text[]) AS d
      ) AS day
      GROUP BY day.account_id
    )
    SELECT t.account_id, cut.days[width_bucket(t.date, cut.thresholds) + 1]::text AS date,
      sum(t.posted_minor) AS posted_minor, sum(t.pending_minor) AS pending_minor, sum(t.row_count) AS row_count
    FROM cut
    JOIN ${accounts} a ON a.id = cut.account_id AND a.deleted_at IS NULL
    JOIN ${accountDailyTotals} t
      ON t.tenant_id = a.tenant_id AND t.account_id = a.id AND t.date > cut.first AND t.date <= cut.last
    GROUP BY 1, 2`);
  return result.rows.map((row) => ({
    accountId: row.account_id,
    date: row.date,
    postedMinor: readBigint(row.posted_minor),
    pendingMinor: readBigint(row.pending_minor),
    rowCount: readCount(row.row_count),
  }));
}

interface SpanRow extends Record<string, unknown> {
  readonly account_id: string;
  readonly date: CalendarDate;
}

/** One derived total that is not what the rows say; both sums in minor units. */
export interface TotalDifference {
  readonly total: string;
  readonly accountId: string;
  /** Null for rows without a category, and for totals that have none. */
  readonly categoryId: string | null;
  readonly period: CalendarDate;
  readonly currency: string | null;
  readonly storedMinor: bigint;
  readonly actualMinor: bigint;
}

/** Recomputes every derived total from the rows; the first 500 that differ. */
export async function findTotalDifferences(tx: TenantTransaction): Promise<TotalDifference[]> {
  const result = await tx.sql.execute<DifferenceRow>(sql`
    SELECT v.total, v.account_id, v.category_id, v.period::text AS period, a.currency, v.stored_minor, v.actual_minor
    FROM (SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_monthly_totals()
        UNION ALL SELECT * FROM verify_category_counts()) v LEFT JOIN ${accounts} a ON a.id = v.account_id
    ORDER BY v.total, v.period, v.account_id LIMIT 500`);
  return result.rows.map((row) => ({
    total: row.total,
    accountId: row.account_id,
    categoryId: row.category_id === NO_CATEGORY ? null : row.category_id,
    period: row.period,
    currency: row.currency,
    storedMinor: readBigint(row.stored_minor),
    actualMinor: readBigint(row.actual_minor),
  }));
}

interface DifferenceRow extends Record<string, unknown> {
  readonly total: string;
  readonly account_id: string;
  readonly category_id: string | null;
  readonly period: CalendarDate;
  readonly currency: string | null;
}
