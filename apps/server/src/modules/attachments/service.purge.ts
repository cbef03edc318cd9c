import type { TenantTransaction } from '../../platform/database/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Services } from '../../platform/services.ts';
import { listTenantIds } from '../identity/index.ts';
import * as repo from './repo.ts';

/** How long the bytes of a deleted attachment stay: until then its deletion can be undone. */
const KEPT_DAYS = 30;
const BATCH = 100;
const DAY_MS = 86_400_000;

/** Removes attachments that were deleted long ago, of all tenants, for good. */
export async function purgeAttachments(services: Services): Promise<void> {
  const { database, clock, files } = services;
  const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS);
  for (const tenantId of await listTenantIds(database)) {
    for (let purged = BATCH; purged === BATCH; ) {
      purged = await database.jobTenant({ tenantId, userId: null }, null, (tx) =>
        purgeBatch(tx, files, before),
      );
    }
  }
}

/**
 * The bytes go first, while the rows are held: whatever ends this in between, the rows are still there for the next
 * time, and removing a file that is gone is no error.
 */
async function purgeBatch(tx: TenantTransaction, files: FileStore, before: Date): Promise<number> {
  const expired = await repo.holdExpired(tx, before, BATCH);
  for (const { storageKey, thumbnailKey } of expired) {
    await files.delete(storageKey);
    if (thumbnailKey !== null) await files.delete(thumbnailKey);
  }
  if (expired.length > 0) {
    await repo.eraseAttachments(
      tx,
      expired.map(({ id }) => id),
    );
  }
  return expired.length;
}
