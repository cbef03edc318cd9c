import type { Transaction, updateTransaction } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import {
  type Account,
  checkCategory,
  checkOpen,
  readAccount,
  readAmount,
  readOriginal,
  readPayee,
  readTransferAmount,
  refuseField,
} from './checks.ts';
import { databaseFacts, type LedgerFacts } from './facts.ts';
import { toTransaction } from './present.ts';
import { checkPurchase, checkRefundKind, checkRefundsFit } from './refunds.ts';
import { findLastChange } from './repo.last-change.ts';
import { findTransaction } from './repo.rows.ts';
import { touchWhole } from './repo.splits.ts';
import * as repo from './repo.ts';
import { checkSign } from './sign.ts';
import { checkSplit } from './split-rules.ts';

export type Changes = Omit<z.output<typeof updateTransaction.body>, 'version'>;

export interface TransactionUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Changes;
}

export interface Changed {
  readonly transaction: Transaction;
  /** The row, and the other leg of a transfer when it had to follow. */
  readonly ids: readonly string[];
  /** Accounts that a row left: their balances changed, too. */
  readonly leftAccountIds: readonly string[];
}

/**
 * Changes what was given of a row; what was left out stays. The other leg of a transfer keeps in step.
 * Where no other row has to follow, `onSent` is called when all was sent and nothing more will be asked.
 */
export async function changeTransaction(
  tx: TenantTransaction,
  update: TransactionUpdate,
  onSent?: (before: repo.StoredTransaction, fields: Partial<repo.NewTransaction>) => void,
): Promise<Changed> {
  const facts = factsOfChange(tx, update);
  const current = await repo.holdStored(tx, update.id);
  if (!current) return refuseMissing();
  if (current.version !== update.version) return refuseStale(tx, update.id);

  const { fields, followers } = await planChange(facts, current, update.changes);
  const isChanged = Object.keys(fields).length > 0;
  const hangsOn = followers.length > 0 || current.parentId !== null;
  const saved = isChanged ? repo.updateTransaction(tx, update, fields) : true;
  if (hangsOn) {
    await saved;
    if (isChanged && current.parentId !== null) await touchWhole(tx, current.parentId);
    for (const follower of followers) await saveFollower(tx, follower);
  }
  const found = findTransaction(tx, update.id);
  if (!hangsOn) onSent?.(current, fields);
  const [isSaved, stored] = await Promise.all([saved, found]);
  // The row was held: neither can happen.
  if (!isSaved || !stored) throw new Error('a row that was just changed is not there');
  return {
    transaction: toTransaction(stored),
    ids: [update.id, ...followers.map(({ row }) => row.id)],
    leftAccountIds: fields.accountId === undefined ? [] : [current.accountId],
  };
}

/** What came back of a purchase is asked for together with the row, where its amount is to change: in one flight. */
function factsOfChange(tx: TenantTransaction, { id, changes }: TransactionUpdate): LedgerFacts {
  const facts = databaseFacts(tx);
  if (changes.amount === undefined) return facts;
  const refunded = facts.refundedMinor(id, null);
  // Where the row is not there, nobody asks for it.
  refunded.catch(() => undefined);
  return {
    ...facts,
    refundedMinor: (purchaseId, exceptId) =>
      purchaseId === id && exceptId === null ? refunded : facts.refundedMinor(purchaseId, exceptId),
  };
}

export interface ChangePlan {
  /** What becomes different in the row itself. */
  readonly fields: Partial<repo.NewTransaction>;
  /** Other rows that have to follow, such as the other leg of a transfer. */
  readonly followers: readonly Follower[];
}

