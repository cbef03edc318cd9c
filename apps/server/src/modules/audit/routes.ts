import {
  exportAudit,
  getAuditHead,
  listAuditLogs,
  listAuditOfResource,
  listAuditOfUser,
  sealAudit,
  verifyAudit,
} from '@fintrack/contract';
import { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { decodeCursor, encodeCursor, type Route, route } from '../../platform/http/index.ts';
import { exportRows } from './export.ts';
import { recordRead } from './record-event.ts';
import { OVERLAP, readHead, sealTenant } from './seal.ts';
import { type Filter, listAudit, withZone } from './service.ts';
import { verifyChain } from './verify.ts';

export const auditRoutes: readonly Route[] = [
  route(listAuditLogs, ({ read, query: { limit, cursor, ...filter } }) =>
    list(read, filter, { limit, cursor }),
  ),
  route(listAuditOfUser, ({ read, params, query: { limit, cursor, ...filter } }) =>
    list(read, { ...filter, ...params }, { limit, cursor }),
  ),
  route(listAuditOfResource, ({ read, params, query: { limit, cursor, ...filter } }) =>
    list(read, { ...filter, ...params }, { limit, cursor }),
  ),
  route(exportAudit, async ({ read, services, context, request, query: { format, ...filter } }) => {
    // The role is checked before anything is written.
    const inZone = await read((tx) => withZone(tx, filter));
    if (request.method !== 'HEAD') {
      const details = { format, ...filter };
      await recordRead(services, context, { action: 'export', resourceType: 'audit_log', details });
      await sealTenant(services, context.tenantId, OVERLAP.minute);
    }
    const day = services.clock.now().toISOString().slice(0, 10);
    return {
      stream: exportRows({ read, filter: inZone, format }),
      contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
      fileName: `fintrack-audit-${day}.${format}`,
    };
  }),
  route(getAuditHead, ({ read }) => read(async (tx) => ({ data: await readHead(tx) }))),
  route(verifyAudit, async ({ read, query: { cursor, head } }) => ({
    data: await verifyChain({ read, cursor, knownHead: head }),
  })),
  route(sealAudit, async ({ read, services, context }) => {
    // The role is checked before anything is written.
    await read(async (tx) => tx.entered);
    const sealedRows = await sealTenant(services, context.tenantId, OVERLAP.day);
    return { data: { ...(await read(readHead)), sealedRows } };
  }),
];

type Read = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;

async function list(
  read: Read,
  filter: Filter,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
) {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, z.uuid());
  const { entries, next } = await read((tx) => listAudit(tx, filter, { before, limit }));
  const nextCursor = next === null ? null : encodeCursor(next);
  return { data: entries, pagination: { limit, nextCursor, hasMore: next !== null } };
}
