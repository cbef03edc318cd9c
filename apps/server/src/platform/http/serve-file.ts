import type { Readable } from 'node:stream';
import { AppError } from '../errors.ts';
import type { ByteRange } from '../files/index.ts';
import type { RawResult } from './route.ts';
import { isKnown } from './text-response.ts';

interface ServedFile {
  /** Bytes; null where it is not known, and then the file is only given whole. */
  readonly size: number | null;
  /** In quotes; says the content, so that the same tag is the same bytes. */
  readonly etag: string;
  readonly contentType: string;
  readonly fileName: string;
  readonly isInline?: boolean;
  readonly open: (range?: ByteRange) => Readable;
}

/**
 * A file as HTTP wants it (RFC 9110): 304 where the caller has it, 206 with the part that Range asks for, else whole.
 * Of several ranges at once none is answered: the whole file is.
 * @throws {AppError} RANGE_NOT_SATISFIABLE
 */
export function serveFile(request: Request, file: ServedFile): RawResult {
  const { contentType, fileName, size, etag } = file;
  const shown = { contentType, fileName, isInline: file.isInline === true };
  const headers = { ETag: etag, ...(size === null ? {} : { 'Accept-Ranges': 'bytes' }) };
  if (isKnown(request, etag)) return { ...shown, stream: null, status: 304, headers };
  const span = size === null ? null : readRange(request, size, etag);
  if (span === null) {
    const length = size === null ? {} : { 'Content-Length': String(size) };
    return { ...shown, stream: file.open(), headers: { ...headers, ...length } };
  }
  return {
    ...shown,
    stream: file.open(span),
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(span.end - span.start + 1),
      'Content-Range': `bytes ${span.start}-${span.end}/${size}`,
    },
  };
}

/** The part that is asked for; null where the whole file is. */
function readRange(request: Request, size: number, etag: string): ByteRange | null {
  // "The rest of what I have begun to load", unless that has become another file since.
  const condition = request.headers.get('if-range');
  if (condition !== null && condition !== etag) return null;
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(request.headers.get('range')?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return null;
  const span =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: Math.min(size - 1, last === '' ? size - 1 : Number(last)) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (span.start > span.end) refuseRange(size);
  return span;
}

function refuseRange(size: number): never {
  throw new AppError('RANGE_NOT_SATISFIABLE', `The file has ${size} bytes. Ask for a part that is in it.`, {
    headers: { 'Content-Range': `bytes */${size}` },
  });
}
