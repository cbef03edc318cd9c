import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const MIN_BYTES = 1024;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses JSON and HTML above a kilobyte with Brotli or gzip, off the event loop. */
export function compressed(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    const type = c.res.headers.get('content-type') ?? '';
    if (encoding === null || !/json|html|text/.test(type) || c.res.headers.has('content-encoding')) return;
    const body = Buffer.from(await c.res.arrayBuffer());
    const headers = new Headers(c.res.headers);
    headers.append('Vary', 'Accept-Encoding');
    headers.delete('content-length');
    if (body.length >= MIN_BYTES) headers.set('Content-Encoding', encoding);
    const sent = body.length < MIN_BYTES ? body : await compress(body, encoding);
    c.res = new Response(sent.length === 0 ? null : new Uint8Array(sent), { status: c.res.status, headers });
  };
}

function compress(body: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(body, { level: 5 });
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
