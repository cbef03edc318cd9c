import { join } from 'node:path';
import type { Environment } from '../env.ts';
import { DiskFileStore } from './disk-file-store.ts';
import type { FileStore } from './file-store.ts';

/** The store that the environment names: a bucket, else a folder. */
export async function openFileStore(env: Environment): Promise<FileStore> {
  if (env.S3_BUCKET === undefined) return new DiskFileStore(join(env.FINTRACK_DATA, 'files'));
  // Its library takes a while to load, which only those wait for who use it.
  const { S3FileStore } = await import('./s3-file-store.ts');
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return new S3FileStore({
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
    forcePathStyle: env.S3_FORCE_PATH_STYLE ?? env.S3_ENDPOINT !== undefined,
  });
}
