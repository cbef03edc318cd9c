import type { BulkAction, BulkRefusals } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { type Booking, planBooking } from './book.ts';
import { changesOf } from './bulk-changes.ts';
import { BulkFacts, type Mentioned } from './bulk-facts.ts';
import { planChange } from './change.ts';
import type { PlannedRow } from './fill-by-rules.ts';
import { countSelection, selectIds } from './list.ts';
import { planRemoval } from './remove.ts';

/** What one action may touch. */
const LIMIT = 10_000;
const SHOWN_REFUSALS = 100;

/** What an action will do; nothing is written yet. */
export interface BulkPlan {
  readonly facts: BulkFacts;
  /** Rows that were named, those that are refused included. */
  readonly selected: number;
  /** Named rows that are there and were not refused. */
  readonly acceptedIds: readonly string[];
  readonly inserts: readonly PlannedRow[];
  /** Of create: the row that each booking makes, null for one that was refused. */
  readonly createdIds: readonly (string | null)[] | null;
  readonly refused: BulkRefusals;
}

/** Judges every row of an action by the rules of a single one, each in the state that those before it leave. */
export function planBulk(tx: TenantTransaction, action: BulkAction): Promise<BulkPlan> {
  return action.action === 'create' ? planCreation(tx, action.rows) : planSelected(tx, action);
}

async function planCreation(tx: TenantTransaction, bookings: readonly Booking[]): Promise<BulkPlan> {
  const purchaseIds = bookings.flatMap(({ refundOfId }) => present(refundOfId));
  const facts = await BulkFacts.read(tx, purchaseIds, mentionedInBookings(bookings));
  const refusals = new Refusals();
  const inserts: PlannedRow[] = [];
  const createdIds: (string | null)[] = [];
  for (const [index, booking] of bookings.entries()) {
    const rows = await refusals.judge({ id: null, index }, () => planBooking(facts, booking));
    createdIds.push(rows?.[0]?.id ?? null);
    inserts.push(...(rows ?? []));
    facts.book(rows ?? []);
  }
  const acceptedIds = createdIds.filter((id) => id !== null);
  return { facts, selected: bookings.length, acceptedIds, inserts, createdIds, refused: refusals.answer() };
}

type SelectingAction = Exclude<BulkAction, { action: 'create' }>;

async function planSelected(tx: TenantTransaction, action: SelectingAction): Promise<BulkPlan> {
  const targets = await chooseTargets(tx, action);
  const ids = targets.map(({ id }) => id);
  const facts = await BulkFacts.read(tx, ids, mentionedInAction(action));
  const refusals = new Refusals();
  const acceptedIds: string[] = [];
  for (const target of targets) {
    const done = await refusals.judge(target, () => planRow(facts, action, target));
    if (done) acceptedIds.push(target.id);
  }
  const refused = refusals.answer();
  return { facts, selected: targets.length, acceptedIds, inserts: [], createdIds: null, refused };
}

interface Target {
  readonly id: string;
  readonly index: number | null;
  readonly version: number | undefined;
}

/** Each row once, in the order in which it was named. @throws {AppError} TOO_MANY_ROWS */
async function chooseTargets(tx: TenantTransaction, action: SelectingAction): Promise<Target[]> {
  const targets = new Map<string, Target>();
  for (const [index, named] of (action.ids ?? []).entries()) {
    const { id, version } = typeof named === 'string' ? { id: named, version: undefined } : named;
    if (!targets.has(id)) targets.set(id, { id, index, version });
  }
  if (action.filter === undefined) return [...targets.values()];
  const ids = await selectIds(tx, action.filter, LIMIT + 1);
  if (ids.length > LIMIT) {
    const { total, totalIsCapped } = await countSelection(tx, action.filter);
    refuse(
      'TOO_MANY_ROWS',
      `The filter selects ${totalIsCapped ? 'more than ' : ''}${total.toLocaleString('en')} rows, and one action takes up to 10,000. Narrow it down, for example to a year.`,
      { count: total, countIsCapped: totalIsCapped, limit: LIMIT },
    );
  }
  return ids.map((id) => ({ id, index: null, version: undefined }));
}

async function planRow(facts: BulkFacts, action: SelectingAction, target: Target): Promise<true> {
  const before = facts.before(target.id);
  if (!before) refuse('NOT_FOUND', 'There is no such transaction.');
  if (target.version !== undefined && target.version !== before.version) {
    refuse('STALE_VERSION', 'Somebody changed this transaction meanwhile. Look at it again first.');
  }
  const now = facts.row(target.id);
  // Gone already as the other leg of a row before.
  if (!now) return true;
  if (action.action === 'delete') {
    const { gone, followers } = await planRemoval(facts, now, action.otherLeg ?? 'delete');
    for (const { row, changes } of followers) facts.change(row.id, changes);
    for (const { id } of gone) facts.remove(id);
    return true;
  }
  const { fields, followers } = await planChange(facts, now, await changesOf(action, { now, before }, facts));
  if (Object.keys(fields).length > 0) facts.change(now.id, fields);
  for (const { row, changes } of followers) facts.change(row.id, changes);
  return true;
}

/** Why rows were refused: all are counted, the first ones named. */
class Refusals {
  readonly #rows: BulkRefusals['rows'] = [];
  #count = 0;

  /** The result of the work; undefined when the row was refused. */
  async judge<Result>(
    { id, index }: { readonly id: string | null; readonly index: number | null },
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#count += 1;
      const { code, message } = error;
      if (this.#rows.length < SHOWN_REFUSALS) this.#rows.push({ id, index, code, message });
      return undefined;
    }
  }

  answer(): BulkRefusals {
    return { count: this.#count, rows: this.#rows };
  }
}

function mentionedInBookings(bookings: readonly Booking[]): Mentioned {
  return {
    accountIds: bookings.flatMap((booking) => present(booking.accountId, booking.transferAccountId)),
    payeeIds: bookings.flatMap((booking) => present(booking.payeeId)),
    payeeNames: bookings.flatMap((booking) => present(booking.payeeName, booking.transferFee?.payeeName)),
    tags: bookings.flatMap((booking) => booking.tags ?? []),
    withRules: true,
  };
}

function mentionedInAction(action: SelectingAction): Mentioned {
  const set = action.action === 'update' ? action.set : {};
  const tags = action.action === 'tag' ? [...(action.add ?? []), ...(action.set ?? [])] : [];
  return {
    accountIds: action.action === 'move' ? [action.accountId] : [],
    payeeIds: present(set.payeeId),
    payeeNames: present(set.payeeName),
    tags,
  };
}

function present(...values: readonly (string | null | undefined)[]): string[] {
  return values.filter((value) => value !== null && value !== undefined);
}
