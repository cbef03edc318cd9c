import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const MIN_COMPRESSED_BYTES = 1024;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export interface TextAnswer {
  readonly text: string;
  readonly status: number;
  /** With Content-Type; an ETag given here is kept. */
  readonly headers: Headers;
}

/**
 * Sends text: with an ETag of its content for a GET (304 where the caller has it already), and compressed off the
 * event loop where it is above a kilobyte and the caller takes Brotli or gzip.
 */
export async function textResponse(
  request: Request,
  { text, status, headers }: TextAnswer,
): Promise<Response> {
  // A row's version says nothing of what is derived beside it, such as a balance, so it never makes a 304.
  if (request.method === 'GET' && status === 200 && !headers.has('ETag')) {
    headers.set('ETag', `W/"${hash('sha1', text, 'base64url')}"`);
    if (isKnown(request, headers.get('ETag'))) return new Response(null, { status: 304, headers });
  }
  const encoding = text.length < MIN_COMPRESSED_BYTES ? null : chooseEncoding(request);
  if (text.length >= MIN_COMPRESSED_BYTES) headers.append('Vary', 'Accept-Encoding');
  if (encoding === null) return remember(new Response(text, { status, headers }), text);
  headers.set('Content-Encoding', encoding);
  const body = new Uint8Array(await compress(text, encoding));
  return remember(new Response(body, { status, headers }), body);
}

const bodies = new WeakMap<Response, string | Uint8Array>();

function remember(response: Response, body: string | Uint8Array): Response {
  bodies.set(response, body);
  return response;
}

/** The whole body of an answer that was made here: a socket takes it as it is, without a stream in between. */
export function wholeBody(response: Response): string | Uint8Array | undefined {
  return bodies.get(response);
}

/** The caller has what the tag stands for (If-None-Match). */
export function isKnown(request: Request, etag: string | null): boolean {
  const known = request.headers.get('if-none-match');
  if (known === null || etag === null) return false;
  const plain = (tag: string): string => tag.trim().replace(/^W\//, '');
  return known.trim() === '*' || known.split(',').some((tag) => plain(tag) === plain(etag));
}

function chooseEncoding(request: Request): 'br' | 'gzip' | null {
  const accepted = request.headers.get('accept-encoding') ?? '';
  const takes = (name: string): boolean =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted);
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : null;
}

function compress(text: string, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(text, { level: 5 });
  return brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
