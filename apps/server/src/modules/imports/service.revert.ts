import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { announceBalance, putBackImportedAnchors, takeBackImportedAnchors } from '../accounts/index.ts';
import { linkRevert, revertRows } from '../change-sets/index.ts';
import { findTouchedImported, putBackImported, takeBackImported } from '../transactions/index.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
import { todayOf } from './service.preview.ts';
import { refuseMissingImport } from './service.rows.ts';

/**
 * Takes a booked import back, in the running change set.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, NOT_REVERTIBLE naming the rows that were changed since, unless `force`.
 */
export async function revertImport(
  tx: TenantTransaction,
  services: Services,
  target: { readonly importId: string; readonly force: boolean },
): Promise<repo.ImportRecord> {
  const record = (await repo.lockImport(tx, target.importId)) ?? refuseMissingImport();
  if (record.status !== 'committed') refuse('WRONG_STATE', stateText(record.status));
  await takeBack(tx, record, target.force);
  if (record.changeSetId !== null) {
    await linkRevert(tx, { revertsId: record.changeSetId, standsAgainId: null });
  }
  await announceBalances(tx, services, record);
  return (await repo.findImport(tx, record.id)) ?? refuseMissingImport();
}

/** Undoes the change set that booked an import, or the undoing of that; for the history's own undo. */
export async function revertImportChangeSet(tx: TenantTransaction, changeSetId: string): Promise<number> {
  const found = await repo.findImportByChangeSet(tx, changeSetId);
  // A change set of this kind without an import, or the undoing of something else.
  if (!found) return revertRows(tx, changeSetId);
  const record = (await repo.lockImport(tx, found.id)) ?? refuseMissingImport();
  if (record.status === 'committed') return takeBack(tx, record, false);
  if (record.status === 'reverted' && record.undoChangeSetId === changeSetId) return putBack(tx, record);
  return refuse('WRONG_STATE', stateText(record.status));
}

async function takeBack(tx: TenantTransaction, record: repo.ImportRecord, force: boolean): Promise<number> {
  if (!force) await refuseTouched(tx, record.id);
  const rows = await takeBackImported(tx, record.id);
  await takeBackImportedAnchors(tx, record.id);
  await repo.markReverted(tx, record.id, tx.changeSetId);
  return rows;
}

async function putBack(tx: TenantTransaction, record: repo.ImportRecord): Promise<number> {
  if (record.revertedAt === null) throw new Error('A reverted import has no moment of it.');
  const rows = await putBackImported(tx, record.id, record.revertedAt);
  await putBackImportedAnchors(tx, record.id, record.revertedAt);
  await repo.updateImport(tx, record.id, {
    status: 'committed',
    revertedAt: null,
    undoChangeSetId: tx.changeSetId,
  });
  return rows;
}

async function refuseTouched(tx: TenantTransaction, importId: string): Promise<void> {
  const touched = await findTouchedImported(tx, importId);
  if (touched.length === 0) return;
  const rows =
    touched.length === 1 ? 'One row of the import was' : `${touched.length} rows of the import were`;
  refuse(
    'NOT_REVERTIBLE',
    `${rows} changed since. Undo those changes first, or take back only the others.`,
    touched.map(({ id, date, description }) => ({
      resourceType: 'transaction',
      resourceId: id,
      summary: `${date} ${description}`,
    })),
  );
}

async function announceBalances(
  tx: TenantTransaction,
  services: Services,
  record: repo.ImportRecord,
): Promise<void> {
  const today = await todayOf(tx, services.clock);
  const ids = new Set(record.statements.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])));
  for (const accountId of ids) await announceBalance(tx, services, { accountId, today });
}
