import {
  createTransaction,
  deleteTransaction,
  getTransaction,
  revertChangeSet,
  updateTransaction,
} from '@fintrack/contract';
import { ApiError, type CallInput } from '@fintrack/contract/client';
import { notifyProblem } from '@/components/toast.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { newIdempotencyKey } from '@/lib/idempotency-key.ts';
import { nameFields } from '@/lib/three-way-merge.ts';
import { type Conflict, nameOf, readStale } from './conflict.ts';
import type { EntryLists } from './entry-lists.ts';
import { type ListedTransaction, rowTitle, toListed } from './listed-transaction.ts';
import { concerns } from './live-changes.ts';
import type { ListChange } from './loaded-list.ts';
import { entryOf, mergeTransaction } from './merge-transaction.ts';
import { optimisticRow } from './optimistic-row.ts';
import type { TransactionEntry } from './read-entry.ts';
import type { SaveQueue } from './save-queue.ts';

/** What Undo reverts, and which rows are to be looked at again afterwards. */
export interface Undoable {
  readonly changeSetIds: readonly string[];
  /** `list`: more than is asked for one by one. */
  readonly ids: readonly string[] | 'list';
}

/** The list that changes show in, and what happens after them. */
export interface ChangeContext {
  readonly lists: EntryLists;
  readonly saves: SaveQueue;
  readonly apply: (change: ListChange) => void;
  /** Fetches the list again. */
  readonly reload: () => Promise<void>;
  readonly onDone: (text: string, undoable: Undoable) => void;
  readonly onConflict: (conflict: Conflict) => void;
  /** The accounts that the list is narrowed to. */
  readonly accountId?: string | undefined;
}

type UpdateBody = CallInput<typeof updateTransaction>['body'];

/** Books a row, which shows as `temporaryId` meanwhile; the reason in words when it was refused. */
export async function addTransaction(
  context: ChangeContext,
  entry: TransactionEntry,
  temporaryId: string,
): Promise<string | null> {
  const { apply, lists, onDone } = context;
  apply({ kind: 'put', rows: [optimisticRow(entry, lists, { id: temporaryId })] });
  try {
    const input = { body: bodyOf(entry), idempotencyKey: newIdempotencyKey() };
    const { data, changeSetId } = await browserApi().call(createTransaction, input);
    apply({ kind: 'drop', ids: [temporaryId] });
    apply({ kind: 'put', rows: [toListed(data)] });
    onDone(`${rowTitle(data)} added.`, { changeSetIds: listOf(changeSetId), ids: [data.id] });
    return null;
  } catch (error) {
    apply({ kind: 'drop', ids: [temporaryId] });
    return reasonOf(error);
  }
}

/** Saves an edited row. */
export async function saveTransaction(
  context: ChangeContext,
  row: ListedTransaction,
  entry: TransactionEntry,
): Promise<void> {
  const after = optimisticRow(entry, context.lists, row);
  const saved = await update(context, { before: row, after, body: bodyOf(entry) });
  if (saved === null) return;
  const text = [`${rowTitle(after)} saved.`, ...saved.kept].join(' ');
  context.onDone(text, { changeSetIds: saved.changeSetIds, ids: legsOf([row]) });
  if (row.transferTransactionId !== null) await refetchTransactions(context, [row.transferTransactionId]);
}

/** Deletes rows, both legs of a transfer together unless the other one is to stay. */
export async function removeTransactions(
  context: ChangeContext,
  rows: readonly ListedTransaction[],
  otherLeg: 'delete' | 'keep' = 'delete',
): Promise<void> {
  const goneWith =
    otherLeg === 'keep' ? (kept: readonly ListedTransaction[]) => kept.map(({ id }) => id) : legsOf;
  context.apply({ kind: 'drop', ids: goneWith(rows) });
  const changeSetIds: string[] = [];
  const gone = new Set<string>();
  for (const row of rows) {
    if (gone.has(row.id)) continue;
    const changeSetId = await remove(context, row, otherLeg);
    if (changeSetId === null) continue;
    changeSetIds.push(changeSetId);
    for (const id of goneWith([row])) gone.add(id);
  }
  const [only] = rows;
  if (gone.size === 0 || only === undefined) return;
  const text = rows.length === 1 ? `${rowTitle(only)} deleted.` : `${gone.size} transactions deleted.`;
  context.onDone(text, { changeSetIds, ids: legsOf(rows) });
  if (otherLeg === 'keep') await refetchTransactions(context, legsOf(rows));
}

