import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../platform/env.ts';

/** FINTRACK_SECRET, or one that is made at the first start and kept beside the data. */
export async function readOrMakeSecret(env: Environment): Promise<string> {
  if (env.FINTRACK_SECRET !== undefined) return env.FINTRACK_SECRET;
  const file = join(env.FINTRACK_DATA, 'secret');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const secret = randomBytes(48).toString('base64url');
  await mkdir(env.FINTRACK_DATA, { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
