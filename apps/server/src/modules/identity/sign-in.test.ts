import * as bcrypt from '@node-rs/bcrypt';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import {
  bearer,
  call,
  cookiesOf,
  FROM_OUR_PAGE,
  newUser,
  PASSWORD,
  query,
  type Sent,
} from '../../testing/identity-calls.ts';

// The library does its work; only its calls are counted.
vi.mock('@node-rs/bcrypt', { spy: true });

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  await app.close();
});

describe('POST /auth/login', () => {
  test('gives a session for the right password, whatever the case of the address', async () => {
    const { email, data } = await newUser(app);
    const session = await login(email.toUpperCase(), PASSWORD);
    expect(session.status).toBe(200);
    expect(session.data).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 900,
      user: data.user,
      tenantId: data.tenantId,
    });
    expect((await call(app, 'GET /auth/me', { headers: bearer(session) })).status).toBe(200);
    expect(await eventsOf(email)).toContainEqual({ action: 'login', success: true });
  });

  test('401 INVALID_CREDENTIALS for a wrong password, in the trail of the user', async () => {
    const { email } = await newUser(app);
    expect(await login(email, 'Zinc otter 5 lanterns')).toMatchObject({
      status: 401,
      code: 'INVALID_CREDENTIALS',
    });
    await vi.waitFor(async () => {
      expect(await eventsOf(email)).toContainEqual({ action: 'login', success: false });
    });
  });

  test('401 INVALID_CREDENTIALS for a user switched off', async () => {
    const { email } = await newUser(app);
    await query(app, 'update users set is_active = false where email = $1', [email]);
    expect(await login(email, PASSWORD)).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
  });

  test('401 INVALID_CREDENTIALS for a right password with more behind 72 bytes', async () => {
    const longest = `Aa1${'ö'.repeat(34)}x`;
    await call(app, 'POST /auth/register', { body: { email: 'long@example.org', password: longest } });
    expect((await login('long@example.org', longest)).status).toBe(200);
    expect(await login('long@example.org', `${longest}y`)).toMatchObject({
      status: 401,
      code: 'INVALID_CREDENTIALS',
    });
  });

  test('the same browser signing in again is one device', async () => {
    const { email } = await newUser(app, FROM_OUR_PAGE);
    const first = await login(email, PASSWORD, FROM_OUR_PAGE);
    const second = await login(email, PASSWORD, { ...FROM_OUR_PAGE, cookie: cookiesOf(first.setCookies) });
    expect(second.status).toBe(200);
    const headers = { cookie: cookiesOf(first.setCookies) };
    expect(await call(app, 'GET /auth/me', { headers })).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
    expect(
      (await call(app, 'GET /auth/me', { headers: { cookie: cookiesOf(second.setCookies) } })).status,
    ).toBe(200);
  });

  test('403 FORBIDDEN for a user who is nowhere a member any more', async () => {
    const { email, data } = await newUser(app);
    await query(app, 'delete from memberships where tenant_id = $1', [data.tenantId]);
    expect(await login(email, PASSWORD)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('422 VALIDATION_FAILED without a password', async () => {
    expect(await call(app, 'POST /auth/login', { body: { email: 'a@example.org' } })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('an unknown address', () => {
  beforeEach(() => {
    vi.mocked(bcrypt.verify).mockClear();
  });

  test('gets the same answer as a wrong password', async () => {
    const { email } = await newUser(app);
    const wrong = await login(email, 'Zinc otter 5 lanterns');
    const unknown = await login('nobody@example.org', 'Zinc otter 5 lanterns');
    expect(unknown).toMatchObject({
      status: wrong.status,
      code: wrong.code,
      message: wrong.message,
      details: wrong.details,
    });
    expect(unknown.setCookies).toEqual([]);
  });

  test.each(['wrong password', 'unknown address', 'switched off', 'too long a password'])(
    'costs one comparison at cost 12, as with %s',
    async (kind) => {
      const { email } = await newUser(app);
      if (kind === 'switched off')
        await query(app, 'update users set is_active = false where email = $1', [email]);
      const password = kind === 'too long a password' ? 'Aa1'.repeat(40) : 'Zinc otter 5 lanterns';
      await login(kind === 'unknown address' ? 'nobody2@example.org' : email, password);
      const hashes = vi.mocked(bcrypt.verify).mock.calls.map(([, hash]) => bcrypt.parseOptions(hash).cost);
      expect(hashes).toEqual([12]);
    },
  );
});

describe('429 RATE_LIMITED', () => {
  test('after five failures on one device, with the seconds to wait and no comparison', async () => {
    const { email } = await newUser(app);
    for (let tries = 0; tries < 5; tries += 1) expect((await login(email, 'Wrong one 1')).status).toBe(401);
    vi.mocked(bcrypt.verify).mockClear();
    const answer = await login(email, 'Wrong one 1');
    expect(answer).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(30);
    expect(answer.message).toContain(`Wait ${seconds} seconds`);
    expect(bcrypt.verify).not.toHaveBeenCalled();
  });

  test('is the same for an address that nobody has', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      expect((await login('ghost@example.org', 'Wrong one 1')).status).toBe(401);
    expect(await login('ghost@example.org', 'Wrong one 1')).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
    });
  });

  test('does not keep the owner out on a device that signed in before', async () => {
    const { email } = await newUser(app);
    const browser = await login(email, PASSWORD, FROM_OUR_PAGE);
    for (let tries = 0; tries < 6; tries += 1) await login(email, 'Wrong one 1');
    expect((await login(email, PASSWORD)).status).toBe(429);
    const owner = await login(email, PASSWORD, { ...FROM_OUR_PAGE, cookie: cookiesOf(browser.setCookies) });
    expect(owner.status).toBe(200);
  });

  test('does not keep the owner out at an address that signed in before', async () => {
    const { email } = await newUser(app);
    const strangers = Array.from({ length: 50 }, (_, host) => `198.51.100.${host}`);
    await Promise.all(strangers.map((ip) => login(email, 'Wrong one 1', { ip })));
    expect((await login(email, PASSWORD, { ip: '203.0.113.1' })).status).toBe(429);
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  test('a hundred tries at once are five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => login('rush@example.org', 'Wrong one 1')),
    );
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(95);
  });
});

/** Headers of the device, and its address where it is not the usual one. */
type Device = Record<string, string> & { readonly ip?: string };

function login(email: string, password: string, device: Device = {}): Promise<Sent> {
  const { ip, ...headers } = device;
  const from = ip === undefined ? {} : { ip };
  return call(app, 'POST /auth/login', { body: { email, password }, headers, ...from });
}

function eventsOf(email: string) {
  return query(
    app,
    'select action, success from audit_logs where change_set_id is null and user_id = (select id from users where email = $1)',
    [email],
  );
}
