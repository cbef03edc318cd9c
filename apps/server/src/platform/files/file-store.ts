import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';

export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
}

/** Part of a file: the first and the last byte, both counted from 0 and both in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where files are kept. A key is lower-case words between slashes: "imports/<tenant>/<import>". */
export interface FileStore {
  /** Streams a file in, in place of one that is there; nothing is kept when the stream fails. */
  put(key: string, content: Readable): Promise<StoredFile>;
  /** Streams a file, or a part of it, out; a missing one is the stream's {@link FileMissing}. */
  get(key: string, range?: ByteRange): Readable;
  /** Removes a file; removing none is no error. */
  delete(key: string): Promise<void>;
}

/** There is no file under the key. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing';

  constructor(key: string) {
    super(`There is no file "${key}".`);
  }
}

const KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)+$/;

/** @throws {Error} for a key that could lead elsewhere. */
export function assertKey(key: string): void {
  if (!KEY.test(key)) throw new Error(`"${key}" is not a file key.`);
}

/** Lets bytes through and says afterwards how many they were and what they hash to. */
export class Measure extends Transform {
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor() {
    super({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        done(null, chunk);
      },
    });
  }

  /** Once, after the end. */
  result(): StoredFile {
    return { size: this.#size, sha256: this.#hash.digest() };
  }
}
