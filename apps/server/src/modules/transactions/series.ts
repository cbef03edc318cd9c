import type { Transaction } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findSeriesOf, type SeriesName } from './repo.series.ts';

/** The series of listed rows, by the row that belongs to them. */
export function seriesOf(
  tx: TenantTransaction,
  transactions: readonly Transaction[],
): Promise<ReadonlyMap<string, SeriesName>> {
  return findSeriesOf(tx, [...new Set(transactions.map(wholeOf))]);
}

/** The rows, each with the series that it belongs to. */
export function withSeries(
  transactions: readonly Transaction[],
  series: ReadonlyMap<string, SeriesName>,
): Transaction[] {
  return transactions.map((row) => ({ ...row, series: series.get(wholeOf(row)) ?? null }));
}

/** Of a part of a split it is the whole that comes again and again. */
function wholeOf(row: Transaction): string {
  return row.parentId ?? row.id;
}
