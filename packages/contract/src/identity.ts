import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { currency, id, instant, name } from './fields.ts';

export const tenantType = z.enum(['PERSONAL', 'HOUSEHOLD', 'BUSINESS']);
export const role = z.enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'ADVISOR']);
export type Role = z.infer<typeof role>;

/** Requirements: at least 8 characters with upper case, lower case, digit; bcrypt reads 72 bytes at most. */
export const password = z
  .string()
  .min(8, { error: 'Use at least 8 characters.' })
  .refine((text) => new TextEncoder().encode(text).length <= 72, {
    error: 'Use at most 72 bytes; longer ones would be cut off unseen.',
  })
  .refine((text) => /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && /\d/.test(text), {
    error: 'Use a capital letter, a small letter and a digit.',
  });

const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ error: 'This is not an e-mail address.' }))
  .meta({ example: 'ada@example.org' });

export const user = z
  .object({ id, email: z.string(), name: z.string(), emailVerified: z.boolean(), createdAt: instant })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const membership = z
  .object({ tenantId: id, tenantName: z.string(), tenantType, role, currency: z.string() })
  .meta({ id: 'Membership' });

export const session = z
  .object({
    accessToken: z.string().meta({ description: 'Empty for the web, whose HTTP-only cookie carries it.' }),
    refreshToken: z.string().meta({ description: 'Empty for the web, whose HTTP-only cookie carries it.' }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds until the access token ends.' }),
    user,
    tenantId: id,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

const locale = z.string().max(35).refine(isLocale, { error: 'This is not a locale, like de-DE.' });
const timezone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'This is not a time zone, like Europe/Berlin.' });
const fiscalYearStart = z
  .string()
  .transform((text) => text.slice(-5))
  .pipe(
    z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, { error: 'Write month and day, like 04-01.' }),
  )
  .meta({ description: 'MM-DD, or a whole date of which month and day are kept.', example: '04-01' });

export const register = endpoint({
  id: 'register',
  method: 'post',
  path: '/auth/register',
  tag: 'Identity',
  summary: 'Create a user with a tenant and default categories',
  access: 'public',
  body: z.object({
    email,
    password,
    name: z.string().trim().max(255).default(''),
    tenantName: name.optional(),
    tenantType: tenantType.default('PERSONAL'),
    currency: currency.default('USD'),
    timezone: timezone.default('UTC'),
    locale: locale.default('en-US'),
  }),
  data: session,
  status: 201,
});

export const signup = endpoint({
  id: 'signup',
  method: 'post',
  path: '/auth/signup',
  tag: 'Identity',
  summary: 'Create a user with a BUSINESS tenant',
  access: 'public',
  body: z.object({
    email,
    password,
    name: z.string().trim().max(255).default(''),
    business_name: name,
    fiscal_year_start: fiscalYearStart.default('01-01'),
    currency_code: currency.default('USD'),
    timezone: timezone.default('UTC'),
    locale: locale.default('en-US'),
  }),
  data: session,
  status: 201,
});

export const login = endpoint({
  id: 'login',
  method: 'post',
  path: '/auth/login',
  tag: 'Identity',
  summary: 'Sign in',
  access: 'public',
  body: z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1000) }),
  data: session,
  status: 200,
});

export const refresh = endpoint({
  id: 'refresh',
  method: 'post',
  path: '/auth/refresh',
  tag: 'Identity',
  summary: 'Trade the refresh token for a new pair; using one twice ends the session',
  access: 'public',
  body: z
    .object({
      refreshToken: z
        .string()
        .min(1)
        .max(2000)
        .optional()
        .meta({ description: 'Left out by the web, whose cookie carries it.' }),
    })
    .default({}),
  data: session,
  status: 200,
});

export const logout = endpoint({
  id: 'logout',
  method: 'post',
  path: '/auth/logout',
  tag: 'Identity',
  summary: 'End this session',
  access: 'member',
  status: 204,
});

export const logoutAll = endpoint({
  id: 'logoutAll',
  method: 'post',
  path: '/auth/logout-all',
  tag: 'Identity',
  summary: 'End every session of this user',
  access: 'member',
  status: 204,
});

export const me = endpoint({
  id: 'me',
  method: 'get',
  path: '/auth/me',
  tag: 'Identity',
  summary: 'The user, the memberships and the current tenant',
  access: 'member',
  data: z
    .object({
      user,
      tenantId: id,
      role,
      permissions: z.record(z.string(), z.boolean()),
      memberships: z.array(membership),
    })
    .meta({ id: 'Me' }),
  status: 200,
});

export const switchTenant = endpoint({
  id: 'switchTenant',
  method: 'post',
  path: '/auth/switch-tenant',
  tag: 'Identity',
  summary: 'A new access token for another membership',
  description: 'The refresh token stays as it is.',
  access: 'member',
  body: z.object({ tenantId: id }),
  data: session.omit({ refreshToken: true }).meta({ id: 'SwitchedSession' }),
  status: 200,
});

export const listSessions = endpoint({
  id: 'listSessions',
  method: 'get',
  path: '/auth/sessions',
  tag: 'Identity',
  summary: 'Devices that are signed in',
  access: 'member',
  data: z.array(
    z
      .object({
        id,
        current: z.boolean(),
        ipAddress: z.string().nullable(),
        userAgent: z.string().nullable(),
        lastAccessedAt: instant,
        createdAt: instant,
      })
      .meta({ id: 'Device' }),
  ),
  status: 200,
});

export const endSession = endpoint({
  id: 'endSession',
  method: 'delete',
  path: '/auth/sessions/{sessionId}',
  tag: 'Identity',
  summary: 'Sign one device out',
  access: 'member',
  params: z.object({ sessionId: id }),
  status: 204,
});

export const settings = z
  .object({
    userName: z.string(),
    email: z.string(),
    name: z.string().meta({ description: 'Name of the tenant.' }),
    type: tenantType,
    locale: z.string(),
    timezone: z.string(),
    currency: z.string(),
    fiscal_year_start: z.string(),
    weekStart: z.int().min(1).max(7).meta({ description: 'ISO weekday: Monday 1 to Sunday 7.' }),
    version: z.int(),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof settings>;

export const getSettings = endpoint({
  id: 'getSettings',
  method: 'get',
  path: '/user/settings',
  tag: 'Identity',
  summary: 'Settings of the user and the current tenant',
  access: 'member',
  data: settings,
  status: 200,
  versioned: true,
});

export const updateSettings = endpoint({
  id: 'updateSettings',
  method: 'put',
  path: '/user/settings',
  tag: 'Identity',
  summary: 'Change settings; what is left out stays',
  description: 'Every member may change userName; the values of the tenant need OWNER or ADMIN.',
  access: 'member',
  body: z.object({
    userName: z.string().trim().max(255).optional(),
    name: name.optional(),
    locale: locale.optional(),
    timezone: timezone.optional(),
    currency: currency.optional(),
    fiscal_year_start: fiscalYearStart.optional(),
    weekStart: z.coerce.number().int().min(1).max(7).optional(),
    version: z.coerce.number().int().optional(),
  }),
  data: settings,
  status: 200,
  versioned: true,
});

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
