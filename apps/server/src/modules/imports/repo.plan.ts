import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { readBigint, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { NEW_REASON } from './repo.reasons.ts';

/** Where the rows of a statement go; null: not said yet. */
export interface PlanTarget {
  readonly index: number;
  readonly accountId: string | null;
  /** Of the account. */
  readonly currency: string | null;
}

/** Its amount, day and text may change until then, and it would be there twice. */
const PENDING_REASON = 'The bank has not booked it yet; a later file brings it.';

/**
 * The first version of the rule, for the imports that bear it. Says of every readable row whether its account has it already: `planImport` of core as SQL, set by set, for files of
 * every size; a test compares the two on random rows. See docs/specs/import-matching.md. What the user has decided
 * goes before it. Rows of `exceptImportId` are not looked at: that import is being read anew.
 */
export async function planRows(
  tx: TenantTransaction,
  importId: string,
  plan: { readonly targets: readonly PlanTarget[]; readonly exceptImportId: string | null },
): Promise<void> {
  const { targets, exceptImportId } = plan;
  const values = [
    importId,
    targets.map((target) => target.index),
    targets.map((target) => target.accountId),
    targets.map((target) => target.currency),
  ];
  await tx.client.query('DROP TABLE IF EXISTS pg_temp.plan_incoming, pg_temp.plan_existing');
  await tx.client.query(CREATE_INCOMING);
  await tx.client.query(CREATE_EXISTING);
  await tx.client.query(COLLECT_INCOMING, values);
  // Without statistics the planner takes a temporary table for a few rows and joins it in a loop.
  await tx.client.query('ANALYZE plan_incoming');
  await tx.client.query(COLLECT_EXISTING, [exceptImportId]);
  await tx.client.query('ANALYZE plan_existing');
  // Nobody has statistics of rows that came a moment ago, and what is empty today is large tomorrow: a loop over both
  // sides would be quadratic, a hash is right for every size.
  await tx.client.query("SELECT set_config('enable_nestloop', 'off', true)");
  // Nor does it know how many rows a pass leaves over.
  await tx.client.query('SET LOCAL enable_nestloop = off');
  await tx.client.query(SET_FATES, [importId]);
  await tx.client.query('SET LOCAL enable_nestloop = on');
  await tx.client.query("SELECT set_config('enable_nestloop', 'on', true)");
  await saveUnplanned(tx, importId, targets);
}

/** Says of the rows that cannot be compared why: no account is chosen, or it holds another currency. */
export async function saveUnplanned(
  tx: TenantTransaction,
  importId: string,
  targets: readonly PlanTarget[],
): Promise<void> {
  await tx.client.query(SET_UNPLANNED, [
    importId,
    targets.map((target) => target.index),
    targets.map((target) => target.accountId),
    targets.map((target) => target.currency),
  ]);
}

const CREATE_INCOMING = `
  CREATE TEMP TABLE plan_incoming (row_number integer, account_id uuid, fingerprint text, core text, external_id text,
    trusted boolean, single boolean, pending boolean) ON COMMIT DROP`;
const CREATE_EXISTING = `
  CREATE TEMP TABLE plan_existing (id uuid, account_id uuid, fingerprint text, core text, external_id text,
    deleted boolean, bears_id integer) ON COMMIT DROP`;

/** Date and amount of a fingerprint: `fingerprintCore` of core. */
const CORE = (column: string): string =>
  `split_part(${column}, ':', 1) || ':' || split_part(${column}, ':', 2) || ':' || split_part(${column}, ':', 3)`;

/** external_id holds usable ids only; trusted: only this row of the file bears it; single: only this row says so. */
const COLLECT_INCOMING = `
  INSERT INTO plan_incoming
  SELECT r.row_number, s.account_id, r.fingerprint, ${CORE('r.fingerprint')}, r.external_id,
    r.external_id IS NOT NULL AND count(*) OVER (PARTITION BY s.account_id, r.external_id) = 1,
    count(*) OVER (PARTITION BY s.account_id, r.fingerprint) = 1, r.status = 'pending'
  FROM import_rows r
  JOIN unnest($2::integer[], $3::uuid[], $4::text[]) AS s (index, account_id, currency) ON s.index = r.statement_index
  WHERE r.import_id = $1 AND r.fingerprint IS NOT NULL AND s.account_id IS NOT NULL AND r.currency = s.currency`;

/** What was imported into the account, also what the user has deleted since; not what was taken back. */
const EXISTING_COLUMNS = `t.id, t.account_id, t.fingerprint, ${CORE('t.fingerprint')}, t.external_id, t.deleted_at IS NOT NULL AS deleted`;
const EXISTING_CONDITION = `t.fingerprint IS NOT NULL AND t.parent_id IS NULL AND t.deleted_reason IS DISTINCT FROM 'revert'
  AND ($1::uuid IS NULL OR t.import_id IS DISTINCT FROM $1::uuid)`;
const COLLECT_EXISTING = `
  INSERT INTO plan_existing
  SELECT found.*, count(*) OVER (PARTITION BY found.account_id, found.external_id) FROM (
  SELECT ${EXISTING_COLUMNS}
  FROM (SELECT DISTINCT account_id, fingerprint FROM plan_incoming) i
  JOIN transactions t ON t.account_id = i.account_id AND t.fingerprint = i.fingerprint
  WHERE ${EXISTING_CONDITION}
  UNION
  SELECT ${EXISTING_COLUMNS}
  FROM plan_incoming i
  JOIN transactions t ON t.account_id = i.account_id AND t.external_id = i.external_id
  WHERE i.trusted AND ${EXISTING_CONDITION}
  ) found`;

/** One pass: the k-th open incoming row of each key with the k-th open existing row of that key. */
function pass(name: string, options: { key: string; needsId: boolean; after: readonly string[] }): string {
  const { key, needsId, after } = options;
  const incomingOpen = after.map(
    (done) => `NOT EXISTS (SELECT FROM ${done} d WHERE d.row_number = i.row_number)`,
  );
  const existingOpen = after.map((done) => `NOT EXISTS (SELECT FROM ${done} d WHERE d.id = e.id)`);
  const incoming = [...(needsId ? ['i.trusted'] : []), ...incomingOpen, 'true'].join(' AND ');
  // An existing row's id counts where the file trusts that id: the join on the key sees to it.
  const existing = [...existingOpen, 'true'].join(' AND ');
  const columns = key.split(', ');
  return `${name} AS MATERIALIZED (
    SELECT a.row_number, b.id, b.deleted FROM (
      SELECT i.*, row_number() OVER (PARTITION BY ${key} ORDER BY i.row_number) AS k FROM plan_incoming i WHERE ${incoming}
    ) a JOIN (
      SELECT e.*, row_number() OVER (PARTITION BY ${key} ORDER BY e.deleted, e.id) AS k FROM plan_existing e WHERE ${existing}
    ) b ON ${columns.map((column) => `a.${column} = b.${column}`).join(' AND ')} AND a.k = b.k
  )`;
}

const REASONS = {
  idAndContent: "The bank''s id, date, amount and text are the same as those of a row that is here.",
  content: 'Date, amount and text are the same as those of a row that is here.',
  idAlone:
    "The bank''s id, date and amount are the same as those of a row that is here; only the text has changed.",
} as const;

const SET_FATES = `
  WITH ${pass('id_and_content', { key: 'account_id, external_id, fingerprint', needsId: true, after: [] })},
  ${pass('content', { key: 'account_id, fingerprint', needsId: false, after: ['id_and_content'] })},
  id_alone AS (
    SELECT i.row_number, e.id, e.deleted FROM plan_incoming i
    JOIN plan_existing e ON e.account_id = i.account_id AND e.external_id = i.external_id AND e.core = i.core
    WHERE i.trusted AND i.single AND e.bears_id = 1
      AND NOT EXISTS (SELECT FROM plan_existing o WHERE o.account_id = i.account_id AND o.fingerprint = i.fingerprint)
      AND NOT EXISTS (SELECT FROM plan_incoming o WHERE o.account_id = e.account_id AND o.fingerprint = e.fingerprint)
  ),
  matched AS (
    SELECT row_number, id, deleted, '${REASONS.idAndContent}' AS reason FROM id_and_content
    UNION ALL SELECT row_number, id, deleted, '${REASONS.content}' FROM content
    UNION ALL SELECT row_number, id, deleted, '${REASONS.idAlone}' FROM id_alone
  ), planned AS (
    SELECT i.row_number, m.id,
      CASE WHEN m.id IS NULL AND i.pending THEN 'skip' WHEN m.id IS NULL THEN 'new' WHEN m.deleted THEN 'deleted'
        ELSE 'duplicate' END AS fate,
      CASE WHEN m.id IS NULL AND i.pending THEN '${PENDING_REASON}' WHEN m.id IS NULL THEN '${NEW_REASON}' WHEN m.deleted THEN 'You deleted this row before. ' || m.reason
        ELSE m.reason END AS reason
    FROM plan_incoming i LEFT JOIN matched m USING (row_number)
  )
  UPDATE import_rows r SET
    fate = CASE r.decision WHEN 'add' THEN 'new' WHEN 'skip' THEN 'skip' ELSE p.fate END,
    reason = CASE r.decision WHEN 'add' THEN 'You chose to add it.' WHEN 'skip' THEN 'You chose to leave it out.'
      ELSE p.reason END,
    matched_transaction_id = p.id
  FROM planned p
  WHERE r.import_id = $1 AND r.row_number = p.row_number
    AND (r.decision IS NOT NULL OR r.fate <> p.fate OR r.reason <> p.reason OR r.matched_transaction_id IS DISTINCT FROM p.id)`;

const SET_UNPLANNED = `
  UPDATE import_rows r SET
    fate = CASE WHEN r.decision = 'skip' THEN 'skip' WHEN s.account_id IS NULL THEN 'new' ELSE 'invalid' END,
    reason = CASE WHEN r.decision = 'skip' THEN 'You chose to leave it out.'
      WHEN s.account_id IS NULL THEN 'The account is not chosen yet.'
      ELSE 'The row is in ' || r.currency || ', and the account is in ' || s.currency || '.' END,
    matched_transaction_id = NULL
  FROM unnest($2::integer[], $3::uuid[], $4::text[]) AS s (index, account_id, currency)
  WHERE r.import_id = $1 AND r.statement_index = s.index AND r.fingerprint IS NOT NULL
    AND (s.account_id IS NULL OR r.currency <> s.currency)`;

type Fate = 'new' | 'match' | 'ask' | 'duplicate' | 'deleted' | 'skip' | 'invalid';

/** What a statement's rows come to; a row that is asked about counts as one that is added. */
export interface StatementSums {
  readonly index: number;
  readonly rowCount: number;
  readonly currencies: readonly string[];
  readonly sumMinor: bigint;
  readonly newSumMinor: bigint;
  readonly firstDate: CalendarDate | null;
  readonly lastDate: CalendarDate | null;
  readonly fates: Readonly<Record<Fate, number>>;
}

/** Of all rows of an import, or of those that are named. */
export async function sumStatements(
  tx: TenantTransaction,
  importId: string,
  rowNumbers: readonly number[] | null = null,
): Promise<StatementSums[]> {
  const result = await tx.client.query<Record<string, unknown>>(
    `SELECT statement_index, count(fingerprint) AS row_count,
       array_agg(DISTINCT currency) FILTER (WHERE currency IS NOT NULL) AS currencies,
       sum(amount_minor) FILTER (WHERE fingerprint IS NOT NULL) AS sum_minor,
       sum(amount_minor) FILTER (WHERE fate IN ('new', 'ask')) AS new_sum_minor,
       min(date) FILTER (WHERE fingerprint IS NOT NULL) AS first_date,
       max(date) FILTER (WHERE fingerprint IS NOT NULL) AS last_date,
       count(*) FILTER (WHERE fate = 'new') AS new, count(*) FILTER (WHERE fate = 'match') AS match,
       count(*) FILTER (WHERE fate = 'ask') AS ask, count(*) FILTER (WHERE fate = 'duplicate') AS duplicate,
       count(*) FILTER (WHERE fate = 'deleted') AS deleted, count(*) FILTER (WHERE fate = 'skip') AS skip,
       count(*) FILTER (WHERE fate = 'invalid') AS invalid
     FROM import_rows WHERE import_id = $1 AND ($2::integer[] IS NULL OR row_number = ANY($2::integer[]))
     GROUP BY statement_index ORDER BY statement_index`,
    [importId, rowNumbers],
  );
  return result.rows.map((row) => ({
    index: readCount(row['statement_index']),
    rowCount: readCount(row['row_count']),
    currencies: Array.isArray(row['currencies']) ? row['currencies'].map(String) : [],
    sumMinor: readBigint(row['sum_minor']),
    newSumMinor: readBigint(row['new_sum_minor']),
    firstDate: readDate(row['first_date']),
    lastDate: readDate(row['last_date']),
    fates: {
      new: readCount(row['new']),
      match: readCount(row['match']),
      ask: readCount(row['ask']),
      duplicate: readCount(row['duplicate']),
      deleted: readCount(row['deleted']),
      skip: readCount(row['skip']),
      invalid: readCount(row['invalid']),
    },
  }));
}

function readDate(value: unknown): CalendarDate | null {
  return typeof value === 'string' ? parseCalendarDate(value) : null;
}

export interface NewDay {
  readonly statementIndex: number;
  readonly date: CalendarDate;
  readonly postedMinor: bigint;
}

/** What the new rows, and the pending ones that are posted, would add to each day's posted total. */
export async function sumNewDays(
  tx: TenantTransaction,
  importId: string,
  rowNumbers: readonly number[] | null = null,
): Promise<NewDay[]> {
  const result = await tx.client.query<Record<string, unknown>>(
    `SELECT r.statement_index, r.date, sum(r.amount_minor) AS minor FROM import_rows r
     WHERE r.import_id = $1 AND r.status <> 'pending' AND (r.fate IN ('new', 'ask')
       OR r.fate = 'match' AND EXISTS (
         SELECT FROM transactions t WHERE t.id = r.matched_transaction_id AND t.status = 'pending'))
       AND ($2::integer[] IS NULL OR r.row_number = ANY($2::integer[]))
     GROUP BY 1, 2`,
    [importId, rowNumbers],
  );
  return result.rows.map((row) => ({
    statementIndex: readCount(row['statement_index']),
    date: parseCalendarDate(String(row['date'])),
    postedMinor: readBigint(row['minor']),
  }));
}

export interface ClosingBalance {
  readonly statementIndex: number;
  readonly minor: bigint;
  readonly date: CalendarDate;
}

/** The last balance of each statement whose running balance is right from row to row, the whole file through. */
export async function findProvenClosings(
  tx: TenantTransaction,
  importId: string,
  order: 'oldestFirst' | 'newestFirst',
): Promise<ClosingBalance[]> {
  // Oldest first, a row follows on the one above it; newest first, on the one below.
  const [direction, last] = order === 'oldestFirst' ? ['ASC', 'max'] : ['DESC', 'min'];
  const result = await tx.client.query<Record<string, unknown>>(
    `WITH linked AS MATERIALIZED (
       SELECT row_number, statement_index, date, balance_minor,
         balance_minor - amount_minor = lag(balance_minor) OVER chain AS agrees
       FROM import_rows
       WHERE import_id = $1 AND fingerprint IS NOT NULL AND status <> 'pending' AND balance_minor IS NOT NULL
       WINDOW chain AS (PARTITION BY statement_index, currency ORDER BY row_number ${direction})
     ), ends AS (
       SELECT ${last}(row_number) AS row_number FROM linked GROUP BY statement_index
       HAVING count(agrees) > 0 AND count(*) FILTER (WHERE agrees) * 20 >= count(agrees) * 19
     )
     SELECT l.statement_index, l.balance_minor AS minor, l.date::text AS date
     FROM ends JOIN linked l USING (row_number) WHERE l.agrees`,
    [importId],
  );
  return result.rows.map((row) => ({
    statementIndex: readCount(row['statement_index']),
    minor: readBigint(row['minor']),
    date: parseCalendarDate(String(row['date'])),
  }));
}
