import type { TenantTransaction } from '../../platform/database/index.ts';
import type { TotalsRow } from './repo.list.ts';
import { NO_CATEGORY } from './tables.ts';

/** What the derived totals can be asked for. */
export interface TotalsFilter {
  readonly accountIds?: readonly string[] | undefined;
  readonly categoryIds?: readonly string[] | undefined;
  readonly uncategorised?: boolean | undefined;
  readonly type?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

// An absent filter is NULL, so that each statement has one text and stays prepared.
const DAILY = `FROM account_daily_totals d
  WHERE ($1::uuid[] IS NULL OR d.account_id = ANY($1)) AND ($2::date IS NULL OR d.date >= $2)
    AND ($3::date IS NULL OR d.date <= $3)`;
const MONTHLY = `FROM category_monthly_totals d
  WHERE ($1::uuid[] IS NULL OR d.account_id = ANY($1)) AND ($2::date IS NULL OR d.month >= $2)
    AND ($3::date IS NULL OR d.month <= $3) AND ($4::uuid[] IS NULL OR d.category_id = ANY($4))
    AND ($5::text IS NULL OR d.type = $5) AND ($6::text IS NULL OR d.type <> $6)`;

/** Rows that a filter selects, from the daily or the monthly totals. Exact. */
export async function countFromTotals(
  tx: TenantTransaction,
  source: 'daily' | 'monthly',
  filter: TotalsFilter,
): Promise<number> {
  const result = await tx.client.query<{ count: number }>({
    name: `transactions-count-${source}`,
    text: `SELECT coalesce(sum(d.row_count), 0)::int AS count ${source === 'daily' ? DAILY : MONTHLY}`,
    values: parameters(source, filter),
  });
  return result.rows[0]?.count ?? 0;
}

/** Sums per currency from the daily or the monthly totals. Exact. */
export async function sumFromTotals(
  tx: TenantTransaction,
  source: 'daily' | 'monthly',
  filter: TotalsFilter,
): Promise<TotalsRow[]> {
  const net = source === 'daily' ? 'd.posted_minor + d.pending_minor' : 'd.amount_minor';
  const result = await tx.client.query<TotalsRow>({
    name: `transactions-sum-${source}`,
    text: `SELECT a.currency, sum(s.count)::int AS count, sum(s.net)::text AS net, sum(s.money_in)::text AS "moneyIn"
      FROM (
        SELECT d.account_id, sum(d.row_count) AS count, sum(${net}) AS net, sum(d.in_minor) AS money_in
        ${source === 'daily' ? DAILY : MONTHLY} GROUP BY d.account_id
      ) s JOIN accounts a ON a.id = s.account_id
      GROUP BY a.currency HAVING sum(s.count) <> 0 ORDER BY a.currency`,
    values: parameters(source, filter),
  });
  return result.rows;
}

function parameters(source: 'daily' | 'monthly', filter: TotalsFilter): unknown[] {
  const range = [filter.accountIds ?? null, filter.from ?? null, filter.to ?? null];
  if (source === 'daily') return range;
  const categories = filter.uncategorised ? [NO_CATEGORY] : (filter.categoryIds ?? null);
  return [...range, categories, filter.type ?? null, filter.uncategorised ? 'transfer' : null];
}
