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
import type { EntryLists } from './entry-lists.ts';
import { type ListedTransaction, rowTitle, toListed } from './listed-transaction.ts';
import type { ListChange } from './loaded-list.ts';
import { optimisticRow } from './optimistic-row.ts';
import { type TransactionEntry, typeOfDirection } from './read-entry.ts';
import type { SaveQueue } from './save-queue.ts';

/** Somebody else saved the row first: what was to be saved, and the row as it is. */
export interface Conflict {
  readonly mine: ListedTransaction;
  readonly theirs: ListedTransaction;
}

/** What Undo reverts, and which rows are to be looked at again afterwards. */
export interface Undoable {
  readonly changeSetIds: readonly string[];
  readonly ids: readonly string[];
}

/** The list that changes show in, and what happens after them. */
export interface ChangeContext {
  readonly lists: EntryLists;
  readonly saves: SaveQueue;
  readonly apply: (change: ListChange) => void;
  readonly onDone: (text: string, undoable: Undoable) => void;
  readonly onConflict: (conflict: Conflict) => void;
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
  const changeSetIds = await update(context, { before: row, after, body: bodyOf(entry) });
  if (changeSetIds === null) return;
  context.onDone(`${rowTitle(after)} saved.`, { changeSetIds, ids: legsOf([row]) });
  if (row.transferTransactionId !== null) await refetchTransactions(context, [row.transferTransactionId]);
}

/** Gives rows a category; transfers have none and are passed over. */
export async function categoriseTransactions(
  context: ChangeContext,
  rows: readonly ListedTransaction[],
  categoryId: string | null,
): Promise<void> {
  const category = context.lists.categories.find(({ id }) => id === categoryId);
  const names = { categoryId, categoryName: category?.name ?? null, categoryColor: category?.color ?? null };
  const changed = rows.filter((row) => row.categoryId !== categoryId && row.type !== 'transfer');
  const changeSetIds: string[] = [];
  for (const row of changed) {
    const kind = typeOfDirection(row.amount.startsWith('-') ? 'out' : 'in', category?.kind);
    const after = { ...row, ...names, ...kind };
    const saved = await update(context, { before: row, after, body: { categoryId, ...kind } });
    changeSetIds.push(...(saved ?? []));
  }
  if (changeSetIds.length === 0) return;
  const what = changed.length === 1 ? 'Category' : `Category of ${changeSetIds.length} rows`;
  context.onDone(`${what} set to ${category?.name ?? 'none'}.`, {
    changeSetIds,
    ids: changed.map(({ id }) => id),
  });
}

/** Deletes rows, both legs of a transfer together. */
export async function removeTransactions(
  context: ChangeContext,
  rows: readonly ListedTransaction[],
): Promise<void> {
  context.apply({ kind: 'drop', ids: legsOf(rows) });
  const changeSetIds: string[] = [];
  const gone = new Set<string>();
  for (const row of rows) {
    if (gone.has(row.id)) continue;
    const changeSetId = await remove(context, row);
    if (changeSetId === null) continue;
    changeSetIds.push(changeSetId);
    for (const id of legsOf([row])) gone.add(id);
  }
  const [only] = rows;
  if (gone.size === 0 || only === undefined) return;
  const text = rows.length === 1 ? `${rowTitle(only)} deleted.` : `${gone.size} transactions deleted.`;
  context.onDone(text, { changeSetIds, ids: [...gone] });
}

/** Reverts change sets, the latest first. @throws {ApiError} NOT_REVERTIBLE when later edits stand in the way. */
export async function takeBack(
  context: Pick<ChangeContext, 'apply' | 'saves'>,
  undoable: Undoable,
): Promise<void> {
  try {
    for (const changeSetId of undoable.changeSetIds.toReversed()) {
      await browserApi().call(revertChangeSet, { params: { changeSetId } });
    }
  } finally {
    await refetchTransactions(context, undoable.ids);
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

/** The change sets of a save, or null when it was refused and put back. */
async function update(context: ChangeContext, { before, after, body }: Update): Promise<string[] | null> {
  context.apply({ kind: 'put', rows: [after] });
  try {
    const { data, changeSetId } = await context.saves.run(before, (version) =>
      browserApi().call(updateTransaction, { params: { transactionId: before.id }, body, version }),
    );
    context.apply({ kind: 'put', rows: [toListed(data)] });
    return listOf(changeSetId);
  } catch (error) {
    context.apply({ kind: 'put', rows: [before] });
    await explainRefusal(context, error, after);
    return null;
  }
}

async function explainRefusal(
  context: ChangeContext,
  error: unknown,
  mine: ListedTransaction,
): Promise<void> {
  const isStale = error instanceof ApiError && error.envelope.code === 'STALE_VERSION';
  const theirs = isStale ? await findRow(mine.id) : null;
  if (theirs === null) {
    notifyProblem(`Not saved: ${reasonOf(error)}`);
    return;
  }
  context.saves.forget(mine.id);
  context.apply({ kind: 'put', rows: [theirs] });
  context.onConflict({ mine, theirs });
}

async function remove(context: ChangeContext, row: ListedTransaction): Promise<string | null> {
  try {
    const { data } = await browserApi().call(deleteTransaction, { params: { transactionId: row.id } });
    return data.changeSetId;
  } catch (error) {
    context.apply({ kind: 'put', rows: [row] });
    if (row.transferTransactionId !== null) await refetchTransactions(context, [row.transferTransactionId]);
    notifyProblem(`${rowTitle(row)} was not deleted: ${reasonOf(error)}`);
    return null;
  }
}

async function refetchTransactions(
  { apply, saves }: Pick<ChangeContext, 'apply' | 'saves'>,
  ids: readonly string[],
): Promise<void> {
  const found = await Promise.all(ids.map(findRow));
  const rows = found.filter((row) => row !== null);
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
