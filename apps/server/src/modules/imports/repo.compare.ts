import type { CalendarDate } from '@fintrack/core/dates';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import type { PlanTarget } from './repo.plan.ts';
import { NEW_REASON } from './repo.reasons.ts';

/*
 * The second version of the rule, set by set, for files of every size: `compareRows` of core says the same for a few
 * rows, and a test compares the two. The steps share temporary tables, so that each sees what the earlier ones left.
 */

export interface CompareScope {
  readonly importId: string;
  readonly targets: readonly PlanTarget[];
  /** Rows that the import itself has booked are not looked at: it is being read anew. */
  readonly isReplay: boolean;
}

/** What there is to compare: with no row at all in any of the accounts, as in new ones, every line is new. */
export interface Collected {
  readonly hasRows: boolean;
  /** Rows that bear a key or an id of a line. */
  readonly identities: number;
}

/** Collects the lines that can be compared and the rows that bear one of their keys or ids. */
export async function collectLines(tx: TenantTransaction, scope: CompareScope): Promise<Collected> {
  const { importId, targets, isReplay } = scope;
  await createTables(tx);
  const lines = await withoutLoops(tx, () =>
    tx.client.query(COLLECT_LINES, [
      importId,
      targets.map((target) => target.index),
      targets.map((target) => target.accountId),
      targets.map((target) => target.currency),
    ]),
  );
  // Without statistics the planner takes a temporary table for a few rows and joins it in a loop.
  await tx.client.query('ANALYZE cmp_lines');
  await tx.client.query(COLLECT_SPANS);
  const accountIds = targets.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const rows = await tx.client.query('SELECT FROM transactions WHERE account_id = ANY($1::uuid[]) LIMIT 1', [
    accountIds,
  ]);
  if (rows.rowCount === 0) return { hasRows: false, identities: 0 };
  const collect = () => tx.client.query(COLLECT_IDENTITIES, [isReplay ? importId : null]);
  const isLookedUp = (lines.rowCount ?? 0) * FEW_OF < (await countRows(tx, accountIds));
  const identities = await (isLookedUp ? collect() : withoutLoops(tx, collect));
  await tx.client.query('ANALYZE cmp_identities');
  return { hasRows: true, identities: identities.rowCount ?? 0 };
}

/** Lines that are fewer than this part of their accounts' rows are looked up one by one; else those are read once. */
const FEW_OF = 20;

/** By the totals: rows that were deleted do not count. */
async function countRows(tx: TenantTransaction, accountIds: readonly string[]): Promise<number> {
  const result = await tx.client.query<{ rows: string }>(
    'SELECT coalesce(sum(row_count), 0) AS rows FROM account_monthly_totals WHERE account_id = ANY($1::uuid[])',
    [accountIds],
  );
  return readCount(result.rows[0]?.rows);
}

/** The tables that the steps share, empty. */
export async function createTables(tx: TenantTransaction): Promise<void> {
  await tx.client.query(
    'DROP TABLE IF EXISTS pg_temp.cmp_lines, pg_temp.cmp_spans, pg_temp.cmp_identities, pg_temp.cmp_matched, pg_temp.cmp_open, pg_temp.cmp_near',
  );
  await tx.client.query(CREATE_TABLES);
}

/** The days that the posted lines of an account cover. */
const COLLECT_SPANS = `
  INSERT INTO cmp_spans
  SELECT account_id, min(date), max(date) FROM cmp_lines WHERE NOT pending GROUP BY 1`;

/** What {@link COLLECT_SPANS} has found. */
export async function findSpans(
  tx: TenantTransaction,
): Promise<readonly { accountId: string; first: CalendarDate; last: CalendarDate }[]> {
  const result = await tx.client.query<{ accountId: string; first: CalendarDate; last: CalendarDate }>(
    'SELECT account_id AS "accountId", first::text, last::text FROM cmp_spans',
  );
  return result.rows;
}

const CREATE_TABLES = `
  CREATE TEMP TABLE cmp_lines (row_number integer, account_id uuid, fingerprint text, external_id text,
    trusted boolean, pending boolean, date date, amount_minor bigint, decision text) ON COMMIT DROP;
  CREATE TEMP TABLE cmp_spans (account_id uuid, first date, last date) ON COMMIT DROP;
  CREATE TEMP TABLE cmp_identities (identity uuid, id uuid, account_id uuid, fingerprint text,
    external_id text, deleted boolean, pending boolean, bears_id integer) ON COMMIT DROP;
  CREATE TEMP TABLE cmp_matched (row_number integer, identity uuid, id uuid, kind text, deleted boolean,
    pending boolean, typed boolean, score smallint, reasons text[]) ON COMMIT DROP`;

