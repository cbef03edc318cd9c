import type { TenantTransaction } from '../../platform/database/index.ts';

/**
 * Brings rows up to date from the lines of an import that were found to be them: a pending row becomes what the bank
 * has made of it, a row that was typed gets its bank line. What a person or a rule made of the row stays; a description
 * that nobody has touched is the bank's new one. Parts of a split keep their shares. Answers how many rows.
 */
export async function settleImportRows(tx: TenantTransaction, importId: string): Promise<number> {
  const result = await tx.client.query({
    name: 'transactions-settle-import',
    text: SETTLE,
    values: [importId],
  });
  const count = result.rowCount ?? 0;
  if (count > 0)
    await tx.client.query({ name: 'transactions-settle-parts', text: SCALE_PARTS, values: [importId] });
  return count;
}

const SETTLE = `
  UPDATE transactions t SET
    date = CASE WHEN t.status = 'pending' THEN r.date ELSE t.date END,
    value_date = coalesce(r.value_date, t.value_date),
    amount_minor = CASE WHEN t.status = 'pending' THEN r.amount_minor ELSE t.amount_minor END,
    status = CASE WHEN t.status = 'pending' THEN r.status ELSE t.status END,
    description = CASE WHEN t.status = 'pending' AND t.description = t.raw_description THEN r.description
      ELSE t.description END,
    notes = coalesce(t.notes, r.notes),
    external_id = r.external_id, raw_description = coalesce(r.raw_description, r.description),
    fingerprint = r.fingerprint, version = t.version + 1, updated_at = now()
  FROM (
    SELECT DISTINCT ON (m.matched_transaction_id) m.* FROM import_rows m
    WHERE m.import_id = $1 AND m.fate = 'match' ORDER BY m.matched_transaction_id, m.row_number
  ) r
  WHERE t.id = r.matched_transaction_id AND t.deleted_at IS NULL AND t.status <> 'reconciled'`;

/** Each part in its share of the new amount; the largest takes what rounding leaves. */
const SCALE_PARTS = `
  UPDATE transactions c SET
    amount_minor = s.scaled + CASE WHEN s.place = 1 THEN s.whole_minor - s.scaled_sum ELSE 0 END,
    version = c.version + 1, updated_at = now()
  FROM (
    SELECT x.*, sum(x.scaled) OVER (PARTITION BY x.whole_id)::bigint AS scaled_sum FROM (
      SELECT p.id, w.id AS whole_id, w.amount_minor AS whole_minor,
        sum(p.amount_minor) OVER whole AS parts_minor,
        round(p.amount_minor::numeric * w.amount_minor / nullif(sum(p.amount_minor) OVER whole, 0))::bigint AS scaled,
        row_number() OVER (PARTITION BY w.id ORDER BY abs(p.amount_minor) DESC, p.id) AS place
      FROM (
        SELECT DISTINCT m.matched_transaction_id AS id FROM import_rows m WHERE m.import_id = $1 AND m.fate = 'match'
      ) r
      JOIN transactions w ON w.id = r.id AND w.is_split AND w.deleted_at IS NULL
      JOIN transactions p ON p.parent_id = w.id AND p.deleted_at IS NULL
      WINDOW whole AS (PARTITION BY w.id)
    ) x WHERE x.parts_minor <> x.whole_minor
  ) s
  WHERE c.id = s.id`;
