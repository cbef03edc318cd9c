import type { CalendarDate } from '@fintrack/core/dates';
import { type DailyTotal, type RunningRow, runningBalances } from '@fintrack/core/ledger';
import { readBigint, type TenantTransaction } from '../../platform/database/index.ts';

/**
 * The account's posted balance after each of the rows, in minor units; null for pending ones. Rows that are not live
 * rows of the account are left out.
 *
 * One statement, so that all of it is of one moment however many writers there are: the anchors, the daily totals
 * summed between the days that matter, and of each shown day the sum of what follows the row. Rows of other days are
 * not read.
 */
export async function findRunningBalances(
  tx: TenantTransaction,
  accountId: string,
  transactionIds: readonly string[],
): Promise<ReadonlyMap<string, bigint | null>> {
  const result = await tx.client.query<PartRow>({
    name: 'accounts-running-balances',
    text: RUNNING,
    values: [accountId, transactionIds],
  });
  const parts = (part: PartRow['part']) => result.rows.filter((row) => row.part === part);
  const anchors = parts('anchor').map((row) => ({ date: row.date, balanceMinor: readBigint(row.minor) }));
  return runningBalances({ anchors, totals: parts('span').map(toTotal) }, parts('row').map(toRow));
}

interface PartRow {
  readonly part: 'anchor' | 'span' | 'row';
  readonly id: string;
  readonly date: CalendarDate;
  readonly is_posted: boolean;
  readonly minor: string;
}

const RUNNING = `
  WITH shown AS MATERIALIZED (
    SELECT t.id, t.date, t.status <> 'pending' AS is_posted FROM transactions t
    WHERE t.id = ANY($2::uuid[]) AND t.account_id = $1 AND t.deleted_at IS NULL AND t.parent_id IS NULL
  ), anchor AS MATERIALIZED (
    SELECT b.anchor_date AS date, b.balance_minor FROM account_balance_anchors b
    WHERE b.account_id = $1 AND b.deleted_at IS NULL
  ), cut AS (
    SELECT array_agg(d.date ORDER BY d.date) AS days, array_agg(d.date + 1 ORDER BY d.date) AS thresholds,
      max(d.date) AS last,
      CASE WHEN EXISTS (SELECT 1 FROM anchor) THEN min(d.date) ELSE '-infinity' END AS first
    FROM (SELECT date FROM shown UNION SELECT date FROM anchor) d
  ), span AS (
    SELECT cut.days[width_bucket(t.date, cut.thresholds) + 1] AS date, sum(t.posted_minor) AS minor
    FROM cut JOIN account_daily_totals t ON t.account_id = $1 AND t.date > cut.first AND t.date <= cut.last
    GROUP BY 1
  ), later AS (
    SELECT t.id, sum(t.amount_minor) FILTER (WHERE t.status <> 'pending') OVER (
      PARTITION BY t.date ORDER BY t.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS minor
    FROM transactions t
    WHERE t.account_id = $1 AND t.date = ANY(ARRAY(SELECT DISTINCT date FROM shown)) AND t.deleted_at IS NULL
      AND t.parent_id IS NULL
  )
  SELECT 'anchor' AS part, NULL::uuid AS id, date::text, true AS is_posted, balance_minor::text AS minor FROM anchor
  UNION ALL SELECT 'span', NULL, date::text, true, minor::text FROM span
  UNION ALL SELECT 'row', s.id, s.date::text, s.is_posted, coalesce(l.minor, 0)::text
    FROM shown s JOIN later l ON l.id = s.id`;

function toTotal(row: PartRow): DailyTotal {
  return { date: row.date, postedMinor: readBigint(row.minor), pendingMinor: 0n, rowCount: 1 };
}

function toRow(row: PartRow): RunningRow {
  return { id: row.id, date: row.date, isPosted: row.is_posted, laterMinor: readBigint(row.minor) };
}
