import type { CalendarDate } from '@fintrack/core/dates';
import type { ChosenDuplicate } from '@fintrack/core/matching';
import {
  EARLY_DAYS,
  PUMP_HOLD,
  PUMP_MOST,
  SETTLED_DAYS,
  SETTLING_DAYS,
  TYPED_DAYS,
} from '@fintrack/core/matching';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { withLoops, withoutLoops } from './repo.compare.ts';

/** A line and a row that are near enough in amount and time to be weighed; amounts in minor units as text. */
export interface CandidatePair {
  readonly rowNumber: number;
  readonly accountId: string;
  readonly lineDate: CalendarDate;
  readonly lineAmount: string;
  readonly linePending: boolean;
  readonly lineExternalId: string | null;
  readonly lineTexts: readonly (string | null)[];
  readonly rowId: string;
  readonly rowDate: CalendarDate;
  readonly rowAmount: string;
  readonly rowPending: boolean;
  readonly rowTyped: boolean;
  readonly rowTransfer: boolean;
  readonly rowExternalId: string | null;
  readonly rowTexts: readonly (string | null)[];
}

/** An amount that stands there more often than this within days says nothing. */
const CROWD = 30;
/** Pending rows that are looked at in an account, the newest, and partners of each, the nearest. */
export const PENDING = 300;
/** All that is weighed of a file. */
export const PAIRS = 100_000;

/**
 * Pairs of open lines and open rows worth weighing. Their number is bounded by the number of lines, whatever the
 * account holds: pairs are joined by hashes on account, amount and a few days, crowds are left out, and so are pairs
 * that the user has called two rows.
 */
export async function findCandidates(
  tx: TenantTransaction,
  scope: {
    readonly importId: string;
    readonly isReplay: boolean;
    /** Only these rows here are looked at. */
    readonly rowIds?: readonly string[];
  },
): Promise<CandidatePair[]> {
  await tx.client.query(COLLECT_OPEN);
  const near = await tx.client.query(COLLECT_NEAR, [
    scope.isReplay ? scope.importId : null,
    scope.rowIds ?? null,
  ]);
  if ((near.rowCount ?? 0) === 0) return [];
  await tx.client.query('ANALYZE cmp_open');
  await tx.client.query('ANALYZE cmp_near');
  const find = () => tx.client.query<CandidatePair>(FIND_PAIRS, [scope.importId]);
  // A few rows are looked up one by one; of many, hashes are made.
  const result = await (scope.rowIds ? withLoops(tx, find) : withoutLoops(tx, find));
  return result.rows;
}

const COLLECT_OPEN = `
  CREATE TEMP TABLE cmp_open ON COMMIT DROP AS
  SELECT l.row_number, l.account_id, l.fingerprint, l.date, l.amount_minor, l.pending,
    CASE WHEN l.trusted THEN l.external_id END AS external_id, s.first, s.last
  FROM cmp_lines l
  LEFT JOIN cmp_spans s ON s.account_id = l.account_id
  WHERE l.decision IS NULL AND l.amount_minor <> 0
    AND NOT EXISTS (SELECT FROM cmp_matched d WHERE d.row_number = l.row_number)`;

const COLLECT_NEAR = `
  CREATE TEMP TABLE cmp_near ON COMMIT DROP AS
  SELECT t.id, t.account_id, t.fingerprint, t.date, t.amount_minor, t.status = 'pending' AS pending,
    t.fingerprint IS NULL AS typed, t.transfer_transaction_id IS NOT NULL AS transfer, t.external_id,
    t.deleted_at IS NOT NULL AS deleted
  FROM (
    SELECT account_id, min(date) - ${SETTLING_DAYS} AS first, max(date) + ${SETTLING_DAYS} AS last
    FROM cmp_open GROUP BY 1
  ) w
  JOIN transactions t ON t.account_id = w.account_id AND t.date BETWEEN w.first AND w.last
  WHERE t.parent_id IS NULL AND t.amount_minor <> 0 AND ($1::uuid IS NULL OR t.import_id IS DISTINCT FROM $1::uuid)
    AND (t.deleted_at IS NULL OR t.deleted_reason = 'user' AND t.fingerprint IS NOT NULL)
    AND ($2::uuid[] IS NULL OR t.id = ANY($2::uuid[]))
    AND NOT EXISTS (SELECT FROM cmp_matched d WHERE d.id = t.id)`;

