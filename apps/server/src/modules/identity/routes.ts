import type { Endpoint, User } from '@fintrack/contract';
import * as contract from '@fintrack/contract';
import { type ResultOf, type Route, type RouteCall, route } from '../../platform/http/index.ts';
import { type AuthRequest, assertSameOrigin } from './authenticate.ts';
import { clearSessionCookies, readSessionCookies, writeSessionCookies } from './cookies.ts';
import { identityOf } from './dependencies.ts';
import { describePermissions } from './permissions.ts';
import { refreshSession } from './refreshing.ts';
import { registerUser } from './registration.ts';
import type { IssuedSession } from './sessions.ts';
import * as sessions from './sessions.ts';
import { changeSettings, findUnchanged, getSettings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { ACCESS_TOKEN_SECONDS } from './tokens.ts';

export const routes: Route[] = [
  route(contract.register, async (call) => {
    const forWeb = isForWeb(call);
    const { email, password, name, tenantName, tenantType, currency, timezone, locale } = call.body;
    const tenant = {
      name: tenantName ?? (name === '' ? (email.split('@')[0] ?? email) : name),
      type: tenantType,
      currency,
      timezone,
      locale,
      fiscalYearStart: '01-01',
    };
    const registration = { email, password, name, tenant };
    return answerSession(
      call,
      await registerUser(identityOf(call.services), registration, call.origin),
      forWeb,
    );
  }),

  route(contract.signup, async (call) => {
    const forWeb = isForWeb(call);
    const { email, password, name, business_name, fiscal_year_start, currency_code, timezone, locale } =
      call.body;
    const tenant = {
      name: business_name,
      type: 'BUSINESS' as const,
      currency: currency_code,
      timezone,
      locale,
      fiscalYearStart: fiscal_year_start,
    };
    const registration = { email, password, name, tenant };
    return answerSession(
      call,
      await registerUser(identityOf(call.services), registration, call.origin),
      forWeb,
    );
  }),

  route(contract.login, async (call) => {
    const forWeb = isForWeb(call);
    const formerToken = readSessionCookies(call.request.headers.get('cookie'), call.isSecure).refresh;
    const attempt = { ...call.body, origin: call.origin, formerToken };
    return answerSession(call, await signIn(identityOf(call.services), attempt), forWeb);
  }),

  route(contract.refresh, async (call) => {
    const { refreshToken } = call.body;
    const fromCookie = readSessionCookies(call.request.headers.get('cookie'), call.isSecure).refresh;
    const forWeb = refreshToken === undefined && fromCookie !== undefined;
    if (forWeb) assertSameOrigin(authRequest(call));
    const token = refreshToken ?? fromCookie ?? '';
    return answerSession(call, await refreshSession(identityOf(call.services), token, call.origin), forWeb);
  }),

  route(contract.logout, async (call) => {
    await sessions.endCurrentSession(identityOf(call.services), call.context);
    return { data: undefined, setCookies: clearSessionCookies(call.isSecure) };
  }),

  route(contract.logoutAll, async (call) => {
    await sessions.endAllSessions(identityOf(call.services), call.context);
    return { data: undefined, setCookies: clearSessionCookies(call.isSecure) };
  }),

  route(contract.me, async (call) => {
    const { tenantId } = call.context;
    const caller = await sessions.describeCaller(identityOf(call.services), call.context);
    const { role, memberships } = caller;
    const permissions = describePermissions(role, caller.permissions);
    return { data: { user: presentUser(caller.user), tenantId, role, permissions, memberships } };
  }),

  route(contract.switchTenant, async (call) => {
    const session = await sessions.switchToTenant(
      identityOf(call.services),
      call.context,
      call.body.tenantId,
    );
    const { accessToken, user, tenantId } = session;
    const forWeb = call.request.headers.get('authorization') === null;
    const data = {
      ...tokenFields,
      accessToken: forWeb ? '' : accessToken,
      user: presentUser(user),
      tenantId,
    };
    return {
      data,
      headers: UNCACHED,
      setCookies: forWeb ? writeSessionCookies({ access: accessToken }, call.isSecure) : [],
    };
  }),

  route(contract.listSessions, async (call) => ({
    data: await sessions.listDevices(identityOf(call.services), call.context),
  })),

  route(contract.endSession, async (call) => {
    const { sessionId } = call.params;
    await sessions.endOneSession(identityOf(call.services), call.context, sessionId);
    const isCurrent = sessionId === call.context.sessionId;
    return { data: undefined, setCookies: isCurrent ? clearSessionCookies(call.isSecure) : [] };
  }),

  route(contract.getSettings, async (call) => {
    const settings = await call.read((tx) => getSettings(tx, call.context.userId));
    return { data: settings, version: settings.version };
  }),

  route(contract.updateSettings, async (call) => {
    const { version: _, ...change } = call.body;
    const request = { context: call.context, change, version: call.expectedVersion() };
    // Looked at before anything is opened: a form sent back as it was leaves no change set behind.
    const unchanged = await call.read((tx) => findUnchanged(tx, request));
    if (unchanged !== null) return { data: unchanged, version: unchanged.version };
    return await call.write({ summary: 'Changed the settings' }, async (tx) => {
      const settings = await changeSettings(tx, request);
      return { data: settings, version: settings.version };
    });
  }),
];

/**
 * Whether to answer with cookies: a page of ours says so in a header that no other site can send without our leave,
 * and its origin is checked as well, so that nobody signs a visitor in as somebody else.
 */
function isForWeb(call: RouteCall<Endpoint>): boolean {
  if (call.request.headers.get('x-fintrack-client') !== 'web') return false;
  assertSameOrigin(authRequest(call));
  return true;
}

function authRequest({ request, isSecure, ownHosts, origin }: RouteCall<Endpoint>): AuthRequest {
  return { method: request.method, headers: request.headers, isSecure, ownHosts, origin };
}

const UNCACHED = { 'Cache-Control': 'no-store' };
const tokenFields = { tokenType: 'Bearer', expiresIn: ACCESS_TOKEN_SECONDS } as const;

/** For the web the tokens go into its cookies and not into the body, where a script of a page could read them. */
function answerSession(
  call: RouteCall<Endpoint>,
  { accessToken, refreshToken, user, tenantId }: IssuedSession,
  forWeb: boolean,
): ResultOf<typeof contract.login> {
  const data = { ...tokenFields, accessToken, refreshToken, user: presentUser(user), tenantId };
  if (!forWeb) return { data, headers: UNCACHED };
  return {
    headers: UNCACHED,
    data: { ...data, accessToken: '', refreshToken: '' },
    setCookies: writeSessionCookies({ access: accessToken, refresh: refreshToken }, call.isSecure),
  };
}

function presentUser({ id, email, name, emailVerified, createdAt }: IssuedSession['user']): User {
  return { id, email, name, emailVerified, createdAt: createdAt.toISOString() };
}
