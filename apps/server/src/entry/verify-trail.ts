import type { Client } from 'pg';

/**
 * What is wrong with the audit trail of the connection's tenant, by recomputing its hash chain from the rows: a line for
 * the first place that does not agree, since nothing behind it proves anything, and one for a row that has no place.
 * The checks name the tenant, because an owner who is a superuser sees past row-level security. See docs/specs/audit.md.
 */
export async function verifyTrail(client: Client, tenant: string): Promise<string[]> {
  const lines: string[] = [];
  for (const check of [BROKEN_PLACE, LOST_END, STRAY]) {
    const found = await client.query<{ line: string }>(`${check} LIMIT 1`);
    lines.push(...found.rows.map((row) => `${tenant}: ${row.line}`));
    if (lines.length > 0) break;
  }
  return lines;
}

const BROKEN_PLACE = `
  SELECT CASE j.problem
      WHEN 'gap' THEN format('the audit trail has nothing between places %s and %s', j.before, j.sequence)
      WHEN 'removed' THEN format('the audit trail lacks row %s at place %s', j.audit_id, j.sequence)
      ELSE format('the audit trail has row %s at place %s not as it was sealed', j.audit_id, j.sequence) END AS line
  FROM (
    SELECT c.sequence, c.audit_id, c.before,
      CASE WHEN c.sequence <> c.before + 1 THEN 'gap' WHEN c.found IS NULL THEN 'removed'
        WHEN sha256(c.previous || c.text) <> c.hash THEN 'changed' END AS problem
    FROM (
      SELECT e.sequence, e.audit_id, e.hash, l.id AS found, audit_canonical(l, e.sequence) AS text,
        lag(e.sequence, 1, 0::bigint) OVER places AS before,
        lag(e.hash, 1, decode(repeat('00', 32), 'hex')) OVER places AS previous
      FROM audit_seal_entries e LEFT JOIN audit_logs l ON l.tenant_id = e.tenant_id AND l.id = e.audit_id
      WHERE e.tenant_id = current_tenant_id() WINDOW places AS (ORDER BY e.sequence)
    ) c
  ) j WHERE j.problem IS NOT NULL ORDER BY j.sequence`;

/** The rows may agree among themselves, and the newest of them be gone. */
const LOST_END = `
  SELECT CASE WHEN e.sequence IS NULL THEN format('the audit trail ends before place %s, which was sealed', s.last_sequence)
      ELSE format('the seal of place %s of the audit trail does not agree with the row there', s.last_sequence) END AS line
  FROM (
    SELECT last_sequence, hash FROM audit_seals WHERE tenant_id = current_tenant_id()
    ORDER BY last_sequence DESC LIMIT 1
  ) s
  LEFT JOIN audit_seal_entries e ON e.tenant_id = current_tenant_id() AND e.sequence = s.last_sequence
  WHERE e.hash IS DISTINCT FROM s.hash`;

/** So old that the sealer would have seen it. */
const STRAY = `
  SELECT format('row %s of the audit trail has no place in the chain, although rows written a day after it have one',
    l.id) AS line
  FROM audit_logs l
  WHERE l.tenant_id = current_tenant_id()
    AND l.id < (SELECT uuid_v7_at(uuid_v7_moment(s.last_audit_id) - interval '1 day') FROM audit_seals s
      WHERE s.tenant_id = current_tenant_id() ORDER BY s.last_sequence DESC LIMIT 1)
    AND NOT EXISTS (SELECT FROM audit_seal_entries e WHERE e.tenant_id = l.tenant_id AND e.audit_id = l.id)
  ORDER BY l.id`;
