const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie authorises may do what it asks: reading always, changing only with proof that a
 * page of this very site sent it. Browsers say so in Sec-Fetch-Site, which no page can forge; older ones, and calls
 * inside this process on behalf of a form, in Origin or Referer. No proof is a refusal.
 *
 * @param ownHosts host[:port] under which this request reached us, and that of PUBLIC_URL.
 */
export function isSameOrigin(
  request: { method: string; headers: Headers },
  ownHosts: readonly string[],
): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const source = request.headers.get('origin') ?? request.headers.get('referer');
  return source !== null && ownHosts.includes(hostOf(source));
}

/** "null", which a sandboxed page sends, and everything that is no address have no host of ours. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
