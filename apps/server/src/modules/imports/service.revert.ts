import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { putBackImportedAnchors, takeBackImportedAnchors } from '../accounts/index.ts';
import { linkUndoing, type Reverted, type RevertRequest, revertRows } from '../change-sets/index.ts';
import { findTouchedImported, putBackImported, takeBackImported } from '../transactions/index.ts';
import * as repo from './repo.ts';
import { stateText } from './service.book.ts';
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
  refuseReplaying(await repo.findImport(tx, target.importId));
  const record = (await repo.lockImport(tx, target.importId)) ?? refuseMissingImport();
  if (record.status !== 'committed') refuse('WRONG_STATE', stateText(record.status));
  await takeBack(tx, record, target.force);
  if (record.changeSetId !== null) {
    await linkUndoing(tx, { undoneId: record.changeSetId, isWhole: true });
  }
  const ids = record.statements.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  services.events.balancesMoved(tx, ids);
  return (await repo.findImport(tx, record.id)) ?? refuseMissingImport();
}

/** Undoes the change set that booked an import, or the undoing of that; for the history's own undo. */
export async function revertImportChangeSet(
  tx: TenantTransaction,
  request: RevertRequest,
): Promise<Reverted> {
  const found = await repo.findImportByChangeSet(tx, request.changeSetId);
  // A change set of this kind without an import, or the undoing of something else.
  if (!found) return revertRows(tx, request);
  if (request.rows !== undefined) {
    refuse('NOT_REVERTIBLE', 'An import is undone as one. Delete the rows that you do not want instead.', []);
  }
  refuseReplaying(found);
  const record = (await repo.lockImport(tx, found.id)) ?? refuseMissingImport();
  const isPartial = request.partial === true;
  if (record.status === 'committed') {
    const booked = { importId: record.id, changeSetId: record.changeSetId };
    const remaining = isPartial ? (await findTouchedImported(tx, booked)).map(toRemaining) : [];
    return { rows: await takeBack(tx, record, isPartial), remaining, isWhole: true };
  }
  if (record.status === 'reverted' && record.undoChangeSetId === request.changeSetId) {
    return { rows: await putBack(tx, record), remaining: [], isWhole: true };
  }
  return refuse('WRONG_STATE', stateText(record.status));
}

/** Before its lock is asked for, which the job of a replay holds until its end. */
function refuseReplaying(record: repo.ImportRecord | undefined): void {
  if (record?.status === 'replaying') refuse('WRONG_STATE', stateText(record.status));
}

async function takeBack(tx: TenantTransaction, record: repo.ImportRecord, force: boolean): Promise<number> {
  const booked = { importId: record.id, changeSetId: record.changeSetId };
  if (!force) await refuseTouched(tx, booked);
  // Before its rows go: what it did to others (pending rows that it posted, transfers that it linked).
  const others = await revertOthers(tx, record.changeSetId, force);
  const rows = others + (await takeBackImported(tx, booked));
  await takeBackImportedAnchors(tx, record.id);
  await repo.markReverted(tx, record.id, tx.changeSetId);
  return rows;
}

async function putBack(tx: TenantTransaction, record: repo.ImportRecord): Promise<number> {
  if (record.revertedAt === null) throw new Error('A reverted import has no moment of it.');
  const booked = await putBackImported(tx, record.id, record.revertedAt);
  await putBackImportedAnchors(tx, record.id, record.revertedAt);
  const rows = booked + (await revertOthers(tx, record.undoChangeSetId, false));
  await repo.updateImport(tx, record.id, {
    status: 'committed',
    revertedAt: null,
    undoChangeSetId: tx.changeSetId,
  });
  return rows;
}

/** Writes back what a change set did to rows that the import has not booked, and what it remembered of their lines. */
async function revertOthers(
  tx: TenantTransaction,
  changeSetId: string | null,
  partial: boolean,
): Promise<number> {
  const ids = changeSetId === null ? [] : await repo.findSideEffects(tx, changeSetId);
  if (changeSetId === null || ids.length === 0) return 0;
  return (await revertRows(tx, { changeSetId, rows: ids, partial })).rows;
}

async function refuseTouched(
  tx: TenantTransaction,
  booked: Parameters<typeof findTouchedImported>[1],
): Promise<void> {
  const touched = await findTouchedImported(tx, booked);
  if (touched.length === 0) return;
  const rows =
    touched.length === 1 ? 'One row of the import was' : `${touched.length} rows of the import were`;
  refuse(
    'NOT_REVERTIBLE',
    `${rows} changed since. Undo those changes first, or take back only the others.`,
    touched.map(toRemaining),
  );
}

function toRemaining({ id, date, description }: { id: string; date: string; description: string }) {
  const summary = `${date} ${description}`;
  return {
    resourceType: 'transaction',
    resourceId: id,
    summary,
    changedBy: null,
    reason: 'It was changed since.',
  };
}
