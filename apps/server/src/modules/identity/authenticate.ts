import type { Origin, TenantContext } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { readSessionCookies } from './cookies.ts';
import { isSameOrigin } from './same-origin.ts';
import type { Tokens } from './tokens.ts';

/** What authentication looks at of a request. */
export interface AuthRequest {
  readonly method: string;
  readonly headers: Headers;
  /** TLS up to us, or up to a proxy that we trust. */
  readonly isSecure: boolean;
  /** host[:port] under which this request reached us, and that of PUBLIC_URL. */
  readonly ownHosts: readonly string[];
  readonly origin: Origin;
}

/**
 * Who asks, by the Bearer token or else by the web's cookie. Only the token is looked at here: that its session and
 * membership still stand is checked by the first statement of the transaction that uses it.
 *
 * @throws AppError UNAUTHENTICATED, TOKEN_EXPIRED, CSRF_REJECTED
 */
export async function authenticate(tokens: Tokens, request: AuthRequest): Promise<TenantContext> {
  const token = readBearer(request.headers) ?? readCookie(request);
  const check = await tokens.checkAccess(token);
  if (check.state === 'expired') refuseExpired();
  if (check.state === 'invalid') refuse('UNAUTHENTICATED', 'The access token is not valid. Sign in again.');
  return { ...check.claims, origin: request.origin };
}

/** @throws AppError CSRF_REJECTED when a cookie would authorise a change that another site asks for. */
export function assertSameOrigin(request: AuthRequest): void {
  if (isSameOrigin(request, request.ownHosts)) return;
  refuse(
    'CSRF_REJECTED',
    'This came from another site, or from a browser that does not say from where. Open FinTrack and repeat it there.',
  );
}

function readBearer(headers: Headers): string | undefined {
  const header = headers.get('authorization');
  if (header === null) return undefined;
  return /^bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}

function readCookie(request: AuthRequest): string {
  const { access, refresh } = readSessionCookies(request.headers.get('cookie'), request.isSecure);
  if (access !== undefined) {
    assertSameOrigin(request);
    return access;
  }
  // The browser drops the access cookie when its token ends: it is time to refresh, not to sign in.
  if (refresh !== undefined) refuseExpired();
  return refuse('UNAUTHENTICATED', 'Sign in first.');
}

function refuseExpired(): never {
  refuse('TOKEN_EXPIRED', 'The access token has expired. Refresh it, or sign in again.');
}