/** external_id holds usable ids only; trusted: only this row of the file bears it. */
const COLLECT_LINES = `
  WITH told AS (SELECT * FROM unnest($2::integer[], $3::uuid[], $4::text[]) AS s (index, account_id, currency)),
  repeated AS (
    SELECT s.account_id, r.external_id FROM import_rows r JOIN told s ON s.index = r.statement_index
    WHERE r.import_id = $1 AND r.fingerprint IS NOT NULL AND r.external_id IS NOT NULL AND r.currency = s.currency
    GROUP BY 1, 2 HAVING count(*) > 1
  )
  INSERT INTO cmp_lines
  SELECT r.row_number, s.account_id, r.fingerprint, r.external_id, r.external_id IS NOT NULL AND d.external_id IS NULL,
    r.status = 'pending', r.date, r.amount_minor, r.decision
  FROM import_rows r
  JOIN told s ON s.index = r.statement_index
  LEFT JOIN repeated d ON d.account_id = s.account_id AND d.external_id = r.external_id
  WHERE r.import_id = $1 AND r.fingerprint IS NOT NULL AND s.account_id IS NOT NULL AND r.currency = s.currency`;

/** What was imported into the account, also what the user has deleted since; not what was taken back. */
const KNOWN = `t.parent_id IS NULL AND t.deleted_reason IS DISTINCT FROM 'revert'
  AND ($1::uuid IS NULL OR t.import_id IS DISTINCT FROM $1::uuid)`;
const OWN = `t.id AS identity, t.id, t.account_id, t.fingerprint, t.external_id,
  t.deleted_at IS NOT NULL AS deleted, t.status = 'pending' AS pending`;
const OTHER = `v.id AS identity, t.id, t.account_id, v.fingerprint, v.external_id,
  t.deleted_at IS NOT NULL AS deleted, t.status = 'pending' AS pending`;
const SAME_LINE = `v.verdict = 'same' AND v.deleted_at IS NULL`;

/** A row is known by the line that it was booked from, and by every other line that was found to be it. */
const COLLECT_IDENTITIES = `
  INSERT INTO cmp_identities
  SELECT found.*, count(*) OVER (PARTITION BY found.account_id, found.external_id) FROM (
    SELECT ${OWN}
    FROM (SELECT DISTINCT account_id, fingerprint FROM cmp_lines) l
    JOIN transactions t ON t.account_id = l.account_id AND t.fingerprint = l.fingerprint WHERE ${KNOWN}
    UNION
    SELECT ${OWN}
    FROM cmp_lines l JOIN transactions t ON t.account_id = l.account_id AND t.external_id = l.external_id
    WHERE l.trusted AND t.fingerprint IS NOT NULL AND ${KNOWN}
    UNION
    SELECT ${OTHER}
    FROM (SELECT DISTINCT account_id, fingerprint FROM cmp_lines) l
    JOIN duplicate_verdicts v ON v.fingerprint = l.fingerprint AND ${SAME_LINE}
    JOIN transactions t ON t.id = v.transaction_id AND t.account_id = l.account_id WHERE ${KNOWN}
    UNION
    SELECT ${OTHER}
    FROM cmp_lines l
    JOIN duplicate_verdicts v ON v.external_id = l.external_id AND ${SAME_LINE}
    JOIN transactions t ON t.id = v.transaction_id AND t.account_id = l.account_id
    WHERE l.trusted AND ${KNOWN}
  ) found`;

/** How the ids of a source did, for an account. */
export interface AccountIdCounts {
  readonly accountId: string;
  readonly agreed: number;
  readonly differed: number;
}

/**
 * What the user has said, then id and content, then content alone. Answers how the ids of the lines did. Where no row
 * was collected, as in a new account, there is nothing to pair, and a million lines need no sorting for it.
 */
export async function matchByContent(
  tx: TenantTransaction,
  { importId, collected }: { readonly importId: string; readonly collected: Collected },
): Promise<AccountIdCounts[]> {
  await withoutLoops(tx, async () => {
    if (collected.hasRows) await tx.client.query(MATCH_SAID, [importId]);
    if (collected.identities === 0) return;
    await tx.client.query(pass('idAndContent', 'account_id, external_id, fingerprint', 'l.trusted'));
    // Of two that are alike but for it, the posted line is the posted row, and the pending one is left for its posting.
    const pending = await tx.client.query(FIND_PENDING);
    if (pending.rowCount !== 0) {
      await tx.client.query(
        `${pass('content', 'account_id, fingerprint, pending', 'true')} AND NOT b.deleted`,
      );
    }
    await tx.client.query(pass('content', 'account_id, fingerprint', 'true'));
  });
  const result = await tx.client.query<Record<string, unknown>>(COUNT_IDS);
  return result.rows.map((row) => ({
    accountId: String(row['account_id']),
    agreed: readCount(row['agreed']),
    differed: readCount(row['differed']),
  }));
}

