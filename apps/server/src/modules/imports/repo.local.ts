import type { CalendarDate } from '@fintrack/core/dates';
import { PUMP_HOLD, PUMP_MOST, SETTLING_DAYS } from '@fintrack/core/matching';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { createTables, matchSaid, withLoops } from './repo.compare.ts';

/*
 * What a word on one row can touch: the lines and rows that compete with it for each other. Whoever asks must know that
 * no exact pair changes; then these lines, compared among themselves, come out as in a comparison of all.
 */

/** An account's part of a draft. */
export interface LocalScope {
  readonly importId: string;
  readonly accountId: string;
  readonly currency: string;
  /** The statements of the file that go to the account. */
  readonly statements: readonly number[];
}

/** A line or a row that is not paired for certain. */
export interface LocalItem {
  readonly key: string;
  readonly date: CalendarDate;
  /** Minor units as text. */
  readonly amount: string;
  readonly isPending: boolean;
}

/** Of one amount, so near that one may crowd out the other: three of the spans in which crowds are counted. */
export const CROWDING_DAYS = 18;
/** A pending row and its posting: more than the rule asks for, because more does no harm. */
export const REACH_DAYS = SETTLING_DAYS + 1;
export const RATIO = 11;

const FRONTIER = `unnest($1::date[], $2::bigint[], $3::boolean[]) AS f (date, amount_minor, pending)`;
const frontierOf = (items: readonly LocalItem[]): readonly unknown[] => [
  items.map(({ date }) => date),
  items.map(({ amount }) => amount),
  items.map(({ isPending }) => isPending),
];

const nearBy = (alias: string, isPending: string): string => `
  ${alias}.date BETWEEN f.date - ${REACH_DAYS} AND f.date + ${REACH_DAYS}
  AND (f.pending OR ${isPending}) AND sign(${alias}.amount_minor) = sign(f.amount_minor)
  AND (abs(${alias}.amount_minor) <= abs(f.amount_minor) * ${RATIO}
    AND abs(f.amount_minor) <= abs(${alias}.amount_minor) * ${RATIO}
    OR ${PUMP_HOLD} IN (abs(f.amount_minor), abs(${alias}.amount_minor))
    AND greatest(abs(f.amount_minor), abs(${alias}.amount_minor)) <= ${PUMP_MOST})`;
const crowding = (alias: string): string => `
  ${alias}.amount_minor = f.amount_minor AND ${alias}.date BETWEEN f.date - ${CROWDING_DAYS} AND f.date + ${CROWDING_DAYS}`;

const OPEN_LINE = `r.fingerprint IS NOT NULL AND r.decision IS NULL AND r.amount_minor <> 0
  AND (r.matched_transaction_id IS NULL OR r.match_score IS NOT NULL)`;
const LINE = `r.row_number::text AS key, r.date::text AS date, r.amount_minor::text AS amount,
  r.status = 'pending' AS "isPending"`;

/** Which open lines are looked for: all of these amounts, all pending ones, and all in a field around pending ones. */
export interface LineField {
  readonly amounts: readonly string[];
  readonly isPendingSought: boolean;
  /** Between these days and amounts; null where nothing pending is about. */
  readonly around: {
    readonly first: CalendarDate;
    readonly last: CalendarDate;
    readonly most: bigint;
  } | null;
  readonly limit: number;
}

/** The draft's open lines in a field, in one pass over its rows. */
export async function findLines(
  tx: TenantTransaction,
  scope: LocalScope,
  { amounts, isPendingSought, around, limit }: LineField,
): Promise<LocalItem[]> {
  const result = await tx.client.query<LocalItem>(
    `SELECT ${LINE} FROM import_rows r
     WHERE r.import_id = $1 AND r.statement_index = ANY($2::integer[]) AND r.currency = $3 AND ${OPEN_LINE}
       AND (r.amount_minor = ANY($4::bigint[]) OR $5 AND r.status = 'pending'
         OR r.date BETWEEN $6::date AND $7::date AND abs(r.amount_minor) <= $8)
     LIMIT $9`,
    [
      scope.importId,
      scope.statements,
      scope.currency,
      amounts,
      isPendingSought,
      around?.first ?? null,
      around?.last ?? null,
      around?.most ?? null,
      limit,
    ],
  );
  return result.rows;
}

/** Rows of the account that may be these lines, or compete with these rows, and that no line is for certain. */
export async function findRowsNear(
  tx: TenantTransaction,
  scope: LocalScope,
  { items, limit }: { readonly items: readonly LocalItem[]; readonly limit: number },
): Promise<LocalItem[]> {
  const result = await tx.client.query<LocalItem>(
    `SELECT DISTINCT t.id::text AS key, t.date::text AS date, t.amount_minor::text AS amount,
       t.status = 'pending' AS "isPending"
     FROM ${FRONTIER}
     JOIN transactions t ON t.account_id = $4 AND t.date BETWEEN f.date - ${CROWDING_DAYS} AND f.date + ${CROWDING_DAYS}
       AND (${crowding('t')} OR ${nearBy('t', "t.status = 'pending'")})
     WHERE t.parent_id IS NULL AND t.amount_minor <> 0
       AND (t.deleted_at IS NULL OR t.deleted_reason = 'user' AND t.fingerprint IS NOT NULL)
     LIMIT $5`,
    [...frontierOf(items), scope.accountId, limit],
  );
  // Too many as it is: whoever asks gives up.
  if (result.rows.length >= limit) return result.rows;
  const taken = await findTaken(
    tx,
    scope.importId,
    result.rows.map(({ key }) => key),
  );
  return result.rows.filter(({ key }) => !taken.has(key));
}

