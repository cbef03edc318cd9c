import { and, eq, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { accountBalanceAnchors } from './tables.ts';

/** The live anchors that an import made are deleted. */
export async function takeBackImportedAnchors(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.sql
    .update(accountBalanceAnchors)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${accountBalanceAnchors.version} + 1` })
    .where(and(eq(accountBalanceAnchors.importId, importId), isNull(accountBalanceAnchors.deletedAt)));
}

/** Puts the anchors back that were taken back at that moment; not where the day has another one by now. */
export async function putBackImportedAnchors(
  tx: TenantTransaction,
  importId: string,
  takenBackAt: Date,
): Promise<void> {
  await tx.client.query({
    name: 'anchors-put-back-imported',
    text: `UPDATE account_balance_anchors a SET deleted_at = NULL, updated_at = now(), version = a.version + 1
      WHERE a.import_id = $1 AND date_trunc('milliseconds', a.deleted_at) = $2 AND NOT EXISTS (
        SELECT 1 FROM account_balance_anchors b
        WHERE b.account_id = a.account_id AND b.anchor_date = a.anchor_date AND b.deleted_at IS NULL)`,
    values: [importId, takenBackAt],
  });
}
