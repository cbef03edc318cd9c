import type { Category, Payee, Tag, Transaction, TrashedThing } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await signUp(app, { name: 'Ada' });
  giro = await user.addAccount({ name: 'Giro' });
  const row = { accountId: giro, date: '2026-02-10', amount: '-1.00', payeeName: 'Baker', tags: ['week'] };
  const made = await user.post<Transaction>('/transactions', row);
  const category = await user.post<Category>('/categories', { name: 'Bees', kind: 'expense' });
  await user.delete(`/categories/${category.data.id}`);
  await user.delete(`/payees/${made.data.payeeId}`);
  const [tag] = (await user.get<Tag[]>('/tags')).data;
  await user.delete(`/tags/${tag?.id}`);
  await user.delete(`/accounts/${giro}?force=true`);
});

async function things(query = ''): Promise<TrashedThing[]> {
  const answer = await user.get<TrashedThing[]>(`/trash/things${query}`);
  expect(answer.status).toBe(200);
  return answer.data;
}

describe('listTrashedThings', () => {
  it('200: what was deleted, the last one first, by whom and with what', async () => {
    const found = await things();
    expect(found.map(({ resourceType, name, deletedByName }) => [resourceType, name, deletedByName])).toEqual(
      [
        ['account', 'Giro', 'Ada'],
        ['tag', 'week', 'Ada'],
        ['payee', 'Baker', 'Ada'],
        ['category', 'Bees', 'Ada'],
      ],
    );
    expect(found[2]?.changeSummary).toBe('Deleted a payee');
    expect((await things('?resourceType=tag')).map(({ name }) => name)).toEqual(['week']);
  });

  it('200: page by page every one once', async () => {
    const first = await user.get<TrashedThing[]>('/trash/things?limit=3');
    expect(first.pagination).toMatchObject({ hasMore: true });
    const rest = await user.get<TrashedThing[]>(
      `/trash/things?limit=3&cursor=${first.pagination?.nextCursor}`,
    );
    expect([...first.data, ...rest.data].map(({ name }) => name)).toEqual(['Giro', 'week', 'Baker', 'Bees']);
    expect(rest.pagination).toMatchObject({ hasMore: false, nextCursor: null });
  });

  it('200: each comes back by reverting what deleted it, with its rows, and is then not in the trash', async () => {
    for (const { changeSetId, name } of await things()) {
      const reverted = await user.post(`/change-sets/${changeSetId}/revert`);
      expect(reverted.message, name).toBeUndefined();
    }
    expect(await things()).toEqual([]);
    const [row] = (await user.get<Transaction[]>('/transactions')).data;
    expect(row).toMatchObject({ accountName: 'Giro', payeeName: 'Baker', tags: ['week'] });
    const { data: payees } = await user.get<Payee[]>('/payees');
    expect(payees.map(({ name }) => name)).toEqual(['Baker']);
  });

  it('200: what an undoing has taken away again is not in it', async () => {
    const before = (await things()).length;
    const made = await user.post<Category>('/categories', { name: 'Wasps', kind: 'expense' });
    const changeSetId = made.headers.get('x-change-set');
    expect((await user.post(`/change-sets/${changeSetId}/revert`)).status).toBe(200);
    expect(await things()).toHaveLength(before);
  });

  it('200: nothing of another tenant', async () => {
    const other = await signUp(app);
    expect((await other.get<TrashedThing[]>('/trash/things')).data).toEqual([]);
  });

  it('400 INVALID_CURSOR; 401 without a session; 422 for a kind that has no trash', async () => {
    expect((await user.get('/trash/things?cursor=nonsense')).code).toBe('INVALID_CURSOR');
    expect((await app.request('/api/v1/trash/things')).status).toBe(401);
    expect((await user.get('/trash/things?resourceType=rule')).status).toBe(422);
  });
});

it('listChangePeople: 200, the members, whose changes the history can be narrowed to', async () => {
  const { data } = await user.get<{ id: string; name: string }[]>('/change-sets/people');
  expect(data.map(({ name }) => name)).toEqual(['Ada']);
  const own = await user.get<unknown[]>(`/change-sets?userId=${data[0]?.id}&limit=200`);
  const all = await user.get<unknown[]>('/change-sets?limit=200');
  expect(own.data).toHaveLength(all.data.length);
  expect(
    (await user.get<unknown[]>('/change-sets?userId=01900000-0000-7000-8000-000000000000')).data,
  ).toEqual([]);
  expect((await app.request('/api/v1/change-sets/people')).status).toBe(401);
});