/** Which of these rows a line of the draft is for certain, or by the user's word. */
async function findTaken(
  tx: TenantTransaction,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const result = await tx.client.query<{ id: string }>(
    `SELECT CASE WHEN decision = 'same' THEN decided_transaction_id ELSE matched_transaction_id END AS id
     FROM import_rows
     WHERE import_id = $1 AND (decision = 'same' AND decided_transaction_id = ANY($2::uuid[])
       OR decision IS DISTINCT FROM 'same' AND match_score IS NULL AND matched_transaction_id = ANY($2::uuid[]))`,
    [importId, ids],
  );
  return new Set(result.rows.map(({ id }) => id));
}

/** These rows here, as items. */
export async function findItems(tx: TenantTransaction, ids: readonly string[]): Promise<LocalItem[]> {
  const result = await tx.client.query<LocalItem>(
    `SELECT id::text AS key, date::text AS date, amount_minor::text AS amount, status = 'pending' AS "isPending"
     FROM transactions WHERE id = ANY($1::uuid[]) AND amount_minor <> 0`,
    [ids],
  );
  return result.rows;
}

/**
 * True where a line that is to be, or is no longer, the row by the user's word could change which lines are rows for
 * certain: another line or row says the same as one of them, or bears its id.
 */
export async function touchesExact(
  tx: TenantTransaction,
  scope: LocalScope,
  { rowNumber, rowId }: { readonly rowNumber: number; readonly rowId: string },
): Promise<boolean> {
  const result = await tx.client.query<{ touches: boolean }>(
    `WITH l AS MATERIALIZED (SELECT fingerprint, external_id FROM import_rows WHERE import_id = $1 AND row_number = $2),
     t AS MATERIALIZED (SELECT id, fingerprint, external_id FROM transactions WHERE id = $3),
     told AS MATERIALIZED (
       SELECT v.fingerprint, v.external_id FROM duplicate_verdicts v
       WHERE v.transaction_id = $3 AND v.verdict = 'same' AND v.deleted_at IS NULL
       UNION SELECT fingerprint, external_id FROM t UNION SELECT fingerprint, external_id FROM l
     )
     SELECT EXISTS (
       SELECT FROM import_rows r WHERE r.import_id = $1 AND r.row_number <> $2 AND (
         r.fingerprint IN (SELECT fingerprint FROM told) OR r.external_id IN (SELECT external_id FROM told)
         OR coalesce(r.decided_transaction_id, CASE WHEN r.match_score IS NULL THEN r.matched_transaction_id END) = $3)
     ) OR EXISTS (
       SELECT FROM transactions x, l WHERE x.account_id = $4
         AND (x.fingerprint = l.fingerprint OR x.external_id = l.external_id)
     ) OR EXISTS (
       SELECT FROM duplicate_verdicts v, l WHERE v.verdict = 'same' AND v.deleted_at IS NULL
         AND (v.fingerprint = l.fingerprint OR v.external_id = l.external_id)
     ) AS touches`,
    [scope.importId, rowNumber, rowId, scope.accountId],
  );
  return result.rows[0]?.touches ?? true;
}

export interface LocalLines {
  readonly rowNumbers: readonly number[];
  /** The days that the file's posted lines cover. */
  readonly first: CalendarDate | null;
  readonly last: CalendarDate | null;
}

/** Puts only these lines into the tables that comparing works on, with the user's word on them. */
export async function collectLocal(
  tx: TenantTransaction,
  { importId, accountId, statements, currency }: LocalScope,
  { rowNumbers, first, last }: LocalLines,
): Promise<void> {
  await createTables(tx);
  await tx.client.query('INSERT INTO cmp_spans VALUES ($1, $2, $3)', [accountId, first, last]);
  await tx.client.query(
    `WITH mine AS MATERIALIZED (
       SELECT r.* FROM import_rows r WHERE r.import_id = $1 AND r.row_number = ANY($2::integer[])
     ), repeated AS MATERIALIZED (
       SELECT r.external_id FROM import_rows r
       WHERE r.import_id = $1 AND r.external_id IN (SELECT m.external_id FROM mine m WHERE m.external_id IS NOT NULL)
         AND r.statement_index = ANY($4::integer[]) AND r.fingerprint IS NOT NULL AND r.currency = $5
       GROUP BY 1 HAVING count(*) > 1
     )
     INSERT INTO cmp_lines (row_number, account_id, fingerprint, external_id, trusted, pending, date, amount_minor, decision)
     SELECT m.row_number, $3, m.fingerprint, m.external_id,
       m.external_id IS NOT NULL AND m.external_id NOT IN (SELECT external_id FROM repeated),
       m.status = 'pending', m.date, m.amount_minor, m.decision
     FROM mine m`,
    [importId, rowNumbers, accountId, statements, currency],
  );
  await tx.client.query('ANALYZE cmp_lines');
  await withLoops(tx, () => matchSaid(tx, importId));
}
