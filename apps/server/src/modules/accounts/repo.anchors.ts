import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { accountBalanceAnchors, accounts } from './tables.ts';

export type AnchorRow = typeof accountBalanceAnchors.$inferSelect;
export type NewAnchor = Pick<
  AnchorRow,
  'id' | 'accountId' | 'anchorDate' | 'balanceMinor' | 'description' | 'isInitialBalance' | 'confidenceLevel'
> &
  Partial<Pick<AnchorRow, 'source' | 'importId'>>;

/** Live anchors, oldest first: of one account, or of all that are not deleted. */
export async function findAnchors(tx: TenantTransaction, accountId?: string): Promise<AnchorRow[]> {
  const rows = await tx.sql
    .select({ anchor: accountBalanceAnchors })
    .from(accountBalanceAnchors)
    .innerJoin(
      accounts,
      and(
        eq(accounts.tenantId, accountBalanceAnchors.tenantId),
        eq(accounts.id, accountBalanceAnchors.accountId),
      ),
    )
    .where(
      and(
        isNull(accountBalanceAnchors.deletedAt),
        isNull(accounts.deletedAt),
        accountId === undefined ? undefined : eq(accountBalanceAnchors.accountId, accountId),
      ),
    )
    .orderBy(asc(accountBalanceAnchors.accountId), asc(accountBalanceAnchors.anchorDate));
  return rows.map((row) => row.anchor);
}

/** Makes an anchor, or gives the live one of the same day these values and the next version. */
export async function saveAnchor(tx: TenantTransaction, anchor: NewAnchor): Promise<string> {
  const values = { source: 'user' as const, importId: null, ...anchor };
  const { id: _, accountId: __, anchorDate: ___, ...replacing } = values;
  const [saved] = await tx.sql
    .insert(accountBalanceAnchors)
    .values({ ...values, tenantId: tx.tenantId })
    .onConflictDoUpdate({
      target: [
        accountBalanceAnchors.tenantId,
        accountBalanceAnchors.accountId,
        accountBalanceAnchors.anchorDate,
      ],
      targetWhere: isNull(accountBalanceAnchors.deletedAt),
      set: { ...replacing, version: sql`${accountBalanceAnchors.version} + 1`, updatedAt: sql`now()` },
    })
    .returning({ id: accountBalanceAnchors.id });
  if (!saved) throw new Error('An anchor was saved and not given back.');
  return saved.id;
}

/** False when the account has no such live anchor. */
export async function softDeleteAnchor(
  tx: TenantTransaction,
  anchor: { readonly accountId: string; readonly anchorId: string },
): Promise<boolean> {
  const deleted = await tx.sql
    .update(accountBalanceAnchors)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${accountBalanceAnchors.version} + 1` })
    .where(
      and(
        eq(accountBalanceAnchors.id, anchor.anchorId),
        eq(accountBalanceAnchors.accountId, anchor.accountId),
        isNull(accountBalanceAnchors.deletedAt),
      ),
    )
    .returning({ id: accountBalanceAnchors.id });
  return deleted.length === 1;
}
