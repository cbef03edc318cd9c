import { errorEnvelope } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from '../testing/create-test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe('GET /health', () => {
  it('answers at the canonical address and at its alias', async () => {
    for (const path of ['/api/v1/health', '/api/health']) {
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ success: true, data: { status: 'ok' } });
    }
  });
});

describe('GET /health/ready', () => {
  it('is ready when the database is at the version of the program', async () => {
    const response = await app.request('/api/v1/health/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { status: 'ready', checks: { database: 'ok' } } });
  });

  it('503 UNAVAILABLE while the database lacks a migration', async () => {
    const [newest] = await app.adminQuery<{ version: number; name: string; checksum: string }>(
      'DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations) RETURNING *',
    );
    try {
      const response = await app.request('/api/v1/health/ready');
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.json()).toMatchObject({ success: false, code: 'UNAVAILABLE' });
    } finally {
      await app.adminQuery('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
        newest?.version,
        newest?.name,
        newest?.checksum,
      ]);
    }
  });
});

describe('the envelope of a refusal', () => {
  it('404 NOT_FOUND names the path and carries the error id of the log', async () => {
    const response = await app.request('/api/v1/nothing-here');
    expect(response.status).toBe(404);
    const body = errorEnvelope.parse(await response.json());
    expect(body).toMatchObject({ success: false, code: 'NOT_FOUND', error: 'Not found' });
    expect(body.errorId).toBe(response.headers.get('x-error-id'));
  });

  it('405 METHOD_NOT_ALLOWED says what is allowed', async () => {
    const response = await app.request('/api/v1/health', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('400 MALFORMED_REQUEST for a body that is no JSON, 415 for one that does not say it is', async () => {
    const post = (type: string, body: string): Promise<Response> =>
      app.request('/api/v1/auth/login', { method: 'POST', headers: { 'content-type': type }, body });
    expect(await (await post('application/json', '{"email":')).json()).toMatchObject({
      code: 'MALFORMED_REQUEST',
    });
    expect((await post('text/plain', '{}')).status).toBe(415);
  });

  it('413 BODY_TOO_LARGE before the whole of it is read', async () => {
    const body = JSON.stringify({ email: 'x'.repeat(5 * 1024 * 1024) });
    const response = await app.request('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every path, compressed where that is understood', async () => {
    const response = await app.request('/api/v1/openapi.json', {
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(response.headers.get('content-encoding')).toBe('br');
    const plain = await app.request('/api/v1/openapi.json');
    const document = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
      .parse(await plain.json());
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/accounts/{accountId}/balance/{date}');
    // "This or null" said as "this and null" would allow neither.
    expect(JSON.stringify(document)).not.toMatch(/"allOf":\[\{"\$ref":"[^"]+"\},\{[^}]*"null"/);
  });

  it('is a page that loads nothing from anywhere', async () => {
    const response = await app.request('/api/docs');
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(script|link|img)\b/);
    expect(page).toContain('/transactions/{transactionId}');
  });

  it('answers 304 to who has it already', async () => {
    const first = await app.request('/api/docs');
    const etag = first.headers.get('etag') ?? '';
    const again = await app.request('/api/docs', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });
});
