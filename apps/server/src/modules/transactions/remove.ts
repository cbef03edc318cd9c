import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuseMissing, refuseReconciled } from './change.ts';
import { findTransactions, type TransactionRow } from './repo.rows.ts';
import * as repo from './repo.ts';

/** Deletes a row, both legs of a transfer, a split with its children. Answers the rows that went. */
export async function removeTransaction(tx: TenantTransaction, id: string): Promise<TransactionRow[]> {
  const current = await repo.findStored(tx, id);
  if (!current) return refuseMissing();
  const ids = [id, ...(current.transferTransactionId === null ? [] : [current.transferTransactionId])];
  const rows = await findTransactions(tx, ids);
  if (rows.some((row) => row.status === 'reconciled')) {
    refuseReconciled(rows.length > 1 ? 'A leg of this transfer is' : 'This row is');
  }
  const deleted = await repo.softDelete(tx, ids);
  // Somebody else deleted it between the two statements.
  return deleted === 0 ? refuseMissing() : rows;
}
