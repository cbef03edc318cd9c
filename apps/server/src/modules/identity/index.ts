import type { Database, TenantContext } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { type AuthRequest, authenticate } from './authenticate.ts';
import { identityOf } from './dependencies.ts';
import { createPageSession, type PageRequest, type RenewedCookies } from './page-session.ts';
import * as repo from './repo.ts';

export type { PageRequest } from './page-session.ts';

/** What the entry asks of identity. */
export interface Identity {
  /** Who asks. @throws AppError UNAUTHENTICATED, TOKEN_EXPIRED, CSRF_REJECTED */
  readonly authenticate: (request: AuthRequest) => Promise<TenantContext>;
  /** Before a page is rendered: fresh cookies where the access token has run out, else null. */
  readonly refreshSessionCookies: (request: PageRequest) => Promise<RenewedCookies | null>;
}

/** Every tenant that is active, for work that goes through all of them. */
export function listTenantIds(database: Database): Promise<string[]> {
  return database.identity((sql) => repo.listTenantIds(sql));
}

export function createIdentity(services: Services): Identity {
  const identity = identityOf(services);
  return {
    authenticate: (request) => authenticate(identity.tokens, request),
    refreshSessionCookies: createPageSession(identity),
  };
}
