import { describe, expect, test } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const HOST = 'money.example:3000';

describe('isSameOrigin', () => {
  const cases: [method: string, headers: Record<string, string>, allowed: boolean][] = [
    ['GET', {}, true],
    ['HEAD', { 'sec-fetch-site': 'cross-site' }, true],
    ['POST', {}, false],
    ['POST', { 'sec-fetch-site': 'same-origin' }, true],
    ['POST', { 'sec-fetch-site': 'none' }, true],
    ['POST', { 'sec-fetch-site': 'same-site' }, false],
    ['POST', { 'sec-fetch-site': 'cross-site' }, false],
    ['POST', { 'sec-fetch-site': 'cross-site', origin: 'http://money.example:3000' }, false],
    ['POST', { origin: 'http://money.example:3000' }, true],
    ['PUT', { origin: 'https://money.example:3000' }, true],
    ['DELETE', { origin: 'http://money.example' }, false],
    ['POST', { origin: 'http://evil.example' }, false],
    ['POST', { origin: 'http://money.example:3000.evil.example' }, false],
    ['POST', { origin: 'null' }, false],
    ['POST', { referer: 'http://money.example:3000/settings' }, true],
    ['POST', { referer: 'http://evil.example/?money.example:3000' }, false],
    ['POST', { origin: 'http://evil.example', referer: 'http://money.example:3000/' }, false],
  ];
  test.each(cases)('%s with %o: %s', (method, headers, allowed) => {
    expect(isSameOrigin({ method, headers: new Headers(headers) }, [HOST])).toBe(allowed);
  });
});
