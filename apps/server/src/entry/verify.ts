import type { Client } from 'pg';
import { verifyLinks } from './verify-links.ts';

export interface Verification {
  readonly tenants: number;
  readonly rows: number;
  /** One line a total that its rows do not give. */
  readonly differences: readonly string[];
  /** One line a split, transfer, link or reconciliation that does not hold. */
  readonly broken: readonly string[];
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
 * Recomputes every derived total of every tenant from the rows, and sees that what rows say of each other holds. As the
 * database's owner.
 */
export async function verifyTotals(client: Client): Promise<Verification> {
  const tenants = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM tenants ORDER BY id',
  );
  const differences: string[] = [];
  const broken: string[] = [];
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
       FROM (SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_monthly_totals()) v`,
    );
    differences.push(...found.rows.map((row) => describe(tenant.name, row)));
    const links = await verifyLinks(client, tenant.name);
    broken.push(...links.broken);
    notes.push(...links.notes);
  }
  return { tenants: tenants.rows.length, rows, differences, broken, notes };
}

function describe(tenant: string, row: Difference): string {
  const category = row.category_id === null ? '' : `, category ${row.category_id}`;
  return `${tenant}: ${row.total} of account ${row.account_id}${category} on ${row.period} holds ${row.stored_minor} minor units; its rows give ${row.actual_minor}`;
}
