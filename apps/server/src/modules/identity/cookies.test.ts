import { describe, expect, test } from 'vitest';
import {
  clearSessionCookies,
  readSessionCookies,
  replaceSessionCookies,
  writeSessionCookies,
} from './cookies.ts';

describe('over plain HTTP', () => {
  test('the cookies are HTTP-only, for this site, and end with their tokens', () => {
    expect(writeSessionCookies({ access: 'aaa', refresh: 'rrr' }, false)).toEqual([
      'fintrack_access=aaa; Max-Age=900; Path=/; HttpOnly; SameSite=Lax',
      'fintrack_refresh=rrr; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  test('plain names are read', () => {
    expect(readSessionCookies('theme=dark; fintrack_access=aaa; fintrack_refresh=rrr', false)).toEqual({
      access: 'aaa',
      refresh: 'rrr',
    });
  });
});

describe('behind TLS', () => {
  test('the cookies are Secure and bound to the host', () => {
    expect(writeSessionCookies({ access: 'aaa' }, true)).toEqual([
      '__Host-fintrack_access=aaa; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  test('plain names, which a neighbouring host could set, are not read', () => {
    expect(readSessionCookies('fintrack_access=aaa; __Host-fintrack_refresh=rrr', true)).toEqual({
      refresh: 'rrr',
    });
  });

  test('the bound cookie wins where the call inside the process does not look like TLS', () => {
    expect(readSessionCookies('fintrack_access=evil; __Host-fintrack_access=aaa', false)).toEqual({
      access: 'aaa',
    });
  });
});

test('clearing ends both', () => {
  expect(clearSessionCookies(true)).toEqual([
    '__Host-fintrack_access=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-fintrack_refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
  ]);
});

test('replacing keeps what is not ours', () => {
  const header = 'theme=dark; fintrack_access=old; x=1; __Host-fintrack_refresh=old';
  expect(replaceSessionCookies(header, { access: 'new', refresh: 'next' }, false)).toBe(
    'theme=dark; x=1; fintrack_access=new; fintrack_refresh=next',
  );
  expect(replaceSessionCookies(header, {}, true)).toBe('theme=dark; x=1');
  expect(replaceSessionCookies(undefined, {}, false)).toBe('');
});
