import type { CalendarDate } from '@fintrack/core/dates';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import type { MerchantRows } from '@fintrack/core/recurrence';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** The rows of one text in one account and direction. They stay text until they are looked at: there may be a million. */
export interface TextGroup extends Omit<MerchantRows, 'rows'> {
  readonly accountId: string;
  readonly currency: Currency;
  readonly categoryId: string | null;
  /** Separated by commas, oldest first. */
  readonly ids: string;
  /** Days since 1970-01-01. */
  readonly days: string;
  /** Minor units. */
  readonly amounts: string;
}

interface StoredGroup extends Omit<TextGroup, 'currency' | 'purse'> {
  readonly currency: string;
  readonly isIn: boolean;
}

const FETCHED = 400;
/** No book has as many texts that come again; the newest are looked at. */
const MAX_GROUPS = 200_000;
/** Of one text the newest rows: no more are looked at, and there may be a million. */
const MAX_ROWS = 4000;

/**
 * The live rows of a span by account, direction, payee and text without figures. The database groups them, so that only
 * the groups travel, a few at a time. What a series has booked itself is no evidence for it and left out.
 */
export async function readTextGroups(
  tx: TenantTransaction,
  span: { readonly from: CalendarDate; readonly until: CalendarDate },
): Promise<TextGroup[]> {
  await tx.entered;
  await tx.client.query(GROUPS, [span.from, span.until]);
  const groups: TextGroup[] = [];
  for (;;) {
    const { rows } = await tx.client.query<StoredGroup>(`FETCH ${FETCHED} FROM recurring_groups`);
    for (const { isIn, currency, ...row } of rows) {
      groups.push({
        ...row,
        currency: parseCurrency(currency),
        purse: `${row.accountId} ${currency} ${isIn ? 'in' : 'out'}`,
      });
    }
    if (rows.length < FETCHED || groups.length >= MAX_GROUPS) break;
  }
  await tx.client.query('CLOSE recurring_groups');
  return groups;
}

const TEXT = `coalesce(nullif(t.raw_description, ''), t.description)`;

/** Of a group's newest rows, oldest first. */
const newest = (value: string): string =>
  `array_to_string((array_agg(${value} ORDER BY t.date, t.id))[greatest(1, count(*) - ${MAX_ROWS - 1})::integer:], ',')`;

const GROUPS = `DECLARE recurring_groups NO SCROLL CURSOR FOR
  SELECT g.account_id AS "accountId", g.currency, g.is_in AS "isIn", g.payee_id AS "payeeId", p.name AS "payeeName",
    g.category_id AS "categoryId", c.name AS "categoryName", g.text, g.total, g.ids, g.days, g.amounts
  FROM (
    SELECT t.account_id, t.currency, t.amount_minor > 0 AS is_in, t.payee_id,
      left(translate(lower(${TEXT}), '0123456789', ''), 120) AS key,
      max(left(${TEXT}, 200)) AS text, count(*)::integer AS total,
      (array_agg(t.category_id ORDER BY t.date DESC, t.id DESC) FILTER (WHERE t.category_id IS NOT NULL))[1] AS category_id,
      ${newest('t.id')} AS ids, ${newest("t.date - DATE '1970-01-01'")} AS days, ${newest('t.amount_minor')} AS amounts,
      max(t.date) AS newest
    FROM transactions t
    WHERE t.deleted_at IS NULL AND t.parent_id IS NULL AND t.amount_minor <> 0
      AND t.date BETWEEN $1::date AND $2::date
      AND NOT EXISTS (SELECT 1 FROM recurring_postings q WHERE q.transaction_id = t.id)
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY newest DESC, ids LIMIT ${MAX_GROUPS}
  ) g
  LEFT JOIN payees p ON p.id = g.payee_id AND p.deleted_at IS NULL
  LEFT JOIN categories c ON c.id = g.category_id AND c.deleted_at IS NULL`;

/** How many rows there are, but no more than a limit. */
export async function countRowsUpTo(tx: TenantTransaction, limit: number): Promise<number> {
  const { rows } = await tx.client.query<{ count: number }>({
    name: 'recurring-count-rows',
    text: `SELECT count(*)::int AS count FROM (
      SELECT 1 FROM transactions t WHERE t.deleted_at IS NULL AND t.parent_id IS NULL LIMIT $1) few`,
    values: [limit],
  });
  return rows[0]?.count ?? 0;
}
