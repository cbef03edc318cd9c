import { sql } from 'drizzle-orm';
import { type Executor, readCount, type TenantTransaction } from '../../platform/database/index.ts';

/** Rows that a single batch gives their places. */
const SEALED_AT_ONCE = 5000;

/** Gives the tenant's next rows their places; answers whether there may be more. See docs/specs/audit.md. */
export async function sealNextRows(
  tx: TenantTransaction,
  overlap: string,
): Promise<{ readonly sealed: number; readonly isDone: boolean }> {
  const result = await tx.client.query<{ sealed: number }>(
    'SELECT seal_audit_rows($1, $2::interval) AS sealed',
    [SEALED_AT_ONCE, overlap],
  );
  const sealed = result.rows[0]?.sealed ?? 0;
  return { sealed, isDone: sealed < SEALED_AT_ONCE };
}

/** Tenants that have, or may have, rows to seal. For the identity role, which works across tenants. */
export async function findTenantsToSeal(identity: Executor, overlap: string): Promise<string[]> {
  const result = await identity.execute<{ id: string }>(
    sql`SELECT tenants_to_seal AS id FROM tenants_to_seal(${overlap}::interval)`,
  );
  return result.rows.map((row) => row.id);
}

export interface HeadRow {
  readonly sequence: number;
  readonly hash: string;
  readonly sealedAt: string;
}

export async function findHead(tx: TenantTransaction): Promise<HeadRow | null> {
  const result = await tx.sql.execute<{ sequence: string; hash: string; sealedAt: string }>(
    sql`SELECT last_sequence AS sequence, encode(hash, 'hex') AS hash,
          to_char(sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "sealedAt"
        FROM audit_seals ORDER BY last_sequence DESC LIMIT 1`,
  );
  const row = result.rows[0];
  return row === undefined ? null : { ...row, sequence: readCount(row.sequence) };
}

/** What the sealer looks back over, for a row that its transaction wrote long before it committed. */
const OLDEST_TO_COME = '1 day';

