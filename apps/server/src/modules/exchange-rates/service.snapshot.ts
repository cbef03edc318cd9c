import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readSnapshot } from '@fintrack/core/rates';
import type { Services } from '../../platform/services.ts';
import { addSeries, findLoadedSnapshot, noteSnapshot, type PublishedSource } from './repo.published.ts';

/** The shipped files; snapshot/README.md says where each is from and how far it reaches. */
const SNAPSHOTS: readonly { readonly source: PublishedSource; readonly file: string }[] = [
  { source: 'ecb', file: 'ecb.txt.gz' },
  { source: 'fed', file: 'fed-h10.txt.gz' },
];
export const SNAPSHOT_FOLDER = join(import.meta.dirname, 'snapshot');

/**
 * Brings the shipped rates into the database, each file once. A rate that is there stays: what was fetched since is
 * newer. Each series is a transaction of its own, so that nothing is held for long and the work can be cut anywhere.
 * @returns how many rates were new.
 */
export async function loadSnapshots(
  services: Pick<Services, 'database' | 'logger'>,
  folder: string = SNAPSHOT_FOLDER,
): Promise<number> {
  let added = 0;
  for (const { source, file } of SNAPSHOTS) {
    const bytes = await readFile(join(folder, file)).catch(() => null);
    if (bytes === null) continue;
    const checksum = createHash('sha256').update(bytes).digest('hex');
    const loaded = await services.database.identity((_, client) => findLoadedSnapshot(client, source));
    if (loaded === checksum) continue;
    const text = (await promisify(gunzip)(bytes)).toString('utf8');
    for (const series of readSnapshot(text)) {
      added += await services.database.identity((_, client) => addSeries(client, source, series));
    }
    await services.database.identity((_, client) => noteSnapshot(client, source, checksum));
  }
  if (added > 0) services.logger.info({ rates: added }, 'shipped exchange rates loaded');
  return added;
}
