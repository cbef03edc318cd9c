import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { bearer, call, query, type Sent } from '../../testing/identity-calls.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  await app.close();
});

const ADA = { email: 'Ada@Example.org', password: 'Zinc otter 4 lanterns', name: 'Ada Lovelace' };

describe('POST /auth/register', () => {
  test('makes a user, a tenant, its owner, default categories and a session', async () => {
    const answer = await post('/auth/register', {
      ...ADA,
      currency: 'EUR',
      timezone: 'Europe/Vienna',
      locale: 'de-AT',
    });
    expect(answer.status).toBe(201);
    expect(answer.data).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 900,
      user: { email: 'Ada@Example.org', name: 'Ada Lovelace', emailVerified: false },
    });
    expect(answer.setCookies).toEqual([]);

    const me = await call(app, 'GET /auth/me', { headers: bearer(answer) });
    expect(me.data).toMatchObject({
      tenantId: answer.data.tenantId,
      role: 'OWNER',
      memberships: [{ tenantName: 'Ada Lovelace', tenantType: 'PERSONAL', role: 'OWNER', currency: 'EUR' }],
    });
    const settings = await call(app, 'GET /user/settings', { headers: bearer(answer) });
    expect(settings.data).toMatchObject({
      timezone: 'Europe/Vienna',
      locale: 'de-AT',
      fiscal_year_start: '01-01',
    });
    const categories = await query(app, 'select count(*)::int as n from categories where tenant_id = $1', [
      answer.data.tenantId,
    ]);
    expect(Number(categories[0]?.n)).toBeGreaterThan(20);
    const changeSets = await query(app, 'select kind, user_id from change_sets where tenant_id = $1', [
      answer.data.tenantId,
    ]);
    expect(changeSets).toEqual([{ kind: 'setup', user_id: (answer.data.user as { id: string }).id }]);
  });

  test('keeps no readable password', async () => {
    const rows = await query(app, "select password_hash from users where email = 'Ada@Example.org'");
    expect(rows[0]?.password_hash).toMatch(/^\$2b\$12\$/);
  });

  test('409 EMAIL_TAKEN whatever the case, and nothing half made', async () => {
    const before = await query(app, 'select count(*)::int as n from tenants');
    const answer = await post('/auth/register', { ...ADA, email: 'ADA@example.ORG' });
    expect(answer).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' });
    expect(await query(app, 'select count(*)::int as n from tenants')).toEqual(before);
  });

  test.each([
    ['Dragon2026', 'common'],
    ['Grace.Hopper1', 'her address'],
    ['!Hopper2026', 'her name'],
  ])('422 WEAK_PASSWORD for %s (%s)', async (password) => {
    const answer = await post('/auth/register', {
      email: 'grace.hopper@example.org',
      password,
      name: 'Grace Hopper',
    });
    expect(answer).toMatchObject({ status: 422, code: 'WEAK_PASSWORD' });
    expect(answer.details).toMatchObject([{ path: 'password' }]);
  });

  test.each([
    ['password', { password: 'Short1' }],
    ['password', { password: `Aa1${'ö'.repeat(35)}` }],
    ['password', { password: 'no capital letter 1' }],
    ['email', { email: 'ada' }],
    ['currency', { currency: 'XYZ' }],
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['locale', { locale: 'not a locale' }],
  ])('422 VALIDATION_FAILED naming %s', async (path, wrong) => {
    const answer = await post('/auth/register', { ...ADA, email: 'new@example.org', ...wrong });
    expect(answer).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    expect(answer.details).toMatchObject([{ path }]);
  });

  test('429 RATE_LIMITED for one address after a hundred, and for that one alone', async () => {
    const weak = { ...ADA, email: 'crowd@example.org', password: 'Dragon2026' };
    const attempt = (ip: string) => call(app, 'POST /auth/register', { body: weak, ip });
    const answers = await Promise.all(Array.from({ length: 101 }, () => attempt('198.51.100.7')));
    expect(answers.filter((answer) => answer.code === 'WEAK_PASSWORD')).toHaveLength(100);
    const refused = answers.filter((answer) => answer.code === 'RATE_LIMITED');
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await attempt('198.51.100.8')).code).toBe('WEAK_PASSWORD');
  });

  test('two at once with one address make one user', async () => {
    const both = await Promise.all([
      post('/auth/register', { ...ADA, email: 'twice@example.org' }),
      post('/auth/register', { ...ADA, email: 'Twice@example.org' }),
    ]);
    expect(new Set(both.map((answer) => answer.status))).toEqual(new Set([201, 409]));
  });
});

describe('POST /auth/signup', () => {
  test('makes a BUSINESS tenant with its fiscal year', async () => {
    const answer = await post('/auth/signup', {
      email: 'owner@example.org',
      password: ADA.password,
      business_name: 'Babbage Engines',
      fiscal_year_start: '2026-04-06',
      currency_code: 'GBP',
    });
    expect(answer.status).toBe(201);
    const settings = await call(app, 'GET /user/settings', { headers: bearer(answer) });
    expect(settings.data).toMatchObject({
      name: 'Babbage Engines',
      type: 'BUSINESS',
      currency: 'GBP',
      fiscal_year_start: '04-06',
    });
  });

  test('422 VALIDATION_FAILED without a business name', async () => {
    const answer = await post('/auth/signup', { email: 'x@example.org', password: ADA.password });
    expect(answer).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
  });

  test('422 WEAK_PASSWORD for the name of the business', async () => {
    const answer = await post('/auth/signup', {
      email: 'y@example.org',
      password: 'Babbage2026',
      business_name: 'Babbage Engines',
    });
    expect(answer).toMatchObject({ status: 422, code: 'WEAK_PASSWORD' });
  });

  test('409 EMAIL_TAKEN', async () => {
    const answer = await post('/auth/signup', { ...ADA, business_name: 'Second' });
    expect(answer).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' });
  });
});

function post(path: string, body: unknown): Promise<Sent> {
  return call(app, `POST ${path}`, { body });
}
