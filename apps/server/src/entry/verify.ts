import type { Client } from 'pg';
import { verifyLinks } from './verify-links.ts';
import { verifyTrail } from './verify-trail.ts';
import { verifyUses } from './verify-uses.ts';

export interface Verification {
  readonly tenants: number;
  readonly rows: number;
  /** One line a total that its rows do not give. */
  readonly differences: readonly string[];
  /** One line a split, transfer, link or reconciliation that does not hold. */
  readonly broken: readonly string[];
  /** One line a tenant whose audit trail is not as it was sealed. */
  readonly tampered: readonly string[];
  /** What is worth knowing and no fault: where bank and books differ. */
  readonly notes: readonly string[];
}

interface Difference {
  readonly total: string;
  readonly account_id: string;
  readonly category_id: string | null;
  readonly period: string;
  readonly stored_minor: string;
  readonly actual_minor: string;
}

/**
 * Recomputes every derived total of every tenant from the rows, and its audit trail's hash chain, and sees that what rows
 * say of each other holds. As the database's owner.
 */
export async function verifyTotals(client: Client): Promise<Verification> {
  const tenants = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM tenants ORDER BY id',
  );
  const differences: string[] = [];
  const broken: string[] = [];
  const tampered: string[] = [];
  const notes: string[] = [];
  let rows = 0;
  for (const tenant of tenants.rows) {
    await client.query("SELECT set_config('app.tenant_id', $1, false)", [tenant.id]);
    const counted = await client.query<{ count: string }>(
      'SELECT count(*) FROM transactions WHERE tenant_id = $1',
      [tenant.id],
    );
    rows += Number(counted.rows[0]?.count ?? 0);
    const found = await client.query<Difference>(
      `SELECT total, account_id, category_id, period::text, stored_minor, actual_minor
       FROM (SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_monthly_totals()
        UNION ALL SELECT * FROM verify_category_counts()) v`,
    );
    differences.push(...found.rows.map((row) => describe(tenant.name, row)));
    differences.push(...(await verifyUses(client, tenant.name)));
    const links = await verifyLinks(client, tenant.name);
    broken.push(...links.broken);
    notes.push(...links.notes);
    tampered.push(...(await verifyTrail(client, tenant.name)));
  }
  return { tenants: tenants.rows.length, rows, differences, broken, tampered, notes };
}

/** What was found, in lines: each problem, what to do about it, and the sum of it. */
export function describeVerification({
  tenants,
  rows,
  differences,
  broken,
  tampered,
  notes,
}: Verification): string[] {
  const found = [
    differences.length === 0 ? 'every total agrees with its rows' : `${differences.length} totals differ`,
    broken.length === 0 ? 'every link holds' : `${broken.length} links are broken`,
    tampered.length === 0 ? 'every audit trail is intact' : `${tampered.length} audit trails are not`,
  ];
  return [
    ...differences,
    ...broken,
    ...tampered,
    ...notes.map((line) => `Note: ${line}`),
    ...(differences.length === 0 ? [] : [TOTALS_ADVICE]),
    ...(broken.length === 0 ? [] : [LINKS_ADVICE]),
    ...(tampered.length === 0 ? [] : [TRAIL_ADVICE]),
    `${tenants} tenants, ${rows} transactions: ${found.join(', ')}.`,
  ];
}

const TOTALS_ADVICE =
  'What to do: the rows are what counts, and totals are kept by the database alone, so something else has written to it. Restore the backup from before that, or report these lines.';
const LINKS_ADVICE =
  'What to do: open the rows that are named and split, link or reconcile them anew; if FinTrack itself left them so, report these lines.';
const TRAIL_ADVICE =
  'What to do: somebody has changed the trail past FinTrack. Find out who has access to the database, and compare with an audit export or a backup from before: docs/specs/audit.md.';

function describe(tenant: string, row: Difference): string {
  const category = row.category_id === null ? '' : `, category ${row.category_id}`;
  return `${tenant}: ${row.total} of account ${row.account_id}${category} on ${row.period} holds ${row.stored_minor} minor units; its rows give ${row.actual_minor}`;
}
