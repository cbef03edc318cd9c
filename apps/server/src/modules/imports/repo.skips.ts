import type { TenantTransaction } from '../../platform/database/index.ts';

/**
 * Leaves out the new rows that a rule leaves out, of all or of those that are named; the user's own word on a row goes
 * before the rule's.
 */
export async function skipByRules(
  tx: TenantTransaction,
  importId: string,
  rowNumbers: readonly number[] | null = null,
): Promise<void> {
  // Not prepared: with the numbers in the plan the rows are found by their keys.
  await tx.client.query(
    `UPDATE import_rows SET fate = 'skip', reason = skip_reason
     WHERE import_id = $1 AND fate IN ('new', 'ask') AND skip_reason IS NOT NULL AND decision IS NULL
       AND ($2::integer[] IS NULL OR row_number = ANY($2::integer[]))`,
    [importId, rowNumbers],
  );
}

/** Leaves out the rows that nobody has had a word on, as if the user had said so of each: a replay keeps to it. */
export async function skipUndecided(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'imports-skip-undecided',
    text: `UPDATE import_rows SET fate = 'skip', decision = 'skip', reason = 'You chose to leave it out.'
      WHERE import_id = $1 AND fate = 'ask'`,
    values: [importId],
  });
}
