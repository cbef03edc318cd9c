import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import * as repo from './repo.ts';

export type AuditEvent = repo.AuditEvent;

/** Writes an event into the trail in the running transaction, which must be one that writes. */
export async function recordAuditEvent(
  tx: TenantTransaction,
  context: Pick<TenantContext, 'sessionId' | 'origin'>,
  event: AuditEvent,
): Promise<void> {
  await repo.insertEvent(tx, context, event);
}

/**
 * The same for a read, whose own transaction writes nothing: before a sensitive export begins. Check first that the
 * caller may read it; what was refused is no read.
 */
export async function recordRead(
  { database }: Pick<Services, 'database'>,
  context: TenantContext,
  event: AuditEvent,
): Promise<void> {
  await database.jobTenant(context, null, (tx) => repo.insertEvent(tx, context, event));
}
