import { type LabelledRow, MOST_TRAINING_ROWS } from '@fintrack/core/categorising';
import { parseCalendarDate } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';

/*
 * What the model may learn from is what people say. A category that a person set in the program (by hand or in bulk, or
 * when typing the row), or that the file brought from where a person had set it, is a label. What a rule, a payee's
 * usual category or a model set is none, however long it stands: a model that learns from itself only grows surer.
 */

/** Rows that a person has categorised, the newest of them. */
export async function findLabels(tx: TenantTransaction): Promise<LabelledRow[]> {
  const result = await tx.client.query<LabelRow>({
    name: 'categorising-labels',
    text: `WITH rows AS MATERIALIZED (
        SELECT t.id, t.import_id, t.version, ${COLUMNS}
        FROM transactions t LEFT JOIN payees p ON p.id = t.payee_id
        WHERE ${CAN_BE_LABEL} ORDER BY t.date DESC, t.id DESC LIMIT $1
      ), changed AS MATERIALIZED (
        SELECT DISTINCT ON (l.resource_id) l.resource_id AS id, ${IS_PERSON} AS is_person
        FROM audit_logs l JOIN change_sets x ON x.id = l.change_set_id
        LEFT JOIN field_origins o ON o.transaction_id = l.resource_id AND o.change_set_id = l.change_set_id
        WHERE l.resource_type = 'transaction' AND l.resource_id IN (SELECT r.id FROM rows r) AND l.success
          AND ${IS_CHANGED}
        ORDER BY l.resource_id, l.id DESC
      ), filed AS MATERIALIZED (
        SELECT i.transaction_id AS id FROM import_rows i
        WHERE i.import_id IN (SELECT r.import_id FROM rows r) AND i.fate = 'new' AND i.category IS NOT NULL
          AND coalesce(i.set_by -> 'category_id' ->> 'by', 'file') = 'file'
      )
      SELECT r.* FROM rows r LEFT JOIN changed c ON c.id = r.id
      WHERE CASE WHEN c.id IS NULL THEN r.id IN (SELECT f.id FROM filed f) ELSE c.is_person END`,
    values: [MOST_TRAINING_ROWS],
  });
  return result.rows.map(toLabel);
}

/** Which corrections are asked for. */
export interface CorrectionSpan {
  /** Entries of the audit trail after this one; null: all. */
  readonly since: string | null;
  /** And after this moment. */
  readonly after?: Date | null;
  readonly limit: number;
}

/**
 * What people have categorised since an entry of the audit trail, oldest first; the newest of it. Changes are found by an
 * index of changed categories (its condition is repeated here word by word), rows that were typed by the change sets of
 * people: an import of a million rows is not looked at.
 */
export async function findCorrections(
  tx: TenantTransaction,
  { since, after = null, limit }: CorrectionSpan,
): Promise<LabelledRow[]> {
  const result = await tx.client.query<LabelRow>({
    name: 'categorising-corrections',
    text: CORRECTIONS,
    values: [since ?? NO_ENTRY, limit, after],
  });
  return result.rows.map(toLabel);
}

/**
 * The newest entry of the audit trail that nothing can slip in before any more; null where there is none. Entries are
 * numbered when they are made and seen when they are committed: the last minute is looked at again.
 */
export async function findNewestEntry(tx: TenantTransaction): Promise<string | null> {
  const result = await tx.client.query<{ id: string }>({
    name: 'categorising-newest-entry',
    text: `SELECT l.id FROM audit_logs l WHERE l.created_at < now() - interval '1 minute' ORDER BY l.id DESC LIMIT 1`,
  });
  return result.rows[0]?.id ?? null;
}

/** Change sets that a person makes. */
const PERSONAL = `'request', 'bulk', 'assistant'`;

const NO_ENTRY = '00000000-0000-0000-0000-000000000000';

const COLUMNS = `coalesce(t.raw_description, t.description) AS text, p.name AS payee,
  t.amount_minor AS "amountMinor", t.currency, t.account_id AS "accountId", t.date, t.category_id AS "categoryId"`;

const CAN_BE_LABEL = `t.deleted_at IS NULL AND t.parent_id IS NULL AND t.category_id IS NOT NULL
  AND t.type <> 'transfer' AND NOT t.is_split`;

const IS_CHANGED = `coalesce(l.old_values -> 'category_id', 'null') IS DISTINCT FROM l.new_values -> 'category_id'`;

/** A person's own change; what a rule or a payee filled in a person's request is named by field_origins. */
const IS_PERSON = `x.kind IN (${PERSONAL}) AND o.set_by -> 'category_id' IS NULL`;

/** For the tests of its plan as well. */
export const CORRECTIONS = `WITH touched AS MATERIALIZED (
  SELECT l.resource_id, l.id, l.change_set_id, x.kind
  FROM audit_logs l JOIN change_sets x ON x.id = l.change_set_id
  WHERE l.id > $1 AND l.resource_type = 'transaction' AND l.action = 'update' AND l.success
    AND ($3::timestamptz IS NULL OR l.created_at > $3)
    AND (l.old_values -> 'category_id') IS DISTINCT FROM (l.new_values -> 'category_id')
  UNION ALL
  SELECT l.resource_id, l.id, l.change_set_id, x.kind
  FROM change_sets x CROSS JOIN LATERAL (
    SELECT l.resource_id, l.id, l.change_set_id FROM audit_logs l
    WHERE l.change_set_id = x.id AND l.id > $1 AND l.resource_type = 'transaction' AND l.action = 'create'
      AND l.success AND ($3::timestamptz IS NULL OR l.created_at > $3)
      AND coalesce(l.new_values -> 'category_id', 'null') <> 'null'
    -- one change set after the other: joined otherwise, the entries of all imports would be read
    OFFSET 0
  ) l
  WHERE x.kind IN (${PERSONAL})
), changed AS MATERIALIZED (
  SELECT DISTINCT ON (l.resource_id) l.resource_id, l.id AS at,
    l.kind IN (${PERSONAL}) AND o.set_by -> 'category_id' IS NULL AS is_person
  FROM touched l
  LEFT JOIN field_origins o ON o.transaction_id = l.resource_id AND o.change_set_id = l.change_set_id
  ORDER BY l.resource_id, l.id DESC
), newest AS (
  SELECT c.at, t.id, ${COLUMNS}
  FROM changed c JOIN transactions t ON t.id = c.resource_id LEFT JOIN payees p ON p.id = t.payee_id
  WHERE c.is_person AND ${CAN_BE_LABEL} ORDER BY c.at DESC LIMIT $2
)
SELECT n.* FROM newest n ORDER BY n.at`;

interface LabelRow {
  readonly text: string;
  readonly payee: string | null;
  readonly amountMinor: bigint | string;
  readonly currency: string;
  readonly accountId: string;
  readonly date: string;
  readonly categoryId: string;
}

function toLabel({ amountMinor, currency, date, ...row }: LabelRow): LabelledRow {
  const { text, payee, accountId, categoryId } = row;
  return {
    text,
    payee,
    accountId,
    categoryId,
    amountMinor: BigInt(amountMinor),
    currency: parseCurrency(currency),
    date: parseCalendarDate(date),
  };
}
