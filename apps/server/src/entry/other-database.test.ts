import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Cluster, startCluster } from '../platform/database/cluster.ts';
import type { TenantTransaction } from '../platform/database/index.ts';
import { migrateDown } from '../platform/database/migrate.ts';
import { readEnvironment } from '../platform/env.ts';
import { newId } from '../platform/ids.ts';
import { createLogger } from '../platform/logger.ts';
import { checkedTask, startWorker } from '../platform/queue/index.ts';
import { readCatalog } from '../testing/catalog.ts';
import { withDatabase } from '../testing/test-database.ts';
import { asOwner, insertMember } from '../testing/test-member.ts';
import { prepareDatabase } from './prepare-database.ts';
import { openServices, type RunningServices } from './services.ts';
import { verifyTotals } from './verify.ts';

/** DATABASE_URL may lead to any PostgreSQL from 15 on: those of Debian's packages where there are some, and ours. */
const DEBIAN = '/usr/lib/postgresql';
const installed = existsSync(DEBIAN)
  ? readdirSync(DEBIAN).filter(
      (version) => Number(version) >= 15 && existsSync(join(DEBIAN, version, 'bin/initdb')),
    )
  : [];
const SERVERS = [
  { name: 'the embedded one', program: {} },
  ...installed.map((version) => ({
    name: `Debian's ${version}`,
    program: { programFolder: join(DEBIAN, version, 'bin') },
  })),
];

const SECRET = 'a secret that only this test knows, long enough';

// The owner here is no superuser, as at a hoster: FORCE ROW LEVEL SECURITY binds it too.
describe.each(SERVERS)('DATABASE_URL to $name, as an owner who is no superuser', ({ program }) => {
  let folder: string;
  let cluster: Cluster;
  let ownerUrl: string;
  let services: RunningServices;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fintrack-other-'));
    await chmod(folder, 0o755);
    const settings = { fsync: 'off', shared_buffers: '32MB' };
    cluster = await startCluster({ dataFolder: join(folder, 'server'), settings, ...program });
    await asOwner(cluster.ownerUrl, async (client) => {
      await client.query(
        "CREATE ROLE tenant_of_hoster LOGIN CREATEROLE CREATEDB NOSUPERUSER PASSWORD 'p%40ss word'",
      );
      await client.query('CREATE DATABASE money OWNER tenant_of_hoster');
    });
    const url = new URL(withDatabase(cluster.ownerUrl, 'money'));
    url.username = 'tenant_of_hoster';
    url.password = encodeURIComponent('p%40ss word');
    ownerUrl = url.toString();
    const env = readEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      FINTRACK_DATA: folder,
      DATABASE_URL: ownerUrl,
    });
    const urls = await prepareDatabase(ownerUrl, SECRET, env);
    services = await openServices({ env, secret: SECRET, ownerUrl, logger: createLogger(env), ...urls });
  });
  afterAll(async () => {
    try {
      await services?.close();
    } finally {
      await cluster?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is prepared a second time without a change', async () => {
    const again = await prepareDatabase(ownerUrl, SECRET, {});
    expect(again.applied).toEqual([]);
    const { rows } = await asOwner(ownerUrl, (client) =>
      client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user'),
    );
    expect(rows).toEqual([{ rolsuper: false }]);
  });

  it('keeps books: accounts, rows, totals, audit, and nothing of it for another tenant', async () => {
    const member = await insertMember(ownerUrl);
    const [account, transaction] = [newId(), newId()];
    const changeSet = await services.database.writeTenant(member, { summary: 'Booked' }, async (tx) => {
      await tx.client.query(
        "INSERT INTO accounts (tenant_id, id, name, type, currency) VALUES ($1, $2, 'Cash', 'cash', 'EUR')",
        [tx.tenantId, account],
      );
      await tx.client.query(
        `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
         VALUES ($1, $2, $3, '2026-01-31', -1250, 'EUR', 'expense', 'Bread', $4)`,
        [tx.tenantId, transaction, account, tx.changeSetId],
      );
      return tx.changeSetId;
    });
    const look = async ({ client }: TenantTransaction) => {
      const [totals, audit] = await Promise.all([
        client.query('SELECT date, posted_minor FROM account_daily_totals'),
        client.query(
          'SELECT resource_type, resource_id FROM audit_logs WHERE change_set_id = $1 ORDER BY id',
          [changeSet],
        ),
      ]);
      return { totals: totals.rows, audit: audit.rows };
    };
    expect(await services.database.readTenant(member, look)).toEqual({
      totals: [{ date: '2026-01-31', posted_minor: '-1250' }],
      audit: [
        { resource_type: 'account', resource_id: account },
        { resource_type: 'transaction', resource_id: transaction },
      ],
    });
    const stranger = await insertMember(ownerUrl);
    expect(await services.database.readTenant(stranger, look)).toEqual({ totals: [], audit: [] });
  });

  it('recomputes every total of every tenant, and finds one that is wrong', async () => {
    const verify = () => asOwner(ownerUrl, verifyTotals);
    expect(await verify()).toMatchObject({ rows: 1, differences: [] });
    await asOwner(cluster.ownerUrl.replace(/\/fintrack$/, '/money'), (client) =>
      client.query('UPDATE account_daily_totals SET posted_minor = posted_minor + 1'),
    );
    const { differences } = await verify();
    expect(differences).toEqual([
      expect.stringMatching(/account_daily .* on 2026-01-31 holds -1249 minor units; its rows give -1250$/),
      // The month is added up from the days.
      expect.stringMatching(/account_monthly .* on 2026-01-01 holds -1250 minor units; its rows give -1249$/),
    ]);
  });

  it('runs jobs', async () => {
    const member = await insertMember(ownerUrl);
    let heard: (payload: unknown) => void = () => undefined;
    const ran = new Promise((resolve) => {
      heard = resolve;
    });
    const task = {
      name: 'listen',
      maxAttempts: 1,
      payload: z.object({ word: z.string() }),
      run: async (payload: { word: string }) => heard(payload),
    };
    const worker = await startWorker(ownerUrl, [checkedTask(task)], services);
    await services.database.writeTenant(member, { summary: 'Asked' }, (tx) =>
      services.queue.enqueue(tx, { task, payload: { word: 'hello' } }),
    );
    expect(await ran).toEqual({ word: 'hello' });
    await worker.stop();
  });

  it('has a way back for its owner too', async () => {
    expect(await migrateDown(ownerUrl, 0)).not.toEqual([]);
    expect(await asOwner(ownerUrl, readCatalog)).toEqual([]);
  });
});
