import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { contentDisposition, rawResponse, writeRaw } from './raw-response.ts';
import type { RawResult } from './route.ts';

const lines: unknown[] = [];
const logger = pino({ level: 'error' }, { write: (line) => lines.push(JSON.parse(line)) });
const ask = new Request('http://fintrack.test/api/v1/x');
const csv = { contentType: 'text/csv; charset=utf-8', fileName: 'rows.csv' };

async function* words(): AsyncGenerator<string | Uint8Array> {
  yield 'a,b\n';
  yield Buffer.from('1,€\n');
}

describe('a raw answer', () => {
  it('is its chunks, text or bytes, one after another', async () => {
    const response = rawResponse(ask, { ...csv, stream: words() }, logger);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('a,b\n1,€\n');
  });

  it('is offered for saving, never guessed, never run, and kept by nobody unasked', () => {
    const { headers } = rawResponse(ask, { ...csv, stream: words() }, logger);
    expect(Object.fromEntries(headers)).toEqual({
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename="rows.csv"; filename*=UTF-8''rows.csv`,
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'text/csv; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be a part, with headers of its own', async () => {
    const result: RawResult = {
      ...csv,
      stream: words(),
      status: 206,
      headers: { 'Content-Range': 'bytes 0-7/90', 'Cache-Control': 'no-store' },
    };
    const response = rawResponse(ask, result, logger);
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 0-7/90');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('has no body for HEAD, and opens nothing for it', async () => {
    let isOpened = false;
    const watched = async function* (): AsyncGenerator<string> {
      isOpened = true;
      yield 'x';
    };
    const head = new Request(ask, { method: 'HEAD' });
    const response = rawResponse(head, { ...csv, stream: watched() }, logger);
    expect(response.body).toBeNull();
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(isOpened).toBe(false);
  });

  it('says nothing but its headers where the caller has it already', () => {
    const result: RawResult = { ...csv, stream: null, status: 304, headers: { ETag: '"1"' } };
    const response = rawResponse(ask, result, logger);
    expect([response.status, response.body, response.headers.get('etag')]).toEqual([304, null, '"1"']);
  });

  it('ends its source when the caller goes away', async () => {
    let isEnded = false;
    const endless = async function* (): AsyncGenerator<string> {
      try {
        for (;;) yield 'x';
      } finally {
        isEnded = true;
      }
    };
    const reader = rawResponse(ask, { ...csv, stream: endless() }, logger).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(isEnded).toBe(true);
  });

  it('that breaks midway breaks the connection, and the log has why', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield 'half';
      throw new Error('the disk is gone');
    };
    const server = createServer((_incoming, outgoing) => {
      void writeRaw(outgoing, rawResponse(ask, { ...csv, stream: broken() }, logger));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const whole = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await expect(whole).rejects.toThrow(TypeError);
    server.close();
    expect(lines).toMatchObject([{ msg: 'an answer broke off', err: { message: 'the disk is gone' } }]);
  });
});

describe('the name of a file to save', () => {
  it.each([
    ['receipt.pdf', `filename="receipt.pdf"; filename*=UTF-8''receipt.pdf`],
    ['Quittung März.pdf', `filename="Quittung M_rz.pdf"; filename*=UTF-8''Quittung%20M%C3%A4rz.pdf`],
    ['a"b\\c%41.txt', `filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt`],
    ["it's (1)*.txt", `filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['x\r\nSet-Cookie: a=b', `filename="x__Set-Cookie: a=b"; filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a%3Db`],
    ['half \uD83D.txt', `filename="half _.txt"; filename*=UTF-8''half%20_.txt`],
  ])('%j', (name, text) => {
    expect(contentDisposition(name, false)).toBe(`attachment; ${text}`);
    expect(contentDisposition(name, true)).toBe(`inline; ${text}`);
  });
});
