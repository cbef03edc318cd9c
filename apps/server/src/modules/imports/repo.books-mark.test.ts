import type { Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { markBooks } from './repo.books-mark.ts';
import type { BooksMark } from './repo.stored.ts';

const app: TestApp = await createTestApp();
let client: TestClient;
let accountId: string;
let rowId: string;

beforeEach(async () => {
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
  const row = { accountId, date: '2026-01-05', amount: '-4.50', payeeName: 'Bakery' };
  rowId = (await client.post<Transaction>('/transactions', row)).data.id;
});
afterAll(() => app.close());

function mark(since: string | null = null): Promise<BooksMark> {
  return app.database.jobTenant({ tenantId: client.tenantId, userId: null }, null, (tx) =>
    markBooks(tx, since),
  );
}

const FILE = 'Date,Description,Amount\n2026-01-06,COFFEE,-3.00\n';

const CHANGES: Record<string, () => Promise<unknown>> = {
  'a new row': () =>
    client.post('/transactions', { accountId, date: '2026-01-06', amount: '-3.00', description: 'Coffee' }),
  'a changed row': () =>
    client.put(`/transactions/${rowId}`, { description: 'Bread' }, { 'if-match': '"1"' }),
  'a deleted row': () => client.delete(`/transactions/${rowId}`),
  'a renamed payee': async () => {
    const [payee] = (await client.get<{ id: string; version: number }[]>('/payees')).data;
    await client.put(`/payees/${payee?.id}`, { name: 'Baker' }, { 'if-match': `"${payee?.version}"` });
  },
  'another import': () => importFile(app, client, { name: 'a.csv', content: FILE, accountId }),
};

describe('the mark of the books', () => {
  it.each(Object.keys(CHANGES))('is another one after %s', async (name) => {
    const before = await mark();
    await CHANGES[name]?.();
    expect((await mark(before.since)).changes).not.toBe(before.changes);
  });

  it('is another one after an import was taken back', async () => {
    const { id } = await importFile(app, client, { name: 'a.csv', content: FILE, accountId });
    const before = await mark();
    expect((await client.post(`/imports/${id}/revert`)).status).toBeLessThan(300);
    expect((await mark(before.since)).changes).not.toBe(before.changes);
  });

  it('is another one after a change that was under way when it was made', async () => {
    const job = { tenantId: client.tenantId, userId: null };
    let before: BooksMark | undefined;
    await app.database.jobTenant(job, { summary: 'Added a payee' }, async (tx) => {
      await tx.client.query("INSERT INTO payees (tenant_id, id, name) VALUES ($1, $2, 'Kiosk')", [
        tx.tenantId,
        newId(),
      ]);
      before = await mark();
    });
    expect((await mark(before?.since)).changes).not.toBe(before?.changes);
  });

  it('is the same after drafts, words on their rows, and what other tenants do', async () => {
    const before = await mark();
    const { data: draft } = await upload(app, client, { name: 'a.csv', content: FILE, accountId });
    expect((await client.put(`/imports/${draft.id}/rows/1`, { decision: 'skip' })).status).toBe(200);
    const other = await signUp(app);
    await other.addAccount({ name: 'Elsewhere', currency: 'EUR' });
    expect((await mark(before.since)).changes).toBe(before.changes);
  });
});
