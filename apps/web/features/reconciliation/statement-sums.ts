import type { Reconciliation, ReconciliationRow } from '@fintrack/contract';
import { formatMinor, parseAmount, parseCurrency } from '@fintrack/core/money';

/** What the head of a statement shows while its rows are ticked; decimals. */
export interface StatementSums {
  readonly count: number;
  readonly ticked: string;
  readonly difference: string;
  readonly isEven: boolean;
}

/** Sums of the ticked rows, in whole minor units, as the API works them out. */
export function statementSums(
  reconciliation: Pick<Reconciliation, 'currency' | 'openingBalance' | 'closingBalance'>,
  rows: readonly Pick<ReconciliationRow, 'id' | 'amount'>[],
  ticked: ReadonlySet<string>,
): StatementSums {
  const currency = parseCurrency(reconciliation.currency);
  const read = (decimal: string) => parseAmount(decimal, currency).minor;
  const shown = rows.filter((row) => ticked.has(row.id));
  const sum = shown.reduce((minor, row) => minor + read(row.amount), 0n);
  const difference = read(reconciliation.closingBalance) - read(reconciliation.openingBalance) - sum;
  return {
    count: shown.length,
    ticked: formatMinor(sum, currency),
    difference: formatMinor(difference, currency),
    isEven: difference === 0n,
  };
}
