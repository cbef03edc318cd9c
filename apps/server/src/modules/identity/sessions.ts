import { type Executor, type Origin, sqlState, type TenantContext } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { IdentityDependencies } from './dependencies.ts';
import * as repo from './repo.ts';
import { hashRefreshToken, REFRESH_TOKEN_SECONDS } from './tokens.ts';

/** A session with the tokens that its device is to keep. */
export interface IssuedSession {
  readonly user: repo.UserRow;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Ended sessions are kept so long: the address of one still tells a known device from a stranger. */
const KEPT_DAYS = 90;

/** Signs a device in, inside the caller's transaction. */
export async function openSession(
  { tokens, clock }: IdentityDependencies,
  sql: Executor,
  { user, tenantId, origin }: { user: repo.UserRow; tenantId: string; origin: Origin },
): Promise<IssuedSession> {
  const sessionId = newId();
  const now = clock.now();
  const refreshToken = tokens.newRefresh(sessionId);
  await repo.insertSession(sql, {
    id: sessionId,
    userId: user.id,
    currentTenantId: tenantId,
    refreshTokenHash: hashRefreshToken(refreshToken),
    rotatedAt: now,
    lastAccessedAt: now,
    createdAt: now,
    expiresAt: refreshTokenEnd(now),
    ipAddress: origin.ipAddress ?? null,
    userAgent: origin.userAgent ?? null,
  });
  const accessToken = await tokens.signAccess({ userId: user.id, sessionId, tenantId });
  return { user, tenantId, sessionId, accessToken, refreshToken };
}

/** Seven days from the last refresh. */
export function refreshTokenEnd(now: Date): Date {
  return new Date(now.getTime() + REFRESH_TOKEN_SECONDS * 1000);
}

export async function forgetOldSessions(
  { clock }: IdentityDependencies,
  sql: Executor,
  userId: string,
): Promise<void> {
  await repo.deleteSessionsBefore(
    sql,
    userId,
    new Date(clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000),
  );
}

export async function endCurrentSession(deps: IdentityDependencies, context: TenantContext): Promise<void> {
  await deps.database.identity(async (sql) => {
    await enterLiveSession(sql, context);
    const { userId, sessionId } = context;
    await repo.revokeSession(sql, { userId, sessionId, reason: 'logout', at: deps.clock.now() });
    await repo.recordEvent(sql, { ...context, action: 'logout', success: true });
  });
}

export async function endAllSessions(deps: IdentityDependencies, context: TenantContext): Promise<void> {
  await deps.database.identity(async (sql) => {
    await enterLiveSession(sql, context);
    await repo.revokeAllSessions(sql, { userId: context.userId, reason: 'logout_all', at: deps.clock.now() });
    await repo.recordEvent(sql, { ...context, action: 'logout_all', success: true });
  });
}

/** Ends one of the user's own sessions; another user's looks like none. */
export async function endOneSession(
  deps: IdentityDependencies,
  context: TenantContext,
  sessionId: string,
): Promise<void> {
  await deps.database.identity(async (sql) => {
    await enterLiveSession(sql, context);
    const ended = await repo.revokeSession(sql, {
      userId: context.userId,
      sessionId,
      reason: 'ended_by_user',
      at: deps.clock.now(),
    });
    if (!ended) refuse('NOT_FOUND', 'There is no such session. It may have ended already.');
    await repo.recordEvent(sql, {
      ...context,
      action: 'session_ended',
      success: true,
      details: { sessionId },
    });
  });
}

export interface Device {
  readonly id: string;
  readonly current: boolean;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly lastAccessedAt: string;
  readonly createdAt: string;
}

export async function listDevices(deps: IdentityDependencies, context: TenantContext): Promise<Device[]> {
  const rows = await deps.database.identity(async (sql) => {
    await enterLiveSession(sql, context);
    return await repo.listLiveSessions(sql, context.userId, deps.clock.now());
  });
  return rows.map((row) => ({
    id: row.id,
    current: row.id === context.sessionId,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    lastAccessedAt: row.lastAccessedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }));
}

/** The user, what the user may do here, and where else the user is a member. */
export async function describeCaller(deps: IdentityDependencies, context: TenantContext) {
  return await deps.database.identity(async (sql) => {
    // Sent together; where the door is shut all three fail, and why is what the door says.
    const entering = enterLiveSession(sql, context);
    const reading = Promise.all([
      repo.findUser(sql, context.userId),
      repo.listMemberships(sql, context.userId),
    ]);
    reading.catch(() => undefined);
    const { role, permissions } = await entering;
    const [user, memberships] = await reading;
    if (user === undefined) refuse('SESSION_ENDED', 'Your session has ended. Sign in again.');
    return { user, role, permissions, memberships };
  });
}

/** The session goes on in another of the user's tenants; its refresh token stays. */
export async function switchToTenant(
  deps: IdentityDependencies,
  context: TenantContext,
  tenantId: string,
): Promise<Omit<IssuedSession, 'refreshToken'>> {
  const { userId, sessionId, origin } = context;
  const user = await deps.database.identity(async (sql) => {
    await enterLiveSession(sql, context);
    const memberships = await repo.listMemberships(sql, userId);
    if (!memberships.some((membership) => membership.tenantId === tenantId)) {
      refuse('NOT_FOUND', 'You are not a member there. Choose one of your own.');
    }
    await repo.updateSession(sql, sessionId, { currentTenantId: tenantId, lastAccessedAt: deps.clock.now() });
    await repo.recordEvent(sql, {
      tenantId,
      userId,
      sessionId,
      origin,
      action: 'switch_tenant',
      success: true,
    });
    return await repo.findUser(sql, userId);
  });
  if (user === undefined) refuse('SESSION_ENDED', 'Your session has ended. Sign in again.');
  return {
    user,
    tenantId,
    sessionId,
    accessToken: await deps.tokens.signAccess({ userId, sessionId, tenantId }),
  };
}

/** The check that every transaction of a tenant begins with, here for the identity role. */
async function enterLiveSession(sql: Executor, context: TenantContext) {
  try {
    return await repo.enterTenant(sql, context);
  } catch (error) {
    if (sqlState(error) === '28000') refuse('SESSION_ENDED', 'Your session has ended. Sign in again.');
    throw error;
  }
}
