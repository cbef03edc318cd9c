import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from '../logger.ts';
import type { RawResult } from './route.ts';

/**
 * Sends bytes as they come. Whatever they are, the browser neither guesses their type nor runs them: they are offered
 * for saving, or shown in a sandbox where the handler says so.
 */
export function rawResponse(request: Request, result: RawResult, logger: Logger): Response {
  const headers = new Headers(result.headers);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
  headers.set('X-Content-Type-Options', 'nosniff');
  const status = result.status ?? 200;
  if (result.stream === null || status === 304) return new Response(null, { status, headers });
  headers.set('Content-Type', result.contentType);
  headers.set('Content-Disposition', contentDisposition(result.fileName, result.isInline === true));
  headers.set('Content-Security-Policy', "sandbox; default-src 'none'");
  // The stream is let go unread: nothing of it was opened before the first chunk is asked for.
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const body = toByteStream(result.stream, logger);
  const response = new Response(body, { status, headers });
  bodies.set(response, body);
  return response;
}

const bodies = new WeakMap<Response, ReadableStream<Uint8Array>>();

/**
 * Writes a raw answer to its socket and tells whether it was one. A stream that fails cuts the connection without a
 * word of why, also before its first byte.
 */
export async function writeRaw(outgoing: ServerResponse, response: Response): Promise<boolean> {
  const body = bodies.get(response);
  if (body === undefined) return false;
  outgoing.setHeaders(response.headers).writeHead(response.status);
  // Why it failed is in the log already; that the caller went away is no failure.
  await pipeline(Readable.fromWeb(body), outgoing).catch(() => outgoing.destroy());
  return true;
}

/** RFC 6266: a plain name for old programs, and the whole one (RFC 5987) for all others. */
export function contentDisposition(fileName: string, isInline: boolean): string {
  const plain = fileName.replace(/[^\x20-\x7E]|["\\%]/g, '_');
  const whole = encodeURIComponent(fileName.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function toByteStream(
  source: NonNullable<RawResult['stream']>,
  logger: Logger,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const chunks = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const next = await chunks.next();
          if (next.done) controller.close();
          else
            controller.enqueue(
              typeof next.value === 'string' ? encoder.encode(next.value) : new Uint8Array(next.value),
            );
        } catch (error) {
          logger.error({ err: error }, 'an answer broke off');
          controller.error(error);
        }
      },
      cancel: async () => {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