/** What a change does to a row and to those that hang on it; nothing is written yet. @throws {AppError} */
export async function planChange(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<ChangePlan> {
  const asked = await applyChanges(facts, current, changes);
  const next = await applyRefund(facts, current, { asked, changes });
  const otherLeg = await otherLegChanges(facts, current, { ...next, transferAmount: changes.transferAmount });
  checkReconciled(current, next);
  checkSplit(current, next);
  await checkRefundsFit(facts, current, next);
  return { fields: changedFields(current, next), followers: otherLeg ? [otherLeg] : [] };
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such transaction.');
}

/** 409 with the row as it is now, or 404 when it is gone. */
export async function refuseStale(tx: TenantTransaction, id: string): Promise<never> {
  const row = await findTransaction(tx, id);
  if (!row) return refuseMissing();
  const current = toTransaction(row);
  return refuse(
    'STALE_VERSION',
    'Somebody changed this transaction meanwhile. Look at it again, then save.',
    { current, changedBy: await findLastChange(tx, id) },
  );
}

type Editable = Pick<
  repo.StoredTransaction,
  | 'accountId'
  | 'currency'
  | 'date'
  | 'valueDate'
  | 'amountMinor'
  | 'originalAmountMinor'
  | 'originalCurrency'
  | 'type'
  | 'status'
  | 'isRefund'
  | 'description'
  | 'payeeId'
  | 'categoryId'
  | 'notes'
  | 'tags'
  | 'paymentMethod'
  | 'metadata'
  | 'refundOfId'
>;

async function applyChanges(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<Editable> {
  checkTransferFields(current, changes);
  const account = await chooseAccount(facts, current, changes);
  const currency = parseCurrency(account?.currency ?? current.currency);
  const amountMinor =
    changes.amount === undefined ? current.amountMinor : readAmount(changes.amount, currency, 'amount');
  // A row that is linked to a purchase becomes its refund, whatever it was.
  const type = changes.refundOfId
    ? checkRefundKind(changes.type, changes.isRefund)
    : (changes.type ?? current.type);
  const isRefund = changes.refundOfId ? true : (changes.isRefund ?? current.isRefund);
  const text = formatMinor(amountMinor < 0n ? -amountMinor : amountMinor, currency);
  checkSign({ type, minor: amountMinor, isRefund, text });
  if (changes.categoryId !== current.categoryId) await checkCategory(facts, changes.categoryId);
  return {
    accountId: account?.id ?? current.accountId,
    currency,
    date: changes.date ?? current.date,
    valueDate: keep(changes.valueDate, current.valueDate),
    amountMinor,
    ...changeOriginal(current, changes),
    type,
    status: changes.status ?? current.status,
    isRefund,
    description: changes.description ?? current.description,
    payeeId: await choosePayee(facts, current, changes),
    categoryId: keep(changes.categoryId, current.categoryId),
    notes: keep(changes.notes, current.notes),
    tags: changes.tags === undefined ? current.tags : await facts.tagsNamed(changes.tags),
    paymentMethod: keep(changes.paymentMethod, current.paymentMethod),
    metadata: changes.metadata ?? current.metadata,
    refundOfId: keep(changes.refundOfId, current.refundOfId),
  };
}

/** Checks the purchase that the row gives back, and takes its category where the row has none and names none. */
async function applyRefund(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  { asked, changes }: { readonly asked: Editable; readonly changes: Changes },
): Promise<Editable> {
  if (asked.refundOfId === null) return asked;
  if (current.parentId !== null || current.transferTransactionId !== null || current.feeOfId !== null) {
    refuse('WRONG_STATE', 'A part of a split, a transfer or its fee gives back no purchase.');
  }
  if (asked.type !== 'expense' || !asked.isRefund) {
    refuseField(
      'refundOfId',
      'This row gives back a purchase, so it stays a refund. Take the link off first.',
    );
  }
  const isAsBefore =
    asked.refundOfId === current.refundOfId &&
    asked.amountMinor === current.amountMinor &&
    asked.currency === current.currency &&
    asked.originalAmountMinor === current.originalAmountMinor &&
    asked.originalCurrency === current.originalCurrency;
  if (isAsBefore) return asked;
  const purchase = await checkPurchase(facts, { ...asked, id: current.id }, asked.refundOfId);
  const takesCategory = changes.categoryId === undefined && asked.categoryId === null && !current.isSplit;
  return takesCategory ? { ...asked, categoryId: purchase.categoryId } : asked;
}

/** A leg stays a leg, and an ordinary row does not become one: the other end would be left as it was. */
function checkTransferFields(current: repo.StoredTransaction, changes: Changes): void {
  if (changes.transferAccountId !== undefined && changes.transferAccountId !== current.transferAccountId) {
    refuseField(
      'transferAccountId',
      'The other end cannot be changed here. Change the account of the other row, or book the transfer anew.',
    );
  }
  if (changes.transferAmount !== undefined && current.transferTransactionId === null) {
    refuseField('transferAmount', 'This row is no transfer. Leave it out, or link the two rows first.');
  }
  if (current.transferTransactionId !== null && changes.type !== undefined && changes.type !== 'transfer') {
    refuse(
      'WRONG_STATE',
      'This row is one leg of a transfer. Unlink the transfer to make its rows income and expense.',
    );
  }
}

/** The account to move to; undefined when it stays. */
async function chooseAccount(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<Account | undefined> {
  if (changes.accountId === undefined || changes.accountId === current.accountId) return undefined;
  const account = await readAccount(facts, changes.accountId, 'accountId');
  checkOpen(account);
  if (account.id === current.transferAccountId) {
    refuseField('accountId', 'The other leg of this transfer is in that account. Choose another one.');
  }
  if (account.currency !== current.currency && changes.amount === undefined) {
    refuseField(
      'amount',
      `"${account.name}" is in ${account.currency}: give the amount in ${account.currency}, too.`,
    );
  }
  return account;
}

async function choosePayee(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<string | null> {
  if (changes.payeeId === undefined && changes.payeeName === undefined) return current.payeeId;
  if (changes.payeeId !== undefined && changes.payeeId === current.payeeId && !changes.payeeName)
    return current.payeeId;
  return (await readPayee(facts, changes))?.id ?? null;
}

function changeOriginal(current: repo.StoredTransaction, changes: Changes) {
  if (changes.originalAmount === undefined && changes.originalCurrency === undefined) {
    return { originalAmountMinor: current.originalAmountMinor, originalCurrency: current.originalCurrency };
  }
  const currency = keep(changes.originalCurrency, current.originalCurrency);
  const stored =
    current.originalAmountMinor !== null && current.originalCurrency !== null
      ? formatMinor(current.originalAmountMinor, parseCurrency(current.originalCurrency))
      : null;
  return readOriginal(keep(changes.originalAmount, stored), currency);
}

/** A reconciled row agreed with a statement: what that agreement was about stays until it is lifted. */
function checkReconciled(current: repo.StoredTransaction, next: Editable): void {
  if (current.status !== 'reconciled') return;
  // Whoever marked a row by hand can unmark it; one that a statement holds is freed with the statement.
  const isFreed = next.status !== 'reconciled';
  if (isFreed ? current.reconciliationId !== null : movesMoney(current, next))
    refuseReconciled('This row is');
}

function movesMoney(current: Editable, next: Editable): boolean {
  return (
    current.amountMinor !== next.amountMinor ||
    current.date !== next.date ||
    current.accountId !== next.accountId
  );
}

export function refuseReconciled(subject: string): never {
  return refuse(
    'WRONG_STATE',
    `${subject} reconciled with a statement, so its amount, date and account stay. Unlock that reconciliation first (a row that was marked by hand: set its status to cleared), then change or delete it.`,
  );
}

function changedFields(current: repo.StoredTransaction, next: Editable): Partial<repo.NewTransaction> {
  return Object.fromEntries(
    Object.entries(next).filter(([key, value]) => !isSame(current[key as keyof Editable], value)),
  );
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

export interface Follower {
  readonly row: repo.StoredTransaction;
  readonly changes: Partial<repo.NewTransaction>;
}

interface NextLeg extends Editable {
  /** What the other leg is to book, as it was asked for. */
  readonly transferAmount: string | undefined;
}

/**
 * What the other leg has to follow: the date and the account that it names; the amount where both accounts have one
 * currency, and otherwise only the direction. Notes and the like are each leg's own.
 */
async function otherLegChanges(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  next: NextLeg,
): Promise<Follower | undefined> {
  if (current.transferTransactionId === null) return undefined;
  if (next.transferAmount === undefined && !movesMoney(current, next)) return undefined;
  const row = await facts.findRow(current.transferTransactionId);
  if (!row) return undefined;
  const changes: Partial<repo.NewTransaction> = {};
  // Legs that a bank booked on different days each keep their own.
  if (next.date !== current.date && row.date === current.date) changes.date = next.date;
  if (next.accountId !== current.accountId) changes.transferAccountId = next.accountId;
  const amountMinor = followAmount(row, current, next);
  if (amountMinor !== row.amountMinor) changes.amountMinor = amountMinor;
  if (Object.keys(changes).length === 0) return undefined;
  if (row.status === 'reconciled' && (changes.date !== undefined || changes.amountMinor !== undefined)) {
    refuseReconciled('The other leg of this transfer is');
  }
  return { row, changes };
}

function followAmount(other: repo.StoredTransaction, current: Editable, next: NextLeg): bigint {
  if (next.transferAmount !== undefined) {
    const magnitude = readTransferAmount(next.transferAmount, {
      currency: parseCurrency(other.currency),
      ownCurrency: next.currency,
      ownMinor: next.amountMinor,
    });
    return next.amountMinor < 0n ? magnitude : -magnitude;
  }
  if (other.currency === next.currency) return -next.amountMinor;
  const turned = next.amountMinor < 0n !== current.amountMinor < 0n;
  return turned ? -other.amountMinor : other.amountMinor;
}

export async function saveFollower(tx: TenantTransaction, { row, changes }: Follower): Promise<void> {
  const saved = await repo.updateTransaction(tx, row, changes);
  if (!saved) {
    refuse(
      'CONFLICT',
      'Somebody changed the other leg of this transfer meanwhile. Look at it again, then save.',
    );
  }
}

/** Undefined was left out and stays; null clears. */
function keep<Value>(wanted: Value | null | undefined, current: Value | null): Value | null {
  return wanted === undefined ? current : wanted;
}
