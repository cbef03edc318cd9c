import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { withoutLoops } from './repo.compare.ts';

/** Keeps what the rows of an import were before it is read anew. */
export async function keepRowsBefore(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query('DROP TABLE IF EXISTS pg_temp.replay_before');
  await tx.client.query(
    `CREATE TEMP TABLE replay_before ON COMMIT DROP AS
     SELECT r.*, ${PLACE} AS place FROM import_rows r WHERE false`,
  );
  await tx.client.query(
    `INSERT INTO replay_before SELECT r.*, ${PLACE} FROM import_rows r WHERE r.import_id = $1`,
    [importId],
  );
  await tx.client.query('ANALYZE replay_before');
}

/** Several rows may stand on one line (OFX); equal ones are told apart by their order. */
const PLACE = 'row_number() OVER (PARTITION BY r.line, md5(r.raw) ORDER BY r.row_number)';

/** A line that is read again keeps its row, unless an earlier replay has taken that out of the books. */
export async function carryOver(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query(
    `UPDATE import_rows r SET transaction_id = b.transaction_id
     FROM (SELECT r.row_number, r.line, md5(r.raw) AS digest, ${PLACE} AS place FROM import_rows r WHERE r.import_id = $1) n
     JOIN replay_before b ON b.line = n.line AND md5(b.raw) = n.digest AND b.place = n.place
     WHERE r.import_id = $1 AND r.row_number = n.row_number AND NOT EXISTS (
       SELECT FROM transactions t WHERE t.id = b.transaction_id AND t.deleted_reason = 'revert')`,
    [importId],
  );
}

/** After comparing: a line that had settled a row here is that row by now, and is still said to have settled it. Answers how many. */
export async function keepSettled(tx: TenantTransaction, importId: string): Promise<number> {
  const result = await tx.client.query(
    `UPDATE import_rows r SET fate = b.fate, reason = b.reason, match_score = b.match_score,
       match_reasons = b.match_reasons
     FROM replay_before b
     WHERE r.import_id = $1 AND b.transaction_id = r.transaction_id AND b.fate = 'match' AND r.fate = 'duplicate'
       AND r.matched_transaction_id = b.matched_transaction_id`,
    [importId],
  );
  return result.rowCount ?? 0;
}

/** What a row of the file says of a transaction, in the database's words; amounts in minor units as text. */
export interface ReplayState {
  readonly date: CalendarDate;
  readonly amount: string;
  readonly description: string;
  readonly payeeId: string | null;
  readonly categoryId: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
}

/** A line that reads otherwise than before: as it was, as it is now, and the row here. */
export interface ReplayDifference {
  readonly line: number;
  readonly transactionId: string;
  readonly currency: string;
  readonly before: ReplayState | null;
  readonly after: ReplayState | null;
  readonly here:
    | (ReplayState & { readonly hold: 'deleted' | 'reconciled' | 'transfer' | 'split' | null })
    | null;
}

/** What booking a row of the file gives it; `r` is a row of import_rows or of its copy. */
const stateOf = (table: string, condition: string): string => `
  SELECT r.transaction_id, r.line, r.currency, r.date, r.amount_minor, r.description,
    coalesce(p.id, n.payee_id) AS payee_id,
    CASE WHEN r.transfer_account_id IS NULL AND r.splits IS NULL THEN coalesce(k.id, c.id) END AS category_id,
    coalesce(r.set_notes, r.notes) AS notes, r.tags
  FROM ${table} r
  LEFT JOIN payees p ON p.deleted_at IS NULL AND lower(p.name) = lower(coalesce(r.payee_name, r.payee))
  LEFT JOIN payee_aliases n ON n.deleted_at IS NULL AND lower(n.name) = lower(coalesce(r.payee_name, r.payee))
  LEFT JOIN categories k ON k.id = r.category_id AND k.deleted_at IS NULL
  LEFT JOIN (
    SELECT lower(g.name) AS name, g.kind, min(g.id::text)::uuid AS id FROM categories g
    WHERE g.deleted_at IS NULL AND g.is_active GROUP BY 1, 2 HAVING count(*) = 1
  ) c ON r.set_by IS NULL AND c.name = lower(r.category)
    AND c.kind = CASE WHEN r.amount_minor > 0 THEN 'income' ELSE 'expense' END
  WHERE r.fate = 'new' AND ${condition}`;

const FIELDS = ['date', 'amount_minor', 'description', 'payee_id', 'category_id', 'notes', 'tags'];
const jsonOf = (alias: string, more = ''): string => `
  json_build_object('date', ${alias}.date, 'amount', ${alias}.amount_minor::text, 'description', ${alias}.description,
    'payeeId', ${alias}.payee_id, 'categoryId', ${alias}.category_id, 'notes', ${alias}.notes, 'tags', ${alias}.tags${more})`;
