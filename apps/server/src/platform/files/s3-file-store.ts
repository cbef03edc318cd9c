import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  assertKey,
  type ByteRange,
  FileMissing,
  type FileStore,
  Measure,
  type StoredFile,
} from './file-store.ts';

export interface S3Options {
  readonly bucket: string;
  /** Another store than Amazon's. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Without one the machine's own role counts. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** The bucket stands in the path, not in the host name: what most stores that one runs oneself want. */
  readonly forcePathStyle: boolean;
}

/** Keeps files in a bucket of an S3 store, up and down in parts, none of them held whole. */
export class S3FileStore implements FileStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ bucket, endpoint, region, credentials, forcePathStyle }: S3Options) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      forcePathStyle,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      // Checksums in trailers are Amazon's own; other stores do not all know them, and the signature covers the bytes.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: string, content: Readable): Promise<StoredFile> {
    assertKey(key);
    const measure = new Measure();
    const upload = new Upload({
      client: this.#client,
      params: { Bucket: this.#bucket, Key: key, Body: measure },
      queueSize: 2,
    });
    const arriving = pipeline(content, measure);
    // Waited for below; until then a failure is not "unhandled".
    arriving.catch(() => undefined);
    try {
      await upload.done();
      await arriving;
    } catch (error) {
      // The upload has taken its own parts back; what still arrives is not read any more.
      measure.destroy();
      throw error;
    }
    return measure.result();
  }

  get(key: string, range?: ByteRange): Readable {
    assertKey(key);
    return Readable.from(this.#read(key, range), { objectMode: false });
  }

  async delete(key: string): Promise<void> {
    assertKey(key);
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  async *#read(key: string, range: ByteRange | undefined): AsyncGenerator<Buffer> {
    const found = await this.#client
      .send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }),
        }),
      )
      .catch((error: unknown) => {
        throw error instanceof NoSuchKey ? new FileMissing(key) : error;
      });
    if (!(found.Body instanceof Readable)) throw new Error('The S3 store gave no stream.');
    yield* found.Body;
  }
}
