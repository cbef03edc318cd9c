import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import {
  accessToken,
  bearer,
  call,
  cookiesOf,
  FROM_OUR_PAGE,
  newUser,
  PASSWORD,
  query,
  type Sent,
} from '../../testing/identity-calls.ts';
import { createIdentity, type PageRequest } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  await app.close();
});

const OURS = { origin: FROM_OUR_PAGE.origin };

describe('cookies for the web', () => {
  test('carry the tokens, HTTP-only, and the body has none', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    expect(session.data).toMatchObject({ accessToken: '', refreshToken: '' });
    expect(session.setCookies).toHaveLength(2);
    expect(session.setCookies[0]).toMatch(
      /^fintrack_access=[\w.-]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(session.setCookies[1]).toMatch(
      /^fintrack_refresh=[\w.-]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await get(session, '/auth/me')).status).toBe(200);
  });

  test('are Secure and bound to the host behind TLS', async () => {
    const { email } = await newUser(app);
    const headers = { ...FROM_OUR_PAGE, origin: 'https://money.test' };
    const session = await call(app, 'POST /auth/login', {
      body: { email, password: PASSWORD },
      headers,
      tls: true,
    });
    expect(session.setCookies[0]).toMatch(/^__Host-fintrack_access=[\w.-]+; .*; Secure; /);
    expect(session.setCookies[1]).toMatch(/^__Host-fintrack_refresh=[\w.-]+; .*; Secure; /);
    const cookie = cookiesOf(session.setCookies);
    expect((await call(app, 'GET /auth/me', { headers: { cookie }, tls: true })).status).toBe(200);
    const plain = cookie.replaceAll('__Host-', '');
    expect((await call(app, 'GET /auth/me', { headers: { cookie: plain }, tls: true })).status).toBe(401);
  });

  test('are not for programs', async () => {
    const { email } = await newUser(app);
    const session = await call(app, 'POST /auth/login', { body: { email, password: PASSWORD } });
    expect(session.setCookies).toEqual([]);
    expect(session.data.refreshToken).not.toBe('');
  });

  test('a session is never kept by a cache', async () => {
    expect((await newUser(app)).headers.get('cache-control')).toBe('no-store');
  });

  test('rotate at /auth/refresh, and only there', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const fresh = await post(session, '/auth/refresh', OURS);
    expect(fresh.status).toBe(200);
    expect(fresh.data).toMatchObject({ accessToken: '', refreshToken: '' });
    expect(fresh.setCookies).toHaveLength(2);
    expect(fresh.setCookies[1]).not.toBe(session.setCookies[1]);
    expect((await get(fresh, '/auth/me')).setCookies).toEqual([]);
  });

  test('switching the tenant changes the access cookie alone', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const switched = await call(app, 'POST /auth/switch-tenant', {
      body: { tenantId: session.data.tenantId },
      headers: { ...OURS, cookie: cookiesOf(session.setCookies) },
    });
    expect(switched.status).toBe(200);
    expect(switched.data.accessToken).toBe('');
    expect(switched.setCookies).toHaveLength(1);
    expect(switched.setCookies[0]).toMatch(/^fintrack_access=/);
  });

  test.each(['/auth/logout', '/auth/logout-all'])('%s ends both', async (path) => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const answer = await post(session, path, OURS);
    expect(answer.status).toBe(204);
    expect(answer.setCookies).toEqual([
      'fintrack_access=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'fintrack_refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  test('401 TOKEN_EXPIRED when only the refresh cookie is left: it is time to refresh', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const cookie = cookiesOf(session.setCookies.slice(1));
    expect(await call(app, 'GET /auth/me', { headers: { cookie } })).toMatchObject({
      status: 401,
      code: 'TOKEN_EXPIRED',
    });
  });
});

