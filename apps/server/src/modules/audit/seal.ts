import type { AuditHead } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import * as repo from './repo.chain.ts';

/**
 * How far before the newest sealed row is looked for rows that were committed late: each minute over what transactions
 * usually take, once a day over any that there can be.
 */
export const OVERLAP = { minute: '15 minutes', day: '1 day' } as const;
type Overlap = (typeof OVERLAP)[keyof typeof OVERLAP];

/** Seals what is new in every tenant. One that fails is tried again with the next round. */
export async function sealEverywhere(services: Services, overlap: Overlap): Promise<void> {
  const { database, logger } = services;
  const tenants = await database.identity((sql) => repo.findTenantsToSeal(sql, overlap));
  for (const tenantId of tenants) {
    try {
      await sealTenant(services, tenantId, overlap);
    } catch (error) {
      logger.error({ err: error, tenantId }, 'the audit trail of a tenant could not be sealed');
    }
  }
}

/**
 * Seals what the tenant has committed so far, a batch a transaction: first what is newer than all that is sealed, then
 * what came late. Answers how many rows.
 */
export async function sealTenant(
  { database }: Pick<Services, 'database'>,
  tenantId: string,
  overlap: Overlap,
): Promise<number> {
  let rows = 0;
  for (const lookBack of ['0', overlap]) {
    for (let isDone = false; !isDone; ) {
      const batch = await database.jobTenant({ tenantId, userId: null }, null, (tx) =>
        repo.sealNextRows(tx, lookBack),
      );
      rows += batch.sealed;
      isDone = batch.isDone;
    }
  }
  return rows;
}

/** The newest sealed row; sequence 0 before there is one. */
export async function readHead(tx: TenantTransaction): Promise<AuditHead> {
  return (await repo.findHead(tx)) ?? { sequence: 0, hash: null, sealedAt: null };
}
