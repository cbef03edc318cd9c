import { readCount, type TenantTransaction } from '../../platform/database/index.ts';

/** What became of the rows of a month that the model was asked about. */
export interface MonthRecord {
  /** yyyy-mm */
  readonly month: string;
  readonly committed: number;
  readonly corrected: number;
  readonly left: number;
}

/**
 * By month of the rows' dates, from a month on, the oldest first. A row that the model set counts as corrected when its
 * category is another one now, or none; a row that was deleted says nothing. A row was left when the model was asked and
 * nobody set a category at the import.
 */
export async function findMonths(tx: TenantTransaction, from: string): Promise<MonthRecord[]> {
  const result = await tx.client.query<Record<'month' | 'committed' | 'corrected' | 'left', string>>({
    name: 'categorising-months',
    text: `SELECT to_char(t.date, 'YYYY-MM') AS month,
        count(*) FILTER (WHERE r.is_model) AS committed,
        count(*) FILTER (WHERE r.is_model AND t.category_id IS DISTINCT FROM r.category_id) AS corrected,
        count(*) FILTER (WHERE NOT r.is_model) AS left
      FROM (
        SELECT i.transaction_id, i.category_id, i.category_id IS NOT NULL AS is_model
        FROM import_rows i
        WHERE i.fate = 'new' AND i.date >= $1 AND i.set_by IS NOT NULL AND i.splits IS NULL
          AND i.transfer_account_id IS NULL
          AND (i.category_id IS NULL OR i.set_by -> 'category_id' ->> 'by' = 'model')
      ) r
      JOIN transactions t ON t.id = r.transaction_id
      WHERE t.deleted_at IS NULL AND t.type <> 'transfer' AND t.date >= $1
      GROUP BY 1 ORDER BY 1`,
    values: [from],
  });
  return result.rows.map(({ month, ...counts }) => ({
    month,
    committed: readCount(counts.committed),
    corrected: readCount(counts.corrected),
    left: readCount(counts.left),
  }));
}
