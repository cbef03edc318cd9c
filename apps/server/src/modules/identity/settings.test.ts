import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { bearer, call, newUser, query, type Sent } from '../../testing/identity-calls.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  await app.close();
});

describe('GET /user/settings', () => {
  test('gives the values of the user and the tenant, with their version as ETag', async () => {
    const session = await newUser(app);
    const answer = await get(session);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      userName: '',
      email: session.email,
      name: session.email.split('@')[0],
      type: 'PERSONAL',
      locale: 'en-US',
      timezone: 'UTC',
      currency: 'USD',
      fiscal_year_start: '01-01',
      weekStart: 1,
      version: 1,
    });
    expect(answer.headers.get('etag')).toContain('"1"');
  });

  test('401 UNAUTHENTICATED without a token', async () => {
    expect(await call(app, 'GET /user/settings')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });
});

describe('PUT /user/settings', () => {
  test('changes what is named and leaves the rest, the user and the tenant together', async () => {
    const session = await newUser(app);
    const answer = await put(session, {
      userName: 'Ada',
      name: 'Our money',
      fiscal_year_start: '2026-04-01',
      weekStart: 7,
      version: 1,
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({
      userName: 'Ada',
      name: 'Our money',
      fiscal_year_start: '04-01',
      weekStart: 7,
      currency: 'USD',
      timezone: 'UTC',
      version: 3,
    });
    expect((await get(session)).data).toEqual(answer.data);
    const trail = await query(
      app,
      "select action, new_values ->> 'name' as name from audit_logs where tenant_id = $1 and (resource_type = 'tenant' or action = 'rename_user') order by action",
      [session.data.tenantId],
    );
    expect(trail).toEqual([
      { action: 'rename_user', name: null },
      { action: 'update', name: 'Our money' },
    ]);
  });

  test('another currency is another base currency, and no row changes', async () => {
    const session = await newUser(app);
    const account = await call(app, 'POST /accounts', {
      body: { name: 'Checking', type: 'checking', currency: 'USD' },
      headers: bearer(session),
    });
    expect(account.status).toBe(201);
    expect((await put(session, { currency: 'EUR', version: 1 })).data).toMatchObject({ currency: 'EUR' });
    const after = await call(app, `GET /accounts/${String(account.data.id)}`, {
      headers: bearer(session),
    });
    expect(after.data).toMatchObject({ currency: 'USD', version: account.data.version });
  });

  test('a form sent back as it was changes nothing and leaves no change set', async () => {
    const session = await newUser(app);
    const { data } = await get(session);
    const { email: _email, type: _type, ...form } = data;
    const answer = await put(session, form);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual(data);
    const changeSets = await query(app, 'select kind from change_sets where tenant_id = $1', [
      session.data.tenantId,
    ]);
    expect(changeSets).toEqual([{ kind: 'setup' }]);
  });

  test('409 STALE_VERSION with the settings as they are, after either half was changed', async () => {
    const session = await newUser(app);
    await put(session, { userName: 'Ada', version: 1 });
    const stale = await put(session, { name: 'Ours', version: 1 });
    expect(stale).toMatchObject({
      status: 409,
      code: 'STALE_VERSION',
      details: { current: { userName: 'Ada', version: 2 } },
    });
    await put(session, { name: 'Ours', version: 2 });
    expect(await put(session, { userName: 'Grace', version: 2 })).toMatchObject({
      status: 409,
      code: 'STALE_VERSION',
    });
    expect((await get(session)).data).toMatchObject({ userName: 'Ada', name: 'Ours', version: 3 });
  });

  test('428 VERSION_REQUIRED without a version; If-Match is one', async () => {
    const session = await newUser(app);
    expect(await put(session, { name: 'Ours' })).toMatchObject({ status: 428, code: 'VERSION_REQUIRED' });
    expect((await put(session, { name: 'Ours' }, { 'if-match': '"1"' })).status).toBe(200);
  });

  test.each(['MEMBER', 'VIEWER', 'ADVISOR'])('a %s changes the own name and nothing else', async (role) => {
    const session = await newUser(app);
    await query(app, 'update memberships set role = $2 where tenant_id = $1', [session.data.tenantId, role]);
    expect((await put(session, { userName: 'Ada', version: 1 })).data).toMatchObject({
      userName: 'Ada',
      version: 2,
    });
    expect(await put(session, { userName: 'Grace', name: 'Mine', version: 2 })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect((await get(session)).data).toMatchObject({ userName: 'Ada', version: 2 });
    const { data } = await get(session);
    expect((await put(session, { ...data, userName: 'Grace' })).data).toMatchObject({ userName: 'Grace' });
  });

  test('an ADMIN changes the tenant', async () => {
    const session = await newUser(app);
    await query(app, 'update memberships set role = $2 where tenant_id = $1', [
      session.data.tenantId,
      'ADMIN',
    ]);
    expect((await put(session, { timezone: 'Asia/Tokyo', version: 1 })).data).toMatchObject({
      timezone: 'Asia/Tokyo',
    });
  });

  test('nobody else is renamed, in this tenant or another', async () => {
    const mine = await newUser(app);
    const theirs = await newUser(app);
    await query(
      app,
      "insert into memberships (tenant_id, user_id, role) select $1, id, 'MEMBER' from users where email = $2",
      [mine.data.tenantId, theirs.email],
    );
    await put(mine, { userName: 'Mine', name: 'Our money', version: 1 });
    expect((await get(theirs)).data).toMatchObject({
      userName: '',
      name: theirs.email.split('@')[0],
      version: 1,
    });
  });

  test.each([
    ['currency', { currency: 'XXY' }],
    ['timezone', { timezone: 'Nowhere' }],
    ['locale', { locale: '!' }],
    ['weekStart', { weekStart: 8 }],
    ['fiscal_year_start', { fiscal_year_start: '02-30' }],
    ['name', { name: ' ' }],
  ])('422 VALIDATION_FAILED for a wrong %s, and nothing is half written', async (path, wrong) => {
    const session = await newUser(app);
    const answer = await put(session, { userName: 'Ada', version: 1, ...wrong });
    expect(answer).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
    expect((await get(session)).data).toMatchObject({ userName: '', version: 1 });
  });
});

function get(session: Sent): Promise<Sent> {
  return call(app, 'GET /user/settings', { headers: bearer(session) });
}

function put(session: Sent, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  return call(app, 'PUT /user/settings', { body, headers: { ...bearer(session), ...headers } });
}
