import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { createTokens } from './tokens.ts';

const CLAIMS = {
  userId: '019a0000-0000-7000-8000-000000000001',
  sessionId: '019a0000-0000-7000-8000-000000000002',
  tenantId: '019a0000-0000-7000-8000-000000000003',
};
const NOON = new Date('2026-03-01T12:00:00Z');
const SECRET = 'a secret of this test, long enough to be one';

describe('access tokens', () => {
  test('say who, in which session, in which tenant, for fifteen minutes', async () => {
    const token = await tokensAt(NOON).signAccess(CLAIMS);
    expect(await tokensAt(NOON).checkAccess(token)).toEqual({
      state: 'valid',
      claims: CLAIMS,
      expiresAt: new Date('2026-03-01T12:15:00Z'),
    });
    expect((await tokensAt(new Date('2026-03-01T12:14:59Z')).checkAccess(token)).state).toBe('valid');
    expect((await tokensAt(new Date('2026-03-01T12:15:00Z')).checkAccess(token)).state).toBe('expired');
  });

  test('seen before end when they end, and a changed one is not taken for it', async () => {
    let now = NOON;
    const tokens = createTokens(SECRET, () => now);
    const token = await tokens.signAccess(CLAIMS);
    expect((await tokens.checkAccess(token)).state).toBe('valid');
    expect((await tokens.checkAccess(token)).state).toBe('valid');
    expect((await tokens.checkAccess(`${token.slice(0, -4)}AAAA`)).state).toBe('invalid');
    now = new Date('2026-03-01T12:15:00Z');
    expect((await tokens.checkAccess(token)).state).toBe('expired');
  });

  test.each([
    ['', 'nothing'],
    ['abc', 'no JWT'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'alg none'],
  ])('%o (%s) is invalid', async (token) => {
    expect((await tokensAt(NOON).checkAccess(token)).state).toBe('invalid');
  });

  test('of another secret or changed on the way are invalid', async () => {
    const token = await tokensAt(NOON).signAccess(CLAIMS);
    expect((await createTokens('another secret', () => NOON).checkAccess(token)).state).toBe('invalid');
    const [head = '', body = '', signature = ''] = token.split('.');
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...Object(claims), tid: CLAIMS.userId })).toString(
      'base64url',
    );
    expect((await tokensAt(NOON).checkAccess(`${head}.${forged}.${signature}`)).state).toBe('invalid');
  });

  test('signed with the bare secret are invalid: the key is derived', async () => {
    const token = await new SignJWT({ sid: CLAIMS.sessionId, tid: CLAIMS.tenantId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(CLAIMS.userId)
      .setIssuer('fintrack')
      .setExpirationTime('1y')
      .sign(new TextEncoder().encode(SECRET));
    expect((await tokensAt(NOON).checkAccess(token)).state).toBe('invalid');
  });
});

describe('refresh tokens', () => {
  const tokens = tokensAt(NOON);

  test('name their session and differ each time', () => {
    const first = tokens.newRefresh(CLAIMS.sessionId);
    expect(tokens.readRefresh(first)).toBe(CLAIMS.sessionId);
    expect(tokens.newRefresh(CLAIMS.sessionId)).not.toBe(first);
  });

  test('have one successor each, in every process of one secret', () => {
    const first = tokens.newRefresh(CLAIMS.sessionId);
    const second = tokens.nextRefresh(first);
    expect(tokensAt(NOON).nextRefresh(first)).toBe(second);
    expect(tokens.readRefresh(second)).toBe(CLAIMS.sessionId);
    expect(new Set([first, second, tokens.nextRefresh(second)]).size).toBe(3);
    expect(createTokens('another secret', () => NOON).nextRefresh(first)).not.toBe(second);
  });

  test('that this server did not give out name nothing', () => {
    const genuine = tokens.newRefresh(CLAIMS.sessionId);
    const other = '019a0000-0000-7000-8000-000000000009';
    expect(tokens.readRefresh(genuine.replace(CLAIMS.sessionId, other))).toBeNull();
    expect(tokens.readRefresh(`${CLAIMS.sessionId}.${'A'.repeat(43)}.${'A'.repeat(22)}`)).toBeNull();
    expect(tokens.readRefresh(CLAIMS.sessionId)).toBeNull();
    expect(tokens.readRefresh('')).toBeNull();
  });
});

function tokensAt(now: Date) {
  return createTokens(SECRET, () => now);
}
