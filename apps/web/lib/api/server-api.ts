import { ApiClient } from '@fintrack/contract/client';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { fetchInProcess } from './in-process.ts';
import { parseSetCookie } from './set-cookie.ts';
import { signInPath } from './sign-in-path.ts';

export interface ServerApiOptions {
  /** Copies the answer's Set-Cookie to the browser: for actions that sign in or out. Pages cannot set cookies. */
  readonly keepCookies?: boolean;
  /** What happens when nobody is signed in; `throw` gives the ApiError. */
  readonly signedOut?: 'redirect' | 'throw';
}

/** What tells the API who is calling and from where. */
const FORWARDED = [
  'user-agent',
  'accept-language',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-request-id',
];
const SIGNED_OUT = new Set([
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'SESSION_ENDED',
  'REFRESH_TOKEN_INVALID',
  'REFRESH_TOKEN_REUSED',
]);

/**
 * The API for server components and server actions: called in this process with the cookies of the incoming request.
 * A call that needs a signed-in person sends others to the sign-in page.
 */
export async function serverApi(options: ServerApiOptions = {}): Promise<ApiClient> {
  const incoming = await headers();
  const origin = originOf(incoming);
  return new ApiClient({
    baseUrl: origin,
    headers: { ...forwardedHeaders(incoming), Origin: origin, 'X-FinTrack-Client': 'web' },
    fetch: async (request) => {
      const response = await fetchInProcess(request);
      if (options.keepCookies === true) await copyCookies(response);
      if (options.signedOut !== 'throw' && (await isSignedOut(response))) {
        redirect(signInPath(incoming.get('x-fintrack-path')));
      }
      return response;
    },
  });
}

/**
 * The address under which the browser knows us, as proof that a page of ours asks: Next has compared it with the
 * browser's Origin before an action runs. Forging it only makes the API refuse.
 */
function originOf(incoming: Headers): string {
  const host = incoming.get('x-forwarded-host')?.split(',')[0]?.trim() ?? incoming.get('host') ?? 'localhost';
  const protocol = incoming.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  return `${protocol}://${host}`;
}

function forwardedHeaders(incoming: Headers): Record<string, string> {
  const forwarded = ['cookie', ...FORWARDED].flatMap((name) => {
    const value = incoming.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(forwarded);
}

async function copyCookies(response: Response): Promise<void> {
  const store = await cookies();
  for (const line of response.headers.getSetCookie()) store.set(parseSetCookie(line));
}

async function isSignedOut(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response.clone().json();
  return typeof body === 'object' && body !== null && 'code' in body && SIGNED_OUT.has(String(body.code));
}
