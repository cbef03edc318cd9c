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
  refuseField,
} from './checks.ts';
import { toTransaction } from './present.ts';
import { findTransaction } from './repo.rows.ts';
import * as repo from './repo.ts';
import { checkSign } from './sign.ts';

type Changes = Omit<z.output<typeof updateTransaction.body>, 'version'>;

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

/** Changes what was given of a row; what was left out stays. The other leg of a transfer keeps in step. */
export async function changeTransaction(tx: TenantTransaction, update: TransactionUpdate): Promise<Changed> {
  const current = await repo.findStored(tx, update.id);
  if (!current) return refuseMissing();
  if (current.version !== update.version) return refuseStale(tx, update.id);

  const next = await applyChanges(tx, current, update.changes);
  const fields = changedFields(current, next);
  const otherLeg = await otherLegChanges(tx, current, next);
  checkReconciled(current, next);
  if (Object.keys(fields).length > 0) {
    const saved = await repo.updateTransaction(tx, update, fields);
    if (!saved) return refuseStale(tx, update.id);
  }
  if (otherLeg) await saveOtherLeg(tx, otherLeg);

  const stored = await findTransaction(tx, update.id);
  if (!stored) throw new Error('a row that was just changed is not there');
  return {
    transaction: toTransaction(stored),
    ids: otherLeg ? [update.id, otherLeg.row.id] : [update.id],
    leftAccountIds: next.accountId === current.accountId ? [] : [current.accountId],
  };
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such transaction.');
}

/** 409 with the row as it is now, or 404 when it is gone. */
async function refuseStale(tx: TenantTransaction, id: string): Promise<never> {
  const row = await findTransaction(tx, id);
  if (!row) return refuseMissing();
  const current = toTransaction(row);
  return refuse(
    'STALE_VERSION',
    'Somebody changed this transaction meanwhile. Look at it again, then save.',
    { current },
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
>;

async function applyChanges(
  tx: TenantTransaction,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<Editable> {
  checkTransferFields(current, changes);
  const account = await chooseAccount(tx, current, changes);
  const currency = parseCurrency(account?.currency ?? current.currency);
  const amountMinor =
    changes.amount === undefined ? current.amountMinor : readAmount(changes.amount, currency, 'amount');
  const type = changes.type ?? current.type;
  const isRefund = changes.isRefund ?? current.isRefund;
  const text = formatMinor(amountMinor < 0n ? -amountMinor : amountMinor, currency);
  checkSign({ type, minor: amountMinor, isRefund, text });
  if (changes.categoryId !== current.categoryId) await checkCategory(tx, changes.categoryId);
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
    payeeId: await choosePayee(tx, current, changes),
    categoryId: keep(changes.categoryId, current.categoryId),
    notes: keep(changes.notes, current.notes),
    tags: changes.tags ?? current.tags,
    paymentMethod: keep(changes.paymentMethod, current.paymentMethod),
    metadata: changes.metadata ?? current.metadata,
  };
}

/** A leg stays a leg, and an ordinary row does not become one: the other end would be left as it was. */
function checkTransferFields(current: repo.StoredTransaction, changes: Changes): void {
  if (changes.transferAccountId !== undefined && changes.transferAccountId !== current.transferAccountId) {
    refuseField(
      'transferAccountId',
      'The other end cannot be changed here. Change the account of the other row, or book the transfer anew.',
    );
  }
  if (current.transferTransactionId !== null && changes.type !== undefined && changes.type !== 'transfer') {
    refuse(
      'WRONG_STATE',
      'This row is one leg of a transfer. Delete the transfer and book the row anew to make it income or expense.',
    );
  }
}

/** The account to move to; undefined when it stays. */
async function chooseAccount(
  tx: TenantTransaction,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<Account | undefined> {
  if (changes.accountId === undefined || changes.accountId === current.accountId) return undefined;
  const account = await readAccount(tx, changes.accountId, 'accountId');
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
  tx: TenantTransaction,
  current: repo.StoredTransaction,
  changes: Changes,
): Promise<string | null> {
  if (changes.payeeId === undefined && changes.payeeName === undefined) return current.payeeId;
  if (changes.payeeId !== undefined && changes.payeeId === current.payeeId && !changes.payeeName)
    return current.payeeId;
  return (await readPayee(tx, changes))?.id ?? null;
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
  if (current.status !== 'reconciled' || next.status !== 'reconciled') return;
  if (movesMoney(current, next)) refuseReconciled('This row is');
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
    `${subject} reconciled with a statement, so its amount, date and account stay. Set its status to cleared first, then change or delete it.`,
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

interface OtherLeg {
  readonly row: repo.StoredTransaction;
  readonly changes: Partial<repo.NewTransaction>;
}

/**
 * What the other leg has to follow: the date and the account that it names; the amount where both accounts have one
 * currency, and otherwise only the direction. Notes and the like are each leg's own.
 */
async function otherLegChanges(
  tx: TenantTransaction,
  current: repo.StoredTransaction,
  next: Editable,
): Promise<OtherLeg | undefined> {
  if (current.transferTransactionId === null || !movesMoney(current, next)) return undefined;
  const row = await repo.findStored(tx, current.transferTransactionId);
  if (!row) return undefined;
  const changes: Partial<repo.NewTransaction> = {};
  if (next.date !== current.date) changes.date = next.date;
  if (next.accountId !== current.accountId) changes.transferAccountId = next.accountId;
  const amountMinor = followAmount(row, current, next);
  if (amountMinor !== row.amountMinor) changes.amountMinor = amountMinor;
  if (Object.keys(changes).length === 0) return undefined;
  if (row.status === 'reconciled' && (changes.date !== undefined || changes.amountMinor !== undefined)) {
    refuseReconciled('The other leg of this transfer is');
  }
  return { row, changes };
}

function followAmount(other: repo.StoredTransaction, current: Editable, next: Editable): bigint {
  if (other.currency === next.currency) return -next.amountMinor;
  const turned = next.amountMinor < 0n !== current.amountMinor < 0n;
  return turned ? -other.amountMinor : other.amountMinor;
}

async function saveOtherLeg(tx: TenantTransaction, { row, changes }: OtherLeg): Promise<void> {
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
