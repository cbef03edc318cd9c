import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  assertKey,
  type ByteRange,
  FileMissing,
  type FileStore,
  Measure,
  type StoredFile,
} from './file-store.ts';

/** Keeps files in a folder. A file appears whole or not at all. */
export class DiskFileStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, content: Readable): Promise<StoredFile> {
    const path = this.#path(key);
    await mkdir(dirname(path), { recursive: true });
    const measure = new Measure();
    const partial = `${path}.part`;
    try {
      await pipeline(content, measure, createWriteStream(partial, { mode: 0o600 }));
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    return measure.result();
  }

  get(key: string, range?: ByteRange): Readable {
    const path = this.#path(key);
    // Opened when it is read: a stream that nobody reads holds nothing.
    return Readable.from(readDisk(path, key, range), { objectMode: false });
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  #path(key: string): string {
    assertKey(key);
    return join(this.#folder, key);
  }
}

async function* readDisk(path: string, key: string, range: ByteRange | undefined): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, range);
  } catch (error) {
    throw isMissing(error) ? new FileMissing(key) : error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
