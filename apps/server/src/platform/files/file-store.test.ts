import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type S3Server, startS3Server } from '../../testing/s3-server.ts';
import { readEnvironment } from '../env.ts';
import { FileMissing, type FileStore } from './file-store.ts';
import { openFileStore } from './index.ts';

const MEGABYTE = 1024 * 1024;

let folder: string;
let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fintrack-files-'));
  s3.asked.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openDisk = (): Promise<FileStore> => openFileStore(readEnvironment({ FINTRACK_DATA: folder }));
const openS3 = (changes: Record<string, string> = {}): Promise<FileStore> =>
  openFileStore(
    readEnvironment({
      FINTRACK_DATA: folder,
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.url,
      S3_REGION: s3.region,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      ...changes,
    }),
  );

/** Keys of the files that there are. */
const onDisk = async (): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
};
const inBucket = async (): Promise<string[]> =>
  [...s3.objects.keys()].map((key) => key.split('/').at(-1) ?? '');

describe.each([
  { name: 'a folder', open: openDisk, list: onDisk },
  { name: 'an S3 bucket', open: () => openS3(), list: inBucket },
])('a file in $name', ({ open, list }) => {
  let store: FileStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.delete('imports/a/b'));

  it('comes out as it went in, with its size and SHA-256', async () => {
    const chunks = [Buffer.from('hello '), Buffer.from('world')];
    expect(await store.put('imports/a/b', Readable.from(chunks))).toEqual({
      size: 11,
      sha256: Buffer.from('b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', 'hex'),
    });
    expect(await text(store.get('imports/a/b'))).toBe('hello world');
    expect(await list()).toEqual(['b']);
  });

  it('may be empty', async () => {
    expect((await store.put('imports/a/b', Readable.from([]))).size).toBe(0);
    expect(await text(store.get('imports/a/b'))).toBe('');
  });

  it('takes the place of one that is there', async () => {
    await store.put('imports/a/b', Readable.from([Buffer.from('old and longer')]));
    await store.put('imports/a/b', Readable.from([Buffer.from('new')]));
    expect(await text(store.get('imports/a/b'))).toBe('new');
  });

  it('may be large: 12 MB come out as they went in, and a part of them from anywhere', async () => {
    const content = Buffer.alloc(12 * MEGABYTE, 'abcdefgh');
    content.write('HERE', 7 * MEGABYTE);
    const chunks = Array.from({ length: 192 }, (_, at) => content.subarray(at * 65_536, (at + 1) * 65_536));
    expect((await store.put('imports/a/b', Readable.from(chunks))).size).toBe(12_582_912);
    expect((await buffer(store.get('imports/a/b'))).equals(content)).toBe(true);
    const middle = store.get('imports/a/b', { start: 7 * MEGABYTE, end: 7 * MEGABYTE + 7 });
    expect(await text(middle)).toBe('HEREefgh');
  });

  it.each([
    [0, 4, 'hello'],
    [6, 10, 'world'],
    [4, 4, 'o'],
  ])('comes out from byte %i to %i', async (start, end, part) => {
    await store.put('imports/a/b', Readable.from([Buffer.from('hello world')]));
    expect(await text(store.get('imports/a/b', { start, end }))).toBe(part);
  });

  it.each([
    ['in its first bytes', 1],
    ['after megabytes', 7 * MEGABYTE],
  ])('whose stream breaks %s is not there, and leaves nothing', async (_, size) => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(size, 'x');
        throw new Error('the browser went away');
      })(),
    );
    await expect(store.put('imports/a/b', broken)).rejects.toThrow('the browser went away');
    expect(await list()).toEqual([]);
    expect(s3.openUploads()).toBe(0);
    await expect(text(store.get('imports/a/b'))).rejects.toThrow(FileMissing);
  });

  it('that is deleted is gone, and deleting none is no error', async () => {
    await store.put('imports/a/b', Readable.from([Buffer.from('x')]));
    await store.delete('imports/a/b');
    await store.delete('imports/a/b');
    expect(await list()).toEqual([]);
    await expect(text(store.get('imports/a/b'))).rejects.toThrow('There is no file "imports/a/b".');
  });

  it.each([
    '../outside/x',
    'imports/../../x',
    '/etc/passwd',
    'imports',
    'imports/A',
    'imports//a',
    'imports/a.b',
  ])('cannot be called %s', async (key) => {
    const refusal = `"${key}" is not a file key.`;
    expect(() => store.get(key)).toThrow(refusal);
    await expect(store.put(key, Readable.from([]))).rejects.toThrow(refusal);
    await expect(store.delete(key)).rejects.toThrow(refusal);
  });
});

describe('a folder', () => {
  it('keeps files for its owner only', async () => {
    await (await openDisk()).put('imports/a/b', Readable.from([Buffer.from('x')]));
    expect((await stat(join(folder, 'files/imports/a/b'))).mode & 0o777).toBe(0o600);
  });
});

describe('an S3 bucket', () => {
  it('is asked in parts for a large file, and in one for a small one', async () => {
    const store = await openS3();
    await store.put('imports/a/small', Readable.from([Buffer.from('x')]));
    expect(s3.asked).toEqual(['PUT']);
    await store.put('imports/a/large', Readable.from([Buffer.alloc(6 * MEGABYTE, 'x')]));
    expect(s3.asked.toSorted()).toEqual(['PUT', 'PUT part', 'PUT part', 'begin', 'complete']);
    await store.delete('imports/a/small');
    await store.delete('imports/a/large');
  });

  it('that is busy for a moment is asked again', async () => {
    s3.refuseNext('PUT', 1);
    const store = await openS3();
    await store.put('imports/a/b', Readable.from([Buffer.from('x')]));
    expect(s3.asked).toEqual(['PUT', 'PUT']);
    expect(await text(store.get('imports/a/b'))).toBe('x');
    await store.delete('imports/a/b');
  });

  it('that refuses a part keeps nothing of the file', async () => {
    s3.refuseNext('PUT part', 100);
    const large = Readable.from([Buffer.alloc(6 * MEGABYTE, 'x')]);
    await expect((await openS3()).put('imports/a/b', large)).rejects.toThrow('SlowDown');
    s3.refuseNext('PUT part', 0);
    expect([s3.openUploads(), s3.objects.size]).toEqual([0, 0]);
  });

  it.each([
    ['S3_SECRET_ACCESS_KEY', 'another secret'],
    ['S3_ACCESS_KEY_ID', 'SOMEBODY'],
    ['S3_REGION', 'us-east-1'],
  ])('does not believe a request signed with a wrong %s', async (name, value) => {
    const store = await openS3({ [name]: value });
    await expect(store.put('imports/a/b', Readable.from([Buffer.from('x')]))).rejects.toThrow(
      'SignatureDoesNotMatch',
    );
    await expect(text(store.get('imports/a/b'))).rejects.toThrow('SignatureDoesNotMatch');
    expect(s3.objects.size).toBe(0);
  });
});