/** The lines of which the user has said which row they are. */
export async function matchSaid(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query(MATCH_SAID, [importId]);
}

const MATCH_SAID = `
  INSERT INTO cmp_matched
  SELECT l.row_number, t.id, t.id, 'said', t.deleted_at IS NOT NULL, t.status = 'pending',
    t.fingerprint IS NULL AND t.status <> 'reconciled', r.match_score, r.match_reasons
  FROM cmp_lines l
  JOIN import_rows r ON r.import_id = $1 AND r.row_number = l.row_number
  JOIN transactions t ON t.id = r.decided_transaction_id AND t.account_id = l.account_id AND t.parent_id IS NULL
  WHERE l.decision = 'same' AND t.deleted_reason IS DISTINCT FROM 'revert'`;

/** One pass: the k-th open line of each key with the k-th open row of that key. */
function pass(kind: string, key: string, condition: string): string {
  const columns = key.split(', ');
  return `INSERT INTO cmp_matched
    SELECT a.row_number, b.identity, b.id, '${kind}', b.deleted, b.pending, false, NULL, NULL FROM (
      SELECT l.*, row_number() OVER (PARTITION BY ${key} ORDER BY l.row_number) AS k FROM cmp_lines l
      WHERE ${condition} AND NOT EXISTS (SELECT FROM cmp_matched d WHERE d.row_number = l.row_number)
    ) a JOIN (
      SELECT e.*, row_number() OVER (PARTITION BY ${key} ORDER BY e.deleted, e.id, e.identity) AS k
      FROM cmp_identities e WHERE NOT EXISTS (SELECT FROM cmp_matched d WHERE d.identity = e.identity)
    ) b ON ${columns.map((column) => `a.${column} = b.${column}`).join(' AND ')} AND a.k = b.k`;
}

const FIND_PENDING = `
  SELECT FROM cmp_lines WHERE pending UNION ALL SELECT FROM cmp_identities WHERE pending LIMIT 1`;

const COUNT_IDS = `
  SELECT l.account_id, count(*) FILTER (WHERE m.kind = 'idAndContent') AS agreed,
    count(*) FILTER (WHERE m.kind = 'content' AND l.trusted AND e.external_id <> l.external_id) AS differed
  FROM cmp_lines l
  LEFT JOIN cmp_matched m ON m.row_number = l.row_number
  LEFT JOIN cmp_identities e ON e.identity = m.identity
  GROUP BY l.account_id`;

/** The bank changed the text of a row and kept its id; not where it renumbers its ids. */
export async function matchByIdAlone(tx: TenantTransaction, renumbered: readonly string[]): Promise<void> {
  await withoutLoops(tx, () => tx.client.query(MATCH_ID_ALONE, [renumbered]));
}

/** Date and amount of a fingerprint: `fingerprintCore` of core. */
const core = (column: string): string =>
  `split_part(${column}, ':', 1) || ':' || split_part(${column}, ':', 2) || ':' || split_part(${column}, ':', 3)`;

/** Both texts are the only ones of their kind: of several lines or rows that say the same, none is meant for certain. */
const MATCH_ID_ALONE = `
  INSERT INTO cmp_matched
  SELECT l.row_number, e.identity, e.id, 'idAlone', e.deleted, e.pending, false, NULL, NULL
  FROM cmp_lines l
  JOIN cmp_identities e ON e.account_id = l.account_id AND e.external_id = l.external_id
    AND ${core('e.fingerprint')} = ${core('l.fingerprint')}
  WHERE l.trusted AND e.bears_id = 1 AND l.account_id <> ALL ($1::uuid[])
    AND NOT EXISTS (SELECT FROM cmp_matched d WHERE d.row_number = l.row_number)
    AND NOT EXISTS (SELECT FROM cmp_matched d WHERE d.identity = e.identity)
    AND NOT EXISTS (SELECT FROM cmp_lines o WHERE o.account_id = l.account_id AND o.fingerprint = l.fingerprint
      AND o.row_number <> l.row_number)
    AND NOT EXISTS (SELECT FROM cmp_identities o WHERE o.account_id = l.account_id AND o.fingerprint = l.fingerprint)
    AND NOT EXISTS (SELECT FROM cmp_lines o WHERE o.account_id = e.account_id AND o.fingerprint = e.fingerprint)`;

