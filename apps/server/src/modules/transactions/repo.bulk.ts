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

/** Gives every live row of these payees another one, or none. Answers how many. */
export async function replacePayees(
  tx: TenantTransaction,
  from: readonly string[],
  to: string | null,
): Promise<number> {
  const result = await tx.sql
    .update(transactions)
    .set({ payeeId: to, ...touched })
    .where(and(inArray(transactions.payeeId, [...from]), isNull(transactions.deletedAt)));
  return result.rowCount ?? 0;
}

export interface TagRewrite {
  /** Whose rows are rewritten. */
  readonly tagIds: readonly string[];
  /** What stands on them, whatever the case. */
  readonly from: readonly string[];
  /** Null takes it off. */
  readonly to: string | null;
}

/** Writes another tag on the live rows of tags, each tag once a row. Answers how many rows, split children left out. */
export async function rewriteTags(tx: TenantTransaction, rewrite: TagRewrite): Promise<number> {
  const result = await tx.client.query<{ count: number }>({
    name: 'transactions-rewrite-tags',
    text: `WITH written AS (
        UPDATE transactions t SET version = t.version + 1, updated_at = now(), tags = ARRAY(
          SELECT kept.name FROM (
            SELECT own.name, min(own.place) AS place FROM (
              SELECT CASE WHEN lower(u.name) = ANY (SELECT lower(f) FROM unnest($2::text[]) AS f) THEN $3::text ELSE u.name END
                AS name, u.place
              FROM unnest(t.tags) WITH ORDINALITY AS u (name, place)
            ) own WHERE own.name IS NOT NULL GROUP BY own.name
          ) kept ORDER BY kept.place
        )
        WHERE t.deleted_at IS NULL
          AND t.id IN (SELECT l.transaction_id FROM transaction_tags l WHERE l.tag_id = ANY ($1::uuid[]))
        RETURNING t.parent_id
      ) SELECT count(*)::int AS count FROM written WHERE parent_id IS NULL`,
    values: [rewrite.tagIds, rewrite.from, rewrite.to],
  });
  return result.rows[0]?.count ?? 0;
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
