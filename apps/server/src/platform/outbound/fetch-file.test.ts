import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FetchFileError, fetchFile, isPublicAddress } from './fetch-file.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const LIMITS = { maxBytes: 1000, timeoutMs: 2000 };
const redirectTo =
  (target: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location: target }).end();

describe('a file that is fetched', () => {
  it('arrives as it is, from a private address when the operator named it', async () => {
    const url = await serve((_, response) => response.end('rates'));
    expect((await fetchFile(`${url}/daily.xml`, LIMITS)).toString()).toBe('rates');
  });

  it('is found behind a redirect of the same host', async () => {
    const url = await serve((request, response) =>
      request.url === '/' ? response.writeHead(301, { location: '/there' }).end() : response.end('moved'),
    );
    expect((await fetchFile(url, LIMITS)).toString()).toBe('moved');
  });

  it.each([
    ['http://127.0.0.1:1/', 'not public'],
    ['http://[::1]:1/', 'not public'],
    ['http://[::ffff:10.0.0.1]/', 'not public'],
    ['http://169.254.169.254/latest/meta-data', 'not public'],
    // A name, looked up when the connection is made.
    ['http://localhost:1/', 'not public'],
    ['file:///etc/passwd', 'not followed'],
    ['gopher://example.org/', 'not followed'],
    ['http://[', 'not followed'],
  ])('field note 22: a redirect to %s is refused', async (target, message) => {
    const url = await serve(redirectTo(target));
    await expect(fetchFile(url, LIMITS)).rejects.toThrow(message);
  });

  it('is given up after three redirects', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: `/${asked.length}` }).end();
    });
    await expect(fetchFile(url, LIMITS)).rejects.toThrow('It redirects too often.');
    expect(asked).toEqual(['/', '/1', '/2', '/3']);
  });

  it('is given up when it is too large, whatever it says of its size', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(600), () => setImmediate(more));
      };
      more();
    });
    await expect(fetchFile(url, LIMITS)).rejects.toThrow('The file is larger than 1000 bytes.');
  });

  it('is given up when it takes too long, also in the middle', async () => {
    const silent = await serve(() => undefined);
    await expect(fetchFile(silent, { ...LIMITS, timeoutMs: 100 })).rejects.toThrow('took too long');
    const stuck = await serve((_, response) => void response.write('half'));
    await expect(fetchFile(stuck, { ...LIMITS, timeoutMs: 100 })).rejects.toThrow('took too long');
  });

  it('that is not there, or nobody who answers, is said', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('secret'));
    await expect(fetchFile(url, LIMITS)).rejects.toThrow('It answered with status 404.');
    await expect(fetchFile('http://127.0.0.1:1/', LIMITS)).rejects.toThrow(
      'It could not be reached (ECONNREFUSED).',
    );
    await expect(fetchFile('http://127.0.0.1:1/', LIMITS)).rejects.toThrow(FetchFileError);
  });
});

describe('an address', () => {
  it.each(['1.1.1.1', '151.101.1.69', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:1.1.1.1',
    '2002:7f00:1::',
    '2001:0:7f00::1',
    '64:ff9b::7f00:1',
    'not an address',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
