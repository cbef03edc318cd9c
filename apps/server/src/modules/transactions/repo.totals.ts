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

export type TotalsTable = 'account-days' | 'account-months' | 'category-months';

// An absent filter is NULL, so that each statement has one text and stays prepared.
const accountsWithin = (table: string, day: string): string => `FROM ${table} d
  WHERE ($1::uuid[] IS NULL OR d.account_id = ANY($1)) AND ($2::date IS NULL OR d.${day} >= $2)
    AND ($3::date IS NULL OR d.${day} <= $3)`;
const SOURCES: Readonly<Record<TotalsTable, string>> = {
  'account-days': accountsWithin('account_daily_totals', 'date'),
  'account-months': accountsWithin('account_monthly_totals', 'month'),
  'category-months': `${accountsWithin('category_monthly_totals', 'month')} AND ($4::uuid[] IS NULL OR d.category_id = ANY($4))
    AND ($5::text IS NULL OR d.type = $5) AND ($6::text IS NULL OR d.type <> $6)`,
};

/** Rows that a filter selects, from the derived totals. Exact. */
export async function countFromTotals(
  tx: TenantTransaction,
  source: TotalsTable,
  filter: TotalsFilter,
): Promise<number> {
  const result = await tx.client.query<{ count: number }>({
    name: `transactions-count-${source}`,
    text: `SELECT coalesce(sum(d.row_count), 0)::int AS count ${SOURCES[source]}`,
    values: parameters(source, filter),
  });
  return result.rows[0]?.count ?? 0;
}

const USES = {
  payees:
    'SELECT coalesce(sum(p.row_count), 0)::int AS count FROM payee_totals p WHERE p.payee_id = ANY($1::uuid[])',
  tags: `SELECT coalesce(sum(c.row_count), 0)::int AS count FROM tags g JOIN tag_totals c ON c.tag_id = g.id
    WHERE g.deleted_at IS NULL AND lower(g.name) = lower($1)`,
} as const;

/** Rows of payees, or of a tag, from what is kept of their use. Exact. */
export async function countUses(
  tx: TenantTransaction,
  source: keyof typeof USES,
  filter: { readonly payeeIds?: readonly string[] | undefined; readonly tag?: string | undefined },
): Promise<number> {
  const result = await tx.client.query<{ count: number }>({
    name: `transactions-count-${source}`,
    text: USES[source],
    values: [source === 'payees' ? filter.payeeIds : filter.tag],
  });
  return result.rows[0]?.count ?? 0;
}

/** Sums per currency from the derived totals. Exact. */
export async function sumFromTotals(
  tx: TenantTransaction,
  source: TotalsTable,
  filter: TotalsFilter,
): Promise<TotalsRow[]> {
  const net = source === 'category-months' ? 'd.amount_minor' : 'd.posted_minor + d.pending_minor';
  const result = await tx.client.query<TotalsRow>({
    name: `transactions-sum-${source}`,
    text: `SELECT a.currency, sum(s.count)::int AS count, sum(s.net)::text AS net, sum(s.money_in)::text AS "moneyIn"
      FROM (
        SELECT d.account_id, sum(d.row_count) AS count, sum(${net}) AS net, sum(d.in_minor) AS money_in
        ${SOURCES[source]} GROUP BY d.account_id
      ) s JOIN accounts a ON a.id = s.account_id
      GROUP BY a.currency HAVING sum(s.count) <> 0 ORDER BY a.currency`,
    values: parameters(source, filter),
  });
  return result.rows;
}

/**
 * What has to be added to a category's totals for a list that shows splits as one row: each split less its parts. Their
 * nets are equal. Read along the index of splits alone.
 */
export async function findSplitDifference(tx: TenantTransaction, filter: TotalsFilter): Promise<TotalsRow[]> {
  const result = await tx.client.query<TotalsRow>({
    name: 'transactions-split-difference',
    text: `SELECT t.currency, sum(CASE WHEN t.is_split THEN 1 ELSE -1 END)::int AS count, '0' AS net,
        sum(CASE WHEN t.is_split THEN greatest(t.amount_minor, 0) ELSE -greatest(t.amount_minor, 0) END)::text
          AS "moneyIn"
      FROM transactions t
      WHERE t.deleted_at IS NULL AND (t.is_split OR t.parent_id IS NOT NULL)
        AND ($1::uuid[] IS NULL OR t.account_id = ANY($1)) AND ($2::date IS NULL OR t.date >= $2)
        AND ($3::date IS NULL OR t.date <= $3) AND ($4::text IS NULL OR t.type = $4)
      GROUP BY t.currency`,
    values: [filter.accountIds ?? null, filter.from ?? null, filter.to ?? null, filter.type ?? null],
  });
  return result.rows;
}

function parameters(source: TotalsTable, filter: TotalsFilter): unknown[] {
  const range = [filter.accountIds ?? null, filter.from ?? null, filter.to ?? null];
  if (source !== 'category-months') return range;
  const categories = filter.uncategorised ? [NO_CATEGORY] : (filter.categoryIds ?? null);
  return [...range, categories, filter.type ?? null, filter.uncategorised ? 'transfer' : null];
}
