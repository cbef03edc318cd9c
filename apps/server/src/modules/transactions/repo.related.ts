import type { TenantTransaction } from '../../platform/database/index.ts';
import type { TransactionRow } from './repo.rows.ts';

/** A row that another has to do with; its amounts in minor units as decimal text. */
export interface RelatedRow
  extends Pick<
    TransactionRow,
    | 'id'
    | 'accountId'
    | 'accountName'
    | 'date'
    | 'amount'
    | 'currency'
    | 'description'
    | 'payeeName'
    | 'categoryName'
    | 'status'
    | 'feeOfId'
    | 'refundOfId'
    | 'originalAmount'
    | 'originalCurrency'
  > {}

/** What {@link RelatedRow} reads from transactions, called t. */
export const RELATED = `SELECT t.id, t.account_id AS "accountId", a.name AS "accountName", t.date::text AS date,
    t.amount_minor::text AS amount, t.currency, t.description, p.name AS "payeeName", c.name AS "categoryName",
    t.status, t.fee_of_id AS "feeOfId", t.refund_of_id AS "refundOfId",
    t.original_amount_minor::text AS "originalAmount", t.original_currency AS "originalCurrency"
  FROM transactions t
  JOIN accounts a ON a.id = t.account_id
  LEFT JOIN payees p ON p.id = t.payee_id
  LEFT JOIN categories c ON c.id = t.category_id`;

export interface Relations {
  /** Rows to find by id. */
  readonly ids: readonly string[];
  /** The legs whose fees are wanted. */
  readonly legIds: readonly string[];
  /** The purchase whose refunds are wanted. */
  readonly purchaseId: string;
}

/** Live rows by id, fees by their leg and refunds by their purchase, the oldest first: one statement, three indexes. */
export async function findRelated(tx: TenantTransaction, relations: Relations): Promise<RelatedRow[]> {
  const result = await tx.client.query<RelatedRow>({
    name: 'transactions-related',
    text: `${RELATED} WHERE t.deleted_at IS NULL AND t.id = ANY($1::uuid[])
      UNION ${RELATED} WHERE t.deleted_at IS NULL AND t.fee_of_id = ANY($2::uuid[])
      UNION ${RELATED} WHERE t.deleted_at IS NULL AND t.refund_of_id = $3::uuid
      ORDER BY date, id`,
    values: [relations.ids, relations.legIds, relations.purchaseId],
  });
  return result.rows;
}
