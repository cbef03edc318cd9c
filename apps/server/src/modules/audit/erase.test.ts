import type { Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function erase(tenantId: string): Promise<boolean> {
  return asOwner(app.ownerUrl, async (client) => {
    const result = await client.query<{ erased: boolean }>('SELECT erase_tenant($1) AS erased', [tenantId]);
    return result.rows[0]?.erased ?? false;
  });
}

/** Books with something of nearly everything that leads from one row to another. */
async function fillBooks(): Promise<TestClient> {
  const user = await signUp(app);
  const giro = await user.addAccount({ name: 'Giro' });
  const savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  const book = async (fields: object): Promise<Transaction> => {
    const made = await user.post<Transaction>('/transactions', {
      accountId: giro,
      date: '2026-02-10',
      ...fields,
    });
    expect(made.message).toBeUndefined();
    return made.data;
  };
  const spent = await book({ amount: '-30.00', payeeName: 'Market', tags: ['week'] });
  await user.put(`/transactions/${spent.id}/splits`, {
    version: 1,
    splits: [{ amount: '-10.00' }, { amount: '-20.00' }],
  });
  await book({ amount: '-5.00', transferAccountId: savings, transferFee: { amount: '0.50' } });
  await book({ amount: '4.00', refundOfId: (await book({ amount: '-9.00' })).id });
  const gone = await book({ amount: '-1.00' });
  await user.delete(`/transactions/${gone.id}`);
  await user.post(`/accounts/${giro}/anchors`, { date: '2026-02-28', balance: '1.00' });
  await user.post(`/accounts/${savings}/reconciliations`, {
    statementDate: '2026-02-28',
    closingBalance: '5.00',
  });
  await user.post('/saved-filters', { name: 'Food', query: 'food' });
  const { data: payees } = await user.get<{ id: string; version: number }[]>('/payees');
  await user.put(`/payees/${payees[0]?.id}`, { version: payees[0]?.version, aliases: ['Bazaar'] });
  const csv = { name: 'bank.csv', content: 'Date,Description,Amount\n2026-03-01,Bakery,-4.40\n' };
  await importFile(app, user, { ...csv, accountId: giro });
  await upload(app, user, { ...csv, accountId: giro });
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.4\n%%EOF\n']), 'receipt.pdf');
  await app.request(`/api/v1/transactions/${spent.id}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.accessToken}` },
    body: form,
  });
  await user.post('/audit/seal');
  return user;
}

/** Tables of which a row names the tenant, in whatever column, with how many rows. */
async function rowsThatName(tenantId: string): Promise<Record<string, number>> {
  const tables = await app.adminQuery<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await app.adminQuery<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`,
      [tenantId],
    );
    if (row && row.count > 0) found[name] = row.count;
  }
  return found;
}

describe('field note 19: erasing a tenant leaves no row that names it', () => {
  it('in any column of any table, waiting jobs included, and nothing of another', async () => {
    const user = await fillBooks();
    const other = await fillBooks();
    const job = { tenantId: user.tenantId, userId: null };
    await app.database.jobTenant(job, null, (tx) =>
      tx.client.query("SELECT enqueue_job('read-import', $1::json, NULL, 1)", [
        JSON.stringify({ tenantId: user.tenantId }),
      ]),
    );
    const before = await rowsThatName(other.tenantId);
    const named = await rowsThatName(user.tenantId);
    // Every table that the books filled is looked at, so that an empty answer means something.
    expect(Object.keys(named).length).toBeGreaterThan(20);
    expect(named).toHaveProperty('graphile_worker._private_jobs');

    expect(await erase(user.tenantId)).toBe(true);
    expect(await rowsThatName(user.tenantId)).toEqual({});
    expect(await rowsThatName(other.tenantId)).toEqual(before);
    expect((await user.get('/accounts')).status).toBe(401);
    expect((await other.get('/accounts')).status).toBe(200);
  });

  it('a tenant that is not there is told', async () => {
    expect(await erase('01900000-0000-7000-8000-000000000009')).toBe(false);
  });
});

describe('the audit trail goes with its tenant, and only so', () => {
  it('saying that a tenant is being erased opens nothing while it is there', async () => {
    const user = await signUp(app);
    await asOwner(app.ownerUrl, async (client) => {
      await client.query("SELECT set_config('app.erasing_tenant', $1, false)", [user.tenantId]);
      await client.query("SELECT set_config('app.tenant_id', $1, false)", [user.tenantId]);
      await expect(
        client.query('DELETE FROM audit_logs WHERE tenant_id = $1', [user.tenantId]),
      ).rejects.toMatchObject({ code: '42501', message: 'audit_logs is append-only' });
    });
  });

  it('a tenant that is deleted without a word keeps everything', async () => {
    const user = await fillBooks();
    const before = await rowsThatName(user.tenantId);
    await expect(
      asOwner(app.ownerUrl, (client) => client.query('DELETE FROM tenants WHERE id = $1', [user.tenantId])),
    ).rejects.toMatchObject({ code: '42501' });
    expect(await rowsThatName(user.tenantId)).toEqual(before);
  });

  it('nobody but the owner may erase', async () => {
    const user = await signUp(app);
    const job = { tenantId: user.tenantId, userId: null };
    await expect(
      app.database.jobTenant(job, null, (tx) => tx.client.query('SELECT erase_tenant($1)', [user.tenantId])),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('rows that go for good with their account leave every total right', async () => {
    const user = await fillBooks();
    const [giro] = (await user.get<{ id: string; name: string }[]>('/accounts')).data;
    await asOwner(app.ownerUrl, async (client) => {
      await client.query("SELECT set_config('app.tenant_id', $1, false)", [user.tenantId]);
      await client.query('DELETE FROM transactions WHERE tenant_id = $1 AND account_id = $2', [
        user.tenantId,
        giro?.id,
      ]);
      const differences = await client.query(
        `SELECT total FROM verify_totals() UNION ALL SELECT total FROM verify_monthly_totals()
         UNION ALL SELECT total FROM verify_uses()`,
      );
      expect(differences.rows).toEqual([]);
    });
  });
});