/** Days are hashed in spans as long as rows may be apart: a row stands in its own span and in both beside it. */
const span = (column: string, days: number): string => `(${column} - DATE '2000-01-01') / ${days}`;
const SETTLED_SPAN = Math.max(SETTLED_DAYS, TYPED_DAYS) + 1;
const SETTLING_SPAN = SETTLING_DAYS + 1;
const BESIDE = '(VALUES (-1), (0), (1)) beside (step)';

/** Two posted rows: of one amount, and the file covers the day of a row that has a bank line. */
const SETTLED_PAIRS = `
  SELECT l.row_number, n.id FROM (
    SELECT o.*, ${span('o.date', SETTLED_SPAN)} AS part,
      count(*) OVER (PARTITION BY o.account_id, o.amount_minor, ${span('o.date', SETTLED_SPAN)}) AS crowd
    FROM cmp_open o WHERE NOT o.pending
  ) l JOIN (
    SELECT r.*, count(*) OVER (PARTITION BY r.account_id, r.amount_minor, r.part) AS crowd FROM (
      SELECT x.*, ${span('x.date', SETTLED_SPAN)} + beside.step AS part FROM cmp_near x, ${BESIDE} WHERE NOT x.pending
    ) r
  ) n ON n.account_id = l.account_id AND n.amount_minor = l.amount_minor AND n.part = l.part
  WHERE l.crowd <= ${CROWD} AND n.crowd <= ${CROWD}
    AND abs(l.date - n.date) <= CASE WHEN n.typed THEN ${TYPED_DAYS} ELSE ${SETTLED_DAYS} END
    AND (n.typed OR n.date BETWEEN l.first AND l.last)`;

/**
 * `posted` may be `pending` later: not too late, in the same direction, and not of quite another amount, unless a pump
 * asked for so little.
 */
const settles = (pending: string, posted: string): string =>
  `${posted}.date - ${pending}.date BETWEEN -${EARLY_DAYS} AND ${SETTLING_DAYS}
    AND sign(${posted}.amount_minor) = sign(${pending}.amount_minor)
    AND (abs(${posted}.amount_minor) * 10 <= abs(${pending}.amount_minor) * 21
      OR abs(${pending}.amount_minor) = ${PUMP_HOLD} AND abs(${posted}.amount_minor) <= ${PUMP_MOST})
    AND abs(${posted}.amount_minor) * 11 >= abs(${pending}.amount_minor)`;

const newestPending = (table: string, id: string): string => `
  SELECT p.*, ${span('p.date', SETTLING_SPAN)} AS part FROM (
    SELECT x.*, row_number() OVER (PARTITION BY x.account_id ORDER BY x.date DESC, x.${id} DESC) AS place
    FROM ${table} x WHERE x.pending
  ) p WHERE p.place <= ${PENDING}`;

const nearest = (pairs: string, by: string): string => `
  SELECT row_number, id FROM (
    SELECT f.*, row_number() OVER (PARTITION BY ${by} ORDER BY f.apart, f.off, f.row_number, f.id) AS place
    FROM (${pairs}) f
  ) f WHERE place <= ${CROWD}`;
const APART = 'abs(l.date - n.date) AS apart, abs(l.amount_minor - n.amount_minor) AS off';

const SETTLING_ROWS = nearest(
  `SELECT l.row_number, n.id, ${APART} FROM (${newestPending('cmp_near', 'id')}) n
   JOIN (SELECT o.*, ${span('o.date', SETTLING_SPAN)} + beside.step AS part FROM cmp_open o, ${BESIDE}) l
     ON l.account_id = n.account_id AND l.part = n.part
   WHERE ${settles('n', 'l')}`,
  'f.id',
);
const SETTLING_LINES = nearest(
  `SELECT l.row_number, n.id, ${APART} FROM (${newestPending('cmp_open', 'row_number')}) l
   JOIN (SELECT r.*, ${span('r.date', SETTLING_SPAN)} + beside.step AS part FROM cmp_near r, ${BESIDE}
     WHERE NOT r.pending) n
     ON l.account_id = n.account_id AND l.part = n.part
   WHERE ${settles('l', 'n')}`,
  'f.row_number',
);

