import type { SavedFilter } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
});
afterAll(() => app.close());

const names = async (client: TestClient): Promise<string[]> =>
  (await client.get<SavedFilter[]>('/saved-filters')).data.map(({ name }) => name);

/** Another member of the user's tenant. */
async function member(role: 'MEMBER' | 'VIEWER'): Promise<TestClient> {
  const other = await signUp(app);
  await app.adminQuery(
    `INSERT INTO memberships (tenant_id, user_id, role)
     SELECT $1::uuid, m.user_id, $3::membership_role FROM memberships m WHERE m.tenant_id = $2::uuid`,
    [user.tenantId, other.tenantId, role],
  );
  const switched = await other.post<{ accessToken: string }>('/auth/switch-tenant', {
    tenantId: user.tenantId,
  });
  if (switched.status !== 200)
    throw new Error(`switch-tenant answered ${switched.status} ${switched.message}`);
  const as = (path: string, init: RequestInit = {}) =>
    app.request(`/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${switched.data.accessToken}`, 'content-type': 'application/json' },
    });
  const read = async (response: Response) => ({
    ...((await response.json()) as object),
    status: response.status,
    headers: response.headers,
  });
  return {
    ...other,
    tenantId: user.tenantId,
    get: async (path: string) => (await read(await as(path))) as never,
    post: async (path: string, body: unknown) =>
      (await read(await as(path, { method: 'POST', body: JSON.stringify(body) }))) as never,
    put: async (path: string, body: unknown) =>
      (await read(await as(path, { method: 'PUT', body: JSON.stringify(body) }))) as never,
    delete: async (path: string) => (await read(await as(path, { method: 'DELETE' }))) as never,
  };
}

describe('createSavedFilter', () => {
  it('201: keeps a search and filters under a name, by position and name', async () => {
    const made = await user.post<SavedFilter>('/saved-filters', {
      name: 'Big food',
      query: 'amount:>50 category:food date:last-month',
      filters: { status: 'cleared', from: '2026-01-01' },
    });
    expect([made.status, made.message]).toEqual([201, undefined]);
    expect(made.data).toMatchObject({
      name: 'Big food',
      query: 'amount:>50 category:food date:last-month',
      filters: { status: 'cleared', from: '2026-01-01' },
      isShared: false,
      isMine: true,
      position: 0,
      version: 1,
    });
    await user.post('/saved-filters', { name: 'All', position: 0 });
    await user.post('/saved-filters', { name: 'Above all', position: 1 });
    expect(await names(user)).toEqual(['All', 'Big food', 'Above all']);
  });

  it('409 NAME_TAKEN, whatever the case', async () => {
    const refused = await user.post('/saved-filters', { name: 'BIG FOOD' });
    expect([refused.status, refused.code]).toEqual([409, 'NAME_TAKEN']);
  });

  it('422 SEARCH_UNREADABLE with the place', async () => {
    const refused = await user.post('/saved-filters', { name: 'Bad', query: 'bread after:soon' });
    expect([refused.status, refused.code]).toEqual([422, 'SEARCH_UNREADABLE']);
    expect(refused.details).toMatchObject({ position: 12, length: 4 });
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', filters: { from: 'soon' } }, 'filters.from'],
    [{ name: 'x', filters: { colour: 'red' } }, 'filters'],
  ])('422 VALIDATION_FAILED: %j', async (body, path) => {
    const refused = await user.post('/saved-filters', body);
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(refused.details).toEqual([expect.objectContaining({ path })]);
  });
});

describe('listSavedFilters', () => {
  it("200: one's own and shared ones of the tenant, and none of another tenant", async () => {
    const other = await member('MEMBER');
    await other.post('/saved-filters', { name: 'Mine alone' });
    await other.post('/saved-filters', { name: 'For all', isShared: true, position: 5 });
    expect(await names(user)).toEqual(['All', 'Big food', 'Above all', 'For all']);
    expect(await names(other)).toEqual(['Mine alone', 'For all']);
    const shared = (await user.get<SavedFilter[]>('/saved-filters')).data.find(
      ({ name }) => name === 'For all',
    );
    expect(shared?.isMine).toBe(false);
    expect(await names(await signUp(app))).toEqual([]);
    const refused = await user.put(`/saved-filters/${shared?.id}`, { name: 'Taken', version: 1 });
    expect([refused.status, refused.code]).toEqual([404, 'NOT_FOUND']);
    expect((await user.delete(`/saved-filters/${shared?.id}`)).code).toBe('NOT_FOUND');
  });

  it('403 FORBIDDEN: who may only read keeps filters and does not share them', async () => {
    const viewer = await member('VIEWER');
    expect((await viewer.post('/saved-filters', { name: 'Mine' })).status).toBe(201);
    const refused = await viewer.post('/saved-filters', { name: 'Ours', isShared: true });
    expect([refused.status, refused.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('updateSavedFilter', () => {
  it('200: changes what is said; 409 STALE_VERSION, 409 NAME_TAKEN, 428 VERSION_REQUIRED', async () => {
    const { data } = await user.post<SavedFilter>('/saved-filters', { name: 'Rename me', query: 'bread' });
    const path = `/saved-filters/${data.id}`;
    const renamed = await user.put<SavedFilter>(path, { name: 'Renamed', isShared: true, version: 1 });
    expect(renamed.data).toMatchObject({ name: 'Renamed', query: 'bread', isShared: true, version: 2 });
    expect((await user.put(path, { name: 'Late', version: 1 })).code).toBe('STALE_VERSION');
    expect((await user.put(path, { name: 'all', version: 2 })).code).toBe('NAME_TAKEN');
    expect((await user.put(path, { name: 'No version' })).code).toBe('VERSION_REQUIRED');
    expect((await user.put(path, { query: 'or', version: 2 })).code).toBe('SEARCH_UNREADABLE');
  });
});

describe('deleteSavedFilter', () => {
  it('200: can be undone; 404 NOT_FOUND when it is gone', async () => {
    const { data } = await user.post<SavedFilter>('/saved-filters', { name: 'Short-lived' });
    const gone = await user.delete<{ changeSetId: string }>(`/saved-filters/${data.id}`);
    expect(gone.status).toBe(200);
    expect(await names(user)).not.toContain('Short-lived');
    expect((await user.delete(`/saved-filters/${data.id}`)).code).toBe('NOT_FOUND');
    const undone = await user.post(`/change-sets/${gone.data.changeSetId}/revert`, {});
    expect(undone.message).toBeUndefined();
    expect(await names(user)).toContain('Short-lived');
  });
});
