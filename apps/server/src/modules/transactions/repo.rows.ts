import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';

/** A transaction as the API shows it, but for its amounts: minor units as decimal text. */
export interface TransactionRow {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly amount: string;
  readonly currency: string;
  readonly originalAmount: string | null;
  readonly originalCurrency: string | null;
  readonly type: 'income' | 'expense' | 'transfer';
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isRefund: boolean;
  readonly description: string;
  readonly payeeId: string | null;
  readonly payeeName: string | null;
  readonly categoryId: string | null;
  readonly categoryName: string | null;
  readonly categoryColor: string | null;
  readonly notes: string | null;
  readonly tags: string[];
  readonly paymentMethod: string | null;
  readonly metadata: Record<string, unknown>;
  readonly isSplit: boolean;
  readonly parentId: string | null;
  readonly transferAccountId: string | null;
  readonly transferTransactionId: string | null;
  readonly refundOfId: string | null;
  readonly feeOfId: string | null;
  readonly reconciliationId: string | null;
  readonly attachmentCount: number;
  readonly importId: string | null;
  readonly externalId: string | null;
  readonly rawDescription: string | null;
  readonly createdBy: 'user' | 'import' | 'sync' | 'rule' | 'assistant';
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** What every answer with transactions reads, in the contract's names: nothing is left to convert but amounts. */
const COLUMNS = `t.id, t.account_id AS "accountId", a.name AS "accountName", t.date::text AS date,
  t.value_date::text AS "valueDate", t.amount_minor::text AS amount, t.currency,
  t.original_amount_minor::text AS "originalAmount", t.original_currency AS "originalCurrency", t.type, t.status,
  t.is_refund AS "isRefund", t.description, t.payee_id AS "payeeId", p.name AS "payeeName",
  t.category_id AS "categoryId", c.name AS "categoryName", c.color AS "categoryColor", t.notes, t.tags,
  t.payment_method AS "paymentMethod", t.metadata, t.is_split AS "isSplit", t.parent_id AS "parentId",
  t.transfer_account_id AS "transferAccountId", t.transfer_transaction_id AS "transferTransactionId",
  t.refund_of_id AS "refundOfId", t.fee_of_id AS "feeOfId", t.reconciliation_id AS "reconciliationId",
  (SELECT count(*)::int FROM attachments f WHERE f.transaction_id = t.id AND f.deleted_at IS NULL) AS "attachmentCount",
  t.import_id AS "importId", t.external_id AS "externalId", t.raw_description AS "rawDescription",
  t.created_by AS "createdBy", t.version,
  to_char(t.created_at AT TIME ZONE 'UTC', ${ISO}) AS "createdAt",
  to_char(t.updated_at AT TIME ZONE 'UTC', ${ISO}) AS "updatedAt"`;

/** Rows of `source` (a table or subquery of transactions, called t) with the names of what they point to. */
export function selectRows(source: string): string {
  return `SELECT ${COLUMNS} FROM ${source} t
    JOIN accounts a ON a.id = t.account_id
    LEFT JOIN payees p ON p.id = t.payee_id
    LEFT JOIN categories c ON c.id = t.category_id`;
}

const FIND = `${selectRows('transactions')} WHERE t.id = $1 AND t.deleted_at IS NULL`;
const FIND_SEVERAL = `${selectRows('transactions')} WHERE t.id = ANY($1::uuid[]) AND t.deleted_at IS NULL`;

export async function findTransaction(
  tx: TenantTransaction,
  id: string,
): Promise<TransactionRow | undefined> {
  // A text of its own: a list of ids would be planned anew each time, which takes longer than finding the row.
  const result = await tx.client.query<TransactionRow>({
    name: 'transactions-find',
    text: FIND,
    values: [id],
  });
  return result.rows[0];
}

export async function findTransactions(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<TransactionRow[]> {
  const result = await tx.client.query<TransactionRow>({
    name: 'transactions-find-several',
    text: FIND_SEVERAL,
    values: [ids],
  });
  return result.rows;
}
