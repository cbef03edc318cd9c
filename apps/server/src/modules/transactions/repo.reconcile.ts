import { readBigint, type TenantTransaction } from '../../platform/database/index.ts';

/**
 * Locks cleared rows by a reconciliation, in one statement. Answers how many and their sum in minor units, of the very
 * rows that were written: whoever changed one meanwhile is in it.
 */
export async function lockReconciled(
  tx: TenantTransaction,
  reconciliationId: string,
  ids: readonly string[],
): Promise<{ count: number; sumMinor: bigint }> {
  const result = await tx.client.query<{ amount: string }>({
    name: 'transactions-lock-reconciled',
    text: `UPDATE transactions t SET status = 'reconciled', reconciliation_id = $1, version = t.version + 1, updated_at = now()
      WHERE t.id = ANY($2::uuid[]) AND t.status = 'cleared' AND t.reconciliation_id IS NULL AND t.deleted_at IS NULL
        AND t.parent_id IS NULL
      RETURNING t.amount_minor::text AS amount`,
    values: [reconciliationId, ids],
  });
  return {
    count: result.rows.length,
    sumMinor: result.rows.reduce((sum, row) => sum + readBigint(row.amount), 0n),
  };
}

/** Frees the rows of a reconciliation: they are cleared again. Answers how many. */
export async function unlockReconciled(tx: TenantTransaction, reconciliationId: string): Promise<number> {
  const result = await tx.client.query({
    name: 'transactions-unlock-reconciled',
    text: `UPDATE transactions t SET status = 'cleared', reconciliation_id = NULL, version = t.version + 1, updated_at = now()
      WHERE t.reconciliation_id = $1 AND t.deleted_at IS NULL AND t.parent_id IS NULL`,
    values: [reconciliationId],
  });
  return result.rowCount ?? 0;
}
