import type { Pagination, Tag, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(tags: readonly string[], date = '2026-03-01'): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', { accountId: giro, date, amount: '-1', tags });
  expect(made.message).toBeUndefined();
  return made.data;
}

async function tagsOf(row: Transaction): Promise<string[]> {
  return (await user.get<Transaction>(`/transactions/${row.id}`)).data.tags;
}

async function find(name: string): Promise<Tag> {
  const found = (await user.get<Tag[]>('/tags')).data.find((tag) => tag.name === name);
  if (!found) throw new Error(`no tag ${name}`);
  return found;
}

/** Lines of what triggers keep of tags and the rows do not give. */
async function differences(): Promise<unknown[]> {
  const rows = await app.adminQuery<{ total: string | null }>(
    `SELECT set_config('app.tenant_id', $1, false), d.total FROM (SELECT 1) one LEFT JOIN verify_uses() d ON true`,
    [user.tenantId],
  );
  return rows.map(({ total }) => total).filter((total) => total !== null);
}

describe('a tag on a row', () => {
  it('is registered by its first use, spelled as it was first, and counted exactly', async () => {
    const one = await book(['Trip', 'trip', 'Work']);
    expect(one.tags).toEqual(['Trip', 'Work']);
    const two = await book(['TRIP'], '2026-04-01');
    expect(two.tags).toEqual(['Trip']);
    expect(await find('Trip')).toMatchObject({ transactionCount: 2, lastUsedOn: '2026-04-01', color: null });
    await user.put(`/transactions/${two.id}`, { tags: [], version: 1 });
    expect(await find('Trip')).toMatchObject({ transactionCount: 1, lastUsedOn: '2026-03-01' });
    await user.put(`/transactions/${one.id}`, { date: '2026-05-05', version: 1 });
    expect(await find('Trip')).toMatchObject({ lastUsedOn: '2026-05-05' });
    await user.delete(`/transactions/${one.id}`);
    expect(await find('Trip')).toMatchObject({ transactionCount: 0, lastUsedOn: null });
    expect(await differences()).toEqual([]);
  });

  it('stays known when the change that used it first is undone, for those who use it meanwhile', async () => {
    const first = await user.post<Transaction>('/transactions', {
      accountId: giro,
      date: '2026-03-01',
      amount: '-1',
      tags: ['Trip'],
    });
    await book(['Trip']);
    const undone = await user.post(`/change-sets/${first.headers.get('x-change-set')}/revert`);
    expect(undone.status).toBe(200);
    expect(await find('Trip')).toMatchObject({ transactionCount: 1 });
    expect(await differences()).toEqual([]);
  });

  it('that is tagged while the tag is renamed leaves no row under two names', async () => {
    const rows = [];
    for (let index = 0; index < 5; index += 1) rows.push(await book(['Old']));
    const { id } = await find('Old');
    await Promise.all([
      user.put(`/tags/${id}`, { name: 'New', version: 1 }),
      ...Array.from({ length: 10 }, () => book(['Old'])),
    ]);
    expect(await differences()).toEqual([]);
    for (const row of rows) expect(await tagsOf(row)).toEqual(['New']);
  });
});

describe('listTags', () => {
  it('200: by name, by use, by last use; part of a name; cursors pass every tag once', async () => {
    await book(['b', 'C'], '2026-01-01');
    await book(['C'], '2026-01-02');
    await book(['a_b'], '2026-01-03');
    const names = async (query: string) =>
      (await user.get<Tag[]>(`/tags?${query}`)).data.map((tag) => tag.name);
    expect(await names('')).toEqual(['a_b', 'b', 'C']);
    expect(await names('sort=-transactions')).toEqual(['C', expect.any(String), expect.any(String)]);
    expect(await names('sort=-lastUsed')).toEqual(['a_b', 'C', 'b']);
    expect(await names('q=B')).toEqual(['a_b', 'b']);
    expect(await names('q=_')).toEqual(['a_b']);
    for (const sort of ['name', '-transactions', '-lastUsed']) {
      const seen: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page: { data: Tag[]; pagination: Pagination | undefined } = await user.get<Tag[]>(
          `/tags?limit=1&sort=${sort}${next === '' ? '' : `&cursor=${next}`}`,
        );
        seen.push(...page.data.map((tag) => tag.name));
        next = page.pagination?.nextCursor ?? null;
      }
      expect(seen.toSorted()).toEqual(['C', 'a_b', 'b']);
    }
    expect((await user.get('/tags?limit=2')).pagination?.total).toBe(3);
  });

  it('400 INVALID_CURSOR, also for a cursor of another order', async () => {
    for (const name of ['a', 'b']) await user.post('/tags', { name });
    const { pagination } = await user.get<Tag[]>('/tags?limit=1');
    expect((await user.get('/tags?cursor=x')).code).toBe('INVALID_CURSOR');
    const other = await user.get(`/tags?sort=-transactions&cursor=${pagination?.nextCursor}`);
    expect([other.status, other.code]).toEqual([400, 'INVALID_CURSOR']);
  });
});

describe('createTag', () => {
  it('201, 409 NAME_TAKEN whatever the case, 422; undone it is gone, unless rows use it', async () => {
    const made = await user.post<Tag>('/tags', { name: 'Café', color: '#1f5fe0' });
    expect([made.status, made.data]).toMatchObject([
      201,
      { name: 'Café', color: '#1f5fe0', transactionCount: 0 },
    ]);
    expect((await user.post('/tags', { name: 'CAFÉ' })).code).toBe('NAME_TAKEN');
    expect((await user.post('/tags', { name: 'x'.repeat(51) })).code).toBe('VALIDATION_FAILED');
    const changeSet = made.headers.get('x-change-set');
    const row = await book(['café']);
    const refused = await user.post(`/change-sets/${changeSet}/revert`);
    expect([refused.status, refused.code]).toEqual([409, 'NOT_REVERTIBLE']);
    await user.delete(`/transactions/${row.id}`);
    expect((await user.post(`/change-sets/${changeSet}/revert`)).status).toBe(200);
    expect((await user.get<Tag[]>('/tags')).data).toEqual([]);
  });
});

