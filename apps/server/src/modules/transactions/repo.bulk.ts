import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { transactions } from './tables.ts';

/** Moves every live row of these categories to another one, or to none. Answers how many. */
export async function reassignCategories(
  tx: TenantTransaction,
  from: readonly string[],
  to: string | null,
): Promise<number> {
  const result = await tx.sql
    .update(transactions)
    .set({ categoryId: to, ...touched })
    .where(and(inArray(transactions.categoryId, [...from]), isNull(transactions.deletedAt)));
  return result.rowCount ?? 0;
}

/** Takes a payee from every live row that names it. Answers how many. */
export async function detachPayee(tx: TenantTransaction, payeeId: string): Promise<number> {
  const result = await tx.sql
    .update(transactions)
    .set({ payeeId: null, ...touched })
    .where(and(eq(transactions.payeeId, payeeId), isNull(transactions.deletedAt)));
  return result.rowCount ?? 0;
}

/**
 * Deletes every live row of an account. The other legs of its transfers stay: their accounts' balances do not change,
 * they only name no partner any more.
 */
export async function deleteAccountRows(tx: TenantTransaction, accountId: string): Promise<void> {
  const partners = tx.sql
    .select({ id: transactions.transferTransactionId })
    .from(transactions)
    .where(and(eq(transactions.accountId, accountId), isNull(transactions.deletedAt)));
  await tx.sql
    .update(transactions)
    .set({ transferTransactionId: null, transferAccountId: null, ...touched })
    .where(
      and(
        inArray(transactions.id, partners),
        ne(transactions.accountId, accountId),
        isNull(transactions.deletedAt),
      ),
    );
  await tx.sql
    .update(transactions)
    .set({ deletedAt: sql`now()`, deletedReason: 'user', ...touched })
    .where(and(eq(transactions.accountId, accountId), isNull(transactions.deletedAt)));
}

const touched = { version: sql`${transactions.version} + 1`, updatedAt: sql`now()` };
