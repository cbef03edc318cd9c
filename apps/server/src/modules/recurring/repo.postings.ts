import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** A due day that was booked, or that needed no booking. */
export interface Posting {
  readonly seriesId: string;
  readonly dueDate: CalendarDate;
  /** Null where the bank's own row was there already. */
  readonly transactionId: string | null;
}

/** False when the day has its mark already: it is never booked twice. */
export async function insertPosting(tx: TenantTransaction, posting: Posting): Promise<boolean> {
  const result = await tx.client.query({
    name: 'recurring-post',
    text: `INSERT INTO recurring_postings (tenant_id, series_id, due_date, transaction_id)
      VALUES ($1, $2, $3::date, $4) ON CONFLICT DO NOTHING`,
    values: [tx.tenantId, posting.seriesId, posting.dueDate, posting.transactionId],
  });
  return result.rowCount === 1;
}

/** The due days of a series that have their mark or their row. */
export async function findDoneDays(
  tx: TenantTransaction,
  seriesId: string,
  from: CalendarDate,
): Promise<Set<CalendarDate>> {
  const { rows } = await tx.client.query<{ day: CalendarDate }>({
    name: 'recurring-done-days',
    text: `SELECT due_date::text AS day FROM recurring_postings WHERE series_id = $1 AND due_date >= $2::date
      UNION SELECT r.due_date::text FROM recurring_rows r
        JOIN transactions t ON t.id = r.transaction_id AND t.deleted_at IS NULL
        WHERE r.series_id = $1 AND r.due_date >= $2::date`,
    values: [seriesId, from],
  });
  return new Set(rows.map(({ day }) => day));
}

/** A row that a series has booked and that the bank has not shown yet. */
export interface OpenPosting {
  readonly seriesId: string;
  readonly dueDate: CalendarDate;
  readonly transactionId: string;
}

/** Postings whose row is still pending, oldest first. */
export async function findOpenPostings(tx: TenantTransaction): Promise<OpenPosting[]> {
  const { rows } = await tx.client.query<OpenPosting>({
    name: 'recurring-open-postings',
    text: `SELECT q.series_id AS "seriesId", q.due_date::text AS "dueDate", q.transaction_id AS "transactionId"
      FROM recurring_postings q
      JOIN transactions t ON t.id = q.transaction_id AND t.deleted_at IS NULL AND t.status = 'pending'
      WHERE q.settled_by_id IS NULL ORDER BY q.due_date, q.series_id LIMIT 2000`,
  });
  return rows;
}

export async function markSettled(
  tx: TenantTransaction,
  { seriesId, dueDate }: OpenPosting,
  settledById: string,
): Promise<void> {
  await tx.client.query({
    name: 'recurring-settle',
    text: `UPDATE recurring_postings SET settled_by_id = $3 WHERE series_id = $1 AND due_date = $2::date`,
    values: [seriesId, dueDate, settledById],
  });
}
