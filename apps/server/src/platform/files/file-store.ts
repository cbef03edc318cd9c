import type { Readable } from 'node:stream';

export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
}

/** Where files are kept. A key is lower-case words between slashes: "imports/<tenant>/<import>". */
export interface FileStore {
  /** Streams a file in; nothing is kept when the stream fails. */
  put(key: string, content: Readable): Promise<StoredFile>;
  /** Streams a file out; a missing one is the stream's error. */
  get(key: string): Readable;
  /** Removes a file; removing none is no error. */
  delete(key: string): Promise<void>;
}
