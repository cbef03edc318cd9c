import type {
  Category,
  ChangeSet,
  Obstacle,
  Pagination,
  Transaction,
  TrashedTransaction,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app, { name: 'Ada' });
  giro = await user.addAccount({ name: 'Giro' });
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(fields: Record<string, unknown> = {}): Promise<Transaction> {
  const body = { accountId: giro, date: '2026-03-01', amount: '-10', description: 'Bread', ...fields };
  return (await user.post<Transaction>('/transactions', body)).data;
}

async function trash(query = ''): Promise<TrashedTransaction[]> {
  return (await user.get<TrashedTransaction[]>(`/trash?limit=200${query}`)).data;
}

interface Restored {
  changeSetId: string;
  restored: number;
  loosened: number;
  remaining: Obstacle[];
}

function restore(ids: readonly string[], partial?: boolean) {
  return user.post<Restored>('/trash/restore', { ids, ...(partial === undefined ? {} : { partial }) });
}

async function live(): Promise<Transaction[]> {
  return (await user.get<Transaction[]>('/transactions?limit=200')).data;
}

async function verified(): Promise<void> {
  const wrong = await app.database.jobTenant(
    { tenantId: user.tenantId, userId: null },
    null,
    async (tx) =>
      (
        await tx.client.query<{ total: string }>(
          'SELECT * FROM verify_totals() UNION ALL SELECT * FROM verify_category_counts()',
        )
      ).rows,
  );
  expect(wrong).toEqual([]);
}

