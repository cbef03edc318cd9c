/** The sign-in page, which leads back to `next` afterwards. */
export function signInPath(next: string | null): string {
  const target = localPath(next);
  return target === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: target }).toString()}`;
}

/** The text when it is a path of this site, else "/": nobody is sent elsewhere by a crafted link. */
export function localPath(text: string | null | undefined): string {
  if (!text?.startsWith('/') || /^\/[/\\]/u.test(text)) return '/';
  const url = new URL(text, 'http://localhost');
  if (url.host !== 'localhost') return '/';
  url.searchParams.delete('_rsc');
  return url.pathname + url.search;
}