describe('getTag', () => {
  it('200, 404 also for a tag of another tenant', async () => {
    const { id } = (await user.post<Tag>('/tags', { name: 'Mine' })).data;
    expect((await user.get<Tag>(`/tags/${id}`)).data.name).toBe('Mine');
    expect((await user.get(`/tags/${NOWHERE}`)).code).toBe('NOT_FOUND');
    const stranger = await signUp(app);
    expect((await stranger.get(`/tags/${id}`)).status).toBe(404);
  });
});

describe('updateTag', () => {
  it('200: renames it on every row in one change, and back again', async () => {
    const rows = [await book(['Old', 'other']), await book(['old'])];
    const { id } = await find('Old');
    const saved = await user.put<Tag>(`/tags/${id}`, { name: 'New', color: '#000000', version: 1 });
    expect(saved.data).toMatchObject({ name: 'New', color: '#000000', transactionCount: 2, version: 2 });
    expect(await Promise.all(rows.map(tagsOf))).toEqual([['New', 'other'], ['New']]);
    expect(await differences()).toEqual([]);
    expect((await user.post(`/change-sets/${saved.headers.get('x-change-set')}/revert`)).status).toBe(200);
    expect(await Promise.all(rows.map(tagsOf))).toEqual([['Old', 'other'], ['Old']]);
    expect(await find('Old')).toMatchObject({ transactionCount: 2 });
    expect(await differences()).toEqual([]);
  });

  it('409 NAME_TAKEN, 409 STALE_VERSION, 428, 404', async () => {
    const { id } = (await user.post<Tag>('/tags', { name: 'a' })).data;
    await user.post('/tags', { name: 'b' });
    const codes = [];
    for (const change of [{ name: 'B', version: 1 }, { name: 'c', version: 9 }, { name: 'c' }]) {
      codes.push((await user.put(`/tags/${id}`, change)).code);
    }
    expect(codes).toEqual(['NAME_TAKEN', 'STALE_VERSION', 'VERSION_REQUIRED']);
    expect((await user.put(`/tags/${NOWHERE}`, { version: 1 })).status).toBe(404);
  });
});

describe('deleteTag', () => {
  it('200: takes it off its rows, in one change that can be undone; 404', async () => {
    const row = await book(['gone', 'kept']);
    const { id } = await find('gone');
    const deleted = await user.delete<{ changeSetId: string; untaggedTransactions: number }>(`/tags/${id}`);
    expect(deleted.data.untaggedTransactions).toBe(1);
    expect(await tagsOf(row)).toEqual(['kept']);
    expect((await user.delete(`/tags/${id}`)).code).toBe('NOT_FOUND');
    expect(await differences()).toEqual([]);
    expect((await user.post(`/change-sets/${deleted.data.changeSetId}/revert`)).status).toBe(200);
    expect(await tagsOf(row)).toEqual(['gone', 'kept']);
    expect(await find('gone')).toMatchObject({ transactionCount: 1, version: 3 });
    expect(await differences()).toEqual([]);
  });
});

describe('mergeTags', () => {
  it('200: rows have the target once; undone all is as before', async () => {
    const rows = [await book(['a', 'b']), await book(['b', 'c']), await book(['c', 'Target'])];
    const [a, b, c] = [await find('a'), await find('b'), await find('c')];
    const target = await find('Target');
    const merged = await user.post<{ retaggedTransactions: number; changeSetId: string }>('/tags/merge', {
      sourceIds: [a.id, b.id, c.id],
      targetId: target.id,
    });
    expect(merged.data.retaggedTransactions).toBe(3);
    expect(await Promise.all(rows.map(tagsOf))).toEqual([['Target'], ['Target'], ['Target']]);
    expect((await user.get<Tag[]>('/tags')).data).toMatchObject([{ name: 'Target', transactionCount: 3 }]);
    expect(await differences()).toEqual([]);
    expect((await user.post(`/change-sets/${merged.data.changeSetId}/revert`)).status).toBe(200);
    expect(await Promise.all(rows.map(tagsOf))).toEqual([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'Target'],
    ]);
    expect(await differences()).toEqual([]);
  });

  it('422: unknown tags, and a tag into itself', async () => {
    const { id } = (await user.post<Tag>('/tags', { name: 'a' })).data;
    const refused = await user.post('/tags/merge', { sourceIds: [id, NOWHERE], targetId: id });
    expect([refused.status, refused.details]).toEqual([
      422,
      [
        { path: 'sourceIds.0', message: 'A tag cannot be merged into itself.' },
        { path: 'sourceIds.1', message: 'There is no such tag.' },
      ],
    ]);
    expect((await user.post('/tags/merge', { sourceIds: [id], targetId: NOWHERE })).code).toBe(
      'VALIDATION_FAILED',
    );
  });
});

describe('who may', () => {
  it('403 FORBIDDEN to those who only look', async () => {
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [user.tenantId]);
    expect((await user.post('/tags', { name: 'a' })).code).toBe('FORBIDDEN');
    expect((await user.get('/tags')).status).toBe(200);
  });
});
