import { isUniqueViolation, type Origin } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { insertTemplateCategories } from '../categories/index.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { refuseForNow } from './login-limiter.ts';
import { findPasswordWeakness } from './password-policy.ts';
import { hashPassword } from './passwords.ts';
import * as repo from './repo.ts';
import { type IssuedSession, openSession } from './sessions.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly tenant: {
    readonly name: string;
    readonly type: repo.TenantRow['type'];
    readonly currency: string;
    readonly timezone: string;
    readonly locale: string;
    readonly fiscalYearStart: string;
  };
}

/**
 * A user with a tenant of which the user is OWNER, its default categories and a session: all of it or nothing.
 *
 * @throws AppError WEAK_PASSWORD, EMAIL_TAKEN, RATE_LIMITED
 */
export async function registerUser(
  deps: IdentityDependencies,
  registration: Registration,
  origin: Origin,
): Promise<IssuedSession> {
  const { email, password, name, tenant } = registration;
  const admission = await deps.limiter.admitRegistration(origin.ipAddress ?? 'unknown');
  if (!admission.admitted) refuseForNow(admission.retryAfterSeconds);
  const weakness = findPasswordWeakness(password, { email, names: [name, tenant.name] });
  if (weakness !== null) refuse('WEAK_PASSWORD', weakness, [{ path: 'password', message: weakness }]);
  const passwordHash = await hashPassword(password);
  try {
    return await deps.database.identity(async (sql) => {
      const now = deps.clock.now();
      const tenantId = newId();
      const user = await repo.insertUser(sql, { id: newId(), email, name, passwordHash, lastLoginAt: now });
      await repo.insertTenant(sql, { id: tenantId, ...tenant });
      await repo.insertMembership(sql, { tenantId, userId: user.id, role: 'OWNER' });
      const session = await openSession(deps, sql, { user, tenantId, origin });
      const { sessionId } = session;
      const changeSetId = await repo.openSetup(sql, {
        id: newId(),
        tenantId,
        userId: user.id,
        sessionId,
        origin,
      });
      await insertTemplateCategories(sql, { tenantId, changeSetId }, TEMPLATES[tenant.type]);
      await repo.recordEvent(sql, {
        tenantId,
        userId: user.id,
        sessionId,
        origin,
        action: 'register',
        success: true,
      });
      return session;
    });
  } catch (error) {
    if (isUniqueViolation(error)) refuseTaken();
    throw error;
  }
}

const TEMPLATES = { PERSONAL: 'personal', HOUSEHOLD: 'household', BUSINESS: 'small-business' } as const;

function refuseTaken(): never {
  const message = 'There is an account with this e-mail address. Sign in, or use another address.';
  refuse('EMAIL_TAKEN', message, [{ path: 'email', message }]);
}
