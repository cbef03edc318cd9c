import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
export const REFRESH_TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What an access token says: the user, the session, the tenant. The database checks all three on every use. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly tenantId: string;
}

type AccessCheck =
  | { state: 'valid'; claims: AccessClaims; expiresAt: Date }
  | { state: 'expired' }
  | { state: 'invalid' };

export interface Tokens {
  signAccess(claims: AccessClaims): Promise<string>;
  checkAccess(token: string): Promise<AccessCheck>;
  /** The first refresh token of a session. */
  newRefresh(sessionId: string): string;
  /** The refresh token that follows this one. */
  nextRefresh(token: string): string;
  /** The session that the token names; null for what this server never gave out. */
  readRefresh(token: string): string | null;
}

/**
 * Access tokens are JWT (HS256, 15 minutes). A refresh token is `<session>.<value>.<seal>`: the value has 256 bits,
 * random at sign-in and then each derived from the one before by HMAC under a key of this server. So two tabs that
 * present the same token get the same successor, from any process, although only hashes are stored: neither can end
 * up with a token that the other one made old. The seal tells an old token of ours from an invented one: only the
 * former ends its session, so that knowing a session's id is not enough to sign its owner out.
 */
export function createTokens(secret: string, now: () => Date): Tokens {
  const accessKey = deriveKey(secret, 'access token');
  const successorKey = deriveKey(secret, 'refresh token successor');
  const sealKey = deriveKey(secret, 'refresh token seal');
  const sealed = (sessionId: string, value: string): string =>
    `${sessionId}.${value}.${mac(sealKey, `${sessionId}.${value}`).subarray(0, 16).toString('base64url')}`;
  const readRefresh = (token: string): string | null => {
    const parts = refreshTokenShape.exec(token);
    const [, sessionId = '', value = ''] = parts ?? [];
    return parts !== null && isEqual(sealed(sessionId, value), token) ? sessionId : null;
  };
  return {
    signAccess: ({ userId, sessionId, tenantId }) => {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ sid: sessionId, tid: tenantId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(accessKey);
    },
    checkAccess: rememberingValid(now, (token) => checkAccess(token, accessKey, now())),
    newRefresh: (sessionId) => sealed(sessionId, randomBytes(32).toString('base64url')),
    nextRefresh: (token) =>
      sealed(token.slice(0, token.indexOf('.')), mac(successorKey, token).toString('base64url')),
    readRefresh,
  };
}

/** What is stored of a refresh token. */
export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const ISSUER = 'fintrack';
const REMEMBERED_TOKENS = 2000;
const refreshTokenShape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})\.[\w-]{22}$/;
const claimsShape = z.object({ sub: z.uuid(), sid: z.uuid(), tid: z.uuid(), exp: z.int() });

async function checkAccess(token: string, key: Uint8Array, currentDate: Date): Promise<AccessCheck> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: ISSUER, currentDate });
    const claims = claimsShape.safeParse(payload);
    if (!claims.success) return { state: 'invalid' };
    const { sub, sid, tid, exp } = claims.data;
    return {
      state: 'valid',
      claims: { userId: sub, sessionId: sid, tenantId: tid },
      expiresAt: new Date(exp * 1000),
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { state: 'expired' };
    if (error instanceof errors.JOSEError) return { state: 'invalid' };
    throw error;
  }
}

/**
 * Verifying a signature takes a fifth of the time that a small answer does, and a client sends the same token for
 * fifteen minutes: those seen last are kept, with their end. The session is asked of the database each time anyway.
 */
function rememberingValid(
  now: () => Date,
  check: (token: string) => Promise<AccessCheck>,
): (token: string) => Promise<AccessCheck> {
  const seen = new Map<string, AccessCheck & { state: 'valid' }>();
  return async (token) => {
    const known = seen.get(token);
    if (known !== undefined && known.expiresAt > now()) return known;
    seen.delete(token);
    const checked = await check(token);
    if (checked.state === 'valid') seen.set(token, checked);
    const [oldest] = seen.size > REMEMBERED_TOKENS ? seen.keys() : [];
    if (oldest !== undefined) seen.delete(oldest);
    return checked;
  };
}

function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `fintrack ${purpose}`, 32));
}

function mac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isEqual(expected: string, given: string): boolean {
  return timingSafeEqual(hashRefreshToken(expected), hashRefreshToken(given));
}
