import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFileStore } from './index.ts';

let folder: string;
let store: DiskFileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fintrack-files-'));
  store = new DiskFileStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file', () => {
  it('comes out as it went in, with its size and SHA-256, for its owner only', async () => {
    const stored = await store.put(
      'imports/a/b',
      Readable.from([Buffer.from('hello '), Buffer.from('world')]),
    );
    expect(stored).toEqual({
      size: 11,
      sha256: Buffer.from('b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', 'hex'),
    });
    expect(await text(store.get('imports/a/b'))).toBe('hello world');
    expect((await stat(join(folder, 'imports/a/b'))).mode & 0o777).toBe(0o600);
  });

  it('whose stream breaks is not there', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the browser went away');
      })(),
    );
    await expect(store.put('imports/a/b', broken)).rejects.toThrow('the browser went away');
    expect(await readdir(join(folder, 'imports/a'))).toEqual([]);
  });

  it('that is deleted is gone, and deleting none is no error', async () => {
    await store.put('imports/a/b', Readable.from([Buffer.from('x')]));
    await store.delete('imports/a/b');
    await store.delete('imports/a/b');
    await expect(text(store.get('imports/a/b'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    '../outside/x',
    'imports/../../x',
    '/etc/passwd',
    'imports',
    'imports/A',
    'imports//a',
    'imports/a.b',
  ])('cannot be called %s', (key) => {
    expect(() => store.get(key)).toThrow(`"${key}" is not a file key.`);
  });
});
