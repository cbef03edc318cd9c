import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { AppError } from '../errors.ts';

/** The one file of a form, and what became of it. */
interface ReceivedFile<Kept> {
  /** As the sender called it, without what has no place in a name; empty where it has none. */
  readonly fileName: string;
  readonly kept: Kept;
  /** The text fields beside the file. */
  readonly fields: Readonly<Record<string, string>>;
}

interface FileReceiver<Kept> {
  readonly maxMegabytes: number;
  /** What to do about a file that is too large: "Import a shorter period." */
  readonly tooLargeAdvice: string;
  /** Said when there is no file: "Choose a file to import." */
  readonly missingText: string;
  /** Takes the bytes as they come; the stream fails when the file is refused or the sender goes away. */
  readonly keep: (content: Readable) => Promise<Kept>;
  /** Throws away what was kept, if any. */
  readonly discard: () => Promise<void>;
}

/**
 * Streams the one file of a multipart request into a receiver, never holding it in memory. When it is refused, nothing
 * is kept.
 * @throws {AppError} FILE_TOO_LARGE, VALIDATION_FAILED, MALFORMED_REQUEST, MEDIA_TYPE_UNSUPPORTED
 */
export async function receiveFile<Kept>(
  request: Request,
  receiver: FileReceiver<Kept>,
): Promise<ReceivedFile<Kept>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType) || request.body === null) {
    throw new AppError(
      'MEDIA_TYPE_UNSUPPORTED',
      'Send the file as multipart/form-data, in a field named "file".',
    );
  }
  const parts = new Parts(receiver);
  const parser = makeParser(contentType, receiver.maxMegabytes);
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
class Parts<Kept> {
  /** Why the upload is refused; goes before any error that follows from stopping it. */
  refusal: AppError | null = null;
  readonly #receiver: FileReceiver<Kept>;
  readonly #fields: Record<string, string> = {};
  #file: { readonly fileName: string; readonly kept: Promise<Kept> } | null = null;

  constructor(receiver: FileReceiver<Kept>) {
    this.#receiver = receiver;
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
    const kept = this.#keep(stream);
    // Waited for in finish(); until then a failure is not "unhandled".
    kept.catch(() => undefined);
    this.#file = { fileName: cleanFileName(fileName ?? ''), kept };
  }

  async finish(): Promise<ReceivedFile<Kept>> {
    if (!this.#file) throw this.refusal ?? fileProblem(this.#receiver.missingText);
    const { fileName } = this.#file;
    const kept = await this.#file.kept;
    if (this.refusal) throw this.refusal;
    return { fileName, kept, fields: this.#fields };
  }

  async discard(): Promise<void> {
    await this.#file?.kept.catch(() => undefined);
    await this.#receiver.discard();
  }

  async #keep(stream: BusboyFileStream): Promise<Kept> {
    const passed = new PassThrough();
    stream.once('limit', () => {
      const { maxMegabytes, tooLargeAdvice } = this.#receiver;
      this.refusal = new AppError(
        'FILE_TOO_LARGE',
        `The file is larger than ${maxMegabytes} MB. ${tooLargeAdvice}`,
      );
      passed.destroy(this.refusal);
    });
    // The receiver may not have begun to listen when these fail; it then finds the stream destroyed.
    passed.on('error', () => undefined);
    stream.on('error', (error: Error) => passed.destroy(error));
    stream.pipe(passed);
    try {
      return await this.#receiver.keep(passed);
    } catch (error) {
      // The parser waits until the rest of the file is taken.
      stream.unpipe(passed);
      stream.resume();
      throw error;
    }
  }
}

/** A refusal that stands beside the form's file field. */
function fileProblem(message: string): AppError {
  return new AppError('VALIDATION_FAILED', message, { details: [{ path: 'file', message }] });
}

/**
 * A name that can be shown and saved under: the last part of a path, without control characters and without those that
 * turn the direction of writing, which make "gpj.exe" look like "exe.jpg". At most 255 characters, the extension kept.
 */
export function cleanFileName(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/^\.*$/.test(name)) return '';
  const characters = [...name];
  if (characters.length <= 255) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, 255 - extension.length).join('') + extension;
}
