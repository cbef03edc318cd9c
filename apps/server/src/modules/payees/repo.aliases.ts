import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { payeeAliases } from './tables.ts';

export interface PayeeAlias {
  readonly id: string;
  readonly payeeId: string;
  readonly name: string;
}

export async function findAliases(tx: TenantTransaction, payeeId: string): Promise<PayeeAlias[]> {
  return tx.sql
    .select({ id: payeeAliases.id, payeeId: payeeAliases.payeeId, name: payeeAliases.name })
    .from(payeeAliases)
    .where(and(eq(payeeAliases.payeeId, payeeId), isNull(payeeAliases.deletedAt)))
    .orderBy(payeeAliases.id);
}

/** A name that is an alias already stays what it is. */
export async function insertAliases(
  tx: TenantTransaction,
  payeeId: string,
  aliases: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  if (aliases.length === 0) return;
  const rows = aliases.map(({ id, name }) => ({ tenantId: tx.tenantId, id, payeeId, name }));
  await tx.sql.insert(payeeAliases).values(rows).onConflictDoNothing();
}

/** Deletes the aliases of payees, but for those to be kept. */
export async function softDeleteAliases(
  tx: TenantTransaction,
  payeeIds: readonly string[],
  keptIds: readonly string[] = [],
): Promise<void> {
  const kept = keptIds.length === 0 ? undefined : notInArray(payeeAliases.id, [...keptIds]);
  await tx.sql
    .update(payeeAliases)
    .set({ deletedAt: sql`now()`, ...touched })
    .where(and(inArray(payeeAliases.payeeId, [...payeeIds]), isNull(payeeAliases.deletedAt), kept));
}

/** Names that lead to these payees lead to another one. */
export async function moveAliases(tx: TenantTransaction, from: readonly string[], to: string): Promise<void> {
  await tx.sql
    .update(payeeAliases)
    .set({ payeeId: to, ...touched })
    .where(and(inArray(payeeAliases.payeeId, [...from]), isNull(payeeAliases.deletedAt)));
}

const touched = { version: sql`${payeeAliases.version} + 1`, updatedAt: sql`now()` };
