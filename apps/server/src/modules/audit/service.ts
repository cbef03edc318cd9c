import type { AuditEntry } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as repo from './repo.ts';

/** What is looked for; its days are of the tenant's zone. */
export type Filter = Omit<repo.AuditFilter, 'timezone'>;

export interface AuditList {
  readonly entries: AuditEntry[];
  /** Id of the last one, where there are more. */
  readonly next: string | null;
}

/** What was done, newest first. */
export async function listAudit(
  tx: TenantTransaction,
  filter: Filter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<AuditList> {
  const inZone = await withZone(tx, filter);
  const rows = await repo.listAuditRows(tx, inZone, { ...page, limit: page.limit + 1 });
  const entries = rows.slice(0, page.limit);
  return { entries, next: rows.length > page.limit ? (entries.at(-1)?.id ?? null) : null };
}

/** The filter with the zone that its days are of. */
export async function withZone(tx: TenantTransaction, filter: Filter): Promise<repo.AuditFilter> {
  return { ...filter, timezone: (await tx.entered).timezone };
}
