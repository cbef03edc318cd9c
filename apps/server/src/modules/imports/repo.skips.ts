import type { TenantTransaction } from '../../platform/database/index.ts';

/** Leaves out the new rows that a rule leaves out; the user's own word on a row goes before the rule's. */
export async function skipByRules(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'imports-skip-by-rules',
    text: `UPDATE import_rows SET fate = 'skip', reason = skip_reason
      WHERE import_id = $1 AND fate IN ('new', 'ask') AND skip_reason IS NOT NULL AND decision IS NULL`,
    values: [importId],
  });
}
