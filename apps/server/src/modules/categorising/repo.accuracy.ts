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
 * By month of the lines' dates, from a month on, the oldest first. A row that the model set counts as corrected when its
 * category is another one now, or none; a row that was deleted, or is a transfer now, says nothing. A row was left when
 * the model was asked and nobody set a category at the import. Read are an index of the lines that the model was asked
 * about, and the few rows whose category was changed since: not the lines themselves, nor the rows that stood.
 */
export async function findMonths(tx: TenantTransaction, from: string): Promise<MonthRecord[]> {
  const result = await tx.client.query<Record<'month' | 'committed' | 'corrected' | 'left', string>>({
    name: 'categorising-months',
    text: MONTHS,
    values: [from],
  });
  return result.rows.map(({ month, ...counts }) => ({
    month,
    committed: readCount(counts.committed),
    corrected: readCount(counts.corrected),
    left: readCount(counts.left),
  }));
}

/** For the tests of its plan as well. */
export const MONTHS = `WITH touched AS MATERIALIZED (
  SELECT l.resource_id AS id FROM audit_logs l
  WHERE l.resource_type = 'transaction' AND l.action = 'update'
    AND (l.old_values -> 'category_id') IS DISTINCT FROM (l.new_values -> 'category_id')
  UNION
  SELECT t.id FROM transactions t
  WHERE t.import_id IS NOT NULL AND (t.deleted_at IS NOT NULL OR t.type = 'transfer')
), changed AS MATERIALIZED (
  SELECT t.id, t.category_id, t.deleted_at IS NOT NULL OR t.type = 'transfer' AS is_gone
  FROM touched c JOIN transactions t ON t.id = c.id
)
SELECT to_char(d.date, 'YYYY-MM') AS month, sum(d.committed) AS committed, sum(d.corrected) AS corrected,
  sum(d.rows - d.committed) AS left
FROM (
  SELECT i.date, count(*) AS rows, count(i.category_id) AS committed,
    count(i.category_id) FILTER (WHERE c.id IS NOT NULL AND c.category_id IS DISTINCT FROM i.category_id)
      AS corrected
  FROM import_rows i LEFT JOIN changed c ON c.id = i.transaction_id
  WHERE i.fate = 'new' AND i.date >= $1 AND i.set_by IS NOT NULL AND i.splits IS NULL
    AND i.transfer_account_id IS NULL
    AND (i.category_id IS NULL OR i.set_by -> 'category_id' ->> 'by' = 'model')
    AND c.is_gone IS NOT TRUE
  GROUP BY i.date
) d GROUP BY 1 ORDER BY 1`;