/** Reverts change sets, the latest first. @throws {ApiError} NOT_REVERTIBLE when later edits stand in the way. */
export async function takeBack(
  context: Pick<ChangeContext, 'apply' | 'saves' | 'reload' | 'accountId'>,
  undoable: Undoable,
): Promise<void> {
  try {
    for (const changeSetId of undoable.changeSetIds.toReversed()) {
      await browserApi().call(revertChangeSet, { params: { changeSetId } });
    }
  } finally {
    await (undoable.ids === 'list' ? context.reload() : refetchTransactions(context, undoable.ids));
  }
}

/** Why a call failed, for a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'the server could not be reached. Check the connection and try again.';
}

interface Update {
  readonly before: ListedTransaction;
  readonly after: ListedTransaction;
  readonly body: UpdateBody;
}

interface Saved {
  readonly changeSetIds: readonly string[];
  /** What others had changed meanwhile and has stayed, in words. */
  readonly kept: readonly string[];
}

/** Null when it was refused and put back, or is being asked about. */
async function update(context: ChangeContext, { before, after, body }: Update): Promise<Saved | null> {
  context.apply({ kind: 'put', rows: [after] });
  try {
    const { data, changeSetId } = await context.saves.run(before, (version) =>
      browserApi().call(updateTransaction, { params: { transactionId: before.id }, body, version }),
    );
    context.apply({ kind: 'put', rows: [toListed(data)] });
    return { changeSetIds: listOf(changeSetId), kept: [] };
  } catch (error) {
    context.apply({ kind: 'put', rows: [before] });
    return bringTogether(context, error, { base: before, mine: after });
  }
}

/**
 * Somebody was faster: where other fields were changed, both changes stay; where the same ones were, the dialog asks.
 * Any other refusal is told.
 */
async function bringTogether(
  context: ChangeContext,
  error: unknown,
  { base, mine }: { readonly base: ListedTransaction; readonly mine: ListedTransaction },
): Promise<Saved | null> {
  const stale = readStale(error);
  const theirs = stale === undefined ? null : await findRow(mine.id);
  if (stale === undefined || theirs === null) {
    notifyProblem(`Not saved: ${reasonOf(error)}`);
    return null;
  }
  context.saves.forget(mine.id);
  context.apply({ kind: 'put', rows: [theirs] });
  const versions = { base, mine, theirs };
  const merge = mergeTransaction(versions);
  if (merge.both.length > 0) {
    context.onConflict({ versions, merge, changedBy: stale.changedBy });
    return null;
  }
  const kept =
    merge.theirs.length === 0
      ? []
      : [`Kept what ${nameOf(stale.changedBy)} changed meanwhile: ${nameFields(merge.theirs)}.`];
  if (merge.mine.length === 0) return { changeSetIds: [], kept };
  const entry = entryOf(merge.merged, context.lists.categories);
  const saved = await update(context, { before: theirs, after: merge.merged, body: bodyOf(entry) });
  return saved && { ...saved, kept: [...kept, ...saved.kept] };
}

async function remove(
  context: ChangeContext,
  row: ListedTransaction,
  otherLeg: 'delete' | 'keep',
): Promise<string | null> {
  try {
    const { data } = await browserApi().call(deleteTransaction, {
      params: { transactionId: row.id },
      query: { otherLeg },
    });
    return data.changeSetId;
  } catch (error) {
    context.apply({ kind: 'put', rows: [row] });
    if (row.transferTransactionId !== null) await refetchTransactions(context, [row.transferTransactionId]);
    notifyProblem(`${rowTitle(row)} was not deleted: ${reasonOf(error)}`);
    return null;
  }
}

/** The other leg of a transfer is often in an account that the list does not show. */
async function refetchTransactions(
  { apply, saves, accountId }: Pick<ChangeContext, 'apply' | 'saves' | 'accountId'>,
  ids: readonly string[],
): Promise<void> {
  const found = await Promise.all(ids.map(findRow));
  const rows = found.filter((row) => row !== null).filter((row) => concerns([row.accountId], accountId));
  const there = new Set(rows.map(({ id }) => id));
  for (const id of ids) saves.forget(id);
  apply({ kind: 'drop', ids: ids.filter((id) => !there.has(id)) });
  apply({ kind: 'put', rows });
}

async function findRow(id: string): Promise<ListedTransaction | null> {
  try {
    const { data } = await browserApi().call(getTransaction, { params: { transactionId: id } });
    return toListed(data);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** A payee is found by its name or made; without a name the row has none. */
function bodyOf({ payeeName, ...entry }: TransactionEntry) {
  return payeeName === null ? { ...entry, payeeId: null } : { ...entry, payeeName };
}

function legsOf(rows: readonly ListedTransaction[]): string[] {
  return rows.flatMap(({ id, transferTransactionId }) =>
    transferTransactionId === null ? [id] : [id, transferTransactionId],
  );
}

function listOf(changeSetId: string | null): string[] {
  return changeSetId === null ? [] : [changeSetId];
}