/** Writes down what becomes of each line. `isBooking`: what is still open is added, and nothing is asked any more. */
export async function saveFates(
  tx: TenantTransaction,
  scope: CompareScope & { readonly isBooking: boolean; readonly isFew?: boolean },
): Promise<void> {
  const save = () => tx.client.query(SAVE_FATES, [scope.importId, scope.isBooking]);
  await (scope.isFew ? withLoops(tx, save) : withoutLoops(tx, save));
}

/**
 * Nobody has statistics of rows that came a moment ago, and what is empty today is large tomorrow: a loop over both
 * sides would be quadratic, a hash is right for every size.
 */
export async function withoutLoops<Result>(
  tx: TenantTransaction,
  work: () => Promise<Result>,
): Promise<Result> {
  await tx.client.query('SET LOCAL enable_nestloop = off');
  const result = await work();
  await tx.client.query('SET LOCAL enable_nestloop = on');
  return result;
}

/** A few rows are looked up one by one by their keys, whatever is expected of tables that nobody has statistics of. */
export async function withLoops<Result>(tx: TenantTransaction, work: () => Promise<Result>): Promise<Result> {
  await tx.client.query('SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off');
  const result = await work();
  await tx.client.query('SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on');
  return result;
}

const REASONS: Readonly<Record<string, string>> = {
  said: 'You said that it is the row here.',
  own: 'It is the row here that the file was made from.',
  idAndContent: "The bank''s id, date, amount and text are the same as those of a row that is here.",
  content: 'Date, amount and text are the same as those of a row that is here.',
  idAlone:
    "The bank''s id, date and amount are the same as those of a row that is here; only the text has changed.",
};

const WEIGHED = `array_to_string(m.reasons, ' ')`;
const WHY = `CASE m.kind ${Object.entries(REASONS)
  .map(([kind, reason]) => `WHEN '${kind}' THEN '${reason}'`)
  .join(' ')} ELSE ${WEIGHED} END`;

/** A posted line settles a pending row, and gives a typed row its bank line; any other line changes nothing. */
const UPDATES = `(m.pending AND (NOT l.pending OR m.kind IN ('said', 'skip')) OR m.typed AND m.kind = 'said')`;

const SAVE_FATES = `
  WITH planned AS (
    SELECT l.row_number, m.id, m.score, m.reasons, l.decision,
      CASE l.decision WHEN 'add' THEN 'new' WHEN 'skip' THEN 'skip' ELSE
        CASE WHEN m.id IS NULL THEN 'new'
          WHEN m.kind = 'ask' THEN CASE WHEN $2 THEN 'new' ELSE 'ask' END
          WHEN m.deleted THEN 'deleted' WHEN ${UPDATES} THEN 'match' ELSE 'duplicate' END
      END AS fate,
      CASE l.decision WHEN 'add' THEN 'You chose to add it.' WHEN 'skip' THEN 'You chose to leave it out.' ELSE
        CASE WHEN m.id IS NULL THEN '${NEW_REASON}'
          WHEN m.kind = 'ask' AND $2 THEN 'It was added, although it is like a row that was here: ' || ${WEIGHED}
          WHEN m.kind = 'ask' AND m.deleted THEN 'It may be a row that you deleted: ' || ${WEIGHED}
          WHEN m.kind = 'ask' THEN 'It may be a row that is here: ' || ${WEIGHED}
          WHEN m.deleted THEN 'You deleted this row before. ' || ${WHY}
          WHEN ${UPDATES} AND m.typed THEN 'It gives the row here its bank line. ' || ${WHY}
          WHEN ${UPDATES} AND l.pending THEN 'It is the newer state of a pending row that is here. ' || ${WHY}
          WHEN ${UPDATES} THEN 'It posts a pending row that is here. ' || ${WHY}
          ELSE ${WHY} END
      END AS reason
    FROM cmp_lines l LEFT JOIN cmp_matched m USING (row_number)
  )
  UPDATE import_rows r SET fate = p.fate, reason = p.reason,
    matched_transaction_id = CASE WHEN p.decision = 'add' THEN coalesce(p.id, r.matched_transaction_id) ELSE p.id END,
    match_score = CASE WHEN p.decision = 'add' AND p.id IS NULL THEN r.match_score ELSE p.score END,
    match_reasons = CASE WHEN p.decision = 'add' AND p.id IS NULL THEN r.match_reasons ELSE p.reasons END
  FROM planned p
  WHERE r.import_id = $1 AND r.row_number = p.row_number
    AND (r.fate <> p.fate OR r.reason <> p.reason OR r.matched_transaction_id IS DISTINCT FROM p.id
      OR r.match_score IS DISTINCT FROM p.score)`;
