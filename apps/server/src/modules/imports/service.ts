import type * as contract from '@fintrack/contract';
import type { ImportRow, ImportSummary, Pagination } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError } from '../../platform/errors.ts';
import { decodeCursor, encodeCursor, pageOffset } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { idPlace, rowPlace } from './list-places.ts';
import { presentImport, presentRow } from './present.ts';
import { addFilled } from './present-filled.ts';
import { findReplay } from './repo.replays.ts';
import * as rowsRepo from './repo.rows.ts';
import * as repo from './repo.ts';
import { refuseMissingImport } from './service.rows.ts';

type ListQuery = z.output<typeof contract.listImports.query>;

/** Imports, newest first. */
export async function listImports(
  tx: TenantTransaction,
  query: ListQuery,
): Promise<{ data: ImportSummary[]; pagination: Pagination }> {
  const { limit, page } = query;
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, idPlace).id;
  const offset = before === undefined ? pageOffset(page, limit) : 0;
  const [found, total] = await Promise.all([
    repo.findImports(tx, { before, offset, limit: limit + 1 }),
    repo.countImports(tx),
  ]);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((record) => presentImport(record)),
    pagination: {
      limit,
      ...(page === undefined ? {} : { page }),
      nextCursor: last ? encodeCursor({ id: last.id }) : null,
      hasMore: last !== undefined,
      total,
    },
  };
}

/** @throws {AppError} NOT_FOUND */
export async function getImport(tx: TenantTransaction, importId: string): Promise<ImportSummary> {
  const record = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  return record.status === 'replaying'
    ? presentImport(record, await findReplay(tx, importId))
    : presentImport(record);
}

/** The rows of an import in file order. @throws {AppError} NOT_FOUND */
export async function listRows(
  tx: TenantTransaction,
  importId: string,
  query: z.output<typeof contract.listImportRows.query>,
): Promise<{ data: ImportRow[]; pagination: Pagination }> {
  const { limit, page, fate } = query;
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, rowPlace).row;
  const offset = after === undefined ? pageOffset(page, limit) : 0;
  const record = (await repo.findImport(tx, importId)) ?? refuseMissingImport();
  const found = await rowsRepo.findRows(tx, importId, { after: after ?? 0, offset, limit: limit + 1, fate });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  const matched = await rowsRepo.findMatched(tx, shown);
  return {
    data: await addFilled(
      tx,
      shown,
      shown.map((row) => presentRow(row, record.status, matched.get(row.matchedTransactionId ?? ''))),
    ),
    pagination: {
      limit,
      ...(page === undefined ? {} : { page }),
      nextCursor: last ? encodeCursor({ row: last.rowNumber }) : null,
      hasMore: last !== undefined,
      total: record.counts[fate ?? 'total'] ?? 0,
    },
  };
}

/** A write to a draft: nothing of the books, so no change set. @throws {AppError} FORBIDDEN, SESSION_ENDED */
export async function withDraft<Result>(
  services: Services,
  context: TenantContext,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  await services.database.readTenant(context, (tx) => tx.entered);
  return services.database.jobTenant({ tenantId: context.tenantId, userId: context.userId }, null, work);
}

/** Remembered readings, the last used first. */
export async function listProfiles(
  tx: TenantTransaction,
): Promise<z.output<typeof contract.listImportProfiles.data>> {
  const profiles = await repo.findProfiles(tx);
  return profiles.map(({ answers: _, ...profile }) => ({
    ...profile,
    updatedAt: profile.updatedAt.toISOString(),
  }));
}

/** @throws {AppError} NOT_FOUND */
export async function deleteProfile(
  services: Services,
  context: TenantContext,
  profileId: string,
): Promise<void> {
  const isDeleted = await withDraft(services, context, (tx) => repo.deleteProfile(tx, profileId));
  if (!isDeleted) throw new AppError('NOT_FOUND', 'There is no such remembered reading.');
}
