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

describe('POST /auth/refresh', () => {
  test('gives a new pair, and the session lives seven days from here', async () => {
    const session = await newUser(app);
    await query(app, "update user_sessions set expires_at = now() + interval '1 hour' where id = $1", [
      idOf(session),
    ]);
    const fresh = await refresh(session);
    expect(fresh.status).toBe(200);
    expect(fresh.data.refreshToken).not.toBe(session.data.refreshToken);
    expect(fresh.data).toMatchObject({ tenantId: session.data.tenantId, user: session.data.user });
    expect((await call(app, 'GET /auth/me', { headers: bearer(fresh) })).status).toBe(200);
    const [row] = await query(
      app,
      "select expires_at between now() + interval '6 days 23 hours' and now() + interval '7 days' as seven from user_sessions where id = $1",
      [idOf(session)],
    );
    expect(row).toEqual({ seven: true });
  });

  test('stores no token, only hashes', async () => {
    const session = await newUser(app);
    const [row] = await query(app, 'select * from user_sessions where id = $1', [idOf(session)]);
    expect(JSON.stringify(row)).not.toContain(String(session.data.refreshToken));
    expect(row?.refresh_token_hash).toHaveLength(32);
  });

  test('goes on, rotation after rotation', async () => {
    let session: Sent = await newUser(app);
    for (let round = 0; round < 5; round += 1) {
      session = await refresh(session);
      expect(session.status).toBe(200);
    }
  });

  test('the token before the newest gives the very same successor for 20 seconds: no tab loses', async () => {
    const session = await newUser(app);
    const first = await refresh(session);
    await ageRotation(session, 19);
    const second = await refresh(session);
    expect(second.status).toBe(200);
    expect(second.data.refreshToken).toBe(first.data.refreshToken);
    expect((await call(app, 'GET /auth/me', { headers: bearer(second) })).status).toBe(200);
    await ageRotation(session, 3600);
    expect((await refresh(second)).status).toBe(200);
  });

  test('eight tabs at once all end with one working token', async () => {
    const session = await newUser(app);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(session)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(answers.map((answer) => answer.data.refreshToken)).size).toBe(1);
    const last = answers[7];
    expect(last && (await refresh(last)).status).toBe(200);
  });

  test('401 REFRESH_TOKEN_REUSED after the grace: the whole family ends, and the trail has it', async () => {
    const session = await newUser(app);
    const fresh = await refresh(session);
    await ageRotation(session, 21);
    expect(await refresh(session)).toMatchObject({ status: 401, code: 'REFRESH_TOKEN_REUSED' });
    expect(await refresh(fresh)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await call(app, 'GET /auth/me', { headers: bearer(fresh) })).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
    expect(await eventsOf(session)).toContainEqual({ action: 'refresh_token_reused', success: false });
  });

  test('401 REFRESH_TOKEN_REUSED at once for a token two rotations old', async () => {
    const session = await newUser(app);
    await refresh(await refresh(session));
    expect(await refresh(session)).toMatchObject({ status: 401, code: 'REFRESH_TOKEN_REUSED' });
  });

  test('401 REFRESH_TOKEN_INVALID for an invented token, which ends nobody', async () => {
    const session = await newUser(app);
    const invented = `${idOf(session)}.${'A'.repeat(43)}.${'A'.repeat(22)}`;
    for (const token of [invented, 'x', idOf(session)]) {
      expect(await call(app, 'POST /auth/refresh', { body: { refreshToken: token } })).toMatchObject({
        status: 401,
        code: 'REFRESH_TOKEN_INVALID',
      });
    }
    expect((await refresh(session)).status).toBe(200);
  });

  test('401 REFRESH_TOKEN_INVALID with no token at all', async () => {
    expect(await call(app, 'POST /auth/refresh', { body: {} })).toMatchObject({
      status: 401,
      code: 'REFRESH_TOKEN_INVALID',
    });
  });

  test('401 SESSION_ENDED after seven days without a refresh', async () => {
    const session = await newUser(app);
    await query(app, "update user_sessions set expires_at = now() - interval '1 second' where id = $1", [
      idOf(session),
    ]);
    expect(await refresh(session)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
  });

  test('401 SESSION_ENDED for a user switched off', async () => {
    const session = await newUser(app);
    await query(app, 'update users set is_active = false where lower(email) = $1', [session.email]);
    expect(await refresh(session)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
  });

  test('goes to another tenant of the user when the membership of the last one has ended', async () => {
    const guest = await newUser(app);
    const host = await newUser(app);
    await query(
      app,
      "insert into memberships (tenant_id, user_id, role) select $1, id, 'VIEWER' from users where lower(email) = $2",
      [host.data.tenantId, guest.email],
    );
    const switched = await call(app, 'POST /auth/switch-tenant', {
      body: { tenantId: host.data.tenantId },
      headers: bearer(guest),
    });
    expect(switched.status).toBe(200);
    expect((await refresh(guest)).data.tenantId).toBe(host.data.tenantId);

    await query(app, 'update memberships set is_active = false where tenant_id = $1 and role = $2', [
      host.data.tenantId,
      'VIEWER',
    ]);
    expect((await refresh(guest)).data.tenantId).toBe(guest.data.tenantId);
  });
});

function refresh(session: Sent): Promise<Sent> {
  return call(app, 'POST /auth/refresh', { body: { refreshToken: session.data.refreshToken } });
}

function idOf(session: Sent): string {
  return String(session.data.refreshToken).split('.')[0] ?? '';
}

/** As if the last rotation had been so long ago. */
async function ageRotation(session: Sent, seconds: number): Promise<void> {
  await query(app, "update user_sessions set rotated_at = now() - $2 * interval '1 second' where id = $1", [
    idOf(session),
    seconds,
  ]);
}

function eventsOf(session: Sent) {
  return query(
    app,
    'select action, success from audit_logs where session_id = $1 and change_set_id is null',
    [idOf(session)],
  );
}
