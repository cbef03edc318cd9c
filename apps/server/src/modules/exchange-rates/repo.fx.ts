import type { CalendarDate } from '@fintrack/core/dates';
import type { Currency } from '@fintrack/core/money';
import { sql } from 'drizzle-orm';
import { readBigint, type TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { accountDailyTotals, transactions } from '../transactions/tables.ts';

interface Days {
  readonly accountIds: readonly string[];
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface DayFlow {
  readonly accountId: string;
  readonly date: CalendarDate;
  readonly postedMinor: bigint;
}

/** What was posted on each day, from the daily totals. */
export async function findDayFlows(
  tx: TenantTransaction,
  { accountIds, from, to }: Days,
): Promise<DayFlow[]> {
  const result = await tx.sql.execute<{ account_id: string; date: CalendarDate; posted_minor: unknown }>(sql`
    SELECT t.account_id, t.date::text AS date, t.posted_minor
    FROM unnest(${sql.param(accountIds)}::uuid[]) AS wanted (id)
    JOIN ${accountDailyTotals} t
      ON t.account_id = wanted.id AND t.date BETWEEN ${from}::date AND ${to}::date AND t.posted_minor <> 0
    ORDER BY t.account_id, t.date`);
  return result.rows.map((row) => ({
    accountId: row.account_id,
    date: row.date,
    postedMinor: readBigint(row.posted_minor),
  }));
}

/** Both legs of a transfer between accounts of two currencies; both amounts positive, in minor units. */
export interface CurrencyTransfer {
  readonly transactionId: string;
  readonly date: CalendarDate;
  readonly fromAccountName: string;
  readonly toAccountName: string;
  readonly sentMinor: bigint;
  readonly sentCurrency: Currency;
  readonly receivedMinor: bigint;
  readonly receivedCurrency: Currency;
}

/** The newest transfers out of or into these accounts from or to another currency. */
export async function findCurrencyTransfers(
  tx: TenantTransaction,
  { accountIds, from, to }: Days,
  limit: number,
): Promise<CurrencyTransfer[]> {
  const result = await tx.sql.execute<TransferRow>(sql`
    WITH near AS (
      SELECT t.* FROM unnest(${sql.param(accountIds)}::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
        SELECT t.id, t.transfer_transaction_id, t.date, t.amount_minor, t.account_id, t.currency
        FROM ${transactions} t
        WHERE t.account_id = wanted.id AND t.date BETWEEN ${from}::date AND ${to}::date
          AND t.deleted_at IS NULL AND t.transfer_transaction_id IS NOT NULL
        ORDER BY t.date DESC, t.id DESC LIMIT ${limit}
      ) AS t
    ), pairs AS (
      SELECT near.id AS near_id, near.date AS near_date, near.amount_minor AS near_minor,
        near.account_id AS near_account, near.currency AS near_currency,
        far.id AS far_id, far.date AS far_date, far.amount_minor AS far_minor,
        far.account_id AS far_account, far.currency AS far_currency, near.amount_minor < 0 AS is_sent
      FROM near JOIN ${transactions} far ON far.id = near.transfer_transaction_id AND far.deleted_at IS NULL
      WHERE far.currency <> near.currency AND sign(far.amount_minor) = -sign(near.amount_minor)
    ), transfers AS (
      SELECT DISTINCT
        CASE WHEN is_sent THEN near_id ELSE far_id END AS id, CASE WHEN is_sent THEN near_date ELSE far_date END AS date,
        CASE WHEN is_sent THEN near_account ELSE far_account END AS sender,
        CASE WHEN is_sent THEN far_account ELSE near_account END AS receiver,
        CASE WHEN is_sent THEN -near_minor ELSE -far_minor END AS sent_minor,
        CASE WHEN is_sent THEN far_minor ELSE near_minor END AS received_minor,
        CASE WHEN is_sent THEN near_currency ELSE far_currency END AS sent_currency,
        CASE WHEN is_sent THEN far_currency ELSE near_currency END AS received_currency
      FROM pairs
    )
    SELECT t.id, t.date::text AS date, s.name AS from_name, r.name AS to_name, t.sent_minor, t.received_minor,
      t.sent_currency, t.received_currency
    FROM transfers t JOIN ${accounts} s ON s.id = t.sender JOIN ${accounts} r ON r.id = t.receiver
    ORDER BY t.date DESC, t.id DESC LIMIT ${limit}`);
  return result.rows.map((row) => ({
    transactionId: row.id,
    date: row.date,
    fromAccountName: row.from_name,
    toAccountName: row.to_name,
    sentMinor: readBigint(row.sent_minor),
    sentCurrency: row.sent_currency,
    receivedMinor: readBigint(row.received_minor),
    receivedCurrency: row.received_currency,
  }));
}

interface TransferRow extends Record<string, unknown> {
  readonly id: string;
  readonly date: CalendarDate;
  readonly from_name: string;
  readonly to_name: string;
  readonly sent_currency: Currency;
  readonly received_currency: Currency;
}
