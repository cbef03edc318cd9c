import { z } from 'zod';
import { type AccessClaims, createTokens } from '../modules/identity/tokens.ts';
import type { TestApp } from './create-test-app.ts';

/** An answer of the API, taken apart for a test. */
export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: string[];
  readonly data: Record<string, unknown>;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly details: unknown;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The caller's address. */
  readonly ip?: string;
  readonly tls?: boolean;
}

export const PASSWORD = 'Zinc otter 4 lanterns';
const HOST = 'money.test';

/** Calls the API ("GET /auth/me") as a program would: no cookies, no marks of a browser. */
export async function call(app: TestApp, what: string, sent: Call = {}): Promise<Sent> {
  const [method = '', path = ''] = what.split(' ');
  const { body, headers, ip, tls } = sent;
  const response = await app.request(`${tls ? 'https' : 'http'}://${HOST}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(ip === undefined ? {} : { ip }),
  });
  const text = await response.text();
  const envelope = envelopeShape.parse(text === '' ? {} : JSON.parse(text));
  return {
    status: response.status,
    headers: response.headers,
    setCookies: response.headers.getSetCookie(),
    data: envelope.data,
    code: envelope.code,
    message: envelope.message,
    details: envelope.details,
  };
}

const envelopeShape = z.object({
  data: z
    .union([z.record(z.string(), z.unknown()), z.array(z.unknown()).transform((rows) => ({ rows }))])
    .default({}),
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.unknown().optional(),
});

/** What the database holds, for the owner's eyes. */
export function query(
  app: TestApp,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return app.adminQuery<Record<string, unknown>>(text, values);
}

/** A token signed by this server with whatever it says. */
export function accessToken(app: TestApp, claims: AccessClaims, issuedAt = new Date()): Promise<string> {
  return createTokens(app.services.secret, () => issuedAt).signAccess(claims);
}

/** Headers of a program that got this session. */
export function bearer(session: Sent): Record<string, string> {
  return { authorization: `Bearer ${String(session.data.accessToken)}` };
}

/** Headers of a page of our own. */
export const FROM_OUR_PAGE = { 'x-fintrack-client': 'web', origin: `http://${HOST}` };

/** Cookie header of a browser that was given these. */
export function cookiesOf(setCookies: readonly string[]): string {
  return setCookies.map((line) => line.slice(0, line.indexOf(';'))).join('; ');
}

let users = 0;

/** A new user, registered; the e-mail address is in `data.user`. */
export async function newUser(
  app: TestApp,
  headers: Record<string, string> = {},
): Promise<Sent & { email: string }> {
  users += 1;
  const email = `user${users}@example.org`;
  const session = await call(app, 'POST /auth/register', { body: { email, password: PASSWORD }, headers });
  if (session.status !== 201) throw new Error(`register answered ${session.status} ${session.message}`);
  return { ...session, email };
}
