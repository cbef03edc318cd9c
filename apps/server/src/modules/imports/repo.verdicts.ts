import type { TenantTransaction } from '../../platform/database/index.ts';

/**
 * Remembers what the comparing and the user have found out about the lines of an import, before its rows are booked:
 * under which other lines a row is known from now on, and which lines are rows of their own however alike. Later files
 * then neither book the one nor ask about the other.
 */
export async function saveVerdicts(tx: TenantTransaction, importId: string): Promise<void> {
  for (const [name, lines] of Object.entries({ replaced: REPLACED, found: FOUND, parted: PARTED })) {
    await tx.client.query({
      name: `imports-verdicts-${name}`,
      text: `INSERT INTO duplicate_verdicts (tenant_id, id, transaction_id, verdict, fingerprint, external_id,
          row_fingerprint, import_id)
        SELECT DISTINCT ON (l.transaction_id, l.fingerprint) $1::uuid, uuid_v7(), l.*, $2::uuid
        FROM (${lines}) l (transaction_id, verdict, fingerprint, external_id, row_fingerprint)
        ORDER BY l.transaction_id, l.fingerprint
        ON CONFLICT (tenant_id, transaction_id, fingerprint) WHERE deleted_at IS NULL
        DO UPDATE SET verdict = excluded.verdict, external_id = excluded.external_id,
          row_fingerprint = excluded.row_fingerprint, import_id = excluded.import_id,
          version = duplicate_verdicts.version + 1, updated_at = now()
        WHERE duplicate_verdicts.verdict <> excluded.verdict`,
      values: [tx.tenantId, importId],
    });
  }
}

/** An id that the row bears anyway would make it look like two. */
const OTHER_ID = 'CASE WHEN r.external_id IS DISTINCT FROM t.external_id THEN r.external_id END';

/** The line that a row was booked from and that a newer one takes the place of. */
const REPLACED = `
  SELECT t.id AS transaction_id, 'same' AS verdict, t.fingerprint,
    CASE WHEN r.external_id IS DISTINCT FROM t.external_id THEN t.external_id END, r.fingerprint
  FROM import_rows r JOIN transactions t ON t.id = r.matched_transaction_id
  WHERE r.import_id = $2 AND r.fate = 'match' AND t.fingerprint IS NOT NULL AND t.fingerprint <> r.fingerprint`;

/** A line that is a row here under another text, by its likeness or by the user's word. */
const FOUND = `
  SELECT t.id AS transaction_id, 'same' AS verdict, r.fingerprint, ${OTHER_ID}, t.fingerprint
  FROM import_rows r JOIN transactions t ON t.id = r.matched_transaction_id
  WHERE r.import_id = $2 AND r.fate IN ('duplicate', 'deleted')
    AND (r.match_score IS NOT NULL OR r.decision = 'same') AND r.fingerprint IS DISTINCT FROM t.fingerprint`;

/** A line that the user has called a row of its own. */
const PARTED = `
  SELECT t.id AS transaction_id, 'different' AS verdict, r.fingerprint, NULL::text, t.fingerprint
  FROM import_rows r JOIN transactions t ON t.id = r.matched_transaction_id
  WHERE r.import_id = $2 AND r.fate = 'new' AND r.decision = 'add' AND r.match_score IS NOT NULL`;
