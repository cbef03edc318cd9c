import type { Origin } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import {
  clearSessionCookies,
  readSessionCookies,
  replaceSessionCookies,
  writeSessionCookies,
} from './cookies.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { refreshSession } from './refreshing.ts';
import type { IssuedSession } from './sessions.ts';

export interface PageRequest {
  readonly cookieHeader: string | undefined;
  readonly isSecure: boolean;
  readonly origin: Origin;
}

export interface RenewedCookies {
  /** For the answer. */
  readonly setCookies: string[];
  /** What the page is to read as the request's Cookie header. */
  readonly cookieHeader: string;
}

/** The token is to outlast the calls that rendering makes. */
const PAGE_MS = 30_000;

/**
 * Renews a browser's cookies before a page is rendered, since a page cannot set cookies while it streams: null where
 * the access token is still good or there is nothing to renew with. Requests that bring the same refresh token at the
 * same time share one exchange; those that come just after it, or at another process, get the same tokens by the
 * grace of {@link refreshSession}. A token that is no good any more takes its cookies with it.
 */
export function createPageSession(
  deps: IdentityDependencies,
): (request: PageRequest) => Promise<RenewedCookies | null> {
  const underWay = new Map<string, Promise<IssuedSession | null>>();
  const exchangeOnce = (token: string, origin: Origin): Promise<IssuedSession | null> => {
    const running =
      underWay.get(token) ?? exchange(deps, token, origin).finally(() => underWay.delete(token));
    underWay.set(token, running);
    return running;
  };
  return async ({ cookieHeader, isSecure, origin }) => {
    const { access, refresh } = readSessionCookies(cookieHeader, isSecure);
    if (refresh === undefined) return null;
    if (access !== undefined && (await lastsForPage(deps, access))) return null;
    const session = await exchangeOnce(refresh, origin);
    if (session === null) {
      return {
        setCookies: clearSessionCookies(isSecure),
        cookieHeader: replaceSessionCookies(cookieHeader, {}, isSecure),
      };
    }
    const tokens = { access: session.accessToken, refresh: session.refreshToken };
    return {
      setCookies: writeSessionCookies(tokens, isSecure),
      cookieHeader: replaceSessionCookies(cookieHeader, tokens, isSecure),
    };
  };
}

async function lastsForPage({ tokens, clock }: IdentityDependencies, access: string): Promise<boolean> {
  const check = await tokens.checkAccess(access);
  return check.state === 'valid' && check.expiresAt.getTime() - clock.now().getTime() > PAGE_MS;
}

/** null where the server refuses the token for good; any other failure is one. */
async function exchange(
  deps: IdentityDependencies,
  token: string,
  origin: Origin,
): Promise<IssuedSession | null> {
  try {
    return await refreshSession(deps, token, origin);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
