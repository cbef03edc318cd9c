import { describe, expect, it } from 'vitest';
import { parseSetCookie } from './set-cookie.ts';
import { localPath, signInPath } from './sign-in-path.ts';

describe('localPath', () => {
  it.each([
    ['/transactions?from=2026-01-01', '/transactions?from=2026-01-01'],
    ['/dashboard?month=2026-03&_rsc=abc', '/dashboard?month=2026-03'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['dashboard', '/'],
    ['', '/'],
    [null, '/'],
  ])('makes %j %s', (text, path) => {
    expect(localPath(text)).toBe(path);
  });
});

describe('signInPath', () => {
  it('leads back, but not to the start', () => {
    expect(signInPath('/history')).toBe('/sign-in?next=%2Fhistory');
    expect(signInPath('/')).toBe('/sign-in');
    expect(signInPath(null)).toBe('/sign-in');
  });
});

describe('parseSetCookie', () => {
  it('reads the lines that the API writes', () => {
    expect(
      parseSetCookie('__Host-fintrack_access=a%3Db; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax'),
    ).toEqual({
      name: '__Host-fintrack_access',
      value: 'a=b',
      maxAge: 900,
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
    });
  });

  it('reads a line that ends a cookie', () => {
    expect(parseSetCookie('fintrack_access=; Max-Age=0; Path=/')).toEqual({
      name: 'fintrack_access',
      value: '',
      maxAge: 0,
      path: '/',
    });
  });
});
