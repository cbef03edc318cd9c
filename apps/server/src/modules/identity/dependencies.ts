import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { createLoginLimiter, type LoginLimiter } from './login-limiter.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** What the identity module works with; one per server. */
export interface IdentityDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly afterAnswer: Services['afterAnswer'];
  readonly tokens: Tokens;
  readonly limiter: LoginLimiter;
}

const made = new WeakMap<Services, IdentityDependencies>();

/** Keys are derived once and tries are counted together, so there is one for each set of services. */
export function identityOf(services: Services): IdentityDependencies {
  const known = made.get(services);
  if (known) return known;
  const { database, clock, afterAnswer, secret } = services;
  const fresh: IdentityDependencies = {
    database,
    clock,
    afterAnswer,
    tokens: createTokens(secret, () => clock.now()),
    limiter: createLoginLimiter(),
  };
  made.set(services, fresh);
  return fresh;
}
