import type { TenantTransaction } from '../../platform/database/index.ts';

/** The first and the last day of the live rows of an import; null when there is none. */
export async function findImportedDays(
  tx: TenantTransaction,
  importId: string,
): Promise<{ readonly first: string; readonly last: string } | null> {
  const result = await tx.client.query<{ first: string | null; last: string | null }>({
    name: 'transactions-imported-days',
    text: `SELECT min(date)::text AS first, max(date)::text AS last FROM transactions
      WHERE import_id = $1 AND deleted_at IS NULL`,
    values: [importId],
  });
  const { first = null, last = null } = result.rows[0] ?? {};
  return first === null || last === null ? null : { first, last };
}

/**
 * Links pairs as the legs of transfers, where the import has booked one of the two, both are posted and neither is a
 * purchase of which something came back. Answers how many pairs.
 */
export async function linkPairs(
  tx: TenantTransaction,
  pairs: {
    readonly importId: string;
    readonly paidIds: readonly string[];
    readonly receivedIds: readonly string[];
  },
): Promise<number> {
  const result = await tx.client.query({
    name: 'transactions-link-pairs',
    text: LINK,
    values: [pairs.importId, pairs.paidIds, pairs.receivedIds],
  });
  return (result.rowCount ?? 0) / 2;
}

const LINK = `
  WITH legs AS (
    SELECT p.id AS paid_id, p.account_id AS paid_account_id, r.id AS received_id, r.account_id AS received_account_id
    FROM unnest($2::uuid[], $3::uuid[]) AS pair (paid_id, received_id)
    JOIN transactions p ON p.id = pair.paid_id
    JOIN transactions r ON r.id = pair.received_id
    WHERE (p.import_id = $1 OR r.import_id = $1) AND p.status <> 'pending' AND r.status <> 'pending'
      AND p.deleted_at IS NULL AND r.deleted_at IS NULL
      AND p.transfer_transaction_id IS NULL AND r.transfer_transaction_id IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM transactions h WHERE h.refund_of_id IN (p.id, r.id) AND h.deleted_at IS NULL)
  ), ends AS (
    SELECT paid_id AS id, received_id AS other_id, received_account_id AS other_account_id FROM legs
    UNION ALL SELECT received_id, paid_id, paid_account_id FROM legs
  )
  UPDATE transactions t SET type = 'transfer', is_refund = false, transfer_account_id = e.other_account_id,
    transfer_transaction_id = e.other_id, version = t.version + 1, updated_at = now()
  FROM ends e WHERE t.id = e.id`;
