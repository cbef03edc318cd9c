import type { TenantTransaction } from '../../platform/database/index.ts';
import type { ImportTarget } from './repo.imported.ts';

/** A category that rows of an own export name, and the kind that it has where it has to be made. */
export interface OwnCategory {
  /** The names from the root down, as PostgreSQL writes their JSON. */
  readonly key: string;
  readonly names: readonly string[];
  readonly kind: 'income' | 'expense';
}

/** The categories of an import's new rows and their parts, each once, by the kind that most of its rows have. */
export async function findOwnCategories(tx: TenantTransaction, importId: string): Promise<OwnCategory[]> {
  const result = await tx.client.query<OwnCategory>({
    name: 'transactions-own-categories',
    text: `SELECT c.path::text AS key, c.path AS names,
        mode() WITHIN GROUP (ORDER BY c.kind) AS kind
      FROM import_rows r
      CROSS JOIN LATERAL (
        SELECT r.own -> 'category' AS path
        UNION ALL
        SELECT part.category FROM jsonb_to_recordset(nullif(r.own -> 'splits', 'null')) AS part (category jsonb)
      ) p
      CROSS JOIN LATERAL (
        SELECT p.path, CASE WHEN r.own ->> 'type' = 'income' THEN 'income' ELSE 'expense' END AS kind
      ) c
      WHERE r.import_id = $1 AND r.fate = 'new' AND r.own IS NOT NULL AND jsonb_typeof(c.path) = 'array'
      GROUP BY c.path ORDER BY jsonb_array_length(c.path), c.path::text`,
    values: [importId],
  });
  return result.rows;
}

export interface OwnBooking {
  readonly targets: readonly ImportTarget[];
  /** Where each category of the rows is now. */
  readonly categories: readonly { readonly key: string; readonly id: string | null }[];
}

/**
 * Books the new rows of an own export as they were: with their parts, their other currency, and what they have to do
 * with each other, all in one statement, because a row may lead to any other of the file. What the user has corrected
 * in the preview goes before what the file says. Answers how many rows.
 */
export async function bookOwnRows(
  tx: TenantTransaction,
  importId: string,
  { targets, categories }: OwnBooking,
): Promise<number> {
  const paths = [categories.map(({ key }) => key), categories.map(({ id }) => id)];
  // Over rows that were just written the planner has no statistics, and would look up every row for every row.
  await tx.client.query('SET LOCAL enable_nestloop = off');
  const result = await tx.client.query({
    name: 'transactions-book-own',
    text: BOOK,
    values: [
      importId,
      targets.map((target) => target.index),
      targets.map((target) => target.accountId),
      ...paths,
      tx.changeSetId,
    ],
  });
  await tx.client.query({
    name: 'transactions-book-own-parts',
    text: BOOK_PARTS,
    values: [importId, ...paths, tx.changeSetId],
  });
  await tx.client.query('SET LOCAL enable_nestloop = on');
  return result.rowCount ?? 0;
}

const TAGS = (own: string): string => `ARRAY(SELECT jsonb_array_elements_text(${own}))`;

/** An edited amount is not the sum of the parts any more, nor what the other end of the transfer says. */
const HAS_PARTS = `(jsonb_typeof(i.own -> 'splits') = 'array' AND i.own ->> 'amountMinor' = i.amount_minor::text)`;

/**
 * Two rows that name each other are a transfer, and so written at once; one whose other end is not in the file is an
 * income or an expense by its sign. `fresh` are the rows of the file that are booked now, by the ids that they had.
 */
