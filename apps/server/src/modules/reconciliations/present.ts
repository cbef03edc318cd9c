import type * as contract from '@fintrack/contract';
import { type Currency, formatMinor } from '@fintrack/core/money';
import type { OfferedRow, ReconciliationRecord, TickSums } from './repo.ts';

/** What the statement says less what the ticked rows give, in minor units. */
export function differenceOf(record: ReconciliationRecord, sums: TickSums): bigint {
  return record.closingMinor - (record.openingMinor + sums.tickedMinor);
}

export function presentReconciliation(
  record: ReconciliationRecord,
  sums: TickSums,
  currency: Currency,
): contract.Reconciliation {
  const write = (minor: bigint) => formatMinor(minor, currency);
  return {
    id: record.id,
    accountId: record.accountId,
    currency,
    status: record.status,
    statementDate: record.statementDate,
    closingBalance: write(record.closingMinor),
    openingDate: record.openingDate,
    openingBalance: write(record.openingMinor),
    openingSource: record.openingSource,
    tickedCount: sums.tickedCount,
    tickedSum: write(sums.tickedMinor),
    difference: write(differenceOf(record, sums)),
    untickedCount: sums.untickedCount,
    untickedSum: write(sums.untickedMinor),
    unlockReason: record.unlockReason,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    unlockedAt: record.unlockedAt?.toISOString() ?? null,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
  };
}

export function presentRow(row: OfferedRow, currency: Currency): contract.ReconciliationRow {
  return { ...row, amount: formatMinor(BigInt(row.amount), currency) };
}
