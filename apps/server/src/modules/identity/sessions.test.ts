import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import {
  accessToken,
  bearer,
  call,
  newUser,
  PASSWORD,
  query,
  type Sent,
} from '../../testing/identity-calls.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  await app.close();
});

describe('POST /auth/logout', () => {
  test('204, and the access token is worth nothing from that moment', async () => {
    const session = await newUser(app);
    expect((await call(app, 'POST /auth/logout', { headers: bearer(session) })).status).toBe(204);
    await expectEnded(session);
    expect(await actionsOf(session)).toContain('logout');
  });

  test('401 SESSION_ENDED the second time, UNAUTHENTICATED without a token', async () => {
    const session = await newUser(app);
    await call(app, 'POST /auth/logout', { headers: bearer(session) });
    expect(await call(app, 'POST /auth/logout', { headers: bearer(session) })).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
    expect(await call(app, 'POST /auth/logout')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });
});

describe('POST /auth/logout-all', () => {
  test('204, and every device is out; nobody else is', async () => {
    const phone = await newUser(app);
    const laptop = await signIn(phone.email);
    const other = await newUser(app);
    expect((await call(app, 'POST /auth/logout-all', { headers: bearer(phone) })).status).toBe(204);
    await expectEnded(phone);
    await expectEnded(laptop);
    expect((await me(other)).status).toBe(200);
    expect(await actionsOf(phone)).toContain('logout_all');
  });

  test('401 UNAUTHENTICATED without a token', async () => {
    expect(await call(app, 'POST /auth/logout-all')).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('GET /auth/sessions', () => {
  test('lists the devices that are signed in, this one marked', async () => {
    const phone = await newUser(app, { 'user-agent': 'Phone' });
    const laptop = await signIn(phone.email, { 'user-agent': 'Laptop' });
    const gone = await signIn(phone.email, { 'user-agent': 'Gone' });
    await call(app, 'POST /auth/logout', { headers: bearer(gone) });

    const answer = await call(app, 'GET /auth/sessions', { headers: bearer(laptop) });
    expect(answer.status).toBe(200);
    expect(answer.data.rows).toMatchObject([
      { userAgent: 'Laptop', current: true },
      { userAgent: 'Phone', current: false },
    ]);
  });

  test('401 SESSION_ENDED for one that was ended', async () => {
    const session = await newUser(app);
    await call(app, 'POST /auth/logout', { headers: bearer(session) });
    expect(await call(app, 'GET /auth/sessions', { headers: bearer(session) })).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
  });
});

describe('DELETE /auth/sessions/{sessionId}', () => {
  test('204, and that device is out at once', async () => {
    const phone = await newUser(app);
    const laptop = await signIn(phone.email);
    const path = `/auth/sessions/${idOf(phone)}`;
    expect((await call(app, `DELETE ${path}`, { headers: bearer(laptop) })).status).toBe(204);
    await expectEnded(phone);
    expect((await me(laptop)).status).toBe(200);
    expect(await call(app, `DELETE ${path}`, { headers: bearer(laptop) })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  test("404 NOT_FOUND for another user's, which goes on", async () => {
    const mine = await newUser(app);
    const theirs = await newUser(app);
    const answer = await call(app, `DELETE /auth/sessions/${idOf(theirs)}`, { headers: bearer(mine) });
    expect(answer).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await me(theirs)).status).toBe(200);
  });
});

describe('GET /auth/me', () => {
  test('401 UNAUTHENTICATED for what is no token of ours', async () => {
    expect(await call(app, 'GET /auth/me', { headers: { authorization: 'Bearer abc' } })).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(await call(app, 'GET /auth/me', { headers: { authorization: 'Basic abc' } })).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  test('401 TOKEN_EXPIRED after fifteen minutes', async () => {
    const session = await newUser(app);
    const claims = {
      userId: userIdOf(session),
      sessionId: idOf(session),
      tenantId: String(session.data.tenantId),
    };
    const token = await accessToken(app, claims, new Date(Date.now() - 15 * 60 * 1000));
    expect(await call(app, 'GET /auth/me', { headers: { authorization: `Bearer ${token}` } })).toMatchObject({
      status: 401,
      code: 'TOKEN_EXPIRED',
    });
  });

  test('says what the role may do', async () => {
    const owner = await newUser(app);
    expect((await me(owner)).data).toMatchObject({
      role: 'OWNER',
      permissions: { write: true, admin: true },
    });
    await setRole(owner, 'VIEWER');
    expect((await me(owner)).data).toMatchObject({
      role: 'VIEWER',
      permissions: { write: false, admin: false },
    });
  });
});

describe('the door into a tenant', () => {
  test('a token of one tenant that names another is refused', async () => {
    const mine = await newUser(app);
    const theirs = await newUser(app);
    const token = await accessToken(app, {
      userId: userIdOf(mine),
      sessionId: idOf(mine),
      tenantId: String(theirs.data.tenantId),
    });
    for (const path of ['/auth/me', '/user/settings', '/auth/sessions']) {
      expect(await call(app, `GET ${path}`, { headers: { authorization: `Bearer ${token}` } })).toMatchObject(
        {
          status: 401,
          code: 'SESSION_ENDED',
        },
      );
    }
  });

  test("a token that names another user's session is refused", async () => {
    const mine = await newUser(app);
    const theirs = await newUser(app);
    const token = await accessToken(app, {
      userId: userIdOf(mine),
      sessionId: idOf(theirs),
      tenantId: String(mine.data.tenantId),
    });
    expect(
      await call(app, 'GET /user/settings', { headers: { authorization: `Bearer ${token}` } }),
    ).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
  });

  test.each([
    ['the membership', 'update memberships set is_active = false where tenant_id = $1'],
    [
      'the tenant',
      `with change_set as (select set_config('app.tenant_id', $1::text, true), set_config('app.change_set_id', id::text, true)
         from change_sets where tenant_id = $1::uuid)
       update tenants set is_active = false from change_set where id = $1::uuid`,
    ],
    [
      'the user',
      'update users set is_active = false where id = (select user_id from memberships where tenant_id = $1)',
    ],
    ['the session', 'update user_sessions set revoked_at = now() where current_tenant_id = $1'],
    ['the time of the session', 'update user_sessions set expires_at = now() where current_tenant_id = $1'],
  ])('is shut at once when %s ends', async (_, change) => {
    const session = await newUser(app);
    expect((await me(session)).status).toBe(200);
    await query(app, change, [session.data.tenantId]);
    await expectEnded(session);
  });

  test('a changed role counts at once', async () => {
    const session = await newUser(app);
    await setRole(session, 'VIEWER');
    const settings = await call(app, 'GET /user/settings', { headers: bearer(session) });
    const answer = await call(app, 'PUT /user/settings', {
      body: { name: 'Mine', version: settings.data.version },
      headers: bearer(session),
    });
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('POST /auth/switch-tenant', () => {
  test('goes on in another tenant of the user, with the role there', async () => {
    const guest = await newUser(app);
    const host = await newUser(app);
    await join(guest, host, 'ADVISOR');
    const answer = await call(app, 'POST /auth/switch-tenant', {
      body: { tenantId: host.data.tenantId },
      headers: bearer(guest),
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ tenantId: host.data.tenantId, expiresIn: 900 });
    expect(answer.data).not.toHaveProperty('refreshToken');
    expect((await me(answer)).data).toMatchObject({ tenantId: host.data.tenantId, role: 'ADVISOR' });
    expect((await me(answer)).data.memberships).toHaveLength(2);
  });

  test('the next sign-in opens the tenant used last', async () => {
    const guest = await newUser(app);
    const host = await newUser(app);
    await join(guest, host, 'MEMBER');
    await call(app, 'POST /auth/switch-tenant', {
      body: { tenantId: host.data.tenantId },
      headers: bearer(guest),
    });
    expect((await signIn(guest.email)).data.tenantId).toBe(host.data.tenantId);
  });

  test('404 NOT_FOUND where the user is no member, or no more', async () => {
    const guest = await newUser(app);
    const host = await newUser(app);
    const attempt = () =>
      call(app, 'POST /auth/switch-tenant', {
        body: { tenantId: host.data.tenantId },
        headers: bearer(guest),
      });
    expect(await attempt()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    await join(guest, host, 'MEMBER');
    await query(app, 'update memberships set is_active = false where user_id = $1 and tenant_id = $2', [
      userIdOf(guest),
      host.data.tenantId,
    ]);
    expect(await attempt()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

async function expectEnded(session: Sent): Promise<void> {
  for (const path of ['/auth/me', '/user/settings', '/accounts']) {
    expect(await call(app, `GET ${path}`, { headers: bearer(session) })).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
  }
}

function me(session: Sent): Promise<Sent> {
  return call(app, 'GET /auth/me', { headers: bearer(session) });
}

function signIn(email: string, headers: Record<string, string> = {}): Promise<Sent> {
  return call(app, 'POST /auth/login', { body: { email, password: PASSWORD }, headers });
}

function idOf(session: Sent): string {
  return String(session.data.refreshToken).split('.')[0] ?? '';
}

function userIdOf(session: Sent): string {
  return (session.data.user as { id: string }).id;
}

async function join(guest: Sent, host: Sent, role: string): Promise<void> {
  await query(app, 'insert into memberships (tenant_id, user_id, role) values ($1, $2, $3)', [
    host.data.tenantId,
    userIdOf(guest),
    role,
  ]);
}

async function setRole(session: Sent, role: string): Promise<void> {
  await query(app, 'update memberships set role = $2 where tenant_id = $1', [session.data.tenantId, role]);
}

async function actionsOf(session: Sent): Promise<unknown[]> {
  const rows = await query(app, 'select action from audit_logs where session_id = $1', [idOf(session)]);
  return rows.map((row) => row.action);
}
