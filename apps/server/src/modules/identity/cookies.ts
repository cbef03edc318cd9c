import { parse, serialize } from 'hono/utils/cookie';
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from './tokens.ts';

const ACCESS = 'fintrack_access';
const REFRESH = 'fintrack_refresh';
/** With it a browser takes the cookie only over TLS, from this host itself and for all of it. */
const SECURE_PREFIX = '__Host-';

export interface SessionCookies {
  readonly access?: string;
  readonly refresh?: string;
}

/**
 * The session's cookies of a Cookie header. The plain names are read without TLS alone: behind it a neighbouring
 * host or a machine in the middle could have set them.
 */
export function readSessionCookies(header: string | null | undefined, isSecure: boolean): SessionCookies {
  if (!header) return {};
  const cookies = parse(header);
  const find = (name: string): string | undefined =>
    cookies[SECURE_PREFIX + name] ?? (isSecure ? undefined : cookies[name]);
  const access = find(ACCESS);
  const refresh = find(REFRESH);
  return { ...(access ? { access } : {}), ...(refresh ? { refresh } : {}) };
}

/** Set-Cookie values that carry these tokens; a token left out keeps its cookie. */
export function writeSessionCookies(tokens: SessionCookies, isSecure: boolean): string[] {
  const lines: string[] = [];
  if (tokens.access !== undefined) {
    lines.push(setCookie({ name: ACCESS, value: tokens.access, maxAge: ACCESS_TOKEN_SECONDS }, isSecure));
  }
  if (tokens.refresh !== undefined) {
    lines.push(setCookie({ name: REFRESH, value: tokens.refresh, maxAge: REFRESH_TOKEN_SECONDS }, isSecure));
  }
  return lines;
}

/** Set-Cookie values that end both cookies. */
export function clearSessionCookies(isSecure: boolean): string[] {
  return [ACCESS, REFRESH].map((name) => setCookie({ name, value: '', maxAge: 0 }, isSecure));
}

/** The Cookie header as the browser would send it after these tokens were set; without them, after both ended. */
export function replaceSessionCookies(
  header: string | null | undefined,
  tokens: SessionCookies,
  isSecure: boolean,
): string {
  const kept = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !isOurs(pair));
  const names: [string, string | undefined][] = [
    [ACCESS, tokens.access],
    [REFRESH, tokens.refresh],
  ];
  for (const [name, value] of names) {
    if (value !== undefined) kept.push(`${fullName(name, isSecure)}=${value}`);
  }
  return kept.join('; ');
}

function setCookie(
  { name, value, maxAge }: { name: string; value: string; maxAge: number },
  isSecure: boolean,
): string {
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure, maxAge } as const;
  return serialize(fullName(name, isSecure), value, attributes);
}

function fullName(name: string, isSecure: boolean): string {
  return isSecure ? SECURE_PREFIX + name : name;
}

function isOurs(pair: string): boolean {
  const name = pair.slice(0, pair.indexOf('=')).trim();
  return [ACCESS, REFRESH, SECURE_PREFIX + ACCESS, SECURE_PREFIX + REFRESH].includes(name);
}
