import type { Executor, Origin } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { refuseForNow } from './login-limiter.ts';
import { verifyPassword } from './passwords.ts';
import * as repo from './repo.ts';
import { forgetOldSessions, type IssuedSession, openSession } from './sessions.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly origin: Origin;
  /** The refresh token that this device still has from before, if any: it makes it a known device. */
  readonly formerToken: string | undefined;
}

/**
 * Opens a session for the right password. Does the same work, and so takes the same time, whether the address is
 * unknown, the password is wrong or the user is switched off: one look-up, one comparison, one answer.
 *
 * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, FORBIDDEN for a user without any tenant
 */
export async function signIn(deps: IdentityDependencies, attempt: SignIn): Promise<IssuedSession> {
  const { email, password, origin } = attempt;
  const address = origin.ipAddress ?? 'unknown';
  const sessionId = attempt.formerToken === undefined ? null : deps.tokens.readRefresh(attempt.formerToken);
  const account = await deps.database.identity((sql) => repo.findAccount(sql, { email, sessionId, address }));
  const admission = await deps.limiter.admit({
    email,
    address,
    knownAs: knownAs(account, sessionId, address),
  });
  if (!admission.admitted) {
    recordRefusal(deps, { account, origin, reason: 'rate_limited' });
    refuseForNow(admission.retryAfterSeconds);
  }
  const user = account?.user.isActive ? account.user : undefined;
  const isRight = await verifyPassword(password, user?.passwordHash);
  if (user === undefined || !isRight) {
    recordRefusal(deps, { account, origin, reason: user === undefined ? 'inactive' : 'wrong_password' });
    refuse('INVALID_CREDENTIALS', 'E-mail or password is wrong. Check both and try again.');
  }
  await admission.succeeded();
  const formerSessionId = account?.knowsSession ? sessionId : null;
  return await deps.database.identity((sql) => startSession(deps, sql, { user, origin, formerSessionId }));
}

async function startSession(
  deps: IdentityDependencies,
  sql: Executor,
  { user, origin, formerSessionId }: { user: repo.UserRow; origin: Origin; formerSessionId: string | null },
): Promise<IssuedSession> {
  const tenantId = await chooseTenant(sql, user.id, await repo.findLastTenant(sql, user.id));
  if (tenantId === null) {
    refuse('FORBIDDEN', 'You are not a member of any tenant any more. Ask its owner to add you again.');
  }
  if (formerSessionId !== null) {
    // The same browser signs in again: its new cookies take the place of the old ones, so their session is over.
    const former = {
      userId: user.id,
      sessionId: formerSessionId,
      reason: 'signed_in_again',
      at: deps.clock.now(),
    };
    const hasEnded = await repo.revokeSession(sql, former);
    if (hasEnded) {
      const details = { sessionId: formerSessionId, reason: former.reason };
      const ended = { action: 'session_ended', success: true, details };
      await repo.recordEvent(sql, { tenantId, userId: user.id, origin, ...ended });
    }
  }
  await forgetOldSessions(deps, sql, user.id);
  await repo.recordLogin(sql, user.id, deps.clock.now());
  const session = await openSession(deps, sql, { user, tenantId, origin });
  const { sessionId } = session;
  await repo.recordEvent(sql, {
    tenantId,
    userId: user.id,
    sessionId,
    origin,
    action: 'login',
    success: true,
  });
  return session;
}

/** The tenant worked in last where it is still open to the user, else the oldest that is. */
export async function chooseTenant(
  sql: Executor,
  userId: string,
  last: string | null,
): Promise<string | null> {
  const memberships = await repo.listMemberships(sql, userId);
  const same = memberships.find((membership) => membership.tenantId === last);
  return (same ?? memberships[0])?.tenantId ?? null;
}

function knownAs(
  account: repo.Account | undefined,
  sessionId: string | null,
  address: string,
): string | null {
  if (account?.knowsSession) return `session ${sessionId}`;
  return account?.knowsAddress ? `address ${address}` : null;
}

/** Into the trail of the tenant that the user worked in last. Of an unknown address only the request log tells. */
function recordRefusal(
  deps: IdentityDependencies,
  { account, origin, reason }: { account: repo.Account | undefined; origin: Origin; reason: string },
): void {
  deps.afterAnswer(async () => {
    if (account === undefined) return;
    const userId = account.user.id;
    await deps.database.identity(async (sql) => {
      const tenantId = await chooseTenant(sql, userId, await repo.findLastTenant(sql, userId));
      if (tenantId === null) return;
      await repo.recordEvent(sql, {
        tenantId,
        userId,
        origin,
        action: 'login',
        success: false,
        details: { reason },
      });
    });
  });
}