describe('listTrash', () => {
  it('200: what was deleted, the last one first, by whom and in which change; not what an undoing took', async () => {
    const first = await book({ description: 'First', payeeName: 'Baker' });
    const second = await book({ description: 'Second' });
    await book({ description: 'Undone' });
    const [made] = (await user.get<ChangeSet[]>('/change-sets?limit=1')).data;
    await user.post(`/change-sets/${made?.id}/revert`);
    await user.delete(`/transactions/${first.id}`);
    const gone = await user.delete<{ changeSetId: string }>(`/transactions/${second.id}`);
    const rows = await trash();
    expect(rows.map((row) => row.description)).toEqual(['Second', 'First']);
    expect(rows[0]).toMatchObject({
      id: second.id,
      accountName: 'Giro',
      isAccountDeleted: false,
      amount: '-10.00',
      currency: 'EUR',
      deletedByName: 'Ada',
      changeSetId: gone.data.changeSetId,
    });
    expect(rows[1]?.payeeName).toBe('Baker');
  });

  it('200: filters, and pages without a gap; 400 for a foreign cursor', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const rows = [
      await book({ description: 'One', date: '2026-01-05' }),
      await book({ description: 'Two', payeeName: 'Baker 100%' }),
      await book({ description: 'Three', accountId: savings }),
    ];
    for (const row of rows) await user.delete(`/transactions/${row.id}`);
    const titles = async (query: string) => (await trash(query)).map((row) => row.description);
    expect(await titles(`&accountId=${savings}`)).toEqual(['Three']);
    expect(await titles('&to=2026-01-31')).toEqual(['One']);
    expect(await titles('&from=2026-02-01')).toEqual(['Three', 'Two']);
    expect(await titles('&text=baker%20100%25')).toEqual(['Two']);
    expect(await titles('&text=100_')).toEqual([]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: { data: TrashedTransaction[]; pagination: Pagination | undefined } = await user.get<
        TrashedTransaction[]
      >(`/trash?limit=1${cursor}`);
      seen.push(...page.data.map((row) => row.description));
      cursor = page.pagination?.nextCursor ? `&cursor=${page.pagination.nextCursor}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(['Three', 'Two', 'One']);
    expect((await user.get('/trash?cursor=x')).code).toBe('INVALID_CURSOR');
  });
});

describe('restoreTrash', () => {
  it('200: a row is back as it was, in one change set that can be undone', async () => {
    const row = await book({ payeeName: 'Baker', notes: 'mine', tags: ['daily'] });
    await user.delete(`/transactions/${row.id}`);
    const { data } = await restore([row.id]);
    expect(data).toMatchObject({ restored: 1, loosened: 0, remaining: [] });
    const back = (await user.get<Transaction>(`/transactions/${row.id}`)).data;
    expect(back).toMatchObject({ notes: 'mine', tags: ['daily'], payeeName: 'Baker', version: 3 });
    expect(await trash()).toEqual([]);
    const [change] = (await user.get<ChangeSet[]>('/change-sets?limit=1')).data;
    expect(change).toMatchObject({ id: data.changeSetId, summary: 'Restored a transaction' });
    await user.post(`/change-sets/${data.changeSetId}/revert`);
    expect((await trash()).map((one) => one.id)).toEqual([row.id]);
    await verified();
  });

  it('200: a transfer comes back with both legs, whichever is named', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings });
    await user.delete(`/transactions/${out.id}`);
    expect(await trash()).toHaveLength(2);
    expect((await restore([out.transferTransactionId ?? ''])).data).toMatchObject({
      restored: 2,
      loosened: 0,
    });
    expect((await live()).map((row) => row.type)).toEqual(['transfer', 'transfer']);
    await verified();
  });

  it('200: a leg whose other one has gone on alone comes back as money out', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings });
    const kept = await user.delete(`/transactions/${out.id}?otherLeg=keep`);
    expect(kept.status).toBe(200);
    expect((await restore([out.id])).data).toMatchObject({ restored: 1, loosened: 1 });
    const back = (await user.get<Transaction>(`/transactions/${out.id}`)).data;
    expect(back).toMatchObject({ type: 'expense', transferTransactionId: null, transferAccountId: null });
    await verified();
  });

  it('200: a split comes back with its parts', async () => {
    const row = await book({ amount: '-10' });
    const split = await user.put<Transaction>(`/transactions/${row.id}/splits`, {
      splits: [{ amount: '-4' }, { amount: '-6' }],
      version: 1,
    });
    expect(split.status).toBe(200);
    await user.delete(`/transactions/${row.id}`);
    const parts = () =>
      app.adminQuery<{ count: number }>(
        'SELECT count(*)::int FROM transactions WHERE parent_id = $1 AND deleted_at IS NULL',
        [row.id],
      );
    expect(await parts()).toEqual([{ count: 0 }]);
    expect((await restore([row.id])).data).toMatchObject({ restored: 1, remaining: [] });
    expect(await parts()).toEqual([{ count: 2 }]);
    const [part] = await app.adminQuery<{ id: string }>('SELECT id FROM transactions WHERE parent_id = $1', [
      row.id,
    ]);
    expect((await restore([part?.id ?? ''])).code).toBe('NOT_REVERTIBLE');
    await verified();
  });

  it('200: a row whose category and payee are gone comes back without them, and says so', async () => {
    const short = (await user.post<Category>('/categories', { name: 'Short', kind: 'expense' })).data;
    const row = await book({ categoryId: short.id, payeeName: 'Baker' });
    await user.delete(`/transactions/${row.id}`);
    await user.delete(`/categories/${short.id}`);
    await user.delete(`/payees/${row.payeeId}`);
    expect((await restore([row.id])).data).toMatchObject({ restored: 1, loosened: 1 });
    const back = (await user.get<Transaction>(`/transactions/${row.id}`)).data;
    expect(back).toMatchObject({ categoryId: null, payeeId: null });
    await verified();
  });

  it('409 NOT_REVERTIBLE: names what cannot come back and why; partial brings back the rest', async () => {
    const doomed = await user.addAccount({ name: 'Doomed' });
    const lost = await book({ accountId: doomed, description: 'Lost' });
    const row = await book();
    const there = await book({ description: 'There' });
    await user.delete(`/transactions/${lost.id}`);
    await user.delete(`/transactions/${row.id}`);
    await user.delete(`/accounts/${doomed}?force=true`);
    const refused = await restore([row.id, lost.id, there.id, NOWHERE]);
    expect([refused.status, refused.code]).toEqual([409, 'NOT_REVERTIBLE']);
    expect((refused.details as Obstacle[]).map(({ resourceId, reason }) => [resourceId, reason])).toEqual([
      [lost.id, 'Its account “Doomed” was deleted. Undo that in the history first.'],
      [there.id, 'It is not in the trash.'],
      [NOWHERE, 'It is not in the trash.'],
    ]);
    expect(await live()).toHaveLength(1);
    const { data } = await restore([row.id, lost.id], true);
    expect([data.restored, data.remaining.map((one) => one.resourceId)]).toEqual([1, [lost.id]]);
    expect((await restore([lost.id], true)).code).toBe('NOT_REVERTIBLE');
    expect((await restore([])).code).toBe('VALIDATION_FAILED');
  });

  it("403 for a reader; another tenant's rows are not in this trash", async () => {
    const row = await book();
    await user.delete(`/transactions/${row.id}`);
    const other = await signUp(app);
    expect((await other.get<TrashedTransaction[]>('/trash')).data).toEqual([]);
    expect((await other.post('/trash/restore', { ids: [row.id] })).code).toBe('NOT_REVERTIBLE');
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [user.tenantId]);
    expect((await restore([row.id])).code).toBe('FORBIDDEN');
    expect(await trash()).toHaveLength(1);
  });
});

describe('field note 5', () => {
  const FILE = {
    name: 'bank.csv',
    content: 'Date,Description,Amount\n2026-01-05,Mill,-4.00\n2026-01-06,Shop,-6.00\n2026-01-07,Pub,-8.00\n',
  };
  const names = async () => (await live()).map((row) => row.rawDescription ?? row.description).toSorted();

  it('field note 5: a row that the user deleted stays deleted at the next import; restoring it and importing again both work', async () => {
    await importFile(app, user, { ...FILE, accountId: giro });
    const shop = (await live()).find((row) => row.description.includes('Shop'));
    await user.delete(`/transactions/${shop?.id}`);
    await importFile(app, user, { ...FILE, accountId: giro });
    expect(await names()).toEqual(['Mill', 'Pub']);
    expect((await trash()).map((row) => row.id)).toEqual([shop?.id]);

    expect((await restore([shop?.id ?? ''])).data).toMatchObject({ restored: 1, loosened: 0 });
    expect(await names()).toEqual(['Mill', 'Pub', 'Shop']);
    await importFile(app, user, { ...FILE, accountId: giro });
    expect(await names()).toEqual(['Mill', 'Pub', 'Shop']);
    expect((await live()).find((row) => row.id === shop?.id)?.importId).toBe(shop?.importId);
    await verified();
  });
});
