import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { asOwner } from '../../testing/test-member.ts';

/**
 * Tables without tenant_id: who may enter which tenant, the record of migrations, and the exchange rates that the world
 * publishes. Those are the same for everybody and say nothing of anybody: the program's role may only read them, and
 * what a tenant pins itself stands in tenant_rates.
 */
const ABOVE_TENANTS = [
  'exchange_rate_sources',
  'exchange_rates',
  'schema_migrations',
  'tenants',
  'user_sessions',
  'users',
];
/** Its rows belong to no tenant and hold no one's data. */
const OPEN = ['schema_migrations'];

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTestDatabase(inject('templateUrl'));
});
afterAll(() => database.drop());

const names = async (text: string, values: unknown[] = []): Promise<string[]> => {
  const found = await asOwner(database.ownerUrl, (client) => client.query<{ name: string }>(text, values));
  return found.rows.map((row) => row.name).toSorted();
};
const TABLES = "FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')";

describe('every table', () => {
  it('has tenant_id, NOT NULL, except those above tenants', async () => {
    const without = await names(`SELECT c.relname AS name ${TABLES} AND NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull)`);
    expect(without).toEqual(ABOVE_TENANTS);
  });

  it('has row-level security, enabled and forced', async () => {
    const open = await names(
      `SELECT c.relname AS name ${TABLES} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    );
    expect(open).toEqual(OPEN);
  });

  it('lets the program’s role see rows of the current tenant only', async () => {
    // Each policy that concerns the role names the tenant of the transaction, itself or through memberships.
    const loose = await names(`SELECT c.relname || '.' || p.polname AS name FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid
      WHERE (p.polroles @> ARRAY['fintrack_app'::regrole::oid] OR p.polroles @> ARRAY[0::oid])
        AND concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
          NOT LIKE '%current_tenant_id()%'`);
    // Published rates are for everybody; one's own row goes by the user of the transaction.
    expect(loose).toEqual([
      'exchange_rate_sources.shared_read',
      'exchange_rates.shared_read',
      'users.own_row',
    ]);
    const unguarded = await names(`SELECT c.relname AS name ${TABLES} AND NOT EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid)`);
    expect(unguarded).toEqual(OPEN);
  });

  it('has tenant_id first in its primary key and in every unique index', async () => {
    const other = await names(
      `SELECT format('%s %s', i.indrelid::regclass, i.indexrelid::regclass) AS name
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
       WHERE c.relnamespace = 'public'::regnamespace AND (i.indisprimary OR i.indisunique)
         AND a.attname <> 'tenant_id' AND c.relname <> ALL ($1)`,
      [ABOVE_TENANTS],
    );
    expect(other).toEqual([]);
  });

  it('has tenant_id first in every index but those that serve the owner’s jobs', async () => {
    const other = await names(
      `SELECT i.indexrelid::regclass::text AS name
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
       WHERE c.relnamespace = 'public'::regnamespace AND a.attname IS DISTINCT FROM 'tenant_id' AND c.relname <> ALL ($1)`,
      [ABOVE_TENANTS],
    );
    // The words of transactions_search begin with the tenant.
    expect(other).toEqual(['idempotency_keys_age', 'memberships_user', 'transactions_search']);
  });

  it('that refers to another of the tenant does so with tenant_id, so that no row can name a foreign one', async () => {
    const loose = await names(
      `SELECT format('%s %s', k.conrelid::regclass, k.conname) AS name FROM pg_constraint k
       WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
         AND k.confrelid::regclass::text <> ALL ($1)
         AND NOT EXISTS (SELECT FROM pg_attribute a
           WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1] AND a.attname = 'tenant_id')`,
      [ABOVE_TENANTS],
    );
    expect(loose).toEqual([]);
  });

  it('is kept from PUBLIC', async () => {
    const open = await names(`SELECT c.relname AS name ${TABLES} AND EXISTS (
      SELECT FROM aclexplode(c.relacl) AS granted WHERE granted.grantee = 0)`);
    expect(open).toEqual([]);
  });
});

describe('the roles of the program', () => {
  it('are no superusers, bypass nothing, make nothing and own nothing', async () => {
    const found = await asOwner(database.ownerUrl, (client) =>
      client.query(`SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
          (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS relations,
          (SELECT count(*)::int FROM pg_proc f WHERE f.proowner = r.oid) AS functions,
          (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
          has_schema_privilege(r.oid, 'public', 'CREATE') AS may_create
        FROM pg_roles r WHERE r.rolname IN ('fintrack_app', 'fintrack_identity') ORDER BY 1`),
    );
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      relations: 0,
      functions: 0,
      memberships: 0,
      may_create: false,
    };
    expect(found.rows).toEqual([
      { rolname: 'fintrack_app', ...nothing },
      { rolname: 'fintrack_identity', ...nothing },
    ]);
  });

  it('cannot remove rows of the ledger, write derived totals, or rewrite the trail', async () => {
    const granted = await asOwner(database.ownerUrl, (client) =>
      client.query<{ name: string }>(`SELECT format('%s %s', table_name, privilege_type) AS name
        FROM information_schema.role_table_grants
        WHERE grantee = 'fintrack_app' AND table_schema = 'public' AND privilege_type IN ('DELETE', 'TRUNCATE', 'TRIGGER')
           OR grantee = 'fintrack_app' AND table_name IN ('audit_logs', 'account_daily_totals', 'account_monthly_totals', 'category_counts', 'category_monthly_totals',
             'payee_totals', 'tag_totals', 'transaction_tags')
        ORDER BY 1`),
    );
    expect(granted.rows.map((row) => row.name)).toEqual([
      'account_daily_totals SELECT',
      'account_monthly_totals SELECT',
      'attachments DELETE',
      'audit_logs SELECT',
      'category_counts SELECT',
      'category_monthly_totals SELECT',
      'import_profiles DELETE',
      'import_replay_rows DELETE',
      'import_replays DELETE',
      'import_rows DELETE',
      'imports DELETE',
      'payee_totals SELECT',
      'reconciliation_ticks DELETE',
      'recurring_rows DELETE',
      'tag_totals SELECT',
      'transaction_tags SELECT',
    ]);
  });
});

describe('every function that runs with its owner’s rights', () => {
  it('fixes its search_path, and is not for PUBLIC unless it is a trigger', async () => {
    const found = await asOwner(database.ownerUrl, (client) =>
      client.query<{ name: string; path: string[] | null; is_trigger: boolean; open: boolean }>(`
        SELECT f.proname AS name, f.proconfig AS path, f.prorettype = 'trigger'::regtype AS is_trigger,
          f.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(f.proacl) AS granted WHERE granted.grantee = 0) AS open
        FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace AND f.prosecdef`),
    );
    expect(found.rows.length).toBeGreaterThan(5);
    const adrift = found.rows.filter((row) => !row.path?.includes('search_path=public, pg_temp'));
    expect(adrift.map((row) => row.name)).toEqual([]);
    const open = found.rows.filter((row) => row.open && !row.is_trigger);
    expect(open.map((row) => row.name)).toEqual([]);
  });
});
