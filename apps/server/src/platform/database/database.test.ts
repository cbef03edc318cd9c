import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from '../../testing/postgres-proxy.ts';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { asOwner, insertMember } from '../../testing/test-member.ts';
import { newId } from '../ids.ts';
import { Database, type TenantContext, type TenantTransaction } from './index.ts';

let test: TestDatabase;
let database: Database;
let owner: TenantContext;

beforeAll(async () => {
  test = await cloneTestDatabase(inject('templateUrl'));
  database = new Database(test);
  owner = await insertMember(test.ownerUrl);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('a read', () => {
  it('sees its own tenant', async () => {
    const rows = await database.readTenant(owner, async (tx) => {
      const found = await tx.client.query<{ id: string }>('SELECT id, name FROM tenants');
      return found.rows;
    });
    expect(rows).toEqual([{ id: owner.tenantId, name: 'Test' }]);
  });

  it('knows what the door says of the tenant and the caller', async () => {
    const viewer = await insertMember(test.ownerUrl, { tenantId: owner.tenantId, role: 'VIEWER' });
    expect(await database.readTenant(viewer, (tx) => tx.entered)).toEqual({
      id: owner.tenantId,
      role: 'VIEWER',
      permissions: {},
      currency: 'USD',
      timezone: 'UTC',
      locale: 'en-US',
    });
  });

  it('cannot write', async () => {
    const renaming = database.readTenant(owner, (tx) =>
      tx.client.query("UPDATE tenants SET name = 'Renamed'"),
    );
    await expect(renaming).rejects.toMatchObject({ code: '25006' });
  });

  it('gives dates as their text, in any zone of the process', async () => {
    const rows = await database.readTenant(
      owner,
      async (tx) => (await tx.client.query<{ day: unknown }>("SELECT '2026-01-31'::date AS day")).rows,
    );
    expect(rows).toEqual([{ day: '2026-01-31' }]);
  });

  it('reads of the next caller do not see the tenant of the last one on the same connection', async () => {
    const narrow = new Database({ ...test, maxConnections: 1 });
    const other = await insertMember(test.ownerUrl);
    const read = (context: TenantContext) =>
      narrow.readTenant(
        context,
        async (tx) => (await tx.client.query<{ id: string }>('SELECT id FROM tenants')).rows,
      );
    const found = await Promise.all([read(owner), read(other), read(owner)]);
    await narrow.close();
    expect(found).toEqual([[{ id: owner.tenantId }], [{ id: other.tenantId }], [{ id: owner.tenantId }]]);
  });

  it('leaves the connection usable when its work fails', async () => {
    const narrow = new Database({ ...test, maxConnections: 1 });
    const failing = narrow.readTenant(owner, (tx) => tx.client.query('SELECT nonsense'));
    await expect(failing).rejects.toMatchObject({ code: '42703' });
    expect(await narrow.readTenant(owner, async (tx) => (await tx.entered).id)).toBe(owner.tenantId);
    await narrow.close();
  });
});

describe('the door', () => {
  const ended = { code: 'SESSION_ENDED' };
  const peek = (context: TenantContext) => database.readTenant(context, (tx) => tx.client.query('SELECT 1'));
  const change = (statement: string, id: string) =>
    asOwner(test.ownerUrl, async (client) => {
      // Without triggers: a tenant's change would ask for a change set.
      await client.query('SET session_replication_role = replica');
      await client.query(statement, [id]);
    });

  it('is shut to a tenant that the user is no member of', async () => {
    const stranger = await insertMember(test.ownerUrl);
    await expect(peek({ ...stranger, tenantId: owner.tenantId })).rejects.toMatchObject(ended);
  });

  it('is shut at once when the session is revoked, expired, or another user’s', async () => {
    const revoked = await insertMember(test.ownerUrl);
    await peek(revoked);
    await change('UPDATE user_sessions SET revoked_at = now() WHERE id = $1', revoked.sessionId);
    await expect(peek(revoked)).rejects.toMatchObject(ended);
    const expired = await insertMember(test.ownerUrl);
    await change('UPDATE user_sessions SET expires_at = now() WHERE id = $1', expired.sessionId);
    await expect(peek(expired)).rejects.toMatchObject(ended);
    await expect(peek({ ...owner, sessionId: expired.sessionId })).rejects.toMatchObject(ended);
  });

  it('is shut when the membership, the user or the tenant is not active', async () => {
    const [member, user, tenant] = [
      await insertMember(test.ownerUrl),
      await insertMember(test.ownerUrl),
      await insertMember(test.ownerUrl),
    ];
    await change('UPDATE memberships SET is_active = false WHERE user_id = $1', member.userId);
    await change('UPDATE users SET is_active = false WHERE id = $1', user.userId);
    await change('UPDATE tenants SET is_active = false WHERE id = $1', tenant.tenantId);
    for (const context of [member, user, tenant]) await expect(peek(context)).rejects.toMatchObject(ended);
    const job = database.jobTenant({ tenantId: tenant.tenantId, userId: null }, null, (tx) => tx.entered);
    await expect(job).rejects.toMatchObject(ended);
  });

  it('tells of the shut door even where the work swallows its own failures', async () => {
    const stranger = { ...(await insertMember(test.ownerUrl)), tenantId: owner.tenantId };
    const quiet = database.readTenant(stranger, (tx) => tx.client.query('SELECT 1').catch(() => 'nothing'));
    await expect(quiet).rejects.toMatchObject(ended);
  });
});

describe('access', () => {
  it.each([
    ['OWNER', ['member', 'write', 'admin']],
    ['ADMIN', ['member', 'write', 'admin']],
    ['MEMBER', ['member', 'write']],
    ['VIEWER', ['member']],
    ['ADVISOR', ['member']],
  ] as const)('%s may: %j', async (role, allowed) => {
    const member = await insertMember(test.ownerUrl, { role });
    const outcomes: string[] = [];
    for (const access of ['member', 'write', 'admin'] as const) {
      const read = database.readTenant({ ...member, access }, (tx) => tx.entered);
      const outcome = await read.then(
        () => null,
        (error: unknown) => error,
      );
      if (outcome === null) outcomes.push(access);
      else expect(outcome).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(outcomes).toEqual(allowed);
  });

  it.each([
    ['ends well', async () => undefined],
    [
      'fails for another reason',
      async () => {
        throw new Error('the body made no sense');
      },
    ],
  ])(
    'a write without a writing role is FORBIDDEN and leaves nothing, also where its work %s',
    async (_, end) => {
      const viewer = await insertMember(test.ownerUrl, { role: 'VIEWER' });
      const write = database.writeTenant(viewer, { summary: 'Tried' }, async (tx) => {
        await tx.sql.execute(sql`UPDATE tenants SET name = 'Mine now'`);
        await end();
      });
      await expect(write).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const left = await database.readTenant(viewer, (tx) =>
        tx.sql.execute(
          sql`SELECT (SELECT name FROM tenants) AS name, (SELECT count(*)::int FROM change_sets) AS sets`,
        ),
      );
      expect(left.rows).not.toMatchObject([{ name: 'Mine now' }]);
      expect(left.rows).toMatchObject([{ sets: 0 }]);
    },
  );
});

describe('a write', () => {
  it('has a change set with who, from where and what for, in the same transaction', async () => {
    const context = { ...owner, origin: { ipAddress: '203.0.113.7', userAgent: 'A browser' } };
    const id = await database.writeTenant(context, { summary: 'Renamed' }, async (tx) => tx.changeSetId);
    const rows = await database.readTenant(owner, async (tx) => {
      const found = await tx.client.query<{ kind: string }>(
        'SELECT kind, summary, user_id, session_id, ip_address, user_agent FROM change_sets WHERE id = $1',
        [id],
      );
      return found.rows;
    });
    expect(rows).toEqual([
      {
        kind: 'request',
        summary: 'Renamed',
        user_id: owner.userId,
        session_id: owner.sessionId,
        ip_address: '203.0.113.7',
        user_agent: 'A browser',
      },
    ]);
  });

  it('is all or nothing, its change set included', async () => {
    let id = '';
    const failing = database.writeTenant(owner, { summary: 'Half' }, async (tx) => {
      id = tx.changeSetId;
      await insertCategory(tx, 'Half done');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const left = await asOwner(test.ownerUrl, (client) =>
      client.query(
        "SELECT (SELECT count(*) FROM change_sets WHERE id = $1) AS sets, (SELECT count(*) FROM categories WHERE name = 'Half done') AS rows",
        [id],
      ),
    );
    expect(left.rows).toEqual([{ sets: '0', rows: '0' }]);
  });

  it('of a ledger row without a change set is refused', async () => {
    const job = { tenantId: owner.tenantId, userId: null };
    const bare = database.jobTenant(job, null, (tx) => insertCategory(tx, 'Bare'));
    await expect(bare).rejects.toMatchObject({ cause: { code: '55000' } });
  });

  it('cannot name another tenant', async () => {
    const other = await insertMember(test.ownerUrl);
    const foreign = database.writeTenant(owner, { summary: 'Foreign' }, (tx) =>
      tx.client.query(
        "INSERT INTO categories (tenant_id, id, name, kind) VALUES ($1, $2, 'Foreign', 'expense')",
        [other.tenantId, newId()],
      ),
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
  });

  it('is tried again when it was the victim of a deadlock', async () => {
    const ids = await database.writeTenant(owner, { summary: 'Two' }, async (tx) => [
      await insertCategory(tx, 'Left'),
      await insertCategory(tx, 'Right'),
    ]);
    const [left = '', right = ''] = ids;
    let tries = 0;
    let arrived = 0;
    let meet = (): void => undefined;
    const bothHoldOne = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const touch = (tx: TenantTransaction, id: string) =>
      tx.client.query('UPDATE categories SET version = version + 1 WHERE id = $1', [id]);
    const cross = (first: string, second: string) =>
      database.writeTenant(owner, { summary: 'Crossing' }, async (tx) => {
        tries += 1;
        await touch(tx, first);
        arrived += 1;
        if (arrived === 2) meet();
        await bothHoldOne;
        await touch(tx, second);
      });
    await Promise.all([cross(left, right), cross(right, left)]);
    expect(tries).toBe(3);
    const versions = await database.readTenant(owner, async (tx) => {
      const found = await tx.client.query<{ version: number }>(
        'SELECT version FROM categories WHERE id = ANY ($1)',
        [ids],
      );
      return found.rows;
    });
    expect(versions).toEqual([{ version: 3 }, { version: 3 }]);
  });

  it('gives up after four tries', async () => {
    let tries = 0;
    const hopeless = database.writeTenant(owner, { summary: 'Hopeless' }, (tx) => {
      tries += 1;
      return tx.client.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    await expect(hopeless).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(4);
  });
});

describe('the roles', () => {
  it('of the program cannot become another, bypass a policy, or change the audit trail', async () => {
    const attempts = [
      'SET ROLE fintrack_owner',
      "UPDATE audit_logs SET action = 'none'",
      'DELETE FROM transactions',
      'DELETE FROM account_daily_totals',
    ];
    for (const attempt of attempts) {
      const write = database.writeTenant(owner, { summary: 'Attempt' }, (tx) => tx.client.query(attempt));
      await expect(write, attempt).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('of identity has no part in the ledger', async () => {
    for (const table of ['accounts', 'transactions', 'audit_logs', 'imports']) {
      const read = database.identity((_, client) => client.query(`SELECT FROM ${table}`));
      await expect(read, table).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('the wire', () => {
  let proxy: PostgresProxy;
  let proxied: Database;
  beforeAll(async () => {
    proxy = await startPostgresProxy(test.appUrl);
    proxied = new Database({ ...test, appUrl: proxy.url, maxConnections: 1 });
    await proxied.schemaVersion();
  });
  afterAll(async () => {
    await proxied.close();
    await proxy.close();
  });

  it('carries BEGIN, the door and the first query of a read in one flight', async () => {
    proxy.holdAnswersUntil('marked work');
    const rows = await proxied.readTenant(owner, (tx) => tx.sql.execute(sql`SELECT 'marked work' AS text`));
    expect(rows.rows).toEqual([{ text: 'marked work' }]);
  });

  it('carries BEGIN, the door, the change set and the first query of a write in one flight', async () => {
    proxy.holdAnswersUntil('marked write');
    const rows = await proxied.writeTenant(owner, { summary: 'Wrote' }, (tx) =>
      tx.sql.execute(sql`SELECT 'marked write' AS text`),
    );
    expect(rows.rows).toEqual([{ text: 'marked write' }]);
  });

  it('carries the last queries of a write that says so in one flight with COMMIT', async () => {
    const intent = { summary: 'Wrote', endsEarly: true };
    const rows = await proxied.writeTenant(owner, intent, async (tx) => {
      await tx.entered;
      await tx.client.query('SELECT 1');
      proxy.holdAnswersUntil('COMMIT');
      const last = tx.client.query<{ two: number }>('SELECT 2 AS two');
      tx.sendCommit();
      return (await last).rows;
    });
    expect(rows).toEqual([{ two: 2 }]);
  });

  it('is no success where a query fails that left together with COMMIT', async () => {
    const failing = proxied.writeTenant(owner, { summary: 'Failed', endsEarly: true }, async (tx) => {
      await tx.client.query('SELECT 1');
      const last = tx.client.query('SELECT 1 / 0').catch(() => undefined);
      tx.sendCommit();
      await last;
    });
    await expect(failing).rejects.toThrow('COMMIT was answered with ROLLBACK');
    const swallowed = proxied.writeTenant(owner, { summary: 'Failed' }, async (tx) => {
      await tx.client.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('COMMIT was answered with ROLLBACK');
  });

  it('runs what waits for the commit after it, and not at all when the work fails', async () => {
    const heard: string[] = [];
    await proxied.writeTenant(owner, { summary: 'Wrote' }, async (tx) => {
      tx.afterCommit(() => heard.push('committed'));
      await tx.client.query('SELECT 1');
      heard.push('worked');
    });
    const failing = proxied.writeTenant(owner, { summary: 'Failed' }, async (tx) => {
      tx.afterCommit(() => heard.push('never'));
      await tx.client.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(heard).toEqual(['worked', 'committed']);
  });

  it('carries the queries of a Promise.all in one flight', async () => {
    const rows = await proxied.readTenant(owner, async (tx) => {
      await tx.entered;
      proxy.holdAnswersUntil('the last of three');
      return Promise.all(
        ['one', 'two', 'the last of three'].map(
          async (text) => (await tx.sql.execute(sql`SELECT ${text} AS text`)).rows,
        ),
      );
    });
    expect(rows.flat()).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'the last of three' }]);
  });

  it('does not keep a reader waiting for COMMIT', async () => {
    const result = await proxied.readTenant(owner, async (tx) => {
      await tx.client.query('SELECT 1');
      proxy.holdAnswersUntil('ROLLBACK or whatever comes later');
      return 'answered';
    });
    expect(result).toBe('answered');
    proxy.cut();
  });

  it('may break: the next caller gets another connection', async () => {
    const broken = proxied.readTenant(owner, async (tx) => {
      await tx.entered;
      proxy.cut();
      await tx.client.query('SELECT 1');
    });
    await expect(broken).rejects.toThrow(/Connection terminated|ECONNRESET/);
    expect(await proxied.readTenant(owner, async (tx) => (await tx.entered).id)).toBe(owner.tenantId);
  });
});

async function insertCategory(tx: TenantTransaction, name: string): Promise<string> {
  const id = newId();
  await tx.sql.execute(
    sql`INSERT INTO categories (tenant_id, id, name, kind) VALUES (${tx.tenantId}, ${id}, ${name}, 'expense')`,
  );
  return id;
}
