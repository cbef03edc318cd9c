import { type Readable, Transform } from 'node:stream';
import { refuse } from '../../platform/errors.ts';
import type { FileStore, StoredFile } from '../../platform/files/index.ts';
import { receiveFile } from '../../platform/http/index.ts';
import { EncodingProbe } from './text-encoding.ts';

/** A file that has arrived whole. */
export interface Upload {
  readonly fileName: string;
  readonly stored: StoredFile;
  readonly probe: EncodingProbe;
  /** The text fields beside the file. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadTarget {
  readonly files: FileStore;
  readonly key: string;
  readonly maxMegabytes: number;
}

/**
 * Streams the one file of a multipart request into the file store, looking at every byte as it passes. When it is
 * refused, nothing is kept.
 * @throws {AppError} FILE_TOO_LARGE, VALIDATION_FAILED, MALFORMED_REQUEST, MEDIA_TYPE_UNSUPPORTED
 */
export async function receiveUpload(request: Request, target: UploadTarget): Promise<Upload> {
  const probe = new EncodingProbe();
  const { fileName, kept, fields } = await receiveFile(request, {
    maxMegabytes: target.maxMegabytes,
    tooLargeAdvice: 'Import a shorter period.',
    missingText: 'Choose a file to import.',
    keep: (content) => target.files.put(target.key, watchBytes(content, probe)),
    discard: () => target.files.delete(target.key),
  });
  return { fileName: fileName === '' ? 'statement' : fileName, probe, stored: kept, fields };
}

/** The same bytes, looked at while they pass; a failure of theirs is handed on. */
export function watchBytes(content: Readable, probe: EncodingProbe): Readable {
  const watched = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      probe.push(chunk);
      done(null, chunk);
    },
  });
  watched.on('error', () => undefined);
  content.on('error', (error) => watched.destroy(error));
  return content.pipe(watched);
}

/** The refusal of a file by what it is. @throws {AppError} FILE_UNSUPPORTED, FILE_UNREADABLE */
export function refuseFormat(name: string, reason: string): never {
  if (name === 'an empty file' || name === 'a binary file') {
    return refuse('FILE_UNREADABLE', reason, { line: 1, reason });
  }
  return refuse('FILE_UNSUPPORTED', `This is ${name}. ${reason}`, { kind: name });
}
