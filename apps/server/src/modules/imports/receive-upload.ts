import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { AppError, refuse } from '../../platform/errors.ts';
import type { FileStore, StoredFile } from '../../platform/files/index.ts';
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
 * Streams the one file of a multipart request into the file store, never holding it in memory. When it is refused,
 * nothing is kept.
 * @throws {AppError} FILE_TOO_LARGE, VALIDATION_FAILED, MALFORMED_REQUEST, MEDIA_TYPE_UNSUPPORTED
 */
export async function receiveUpload(request: Request, target: UploadTarget): Promise<Upload> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType) || request.body === null) {
    throw new AppError(
      'MEDIA_TYPE_UNSUPPORTED',
      'Send the file as multipart/form-data, in a field named "file".',
    );
  }
  const parts = new UploadParts(target);
  const parser = makeParser(contentType, target.maxMegabytes);
  parser.on('field', (name, value) => parts.addField(name, value));
  parser.on('file', (name, stream, fileName) => parts.addFile(name, stream, fileName));
  try {
    await pipeline(Readable.fromWeb(request.body), parser);
    return await parts.finish();
  } catch (error) {
    await parts.discard();
    throw parts.refusal ?? (error instanceof AppError ? error : malformed());
  }
}

function makeParser(contentType: string, maxMegabytes: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fileSize: maxMegabytes * 1024 * 1024, files: 2, fields: 10, fieldSize: 1000, parts: 20 },
    });
  } catch {
    throw malformed();
  }
}

function malformed(): AppError {
  return new AppError(
    'MALFORMED_REQUEST',
    'The upload broke off or is not multipart/form-data. Send it again.',
  );
}

/** What has come in so far. */
class UploadParts {
  /** Why the upload is refused; goes before any error that follows from stopping it. */
  refusal: AppError | null = null;
  readonly #target: UploadTarget;
  readonly #fields: Record<string, string> = {};
  #file: {
    readonly fileName: string;
    readonly probe: EncodingProbe;
    readonly stored: Promise<StoredFile>;
  } | null = null;

  constructor(target: UploadTarget) {
    this.#target = target;
  }

  addField(name: string, value: string): void {
    this.#fields[name] = value;
  }

  addFile(name: string, stream: BusboyFileStream, fileName: string | undefined): void {
    if (name !== 'file' || this.#file) {
      this.refusal ??= fileProblem(
        name === 'file' ? 'Send one file at a time.' : 'Send the file in a field named "file".',
      );
      stream.resume();
      return;
    }
    const probe = new EncodingProbe();
    const stored = this.#store(stream, probe);
    // Waited for in finish(); until then a failure is not "unhandled".
    stored.catch(() => undefined);
    this.#file = { fileName: cleanName(fileName), probe, stored };
  }

  async finish(): Promise<Upload> {
    if (!this.#file) throw this.refusal ?? fileProblem('Choose a file to import.');
    const { fileName, probe } = this.#file;
    const stored = await this.#file.stored;
    if (this.refusal) throw this.refusal;
    return { fileName, probe, stored, fields: this.#fields };
  }

  async discard(): Promise<void> {
    await this.#file?.stored.catch(() => undefined);
    await this.#target.files.delete(this.#target.key);
  }

  async #store(stream: BusboyFileStream, probe: EncodingProbe): Promise<StoredFile> {
    const watched = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        probe.push(chunk);
        done(null, chunk);
      },
    });
    stream.once('limit', () => {
      const { maxMegabytes } = this.#target;
      this.refusal = new AppError(
        'FILE_TOO_LARGE',
        `The file is larger than ${maxMegabytes} MB. Import a shorter period.`,
      );
      watched.destroy(this.refusal);
    });
    // The store may not have begun to listen when these fail; it then finds the stream destroyed.
    watched.on('error', () => undefined);
    stream.on('error', (error: Error) => watched.destroy(error));
    stream.pipe(watched);
    try {
      return await this.#target.files.put(this.#target.key, watched);
    } catch (error) {
      // The parser waits until the rest of the file is taken.
      stream.unpipe(watched);
      stream.resume();
      throw error;
    }
  }
}

function fileProblem(message: string): AppError {
  return new AppError('VALIDATION_FAILED', message, { details: [{ path: 'file', message }] });
}

function cleanName(fileName: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name is shown to people
  const name = (fileName ?? '')
    .replace(/[\u0000-\u001F\u007F]/g, '')
    .trim()
    .slice(0, 255);
  return name === '' ? 'statement' : name;
}

/** The refusal of a file by what it is. @throws {AppError} FILE_UNSUPPORTED, FILE_UNREADABLE */
export function refuseFormat(name: string, reason: string): never {
  if (name === 'an empty file' || name === 'a binary file') {
    return refuse('FILE_UNREADABLE', reason, { line: 1, reason });
  }
  return refuse('FILE_UNSUPPORTED', `This is ${name}. ${reason}`, { kind: name });
}
