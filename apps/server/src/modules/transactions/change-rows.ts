import { setImmediate } from 'node:timers/promises';
import type { Transaction } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { writeEffect } from './bulk.ts';
import { effectOf } from './bulk-effect.ts';
import { BulkFacts } from './bulk-facts.ts';
import { type Changes, planChange } from './change.ts';
import { readAccount } from './checks.ts';
import { newPart } from './new-part.ts';
import { toTransaction } from './present.ts';
import { findTransactions } from './repo.rows.ts';
import type { NewTransaction, StoredTransaction } from './repo.ts';
import { typeOfCategory } from './sign.ts';

/** What one row is to become: what is left out stays. One of category, parts and transfer. */
export interface RowChange {
  readonly id: string;
  readonly categoryId?: string;
  readonly payeeName?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  /** Parts that add up to the row. */
  readonly parts?: readonly RowChangePart[];
  /** The account at the other end of a transfer whose other side is not booked here, or not linked yet. */
  readonly transferAccountId?: string;
}

interface RowChangePart {
  /** Minor units of the row's currency. */
  readonly amountMinor: bigint;
  readonly categoryId: string | null;
  readonly notes: string | null;
}

export interface RowsChanged {
  readonly changedIds: readonly string[];
  /** Rows that the rules of the ledger do not let be so. */
  readonly refusedIds: readonly string[];
}

const ROWS_A_TURN = 100;

/** Changes rows each in its own way, by the rules of a single one and in a handful of statements. */
export async function changeRows(tx: TenantTransaction, changes: readonly RowChange[]): Promise<RowsChanged> {
  const facts = await BulkFacts.read(
    tx,
    changes.map(({ id }) => id),
    {
      accountIds: changes.flatMap(({ transferAccountId }) => transferAccountId ?? []),
      payeeIds: [],
      payeeNames: changes.flatMap(({ payeeName }) => payeeName ?? []),
      tags: changes.flatMap(({ tags }) => tags ?? []),
    },
  );
  const inserts: NewTransaction[] = [];
  const acceptedIds: string[] = [];
  const refusedIds: string[] = [];
  for (const [index, change] of changes.entries()) {
    // Judging asks nothing of the database, so that nobody else would have a turn.
    if (index % ROWS_A_TURN === 0) await setImmediate();
    try {
      inserts.push(...(await planRow(facts, change)));
      acceptedIds.push(change.id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusedIds.push(change.id);
    }
  }
  const refused = { count: refusedIds.length, rows: [] };
  const plan = { facts, selected: changes.length, acceptedIds, inserts, createdIds: null, refused };
  const effect = effectOf(plan);
  await writeEffect(tx, effect);
  const changed = new Set(effect.changed.map(({ after }) => after.id));
  return { changedIds: acceptedIds.filter((id) => changed.has(id)), refusedIds };
}

/** Transactions as the API shows them; one that is not there is left out. */
export async function presentTransactions(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<Transaction[]> {
  return ids.length === 0 ? [] : (await findTransactions(tx, ids)).map(toTransaction);
}

/** Notes what becomes of the row in the facts. Answers the parts that are new. @throws {AppError} */
async function planRow(facts: BulkFacts, change: RowChange): Promise<NewTransaction[]> {
  const now = facts.row(change.id);
  if (!now) return refuse('NOT_FOUND', 'There is no such transaction.');
  const { fields } = await planChange(facts, now, await changesOf(facts, change, now));
  if (Object.keys(fields).length > 0) facts.change(now.id, fields);
  const allotted = await allot(facts, facts.row(now.id) ?? now, change);
  if (Object.keys(allotted).length > 0) facts.change(now.id, allotted);
  const whole = facts.row(now.id) ?? now;
  return (change.parts ?? []).map((part) => newPart(whole, part, facts.changeSetId));
}

async function changesOf(facts: BulkFacts, change: RowChange, now: StoredTransaction): Promise<Changes> {
  const { categoryId, payeeName, notes, tags } = change;
  const changes: Changes = {};
  if (payeeName !== undefined) changes.payeeName = payeeName;
  if (notes !== undefined) changes.notes = notes;
  if (tags !== undefined) changes.tags = [...tags];
  if (categoryId !== undefined) {
    const kind = await facts.findCategoryKind(categoryId);
    if (kind === undefined) refuse('NOT_FOUND', 'There is no such category.');
    if (now.isSplit || now.transferTransactionId !== null) {
      refuse('WRONG_STATE', 'A split or a linked transfer has no category.');
    }
    Object.assign(changes, { categoryId, ...typeOfCategory(kind, now.amountMinor) });
  }
  return changes;
}

/** What parts or a transfer make of the row itself. @throws {AppError} */
async function allot(
  facts: BulkFacts,
  row: StoredTransaction,
  { parts, transferAccountId }: RowChange,
): Promise<Partial<NewTransaction>> {
  if (parts === undefined && transferAccountId === undefined) return {};
  if (row.isSplit || row.transferTransactionId !== null || row.refundOfId !== null || row.feeOfId !== null) {
    refuse('WRONG_STATE', 'This row is a split, a transfer, a refund or a fee already.');
  }
  if (parts !== undefined) {
    const sum = parts.reduce((total, { amountMinor }) => total + amountMinor, 0n);
    if (sum !== row.amountMinor || row.type === 'transfer') {
      refuse('SPLITS_UNEQUAL', 'The parts do not come to the row.');
    }
    return { isSplit: true, categoryId: null };
  }
  const other = await readAccount(facts, transferAccountId ?? '', 'transferAccountId');
  if (other.id === row.accountId) refuse('WRONG_STATE', 'A transfer goes to another account.');
  return { type: 'transfer', isRefund: false, categoryId: null, transferAccountId: other.id };
}
