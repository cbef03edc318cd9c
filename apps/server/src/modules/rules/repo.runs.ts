import { eq } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { type RunRequest, ruleRuns } from './tables.ts';

export type { RunRequest };

export type RunRecord = typeof ruleRuns.$inferSelect;

export async function insertRun(tx: TenantTransaction, run: typeof ruleRuns.$inferInsert): Promise<void> {
  await tx.sql.insert(ruleRuns).values(run);
}

export async function findRun(tx: TenantTransaction, id: string): Promise<RunRecord | undefined> {
  const [row] = await tx.sql.select().from(ruleRuns).where(eq(ruleRuns.id, id));
  return row;
}

export async function updateRun(
  tx: TenantTransaction,
  id: string,
  changes: Partial<typeof ruleRuns.$inferInsert>,
): Promise<void> {
  await tx.sql.update(ruleRuns).set(changes).where(eq(ruleRuns.id, id));
}