const HOLD = `, 'hold', CASE WHEN t.deleted_at IS NOT NULL THEN 'deleted' WHEN t.status = 'reconciled' THEN 'reconciled'
  WHEN t.transfer_transaction_id IS NOT NULL THEN 'transfer' WHEN t.is_split THEN 'split' END`;
const tuple = (alias: string): string => `(${FIELDS.map((field) => `${alias}.${field}`).join(', ')})`;

const DIFFERENCES = `
  WITH before AS MATERIALIZED (${stateOf('replay_before', 'true')}),
  after AS MATERIALIZED (${stateOf('import_rows', 'r.import_id = $1')})
  SELECT coalesce(a.line, b.line) AS line, coalesce(a.transaction_id, b.transaction_id) AS "transactionId",
    coalesce(a.currency, b.currency) AS currency,
    CASE WHEN b.transaction_id IS NOT NULL THEN ${jsonOf('b')} END AS before,
    CASE WHEN a.transaction_id IS NOT NULL THEN ${jsonOf('a')} END AS after,
    CASE WHEN t.id IS NOT NULL THEN ${jsonOf('t', HOLD)} END AS here
  FROM before b FULL JOIN after a ON a.transaction_id = b.transaction_id
  LEFT JOIN transactions t ON t.id = coalesce(a.transaction_id, b.transaction_id) AND t.import_id = $1
  WHERE NOT (a.transaction_id IS NULL AND (t.id IS NULL OR t.deleted_at IS NOT NULL))
    AND (a.transaction_id IS NULL OR b.transaction_id IS NULL OR ${tuple('a')} IS DISTINCT FROM ${tuple('b')})
  ORDER BY 1, 2`;

/** So many differences are in memory at a time. */
const PIECE = 1000;

/**
 * The lines that would be booked otherwise than they were, in file order, some at a time. They are those of the moment
 * in which it begins: what is written between two pieces does not show.
 */
export async function* readDifferences(
  tx: TenantTransaction,
  importId: string,
): AsyncGenerator<readonly ReplayDifference[], void, undefined> {
  await withoutLoops(tx, () =>
    tx.client.query(`DECLARE replay_differences NO SCROLL CURSOR FOR ${DIFFERENCES}`, [importId]),
  );
  for (;;) {
    const { rows } = await tx.client.query<ReplayDifference>(`FETCH ${PIECE} FROM replay_differences`);
    if (rows.length === 0) break;
    yield rows;
    if (rows.length < PIECE) break;
  }
  await tx.client.query('CLOSE replay_differences');
}

/** How many lines are booked, by the new reading. */
export async function countBooked(tx: TenantTransaction, importId: string): Promise<number> {
  const result = await tx.client.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM import_rows WHERE import_id = $1 AND fate = 'new'",
    [importId],
  );
  return result.rows[0]?.count ?? 0;
}

export interface Names {
  readonly payees: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
}

/** What payees and categories are called. */
export async function findNames(
  tx: TenantTransaction,
  ids: { readonly payeeIds: readonly string[]; readonly categoryIds: readonly string[] },
): Promise<Names> {
  const read = async (table: 'payees' | 'categories', wanted: readonly string[]) => {
    if (wanted.length === 0) return new Map<string, string>();
    const result = await tx.client.query<{ id: string; name: string }>(
      `SELECT id, name FROM ${table} WHERE id = ANY($1::uuid[])`,
      [wanted],
    );
    return new Map(result.rows.map(({ id, name }) => [id, name]));
  };
  return {
    payees: await read('payees', ids.payeeIds),
    categories: await read('categories', ids.categoryIds),
  };
}

/** Rows that are in the books already are passed over while the others are booked; `isHeld` false ends that. */
export async function holdBooked(tx: TenantTransaction, importId: string, isHeld: boolean): Promise<void> {
  await tx.client.query(
    isHeld
      ? `UPDATE import_rows r SET fate = 'duplicate', remark = 'held' || coalesce(' ' || r.remark, '')
         WHERE r.import_id = $1 AND r.fate = 'new' AND EXISTS (SELECT FROM transactions t WHERE t.id = r.transaction_id AND t.import_id = $1)`
      : `UPDATE import_rows r SET fate = 'new', remark = nullif(ltrim(substr(r.remark, 5)), '')
         WHERE r.import_id = $1 AND r.fate = 'duplicate' AND r.remark LIKE 'held%'
           AND EXISTS (SELECT FROM transactions t WHERE t.id = r.transaction_id AND t.import_id = $1)`,
    [importId],
  );
}
