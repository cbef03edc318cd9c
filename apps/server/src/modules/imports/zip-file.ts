import { type Readable, Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  type Entry,
  fromBufferPromise,
  fromRandomAccessReaderPromise,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import type { FileStore } from '../../platform/files/index.ts';
import { FileRefusal } from './file-refusal.ts';

/** A file inside of a ZIP archive. */
export interface ZipMember {
  /** Its path in the archive; it leads nowhere else. */
  readonly name: string;
  readonly unpackedSize: number;
  /** Its bytes, whose number and checksum are proven while they pass: the stream fails where they are wrong. */
  open(): Promise<Readable>;
}

/** What an archive may hold at most. */
export interface ZipLimits {
  readonly members: number;
  /** Of all members together. */
  readonly unpackedBytes: number;
}

/** Where an archive is: in memory, or kept. */
export type ZipSource = Buffer | { readonly files: FileStore; readonly key: string; readonly size: number };

/** Text seldom packs better than 1 to 30, a bomb packs 1 to 1000. */
const LARGEST_RATIO = 200;
/** Below this, a large ratio does no harm. */
const HARMLESS_BYTES = 4 * 1024 * 1024;

/**
 * Lists what is in an archive, folders left out, without unpacking anything.
 * @throws {FileRefusal} for one that is broken, locked by a password, too large, or whose names lead out of it.
 */
export async function listZip(source: ZipSource, limits: ZipLimits): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  try {
    const zip = await openZip(source);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      refuseEntry(entry);
      unpacked += entry.uncompressedSize;
      if (members.length >= limits.members) {
        throw new FileRefusal(
          `The archive holds more than ${limits.members} files. Send fewer at a time.`,
          null,
        );
      }
      if (unpacked > limits.unpackedBytes) {
        const megabytes = Math.floor(limits.unpackedBytes / 1024 / 1024);
        throw new FileRefusal(
          `Unpacked, the archive is larger than ${megabytes} MB. Send a shorter period.`,
          null,
        );
      }
      if (names.has(entry.fileName)) {
        throw new FileRefusal(`The archive holds "${shown(entry)}" twice. Pack it again.`, null);
      }
      names.add(entry.fileName);
      members.push({
        name: entry.fileName,
        unpackedSize: entry.uncompressedSize,
        open: () => openMember(zip, entry),
      });
    }
  } catch (error) {
    throw asRefusal(error);
  }
  return members;
}

function openZip(source: ZipSource): Promise<ZipFile> {
  // The file stays open until it is forgotten: there is no handle to close, neither in memory nor in the store.
  const options = { autoClose: false, lazyEntries: true, strictFileNames: false };
  return Buffer.isBuffer(source)
    ? fromBufferPromise(source, options)
    : fromRandomAccessReaderPromise(new StoredReader(source.files, source.key), source.size, options);
}

/** Lets the archive be read from the file store, where it is asked. */
class StoredReader extends RandomAccessReader {
  readonly #files: FileStore;
  readonly #key: string;

  constructor(files: FileStore, key: string) {
    super();
    this.#files = files;
    this.#key = key;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#files.get(this.#key, { start, end: end - 1 });
  }
}

function refuseEntry(entry: Entry): void {
  if (entry.isEncrypted()) {
    throw new FileRefusal(
      `"${shown(entry)}" is locked with a password. Unpack it, and import what is in it.`,
      null,
    );
  }
  if (!entry.canDecodeFileData()) {
    throw new FileRefusal(
      `"${shown(entry)}" is packed in a way that FinTrack does not know. Unpack it, and import what is in it.`,
      null,
    );
  }
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > HARMLESS_BYTES && uncompressedSize > compressedSize * LARGEST_RATIO) {
    throw new FileRefusal(
      `"${shown(entry)}" grows more than ${LARGEST_RATIO} times when it is unpacked, as no statement does.`,
      null,
    );
  }
}

/** yauzl stops a stream that is longer or shorter than the archive says; the checksum is on us. */
async function openMember(zip: ZipFile, entry: Entry): Promise<Readable> {
  const packed = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw asRefusal(error);
  });
  let sum = 0;
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      const isWhole = sum === entry.crc32;
      done(
        isWhole ? null : new FileRefusal(`"${shown(entry)}" is damaged. Download the archive again.`, null),
      );
    },
  });
  packed.on('error', (error) => checked.destroy(asRefusal(error)));
  checked.on('close', () => packed.destroy());
  return packed.pipe(checked);
}

function asRefusal(error: unknown): Error {
  if (error instanceof FileRefusal) return error;
  const text = error instanceof Error ? error.message : '';
  if (/^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(text)) {
    const name = text.slice(text.indexOf(': ') + 2, 120);
    return new FileRefusal(`The archive names a file outside of itself ("${name}"). It is not opened.`, null);
  }
  if (isSystemError(error)) return error;
  return new FileRefusal(
    'The archive is broken. Download it again, or unpack it and import what is in it.',
    null,
  );
}

/** The store's own failures (a full disk, a lost bucket) are not the file's fault. zlib's codes are. */
function isSystemError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error.name === 'FileMissing') return true;
  return 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}

function shown(entry: Entry): string {
  return entry.fileName.slice(0, 100);
}
