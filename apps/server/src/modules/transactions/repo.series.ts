import type { TenantTransaction } from '../../platform/database/index.ts';

/** A series that a person accepted, as its rows name it. */
export interface SeriesName {
  readonly id: string;
  readonly name: string;
}

/** The accepted and ended series of rows, by the row's id; by keys alone, however many rows and series there are. */
export async function findSeriesOf(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SeriesName>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.client.query<SeriesName & { readonly transactionId: string }>({
    name: 'transactions-series-of',
    text: `SELECT r.transaction_id AS "transactionId", s.id, s.name FROM recurring_rows r
      JOIN recurring_series s ON s.id = r.series_id AND s.deleted_at IS NULL AND s.state IN ('accepted', 'ended')
      WHERE r.transaction_id = ANY($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ transactionId, id, name }) => [transactionId, { id, name }]));
}
