import type { TenantTransaction } from '../../platform/database/index.ts';

/** What reading a file anew sets in a booked row; a field that is left out stays as it is. */
export interface ReplayedFields {
  readonly date?: string;
  /** Minor units as decimal text. */
  readonly amount_minor?: string;
  readonly description?: string;
  readonly payee_id?: string | null;
  readonly category_id?: string | null;
  readonly notes?: string | null;
  readonly tags?: readonly string[];
}

export interface ReplayedRow {
  readonly id: string;
  readonly fields: ReplayedFields;
}

/** Rows that are written in one statement. */
const BATCH = 5_000;

/** Sets fields of booked rows. What a row is (type, refund) follows its category and its sign as on booking. */
export async function changeReplayed(tx: TenantTransaction, rows: readonly ReplayedRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH);
    await tx.client.query({
      name: 'transactions-change-replayed',
      text: CHANGE,
      values: [batch.map(({ id }) => id), batch.map(({ fields }) => JSON.stringify(fields))],
    });
  }
}

const set = (column: string, type: string): string =>
  `${column} = CASE WHEN n.fields ? '${column}' THEN (n.fields ->> '${column}')::${type} ELSE t.${column} END`;

const CHANGE = `
  UPDATE transactions t SET ${set('date', 'date')}, ${set('amount_minor', 'bigint')}, ${set('description', 'text')},
    ${set('payee_id', 'uuid')}, ${set('category_id', 'uuid')}, ${set('notes', 'text')},
    tags = CASE WHEN n.fields ? 'tags' THEN ARRAY(SELECT jsonb_array_elements_text(n.fields -> 'tags')) ELSE t.tags END,
    type = CASE WHEN n.is_kept THEN t.type ELSE coalesce(c.kind, n.direction) END,
    is_refund = CASE WHEN n.is_kept THEN t.is_refund ELSE coalesce(c.kind <> n.direction, false) END,
    version = t.version + 1, updated_at = now()
  FROM (
    SELECT x.id, r.fields::jsonb AS fields,
      CASE WHEN r.fields::jsonb ? 'category_id' THEN (r.fields::jsonb ->> 'category_id')::uuid ELSE x.category_id END
        AS category_id,
      CASE WHEN coalesce((r.fields::jsonb ->> 'amount_minor')::bigint, x.amount_minor) > 0 THEN 'income' ELSE 'expense' END
        AS direction,
      x.type = 'transfer' OR x.is_split OR NOT (r.fields::jsonb ?| ARRAY['category_id', 'amount_minor']) AS is_kept
    FROM unnest($1::uuid[], $2::text[]) AS r (id, fields)
    JOIN transactions x ON x.id = r.id
  ) n
  LEFT JOIN categories c ON c.id = n.category_id
  WHERE t.id = n.id`;

/** Gives the rows of an import the bank lines of its new reading, by which later files know them. */
export async function renewBankLines(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'transactions-renew-bank-lines',
    text: `UPDATE transactions t SET value_date = r.value_date, external_id = r.external_id,
        raw_description = coalesce(r.raw_description, r.description), fingerprint = r.fingerprint,
        version = t.version + 1, updated_at = now()
      FROM import_rows r
      WHERE r.import_id = $1 AND r.fate = 'new' AND t.id = r.transaction_id AND t.import_id = $1
        AND (t.value_date, t.external_id, t.raw_description, t.fingerprint)
          IS DISTINCT FROM (r.value_date, r.external_id, coalesce(r.raw_description, r.description), r.fingerprint)`,
    values: [importId],
  });
}

/** Takes rows that the new reading does not have out of the books; they are no deletions of the user. */
export async function removeReplayed(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.client.query({
    name: 'transactions-remove-replayed',
    text: `UPDATE transactions SET deleted_at = now(), deleted_reason = 'revert', version = version + 1,
        updated_at = now()
      WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`,
    values: [ids],
  });
}
