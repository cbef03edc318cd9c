import { getSettings, me, type Role, type Settings, type User } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import type { CalendarDate } from '@fintrack/core/dates';
import { cache } from 'react';
import { serverApi } from './api/server-api.ts';
import { todayIn } from './today.ts';

/** Who is signed in, where, and how their figures and dates are written. */
export interface PageSession {
  readonly user: User;
  readonly tenantId: string;
  readonly role: Role;
  /** May book and change; viewers and advisors may not. */
  readonly canWrite: boolean;
  /** May change the tenant itself. */
  readonly canManage: boolean;
  readonly settings: Settings;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timezone: string;
  /** The base currency, ISO 4217. */
  readonly currency: string;
  /** In the tenant's time zone. */
  readonly today: CalendarDate;
}

/** The session of the request that is being rendered, asked for once; whoever is not signed in goes to sign in. */
export const pageSession = cache(async (): Promise<PageSession> => {
  const api = await serverApi();
  const [{ data: who }, { data: settings }] = await Promise.all([
    api.call(me, {}),
    api.call(getSettings, {}),
  ]);
  return {
    user: who.user,
    tenantId: who.tenantId,
    role: who.role,
    canWrite: WRITERS.has(who.role),
    canManage: MANAGERS.has(who.role),
    settings,
    locale: settings.locale,
    timezone: settings.timezone,
    currency: settings.currency,
    today: todayIn(settings.timezone),
  };
});

const MANAGERS: ReadonlySet<Role> = new Set<Role>(['OWNER', 'ADMIN']);
const WRITERS: ReadonlySet<Role> = new Set<Role>(['OWNER', 'ADMIN', 'MEMBER']);

/** Whether somebody is signed in, for the pages that nobody has to be signed in for. */
export async function isSignedIn(): Promise<boolean> {
  const api = await serverApi({ signedOut: 'throw' });
  try {
    await api.call(me, {});
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    throw error;
  }
}
