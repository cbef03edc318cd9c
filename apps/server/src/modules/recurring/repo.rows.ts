import type { CalendarDate } from '@fintrack/core/dates';
import type { SeriesRow } from '@fintrack/core/recurrence';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** Detection of one tenant's series is done by one at a time. */
export async function lockDetection(tx: TenantTransaction): Promise<void> {
  await tx.client.query({
    name: 'recurring-lock',
    text: "SELECT pg_advisory_xact_lock(hashtext('recurring'), hashtext($1))",
    values: [tx.tenantId],
  });
}

/** Ids of the rows of each series. */
export async function findRowIds(tx: TenantTransaction): Promise<Map<string, Set<string>>> {
  const { rows } = await tx.client.query<{ seriesId: string; ids: string[] }>({
    name: 'recurring-row-ids',
    text: `SELECT series_id AS "seriesId", array_agg(transaction_id::text) AS ids FROM recurring_rows GROUP BY 1`,
  });
  return new Map(rows.map(({ seriesId, ids }) => [seriesId, new Set(ids)]));
}

/** A row and the series that it belongs to. */
export interface Membership {
  readonly seriesId: string;
  readonly transactionId: string;
  readonly dueDate: CalendarDate;
}

/** Gives rows to series; one that a person's series has stays there. */
export async function addMemberships(tx: TenantTransaction, rows: readonly Membership[]): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await tx.client.query({
    name: 'recurring-add-rows',
    text: `INSERT INTO recurring_rows (tenant_id, transaction_id, series_id, due_date)
      SELECT $1, r.* FROM unnest($2::uuid[], $3::uuid[], $4::date[]) AS r (transaction_id, series_id, due_date)
      ON CONFLICT (tenant_id, transaction_id) DO UPDATE
      SET series_id = excluded.series_id, due_date = excluded.due_date
      WHERE (recurring_rows.series_id, recurring_rows.due_date) <> (excluded.series_id, excluded.due_date)
        AND (recurring_rows.series_id = excluded.series_id OR EXISTS (
          SELECT 1 FROM recurring_series s
          WHERE s.id = recurring_rows.series_id AND (s.state = 'proposed' OR s.deleted_at IS NOT NULL)))`,
    values: [
      tx.tenantId,
      rows.map((row) => row.transactionId),
      rows.map((row) => row.seriesId),
      rows.map((row) => row.dueDate),
    ],
  });
  return result.rowCount ?? 0;
}

/** The rows of proposals that detection has found anew are given out again. */
export async function clearRows(tx: TenantTransaction, seriesIds: readonly string[]): Promise<void> {
  await tx.client.query({
    name: 'recurring-clear-rows',
    text: `DELETE FROM recurring_rows r USING recurring_series s
      WHERE r.series_id = ANY($1::uuid[]) AND s.id = r.series_id AND s.state = 'proposed'`,
    values: [seriesIds],
  });
}

export async function removeMemberships(
  tx: TenantTransaction,
  transactionIds: readonly string[],
): Promise<void> {
  await tx.client.query({
    name: 'recurring-remove-rows',
    text: 'DELETE FROM recurring_rows WHERE transaction_id = ANY($1::uuid[])',
    values: [transactionIds],
  });
}

/** The live rows of a series, oldest first, the newest 2,000. */
export async function findSeriesRows(tx: TenantTransaction, seriesId: string): Promise<SeriesRow[]> {
  const { rows } = await tx.client.query<Omit<SeriesRow, 'amountMinor'> & { readonly amount: string }>({
    name: 'recurring-series-rows',
    text: `SELECT * FROM (
        SELECT t.id, r.due_date::text AS "dueDate", t.date::text AS date, t.amount_minor::text AS amount,
          coalesce(nullif(t.description, ''), p.name, '') AS description,
          t.status = 'pending' AND EXISTS (
            SELECT 1 FROM recurring_postings q WHERE q.series_id = r.series_id AND q.transaction_id = t.id
          ) AS "isPosted"
        FROM recurring_rows r
        JOIN transactions t ON t.id = r.transaction_id AND t.deleted_at IS NULL
        LEFT JOIN payees p ON p.id = t.payee_id
        WHERE r.series_id = $1 ORDER BY t.date DESC, t.id DESC LIMIT 2000
      ) newest ORDER BY date, id`,
    values: [seriesId],
  });
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
}

/** A row that may be one that a series expects. Minor units, signed. */
export interface Arrival {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly text: string;
  readonly payeeId: string | null;
}

export interface ArrivalSpan {
  readonly accountId: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  /** Amounts within these, both included. */
  readonly leastMinor: bigint;
  readonly mostMinor: bigint;
}

/** Live rows that belong to no series, were booked by none, and fit. Oldest first. */
export async function findArrivals(tx: TenantTransaction, span: ArrivalSpan): Promise<Arrival[]> {
  const { rows } = await tx.client.query<Omit<Arrival, 'amountMinor'> & { readonly amount: string }>({
    name: 'recurring-arrivals',
    text: `SELECT t.id, t.date::text AS date, t.amount_minor::text AS amount, t.payee_id AS "payeeId",
        concat_ws(' ', coalesce(nullif(t.raw_description, ''), t.description), p.name) AS text
      FROM transactions t LEFT JOIN payees p ON p.id = t.payee_id
      WHERE t.account_id = $1 AND t.parent_id IS NULL AND t.deleted_at IS NULL
        AND t.date BETWEEN $2::date AND $3::date AND t.amount_minor BETWEEN $4 AND $5
        AND NOT EXISTS (SELECT 1 FROM recurring_postings q WHERE q.transaction_id = t.id)
        AND NOT EXISTS (SELECT 1 FROM recurring_rows r JOIN recurring_series s ON s.id = r.series_id
          WHERE r.transaction_id = t.id AND s.state <> 'proposed' AND s.deleted_at IS NULL)
      ORDER BY t.date, t.id LIMIT 2000`,
    values: [span.accountId, span.from, span.until, span.leastMinor, span.mostMinor],
  });
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
}
