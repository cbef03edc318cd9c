import type { Services } from '../../platform/services.ts';
import { listTenantIds } from '../identity/index.ts';
import { modelCategories, nameCategories } from './load-categoriser.ts';
import { findCorrections, findLabels, findNewestEntry } from './repo.labels.ts';
import * as repo from './repo.ts';
import { trainInThread } from './train-in-thread.ts';

/** Trains a model on what the tenant's people have said, and keeps it as the next version. */
export async function trainTenant({ database }: Pick<Services, 'database'>, tenantId: string): Promise<void> {
  const job = { tenantId, userId: null };
  const { trainedUntil, rows, records } = await database.jobTenant(job, null, async (tx) => {
    // First how far the trail goes: what comes in between is learnt and counts as a correction too.
    const entry = await findNewestEntry(tx);
    return { trainedUntil: entry, rows: await findLabels(tx), records: await repo.findCategories(tx) };
  });
  const categories = modelCategories(nameCategories(records));
  const { text, trained } = await trainInThread({ rows, categories });
  await database.jobTenant(job, null, async (tx) => {
    const newest = await repo.lockVersions(tx);
    await repo.insertModel(tx, {
      version: newest + 1,
      model: text,
      trainedRows: trained.rows,
      merchants: trained.merchants,
      categories: trained.categories,
      trial: trained.trial,
      trainedUntil,
    });
  });
}

/** Trains every tenant in which people have set at least so many categories since. One that fails stops no other. */
export async function trainEverywhere(services: Services, corrections: number): Promise<void> {
  const { database, logger } = services;
  for (const tenantId of await listTenantIds(database)) {
    try {
      const since = await database.jobTenant({ tenantId, userId: null }, null, async (tx) => {
        const newest = await repo.findNewestModel(tx);
        const found = await findCorrections(tx, { since: newest?.trainedUntil ?? null, limit: corrections });
        return found.length;
      });
      if (since >= corrections) await trainTenant(services, tenantId);
    } catch (error) {
      logger.error({ err: error, tenantId }, 'the categoriser of a tenant could not be trained');
    }
  }
}
