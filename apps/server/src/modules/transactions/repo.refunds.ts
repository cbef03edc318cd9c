import { and, inArray, isNull, or } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { RELATED, type RelatedRow } from './repo.related.ts';
import type { StoredTransaction } from './repo.ts';
import { transactions } from './tables.ts';

/** What one refund gives back, in the currency of its purchase p. */
const GIVEN = `CASE WHEN r.currency = p.currency THEN r.amount_minor ELSE abs(r.original_amount_minor) END`;

/**
 * Minor units of a purchase that came back so far, leaving one refund out. Holds the purchase, so that two refunds that
 * are linked at once cannot both take the rest of it.
 */
export async function findRefundedMinor(
  tx: TenantTransaction,
  purchaseId: string,
  exceptId: string | null,
): Promise<bigint> {
  const held = tx.client.query({
    name: 'transactions-hold-purchase',
    text: 'SELECT 1 FROM transactions WHERE id = $1 FOR NO KEY UPDATE',
    values: [purchaseId],
  });
  // Sent along: it is run once the row is held, and sees what is there then.
  const summed = tx.client.query<{ refunded: string }>({
    name: 'transactions-refunded',
    text: `SELECT coalesce(sum(${GIVEN}), 0)::text AS refunded
      FROM transactions r JOIN transactions p ON p.id = r.refund_of_id
      WHERE r.refund_of_id = $1 AND r.deleted_at IS NULL AND ($2::uuid IS NULL OR r.id <> $2)`,
    values: [purchaseId, exceptId],
  });
  const [, result] = await Promise.all([held, summed]);
  return BigInt(result.rows[0]?.refunded ?? '0');
}

/** A purchase with the minor units of it that can still come back, as decimal text. */
export interface PurchaseRow extends RelatedRow {
  readonly refundable: string;
}

const SHOWN = 20;
/** Purchases are looked for among so many rows of the payee, or of the amount. */
const LOOKED_AT = 200;

/**
 * Expenses of the currency before a row, not older than two years, of which at least its amount is left: of the same
 * payee; where it has none, of exactly its amount in its account. Each is read along an index.
 */
export async function findLikelyPurchases(
  tx: TenantTransaction,
  refund: StoredTransaction,
): Promise<PurchaseRow[]> {
  const byPayee = refund.payeeId !== null;
  const where = byPayee
    ? 't.payee_id = $1::uuid AND t.amount_minor <= -$2::bigint'
    : 't.account_id = $1::uuid AND t.amount_minor = -$2::bigint';
  const result = await tx.client.query<PurchaseRow>({
    name: `transactions-purchases-${byPayee ? 'payee' : 'amount'}`,
    text: `SELECT * FROM (
        SELECT n.*, (-n.amount::bigint - coalesce((
          SELECT sum(${GIVEN}) FROM transactions r JOIN transactions p ON p.id = r.refund_of_id
          WHERE r.refund_of_id = n.id AND r.deleted_at IS NULL AND r.id <> $5::uuid), 0))::text AS refundable
        FROM (
          ${RELATED}
          WHERE ${where} AND t.deleted_at IS NULL AND t.parent_id IS NULL AND t.type = 'expense'
            AND t.currency = $3 AND t.date <= $4::date AND t.date > $4::date - 730
          ORDER BY t.date DESC, t.id DESC LIMIT ${LOOKED_AT}
        ) n
      ) likely
      WHERE refundable::bigint >= $2::bigint
      ORDER BY (refundable::bigint = $2::bigint) DESC, date DESC, id DESC LIMIT ${SHOWN}`,
    values: [
      byPayee ? refund.payeeId : refund.accountId,
      refund.amountMinor.toString(),
      refund.currency,
      refund.date,
      refund.id,
    ],
  });
  return result.rows;
}

/** The live fees of transfer legs, and the live refunds of purchases. */
export async function findHanging(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<StoredTransaction[]> {
  return tx.sql
    .select()
    .from(transactions)
    .where(
      and(
        or(inArray(transactions.feeOfId, [...ids]), inArray(transactions.refundOfId, [...ids])),
        isNull(transactions.deletedAt),
      ),
    )
    .orderBy(transactions.id);
}
