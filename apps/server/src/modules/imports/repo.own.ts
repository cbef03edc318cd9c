import type { TenantTransaction } from '../../platform/database/index.ts';
import { withoutLoops } from './repo.compare.ts';

/**
 * A row of an own export that comes back to its account is the row here, whatever was changed of it since, and also
 * where no bank has written it. Of several lines with one id the first is meant. Goes before every other comparison, in
 * the tables that those share.
 */
export async function matchOwnRows(tx: TenantTransaction, importId: string): Promise<void> {
  const own = await tx.client.query(
    'SELECT FROM import_rows WHERE import_id = $1 AND own IS NOT NULL LIMIT 1',
    [importId],
  );
  // A bank's file has none, and its lines are not joined with all rows of their accounts to find that out.
  if (own.rowCount === 0) return;
  await withoutLoops(tx, () => tx.client.query(MATCH_OWN, [importId]));
}

const MATCH_OWN = `
  INSERT INTO cmp_matched
  SELECT DISTINCT ON (t.id) l.row_number, t.id, t.id, 'own', t.deleted_at IS NOT NULL, t.status = 'pending', false,
    NULL::smallint, NULL::text[]
  FROM cmp_lines l
  JOIN import_rows r ON r.import_id = $1 AND r.row_number = l.row_number
  JOIN transactions t ON t.id = (r.own ->> 'id')::uuid AND t.account_id = l.account_id AND t.parent_id IS NULL
  WHERE r.own IS NOT NULL AND t.deleted_reason IS DISTINCT FROM 'revert'
  ORDER BY t.id, l.row_number`;