describe('403 CSRF_REJECTED', () => {
  const proofs: [name: string, headers: Record<string, string>, status: number][] = [
    ['no proof', {}, 403],
    ['our origin', OURS, 200],
    ['another origin', { origin: 'http://evil.test' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['our page as referrer', { referer: `${OURS.origin}/settings` }, 200],
    ['another referrer', { referer: 'http://evil.test/' }, 403],
    ['same-origin by the browser', { 'sec-fetch-site': 'same-origin' }, 200],
    ['typed by the user', { 'sec-fetch-site': 'none' }, 200],
    ['same-site by the browser', { 'sec-fetch-site': 'same-site' }, 403],
    ['cross-site by the browser', { ...OURS, 'sec-fetch-site': 'cross-site' }, 403],
  ];

  test.each(proofs)('a change authorised by a cookie, %s: %j gives %i', async (_, headers, status) => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const cookie = cookiesOf(session.setCookies);
    const answer = await call(app, 'PUT /user/settings', {
      body: { userName: 'Ada', version: 1 },
      headers: { cookie, ...headers },
    });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.code).toBe('CSRF_REJECTED');
    const settings = await get(session, '/user/settings');
    expect(settings.data.userName).toBe(status === 200 ? 'Ada' : '');
  });

  test.each(proofs)('a refresh by cookie, %s: %j gives %i', async (_, headers, status) => {
    const session = await newUser(app, FROM_OUR_PAGE);
    expect((await post(session, '/auth/refresh', headers)).status).toBe(status);
  });

  test.each(proofs)('a sign-in that sets cookies, %s: %j gives %i', async (_, headers, status) => {
    const { email } = await newUser(app);
    const answer = await call(app, 'POST /auth/login', {
      body: { email, password: PASSWORD },
      headers: { 'x-fintrack-client': 'web', ...headers },
    });
    expect(answer.status).toBe(status);
    expect(answer.setCookies).toHaveLength(status === 200 ? 2 : 0);
  });

  test('is not for reading, nor for a Bearer token', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    expect((await get(session, '/user/settings', { origin: 'http://evil.test' })).status).toBe(200);
    const program = await newUser(app);
    const answer = await call(app, 'POST /auth/logout', {
      headers: { ...bearer(program), cookie: cookiesOf(session.setCookies), origin: 'http://evil.test' },
    });
    expect(answer.status).toBe(204);
    expect((await get(session, '/auth/me')).status).toBe(200);
  });
});

describe('before a page is rendered', () => {
  test('nothing happens while the access token is good, or to somebody signed out', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    expect(await renew(cookiesOf(session.setCookies))).toBeNull();
    expect(await renew(undefined)).toBeNull();
    expect(await renew('theme=dark')).toBeNull();
  });

  test('a missing access token is renewed, for the answer and for the page itself', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const renewed = await renew(`theme=dark; ${refreshCookie(session)}`);
    expect(renewed?.setCookies).toHaveLength(2);
    expect(renewed?.cookieHeader).toMatch(/^theme=dark; fintrack_access=\S+; fintrack_refresh=\S+$/);
    const headers = { cookie: renewed?.cookieHeader ?? '' };
    expect((await call(app, 'GET /auth/me', { headers })).status).toBe(200);
  });

  test.each([
    ['has expired', -16 * 60],
    ['would expire while the page renders', -14 * 60 - 45],
  ])('an access token that %s is renewed', async (_, seconds) => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const claims = {
      userId: (session.data.user as { id: string }).id,
      sessionId: refreshCookie(session).split('=')[1]?.split('.')[0] ?? '',
      tenantId: String(session.data.tenantId),
    };
    const old = await accessToken(app, claims, new Date(Date.now() + seconds * 1000));
    expect((await renew(`fintrack_access=${old}; ${refreshCookie(session)}`))?.setCookies).toHaveLength(2);
  });

  test('pages that load at once share one exchange; another process joins by the grace', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    const here = createIdentity(app.services);
    const elsewhere = createIdentity({ ...app.services });
    const request = page(refreshCookie(session));
    const renewed = await Promise.all([
      here.refreshSessionCookies(request),
      here.refreshSessionCookies(request),
      elsewhere.refreshSessionCookies(request),
      elsewhere.refreshSessionCookies(request),
    ]);
    const refreshTokens = renewed.map((result) => result?.setCookies[1]);
    expect(new Set(refreshTokens).size).toBe(1);
    expect(refreshTokens[0]).toMatch(/^fintrack_refresh=/);
    expect(
      (await here.refreshSessionCookies(page(renewed[3]?.setCookies[1]?.split(';')[0])))?.setCookies,
    ).toHaveLength(2);
  });

  test('an ended session takes its cookies with it', async () => {
    const session = await newUser(app, FROM_OUR_PAGE);
    await query(app, 'update user_sessions set revoked_at = now() where current_tenant_id = $1', [
      session.data.tenantId,
    ]);
    expect(await renew(`theme=dark; ${refreshCookie(session)}`)).toEqual({
      setCookies: [
        'fintrack_access=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
        'fintrack_refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      ],
      cookieHeader: 'theme=dark',
    });
  });
});

function renew(cookieHeader: string | undefined) {
  return createIdentity(app.services).refreshSessionCookies(page(cookieHeader));
}

function page(cookieHeader: string | undefined): PageRequest {
  return { cookieHeader, isSecure: false, origin: {} };
}

function refreshCookie(session: Sent): string {
  return cookiesOf(session.setCookies.slice(1));
}

function get(session: Sent, path: string, headers: Record<string, string> = {}): Promise<Sent> {
  return call(app, `GET ${path}`, { headers: { cookie: cookiesOf(session.setCookies), ...headers } });
}

function post(session: Sent, path: string, headers: Record<string, string>): Promise<Sent> {
  return call(app, `POST ${path}`, { headers: { cookie: cookiesOf(session.setCookies), ...headers } });
}
