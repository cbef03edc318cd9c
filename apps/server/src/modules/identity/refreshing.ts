import type { Executor, Origin } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { IdentityDependencies } from './dependencies.ts';
import * as repo from './repo.ts';
import { type IssuedSession, refreshTokenEnd } from './sessions.ts';
import { chooseTenant } from './sign-in.ts';
import { hashRefreshToken } from './tokens.ts';

/** How long the token before the newest still works: for tabs that refresh at once, and for a lost answer. */
const GRACE_MS = 20_000;

/**
 * Trades a refresh token for a fresh access token and the token's successor.
 *
 * - The newest token is rotated: the session now knows its successor, and lives seven days from here.
 * - The one before it, for 20 seconds, changes nothing and answers with that same successor. Whoever comes second,
 *   in whichever process, holds what the first one got, so nobody is left with a token that will count as reused.
 * - Any older one was copied: the session ends for everyone who holds a token of it, and the audit trail has it.
 *
 * @throws AppError REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED, SESSION_ENDED
 */
export async function refreshSession(
  deps: IdentityDependencies,
  token: string,
  origin: Origin,
): Promise<IssuedSession> {
  const sessionId = deps.tokens.readRefresh(token);
  if (sessionId === null) refuseInvalid();
  // The transaction of a reuse must commit, so its outcome is told as a value and refused out here.
  const outcome = await deps.database.identity((sql) => tradeToken(deps, sql, { token, sessionId, origin }));
  switch (outcome.kind) {
    case 'unknown':
      return refuseInvalid();
    case 'ended':
      return refuse('SESSION_ENDED', 'Your session has ended. Sign in again.');
    case 'reused':
      return refuse(
        'REFRESH_TOKEN_REUSED',
        'This refresh token was used before, so the session was ended. Sign in again.',
      );
    case 'refreshed': {
      const { user, tenantId } = outcome;
      const accessToken = await deps.tokens.signAccess({ userId: user.id, sessionId, tenantId });
      return { user, tenantId, sessionId, accessToken, refreshToken: deps.tokens.nextRefresh(token) };
    }
  }
}

type Outcome =
  | { kind: 'unknown' | 'ended' | 'reused' }
  | { kind: 'refreshed'; user: repo.UserRow; tenantId: string };

interface Trade {
  readonly token: string;
  readonly sessionId: string;
  readonly origin: Origin;
}

async function tradeToken(deps: IdentityDependencies, sql: Executor, trade: Trade): Promise<Outcome> {
  const now = deps.clock.now();
  const session = await repo.lockSession(sql, trade.sessionId);
  if (session === undefined) return { kind: 'unknown' };
  if (session.revokedAt !== null || session.expiresAt <= now) return { kind: 'ended' };
  const age = ageOf(trade.token, session, now);
  if (age === 'old') {
    await endFamily(deps, sql, { session, origin: trade.origin });
    return { kind: 'reused' };
  }
  const user = await repo.findUser(sql, session.userId);
  const tenantId = await chooseTenant(sql, session.userId, session.currentTenantId);
  if (!user?.isActive || tenantId === null) return { kind: 'ended' };
  if (age === 'newest') {
    await repo.updateSession(sql, session.id, {
      previousRefreshTokenHash: session.refreshTokenHash,
      refreshTokenHash: hashRefreshToken(deps.tokens.nextRefresh(trade.token)),
      rotatedAt: now,
      lastAccessedAt: now,
      expiresAt: refreshTokenEnd(now),
      currentTenantId: tenantId,
      ipAddress: trade.origin.ipAddress ?? session.ipAddress,
      userAgent: trade.origin.userAgent ?? session.userAgent,
    });
  }
  return { kind: 'refreshed', user, tenantId };
}

function ageOf(token: string, session: repo.SessionRow, now: Date): 'newest' | 'in-grace' | 'old' {
  const hash = hashRefreshToken(token);
  if (hash.equals(session.refreshTokenHash)) return 'newest';
  const isPrevious =
    session.previousRefreshTokenHash !== null && hash.equals(session.previousRefreshTokenHash);
  return isPrevious && now.getTime() - session.rotatedAt.getTime() <= GRACE_MS ? 'in-grace' : 'old';
}

async function endFamily(
  deps: IdentityDependencies,
  sql: Executor,
  { session, origin }: { session: repo.SessionRow; origin: Origin },
): Promise<void> {
  const { id: sessionId, userId } = session;
  await repo.revokeSession(sql, { userId, sessionId, reason: 'refresh_token_reused', at: deps.clock.now() });
  const tenantId = await chooseTenant(sql, userId, session.currentTenantId);
  if (tenantId === null) return;
  await repo.recordEvent(sql, {
    tenantId,
    userId,
    sessionId,
    origin,
    action: 'refresh_token_reused',
    success: false,
  });
}

function refuseInvalid(): never {
  refuse('REFRESH_TOKEN_INVALID', 'The refresh token is not valid. Sign in again.');
}
