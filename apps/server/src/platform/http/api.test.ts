import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ERRORS, type ErrorCode, endpoint, errorEnvelope, errorStatus, errorTitle } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { openServices, type RunningServices } from '../../entry/services.ts';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { asOwner, insertMember } from '../../testing/test-member.ts';
import type { TenantContext } from '../database/index.ts';
import { readEnvironment } from '../env.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import { type Api, createApi, decodeCursor, encodeCursor, pageOffset, type Route, route } from './index.ts';

const base = { tag: 'Test', summary: 'A test', status: 200 } as const;
const name = z.object({
  name: z.string().min(1, { error: 'Give it a name.' }),
  version: z.number().optional(),
});
const row = z.object({ id: z.string(), name: z.string() });

const getThing = endpoint({
  ...base,
  id: 'getThing',
  method: 'get',
  path: '/things/{thingId}',
  aliases: ['/objects/{thingId}'],
  access: 'member',
  params: z.object({ thingId: z.string() }),
  data: z.object({ thingId: z.string() }),
});
const listWords = endpoint({
  ...base,
  id: 'listWords',
  method: 'get',
  path: '/things/words',
  access: 'public',
  query: z.object({
    count: z.coerce.number().int().max(5000, { error: 'Ask for 5000 at most.' }).default(3),
  }),
  data: z.array(z.string()),
});
const addCategory = endpoint({
  ...base,
  id: 'addCategory',
  method: 'post',
  path: '/things',
  access: 'write',
  body: name,
  data: row,
  status: 201,
});
const changeThing = endpoint({
  ...base,
  id: 'changeThing',
  method: 'put',
  path: '/things/{thingId}',
  access: 'write',
  params: z.object({ thingId: z.string() }),
  body: name,
  data: z.object({ version: z.number() }),
  versioned: true,
});
const manageThings = endpoint({
  ...base,
  id: 'manageThings',
  method: 'delete',
  path: '/things',
  access: 'admin',
  status: 204,
});
const fail = endpoint({
  ...base,
  id: 'fail',
  method: 'get',
  path: '/fail/{code}',
  access: 'public',
  params: z.object({ code: z.string() }),
  data: z.null(),
});

let test: TestDatabase;
let folder: string;
let services: RunningServices;
let owner: TenantContext;
let runs = 0;
const callers = new Map<string, TenantContext>();
const lines: Record<string, unknown>[] = [];

const routes: Route[] = [
  route(getThing, async (call) => ({
    data: await call.read(async (tx) => ({ thingId: `${(await tx.entered).role} ${call.params.thingId}` })),
    version: 7,
  })),
  route(listWords, async ({ query }) => ({
    data: Array.from({ length: query.count }, (_, index) => `word ${index}`),
  })),
  route(addCategory, (call) =>
    call.write({ summary: 'Added' }, async (tx) => {
      runs += 1;
      const id = newId();
      await tx.client.query(
        "INSERT INTO categories (tenant_id, id, name, kind) VALUES ($1, $2, $3, 'expense')",
        [tx.tenantId, id, call.body.name],
      );
      return { data: { id, name: call.body.name }, version: 1 };
    }),
  ),
  route(changeThing, async (call) => {
    const version = call.expectedVersion();
    return call.write({ summary: 'Changed' }, async () => ({
      data: { version: version + 1 },
      version: version + 1,
    }));
  }),
  route(manageThings, (call) => call.write({ summary: 'Managed' }, async () => ({ data: undefined }))),
  route(fail, ({ params, services: { database } }) => {
    if (params.code === 'bug') throw new TypeError('secret internals');
    if (params.code === 'duplicate') {
      return database.identity(async (_, client) => {
        await client.query("INSERT INTO tenants (id, name) VALUES ($1, 'Twice'), ($1, 'Twice')", [newId()]);
        return { data: null };
      });
    }
    throw new AppError(params.code as ErrorCode, `This is ${params.code}.`, {
      details: { from: 'the test' },
      headers: { 'Retry-After': '9' },
    });
  }),
];

