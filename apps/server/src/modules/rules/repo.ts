import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { rules } from './tables.ts';

export type RuleRecord = typeof rules.$inferSelect;
export type RuleFields = Partial<
  Pick<RuleRecord, 'name' | 'condition' | 'actions' | 'isActive' | 'position'>
>;

/** All rules in their order. */
export async function findRules(tx: TenantTransaction): Promise<RuleRecord[]> {
  return tx.sql
    .select()
    .from(rules)
    .where(isNull(rules.deletedAt))
    .orderBy(asc(rules.position), asc(rules.id));
}

/** The active ones, and with them what is written on. */
export async function findActiveRules(tx: TenantTransaction): Promise<RuleRecord[]> {
  // Prepared and by itself: every new row asks for it, and most tenants have few rules or none.
  const result = await tx.client.query<RuleRecord>({
    name: 'rules-active',
    text: `SELECT id, name, version, condition, actions FROM rules
      WHERE deleted_at IS NULL AND is_active ORDER BY position, id`,
  });
  return result.rows;
}

/** Holds all rules until the transaction ends: two who change the order at once wait for each other. */
export async function lockRules(tx: TenantTransaction): Promise<RuleRecord[]> {
  await tx.client.query(
    "SELECT pg_advisory_xact_lock(hashtextextended('rules:' || current_tenant_id()::text, 0))",
  );
  return findRules(tx);
}

/** All rules, held until the transaction ends: nobody changes one between reading and writing. */
export async function holdRules(tx: TenantTransaction): Promise<RuleRecord[]> {
  return tx.sql.select().from(rules).where(isNull(rules.deletedAt)).orderBy(asc(rules.id)).for('update');
}

export async function insertRule(tx: TenantTransaction, rule: typeof rules.$inferInsert): Promise<void> {
  await tx.sql.insert(rules).values(rule);
}

/** False when the version is not the current one any more. */
export async function updateRule(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: RuleFields | { readonly deletedAt: 'now' },
): Promise<boolean> {
  const fields = 'deletedAt' in changes ? { deletedAt: sql`now()` } : changes;
  const rows = await tx.sql
    .update(rules)
    .set({ ...fields, version: target.version + 1, updatedAt: sql`now()` })
    .where(and(eq(rules.id, target.id), eq(rules.version, target.version), isNull(rules.deletedAt)))
    .returning({ id: rules.id });
  return rows.length > 0;
}

/** Writes the positions of rules that have moved. */
export async function moveRules(
  tx: TenantTransaction,
  moved: readonly { readonly id: string; readonly position: number }[],
): Promise<void> {
  if (moved.length === 0) return;
  const positions = sql.join(
    moved.map(({ id, position }) => sql`WHEN ${id}::uuid THEN ${position}::int`),
    sql` `,
  );
  await tx.sql
    .update(rules)
    .set({
      position: sql`CASE ${rules.id} ${positions} END`,
      version: sql`${rules.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        inArray(
          rules.id,
          moved.map(({ id }) => id),
        ),
        isNull(rules.deletedAt),
      ),
    );
}