const BOOK = `
  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (i.own ->> 'id') i.own ->> 'id' AS id, i.own ->> 'transferId' AS transfer_id, i.transaction_id,
      s.account_id, sign(i.amount_minor) AS direction
    FROM import_rows i
    JOIN unnest($2::integer[], $3::uuid[]) AS s (index, account_id) ON s.index = i.statement_index
    WHERE i.import_id = $1 AND i.fate = 'new' AND i.own ->> 'id' IS NOT NULL
    ORDER BY i.own ->> 'id', i.row_number
  )
  INSERT INTO transactions (tenant_id, id, account_id, date, value_date, amount_minor, currency, original_amount_minor,
    original_currency, type, status, is_refund, description, payee_id, category_id, notes, tags, payment_method,
    metadata, is_split, transfer_account_id, transfer_transaction_id, refund_of_id, fee_of_id, import_id, external_id,
    raw_description, fingerprint, created_by, change_set_id)
  SELECT r.tenant_id, r.transaction_id, s.account_id, r.date, r.value_date, r.amount_minor, r.currency,
    (r.own ->> 'originalMinor')::bigint, r.own ->> 'originalCurrency', k.type, r.own ->> 'status',
    k.type <> 'transfer' AND (r.own ->> 'type' <> 'transfer' AND (r.own ->> 'isRefund')::boolean
      OR k.type = 'expense' AND r.amount_minor > 0),
    CASE WHEN r.edits ->> 'description' IS NULL THEN r.own ->> 'description' ELSE r.description END,
    coalesce(p.id, n.payee_id), CASE WHEN NOT r.has_parts THEN c.id END, r.notes, ${TAGS("r.own -> 'tags'")},
    r.own ->> 'paymentMethod', r.own -> 'metadata', r.has_parts, o.account_id, o.transaction_id,
    refund.transaction_id, fee.transaction_id, r.import_id, r.external_id, r.own ->> 'bankText', r.fingerprint,
    'import', $6
  FROM (
    SELECT i.*, ${HAS_PARTS} AS has_parts FROM import_rows i
    WHERE i.import_id = $1 AND i.fate = 'new' AND i.own IS NOT NULL
  ) r
  JOIN unnest($2::integer[], $3::uuid[]) AS s (index, account_id) ON s.index = r.statement_index
  LEFT JOIN fresh own ON own.transaction_id = r.transaction_id
  LEFT JOIN fresh o ON o.id = own.transfer_id AND o.transfer_id = own.id AND o.account_id <> s.account_id
    AND o.direction * own.direction <= 0 AND r.own ->> 'type' = 'transfer'
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.id IS NOT NULL THEN 'transfer' WHEN r.own ->> 'type' <> 'transfer' THEN r.own ->> 'type'
      WHEN r.amount_minor > 0 THEN 'income' ELSE 'expense' END AS type
  ) k
  LEFT JOIN fresh refund ON refund.id = r.own ->> 'refundOfId' AND refund.transaction_id <> r.transaction_id
  LEFT JOIN fresh fee ON fee.id = r.own ->> 'feeOfId' AND fee.transaction_id <> r.transaction_id
  LEFT JOIN payees p ON p.deleted_at IS NULL AND lower(p.name) = lower(r.payee)
  LEFT JOIN payee_aliases n ON n.deleted_at IS NULL AND lower(n.name) = lower(r.payee)
  LEFT JOIN unnest($4::text[], $5::uuid[]) AS c (path, id) ON c.path = (r.own -> 'category')::text`;

/** The parts of the rows that were just booked. */
const BOOK_PARTS = `
  INSERT INTO transactions (tenant_id, id, parent_id, account_id, date, value_date, amount_minor, currency, type,
    is_refund, status, description, payee_id, category_id, notes, tags, created_by, change_set_id)
  SELECT t.tenant_id, uuid_v7(), t.id, t.account_id, t.date, t.value_date, part."amountMinor", t.currency, t.type,
    CASE t.type WHEN 'expense' THEN part."amountMinor" > 0 ELSE part."amountMinor" < 0 END, t.status,
    part.description, coalesce(p.id, n.payee_id), c.id, part.notes, ${TAGS('part.tags')}, 'import', $4
  FROM import_rows i
  JOIN transactions t ON t.tenant_id = i.tenant_id AND t.id = i.transaction_id AND t.is_split
  CROSS JOIN LATERAL jsonb_to_recordset(i.own -> 'splits') AS part ("amountMinor" bigint, category jsonb, payee text,
    description text, notes text, tags jsonb)
  LEFT JOIN payees p ON p.deleted_at IS NULL AND lower(p.name) = lower(part.payee)
  LEFT JOIN payee_aliases n ON n.deleted_at IS NULL AND lower(n.name) = lower(part.payee)
  LEFT JOIN unnest($2::text[], $3::uuid[]) AS c (path, id) ON c.path = part.category::text
  WHERE i.import_id = $1 AND i.fate = 'new' AND ${HAS_PARTS}`;