const REJECTED = `v.verdict = 'different' AND v.deleted_at IS NULL`;

/**
 * The user has said that the two are two rows: of this row, of one that was booked again, or the other way round.
 * The same lines in another account are other lines.
 */
const NOT_REJECTED = `
  NOT EXISTS (SELECT FROM duplicate_verdicts v WHERE ${REJECTED} AND v.fingerprint = l.fingerprint AND v.transaction_id = n.id)
  AND NOT EXISTS (SELECT FROM duplicate_verdicts v JOIN transactions x ON x.id = v.transaction_id
    WHERE ${REJECTED} AND v.fingerprint = l.fingerprint AND v.row_fingerprint = n.fingerprint
      AND x.account_id = l.account_id)
  AND NOT EXISTS (SELECT FROM duplicate_verdicts v JOIN transactions x ON x.id = v.transaction_id
    WHERE ${REJECTED} AND v.row_fingerprint = l.fingerprint AND v.fingerprint = n.fingerprint
      AND x.account_id = l.account_id)`;

const FIND_PAIRS = `
  WITH pairs AS MATERIALIZED (${SETTLED_PAIRS} UNION ${SETTLING_ROWS} UNION ${SETTLING_LINES})
  SELECT l.row_number AS "rowNumber", l.account_id AS "accountId", l.date::text AS "lineDate",
    l.amount_minor::text AS "lineAmount", l.pending AS "linePending", l.external_id AS "lineExternalId",
    ARRAY[coalesce(r.raw_description, r.description), r.payee] AS "lineTexts",
    n.id AS "rowId", n.date::text AS "rowDate", n.amount_minor::text AS "rowAmount", n.pending AS "rowPending",
    n.typed AS "rowTyped", n.transfer AS "rowTransfer", n.external_id AS "rowExternalId",
    CASE WHEN n.typed THEN ARRAY[t.description, p.name] ELSE ARRAY[coalesce(t.raw_description, t.description)] END
      AS "rowTexts"
  FROM pairs
  JOIN cmp_open l ON l.row_number = pairs.row_number
  JOIN cmp_near n ON n.id = pairs.id
  JOIN import_rows r ON r.import_id = $1 AND r.row_number = l.row_number
  JOIN transactions t ON t.id = n.id
  LEFT JOIN payees p ON p.id = t.payee_id
  WHERE ${NOT_REJECTED}
  ORDER BY l.row_number, n.id LIMIT ${PAIRS}`;

/** Kept at a time: the parameters of all of them would be one text of megabytes. */
const SAVED_AT_ONCE = 2000;

/** Keeps what weighing has found beside what the exact steps have. */
export async function saveChosen(tx: TenantTransaction, chosen: readonly ChosenDuplicate[]): Promise<void> {
  for (let at = 0; at < chosen.length; at += SAVED_AT_ONCE) {
    await saveSome(tx, chosen.slice(at, at + SAVED_AT_ONCE));
  }
}

async function saveSome(tx: TenantTransaction, some: readonly ChosenDuplicate[]): Promise<void> {
  await tx.client.query(
    `INSERT INTO cmp_matched
     SELECT c.row_number, n.id, n.id, c.zone, n.deleted, n.pending, false, c.score,
       ARRAY(SELECT jsonb_array_elements_text(c.reasons::jsonb))
     FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::smallint[], $5::text[])
       AS c (row_number, id, zone, score, reasons)
     JOIN cmp_near n ON n.id = c.id`,
    [
      some.map(({ lineId }) => Number(lineId)),
      some.map(({ rowId }) => rowId),
      some.map(({ zone }) => zone),
      some.map(({ score }) => score),
      some.map(({ reasons }) => JSON.stringify(reasons)),
    ],
  );
}
