import type { ChangeSet, ChangeSetEntry, getChangeSet } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { idsIn, toChangeSet, toEntry, toWireValues } from './present.ts';
import * as repo from './repo.ts';
import { linkUndoing } from './repo.undone.ts';
import { revertRows } from './revert-rows.ts';
import { type Reverted, type RevertRequest, reverterOf } from './reverters.ts';

export { findTouchedAccounts } from './repo.ts';

/** Entries that one answer shows. */
const SHOWN_ENTRIES = 500;

export interface ChangeSetList {
  readonly changeSets: ChangeSet[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.ChangeSetPage['after'] | null;
}

/** What happened, newest first. */
export async function listChangeSets(
  tx: TenantTransaction,
  filter: Omit<repo.ChangeSetFilter, 'timezone'>,
  page: repo.ChangeSetPage,
): Promise<ChangeSetList> {
  const dated = filter.from !== undefined || filter.to !== undefined;
  const timezone = dated ? (await tx.entered).timezone : 'UTC';
  const rows = await repo.listChangeSets(tx, { ...filter, timezone }, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    changeSets: shown.map(toChangeSet),
    next: last ? { position: last.position, id: last.id } : null,
  };
}

/** One change set with its rows before and after. */
export async function readChangeSet(
  tx: TenantTransaction,
  id: string,
): Promise<z.output<typeof getChangeSet.data>> {
  const row = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  const entries = await repo.listEntries(tx, id, { limit: SHOWN_ENTRIES });
  const entryCount = entries.length < SHOWN_ENTRIES ? entries.length : await repo.countEntries(tx, id);
  return {
    ...toChangeSet(row),
    entries: entries.map(({ action, resourceType, resourceId, before, after, currency }) => ({
      action,
      resourceType,
      resourceId,
      before: before && toWireValues(before, currency),
      after: after && toWireValues(after, currency),
    })),
    entryCount,
  };
}

export interface EntryList {
  readonly entries: ChangeSetEntry[];
  /** Id of the last one, where there are more. */
  readonly next: string | null;
}

/** The rows of a change set with what changed in them, in the order in which it happened. */
export async function listEntries(
  tx: TenantTransaction,
  id: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<EntryList> {
  const set = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  const rows = await repo.listEntries(tx, id, { after: page.after, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const ids = shown.flatMap((row) => [
    ...idsIn(row),
    ...(row.resourceType === 'import' && row.resourceId !== null ? [row.resourceId] : []),
  ]);
  const names = await repo.findNames(tx, [...new Set(ids)]);
  return {
    entries: shown.map((row) =>
      toEntry({ ...row, isUndone: row.isUndone || set.revertedById !== null }, names),
    ),
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** What the undoing of a change set will be called. */
export async function describeRevert(tx: TenantTransaction, id: string): Promise<string> {
  const row = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  return row.kind === 'revert' && row.summary.startsWith(UNDO)
    ? `${REDO}${row.summary.slice(UNDO.length)}`
    : `${UNDO}${row.summary}`;
}

/**
 * Undoes a change set, or some of its rows, inside a change set of its own.
 * @throws {AppError} NOT_FOUND, WRONG_STATE when it is undone already, NOT_REVERTIBLE with the rows in the way.
 */
export async function revertChangeSet(tx: TenantTransaction, request: RevertRequest): Promise<Reverted> {
  const { changeSetId } = request;
  await repo.lockChangeSet(tx, changeSetId);
  const row = (await repo.findChangeSet(tx, changeSetId)) ?? refuseMissing();
  if (row.revertedById !== null) {
    refuse('WRONG_STATE', 'This was undone already. To have it again, undo the undoing.');
  }
  const revert = reverterOf(row.kind) ?? revertRows;
  const reverted = await revert(tx, request);
  await linkUndoing(tx, { undoneId: changeSetId, isWhole: reverted.isWhole ?? false });
  if (request.rows !== undefined || reverted.remaining.length > 0) {
    const summary = await describeRevert(tx, changeSetId);
    const verb = summary.startsWith(REDO) ? REDO : UNDO;
    const count = reverted.rows === 1 ? 'one row of' : `${reverted.rows} rows of`;
    await repo.renameRunning(tx, `${verb}${count} ${summary.slice(verb.length)}`);
  }
  return reverted;
}

const UNDO = 'Undid: ';
const REDO = 'Did again: ';

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such change.');
}
