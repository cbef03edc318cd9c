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
  const bytes = Buffer.from(text);
  // A row's version says nothing of what is derived beside it, such as a balance, so it never makes a 304.
  if (request.method === 'GET' && status === 200 && !headers.has('ETag')) {
    headers.set('ETag', `W/"${hash('sha1', bytes, 'base64url')}"`);
    if (isKnown(request, headers.get('ETag'))) return new Response(null, { status: 304, headers });
  }
  const encoding = bytes.length < MIN_COMPRESSED_BYTES ? null : chooseEncoding(request);
  if (bytes.length >= MIN_COMPRESSED_BYTES) headers.append('Vary', 'Accept-Encoding');
  if (encoding !== null) headers.set('Content-Encoding', encoding);
  const body = encoding === null ? bytes : await compress(bytes, encoding);
  const response = new Response(writers.has(request) ? null : new Uint8Array(body), { status, headers });
  bodies.set(response, body);
  return response;
}

const writers = new WeakSet<Request>();

/** Who sent the request writes the {@link wholeBody} of its answer, which then needs none that can be read. */
export function writesWholeBody(request: Request): void {
  writers.add(request);
}

const bodies = new WeakMap<Response, Uint8Array>();

/** The whole body of an answer that was made here: a socket takes it as it is, without a stream in between. */
export function wholeBody(response: Response): Uint8Array | undefined {
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

function compress(text: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(text, { level: 5 });
  return brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