function makeApi(settings: Record<string, string> = {}): Api {
  const env = readEnvironment({ NODE_ENV: 'test', FINTRACK_DATA: folder, ...settings });
  const logger = createLogger({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  // What would be written, as it would be.
  for (const level of ['info', 'error'] as const) {
    logger[level] = (fields: Record<string, unknown>) => void lines.push({ level, ...fields });
  }
  return createApi({
    services: { ...services, env, logger },
    routes,
    documents: { '/paper': () => ({ text: 'paper', headers: { 'Content-Type': 'text/plain' } }) },
    authenticate: async ({ headers }) => {
      const caller = callers.get(headers.get('authorization') ?? '');
      if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      return caller;
    },
  });
}

let api: Api;
beforeAll(async () => {
  test = await cloneTestDatabase(inject('templateUrl'));
  folder = await mkdtemp(join(tmpdir(), 'fintrack-http-'));
  const env = readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', FINTRACK_DATA: folder });
  services = await openServices({ env, secret: 'x'.repeat(32), logger: createLogger(env), ...test });
  owner = await insertMember(test.ownerUrl);
  callers.set('owner', owner);
  for (const role of ['ADMIN', 'MEMBER', 'VIEWER'] as const) {
    callers.set(role, await insertMember(test.ownerUrl, { role, tenantId: owner.tenantId }));
  }
  callers.set('stranger', await insertMember(test.ownerUrl));
  api = makeApi();
});
afterAll(async () => {
  await services.close();
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  runs = 0;
  lines.splice(0);
});

type Init = Omit<RequestInit, 'headers'> & {
  headers?: Record<string, string>;
  as?: string;
  json?: unknown;
  api?: Api;
};

function call(path: string, { as, json, headers, api: other, ...init }: Init = {}): Promise<Response> {
  const request = new Request(`http://fintrack.test/api/v1${path}`, {
    ...init,
    headers: {
      ...(as ? { authorization: as } : {}),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return (other ?? api).fetch(request, { origin: {}, isSecure: false, ownHosts: [] });
}

async function refusal(response: Promise<Response>) {
  const answer = await response;
  return { status: answer.status, headers: answer.headers, ...errorEnvelope.parse(await answer.json()) };
}

const add = (json: unknown, key?: string, as = 'owner') =>
  call('/things', { method: 'POST', as, json, headers: key === undefined ? {} : { 'idempotency-key': key } });

const countRows = async (text: string, values: unknown[] = []) =>
  (
    await asOwner(test.ownerUrl, (client) =>
      client.query<{ count: number }>(`SELECT count(*)::int ${text}`, values),
    )
  ).rows[0]?.count;

describe('an answer', () => {
  it('is in the envelope, under /api/v1, /api and every alias', async () => {
    const expected = { success: true, data: { thingId: 'OWNER a' } };
    for (const path of ['/api/v1/things/a', '/api/things/a', '/api/objects/a']) {
      const request = new Request(`http://fintrack.test${path}`, { headers: { authorization: 'owner' } });
      const answer = await api.fetch(request, { origin: {}, isSecure: false, ownHosts: [] });
      expect([path, answer.status, await answer.json()]).toEqual([path, 200, expected]);
    }
  });

  it('of a fixed word is not taken for that of a parameter', async () => {
    expect(await (await call('/things/words')).json()).toEqual({
      success: true,
      data: ['word 0', 'word 1', 'word 2'],
    });
  });

  it('names the row’s version, takes an id for the log, and may not be guessed at or framed', async () => {
    const { headers } = await call('/things/a', { as: 'owner', headers: { 'x-request-id': 'mine' } });
    expect(Object.fromEntries(headers)).toMatchObject({
      etag: '"7"',
      'x-request-id': 'mine',
      'cache-control': 'private, no-cache',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('that the caller has already is 304, by its content', async () => {
    const etag = (await call('/things/words')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    const again = await call('/things/words', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await call('/things/words?count=4', { headers: { 'if-none-match': etag } })).status).toBe(200);
    // The version alone does not say that nothing derived has changed.
    expect((await call('/things/a', { as: 'owner', headers: { 'if-none-match': '"7"' } })).status).toBe(200);
  });

  it('above a kilobyte is compressed as the caller takes it', async () => {
    const whole = await (await call('/things/words?count=500')).text();
    const br = await call('/things/words?count=500', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
    const gz = await call('/things/words?count=500', { headers: { 'accept-encoding': 'gzip, br;q=0' } });
    expect([br.headers.get('content-encoding'), br.headers.get('vary')]).toEqual(['br', 'Accept-Encoding']);
    expect(brotliDecompressSync(await br.arrayBuffer()).toString()).toBe(whole);
    expect(gz.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await gz.arrayBuffer()).toString()).toBe(whole);
    const small = await call('/things/words', { headers: { 'accept-encoding': 'br' } });
    expect(small.headers.get('content-encoding')).toBeNull();
  });

  it('to HEAD has no body, and to OPTIONS says what is allowed', async () => {
    const head = await call('/things/words', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await call('/things/words', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, PUT, HEAD, OPTIONS']);
  });

  it('is a line in the log without query, body, token or cookie', async () => {
    await call('/things/words?count=2', { as: 'owner', headers: { cookie: 'secret=1' } });
    expect(lines).toEqual([
      {
        level: 'info',
        method: 'GET',
        path: '/things/words',
        status: 200,
        ms: expect.any(Number) as unknown,
        errorId: undefined,
        requestId: expect.any(String) as unknown,
      },
    ]);
  });

  it('is for other origins only where CORS_ORIGINS names them', async () => {
    const headers = { origin: 'https://app.example.org' };
    expect((await call('/things/words', { headers })).headers.get('access-control-allow-origin')).toBeNull();
    const open = makeApi({ CORS_ORIGINS: 'https://app.example.org' });
    const allowed = await call('/things/words', { headers, api: open });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    const other = await call('/things/words', { headers: { origin: 'https://evil.example' }, api: open });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a refusal', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])(
    '%s has its status, title, text, details and error id',
    async (code) => {
      const found = await refusal(call(`/fail/${code}`));
      expect(found).toMatchObject({
        status: errorStatus(code),
        error: errorTitle(code),
        message: `This is ${code}.`,
        code,
        details: { from: 'the test' },
      });
      expect(found.headers.get('x-error-id')).toBe(found.errorId);
      expect(found.headers.get('retry-after')).toBe('9');
      expect(found.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('of what nobody expected tells nothing but an id, which the log has with everything', async () => {
    const found = await refusal(call('/fail/bug'));
    expect(found).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(found)).not.toContain('secret internals');
    expect(lines).toMatchObject([
      { level: 'error', errorId: found.errorId, err: new TypeError('secret internals') },
      { level: 'info', errorId: found.errorId, status: 500 },
    ]);
  });

  it('of the database that a service did not foresee is still told as what it is', async () => {
    expect(await refusal(call('/fail/duplicate'))).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  it('of a value names it and says what is wrong', async () => {
    expect(await refusal(add({ name: '' }))).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
      message: 'name: Give it a name.',
      details: [{ path: 'name', message: 'Give it a name.' }],
    });
    expect(await refusal(call('/things/words?count=9999'))).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'count', message: 'Ask for 5000 at most.' }],
    });
    expect(await refusal(add(undefined))).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'body' }],
    });
  });

  it('of a body that is no JSON, too large, or something else says which', async () => {
    const send = (body: string, type = 'application/json') =>
      refusal(call('/things', { method: 'POST', as: 'owner', body, headers: { 'content-type': type } }));
    expect(await send('{"name": ')).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    expect(await send('name=a', 'application/x-www-form-urlencoded')).toMatchObject({
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
    });
    expect(await send(JSON.stringify({ name: 'a'.repeat(4 * 1024 * 1024) }))).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
    });
  });

  it('of an address names what there is instead', async () => {
    expect(await refusal(call('/nothing'))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      message: expect.stringContaining('/nothing') as unknown,
    });
    const wrong = await refusal(call('/things/words', { method: 'DELETE' }));
    expect(wrong).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(wrong.headers.get('allow')).toBe('GET, PUT, HEAD, OPTIONS');
    expect(await refusal(call('/things/%E0%A4%A', { as: 'owner' }))).toMatchObject({
      status: 400,
      code: 'MALFORMED_REQUEST',
    });
  });

  it('of a caller depends on the role in the tenant', async () => {
    const manage = (as?: string) => call('/things', { method: 'DELETE', ...(as ? { as } : {}) });
    expect(await refusal(manage())).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    for (const as of ['MEMBER', 'VIEWER'])
      expect(await refusal(manage(as))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    for (const as of ['owner', 'ADMIN']) expect((await manage(as)).status).toBe(204);
    expect(await refusal(add({ name: 'No' }, undefined, 'VIEWER'))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await call('/things/a', { as: 'VIEWER' })).status).toBe(200);
    expect((await add({ name: 'By a member' }, undefined, 'MEMBER')).status).toBe(201);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the first answer again, and nothing happens twice', async () => {
    const first = await add({ name: 'Once' }, 'key-1');
    const again = await add({ name: 'Once' }, 'key-1');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    const changeSet = first.headers.get('x-change-set');
    expect([again.headers.get('x-change-set'), again.headers.get('etag')]).toEqual([changeSet, '"1"']);
    expect(await countRows("FROM categories WHERE name = 'Once'")).toBe(1);
  });

  it('leaves no empty change set behind', async () => {
    await add({ name: 'Recorded' }, 'key-2');
    const before = await countRows('FROM change_sets');
    await add({ name: 'Recorded' }, 'key-2');
    expect(await countRows('FROM change_sets')).toBe(before);
  });

  it('with another body is refused', async () => {
    await add({ name: 'This' }, 'key-3');
    expect(await refusal(add({ name: 'That' }, 'key-3'))).toMatchObject({
      status: 409,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('in parallel requests lets one do the work and gives all its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add({ name: 'Parallel' }, 'key-4')));
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await countRows("FROM categories WHERE name = 'Parallel'")).toBe(1);
  });

  it('of a request that failed can be used again', async () => {
    await add({ name: 'Taken' });
    expect((await add({ name: 'Taken' }, 'key-5')).status).toBe(409);
    await asOwner(test.ownerUrl, (client) =>
      client.query("SET session_replication_role = replica; DELETE FROM categories WHERE name = 'Taken'"),
    );
    expect((await add({ name: 'Taken' }, 'key-5')).status).toBe(201);
  });

  it('belongs to its user and tenant', async () => {
    for (const as of ['owner', 'ADMIN', 'stranger']) {
      expect((await add({ name: `Of ${as}` }, 'key-6', as)).headers.get('idempotency-replayed')).toBeNull();
    }
    expect(runs).toBe(3);
  });

  it('has 1 to 255 characters', async () => {
    expect(await refusal(add({ name: 'Long' }, 'k'.repeat(256)))).toMatchObject({
      status: 400,
      code: 'MALFORMED_REQUEST',
    });
    expect(runs).toBe(0);
  });
});

describe('the version that is changed', () => {
  const change = (json: unknown, headers: Record<string, string> = {}) =>
    call('/things/a', { method: 'PUT', as: 'owner', json, headers });

  it('comes from If-Match or from the body', async () => {
    for (const answer of [
      await change({ name: 'A' }, { 'if-match': '"3"' }),
      await change({ name: 'A', version: 3 }),
    ]) {
      expect([answer.status, answer.headers.get('etag'), await answer.json()]).toEqual([
        200,
        '"4"',
        { success: true, data: { version: 4 } },
      ]);
    }
  });

  it('has to be said, in the form of an ETag', async () => {
    expect(await refusal(change({ name: 'A' }))).toMatchObject({ status: 428, code: 'VERSION_REQUIRED' });
    expect(await refusal(change({ name: 'A' }, { 'if-match': '3' }))).toMatchObject({
      status: 400,
      code: 'MALFORMED_REQUEST',
    });
  });
});

describe('a list', () => {
  const place = z.tuple([z.string(), z.number()]);

  it('gives back the place that its cursor was made of', () => {
    const cursor = encodeCursor(['2026-01-31', 7]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, place)).toEqual(['2026-01-31', 7]);
  });

  it.each(['', 'nonsense', encodeCursor(['2026-01-31']), encodeCursor({ a: 1 }), '%%%'])(
    'refuses the cursor %j',
    (cursor) => {
      expect(() => decodeCursor(cursor, place)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
    },
  );

  it('passes over the rows before a page, ten thousand at most', () => {
    expect([pageOffset(undefined, 50), pageOffset(1, 50), pageOffset(3, 50), pageOffset(200, 50)]).toEqual([
      0, 0, 100, 9950,
    ]);
    expect(() => pageOffset(201, 50)).toThrow(expect.objectContaining({ code: 'PAGE_TOO_DEEP' }));
  });
});