/** Written and not sealed yet, counted to a bound. */
export async function countUnsealed(tx: TenantTransaction, bound: number): Promise<number> {
  const result = await tx.sql.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM (
          SELECT FROM audit_logs l WHERE l.id >= ${newestSealedLess(OLDEST_TO_COME)}
            AND NOT EXISTS (SELECT FROM audit_seal_entries e WHERE e.audit_id = l.id) LIMIT ${bound}) l`,
  );
  return result.rows[0]?.count ?? 0;
}

export interface ChainPart {
  readonly after: number;
  readonly limit: number;
  /** A hash to look for on the way. */
  readonly wanted: string | undefined;
}

export interface ChainFinding {
  readonly problem: 'gap' | 'removed' | 'changed';
  readonly sequence: number;
  readonly auditId: string | null;
  /** Hash of the place before. */
  readonly previous: string;
  /** The place before, which is not the one below where rows are missing between them. */
  readonly before: number;
}

export interface CheckedPart {
  readonly rows: number;
  readonly lastSequence: number;
  readonly lastHash: string | null;
  readonly wantedAt: number | null;
  readonly finding: ChainFinding | null;
}

const NO_HASH = '0'.repeat(64);

/** Recomputes the hashes of the places after one from the rows, and tells the first that does not agree. */
export async function checkPart(tx: TenantTransaction, part: ChainPart): Promise<CheckedPart> {
  const result = await tx.sql.execute<{
    rows: number;
    last: string | null;
    lastHash: string | null;
    wantedAt: string | null;
    finding: ChainFinding | null;
  }>(
    sql`WITH before AS (
          SELECT coalesce((SELECT hash FROM audit_seal_entries WHERE sequence = ${part.after}),
            decode(${NO_HASH}, 'hex')) AS hash
        ), batch AS MATERIALIZED (
          SELECT e.sequence, e.audit_id, e.hash, l.id AS found, audit_canonical(l, e.sequence) AS text
          FROM audit_seal_entries e LEFT JOIN audit_logs l ON l.id = e.audit_id
          WHERE e.sequence > ${part.after} ORDER BY e.sequence LIMIT ${part.limit}
        ), chained AS (
          SELECT b.*, lag(b.sequence, 1, ${part.after}::bigint) OVER w AS before,
            lag(b.hash, 1, (SELECT hash FROM before)) OVER w AS previous
          FROM batch b WINDOW w AS (ORDER BY b.sequence)
        ), judged AS (
          SELECT c.sequence, c.audit_id, c.previous, c.before,
            CASE WHEN c.sequence <> c.before + 1 THEN 'gap' WHEN c.found IS NULL THEN 'removed'
              WHEN sha256(c.previous || c.text) <> c.hash THEN 'changed' END AS problem
          FROM chained c
        ), last AS (SELECT sequence, hash FROM batch ORDER BY sequence DESC LIMIT 1)
        SELECT (SELECT count(*)::int FROM batch) AS rows, (SELECT sequence FROM last) AS last,
          (SELECT encode(hash, 'hex') FROM last) AS "lastHash",
          (SELECT sequence FROM batch WHERE hash = decode(${part.wanted ?? ''}, 'hex') LIMIT 1) AS "wantedAt",
          (SELECT jsonb_build_object('problem', problem, 'sequence', sequence, 'auditId', audit_id,
              'previous', encode(previous, 'hex'), 'before', before)
            FROM judged WHERE problem IS NOT NULL ORDER BY sequence LIMIT 1) AS finding`,
  );
  const row = result.rows[0];
  return {
    rows: row?.rows ?? 0,
    lastSequence: row?.last ? readCount(row.last) : part.after,
    lastHash: row?.lastHash ?? null,
    wantedAt: row?.wantedAt ? readCount(row.wantedAt) : null,
    finding: row?.finding ?? null,
  };
}

/** How far around a place its row is looked for. */
const NEIGHBOURS = 500;

/** The row that belongs to a place by the place's hash, where it stands at another nearby. */
export async function findRightfulRow(
  tx: TenantTransaction,
  { sequence, previous }: ChainFinding,
): Promise<{ readonly auditId: string; readonly sequence: number } | null> {
  const result = await tx.sql.execute<{ auditId: string; sequence: string }>(
    sql`SELECT n.audit_id AS "auditId", n.sequence FROM audit_seal_entries n
        JOIN audit_logs l ON l.id = n.audit_id
        JOIN audit_seal_entries here ON here.sequence = ${sequence}
        WHERE n.sequence BETWEEN ${sequence - NEIGHBOURS} AND ${sequence + NEIGHBOURS}
          AND sha256(decode(${previous}, 'hex') || audit_canonical(l, ${sequence})) = here.hash LIMIT 1`,
  );
  const row = result.rows[0];
  return row === undefined ? null : { auditId: row.auditId, sequence: readCount(row.sequence) };
}

/** True when the row at the next place would fit at this one: then this one was put in between. */
export async function isPutInBetween(
  tx: TenantTransaction,
  { sequence, previous }: ChainFinding,
): Promise<boolean> {
  const result = await tx.sql.execute(
    sql`SELECT 1 FROM audit_seal_entries n JOIN audit_logs l ON l.id = n.audit_id
        WHERE n.sequence = ${sequence + 1}
          AND sha256(decode(${previous}, 'hex') || audit_canonical(l, ${sequence})) = n.hash`,
  );
  return result.rows.length > 0;
}

/**
 * A row that has no place although it is so old that the sealer would have seen it; looked for among the next rows
 * by id. `last` is null when there are no more.
 */
export async function findStray(
  tx: TenantTransaction,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly stray: string | null; readonly last: string | null }> {
  const result = await tx.sql.execute<{ stray: string | null; last: string | null }>(
    sql`WITH part AS MATERIALIZED (
          SELECT l.id FROM audit_logs l WHERE l.id > ${after} AND l.id < ${newestSealedLess(OLDEST_TO_COME)}
          ORDER BY l.id LIMIT ${limit}
        )
        SELECT (SELECT p.id FROM part p
            WHERE NOT EXISTS (SELECT FROM audit_seal_entries e WHERE e.audit_id = p.id) ORDER BY p.id LIMIT 1) AS stray,
          (SELECT p.id FROM part p ORDER BY p.id OFFSET ${limit - 1} LIMIT 1) AS last`,
  );
  return result.rows[0] ?? { stray: null, last: null };
}

/** The id of a while before the newest sealed one; where nothing is sealed, one before all ids. */
function newestSealedLess(while_: string) {
  return sql`coalesce((SELECT uuid_v7_at(uuid_v7_moment(s.last_audit_id) - ${while_}::interval)
    FROM audit_seals s ORDER BY s.last_sequence DESC LIMIT 1), '00000000-0000-0000-0000-000000000000')`;
}
