import type { replaceSplits as endpoint, SplitPartInput } from '@fintrack/contract';
import { isRefundPart, splitRemainder } from '@fintrack/core/ledger';
import { type Currency, formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { refuseMissing, refuseReconciled, refuseStale } from './change.ts';
import { checkCategory, readAmount, readPayee, refuseField } from './checks.ts';
import { databaseFacts, type LedgerFacts } from './facts.ts';
import { checkRefundsFit } from './refunds.ts';
import { findStoredParts, removeParts, savePart } from './repo.splits.ts';
import * as repo from './repo.ts';
import { checkSign } from './sign.ts';

export interface SplitRequest extends Pick<z.output<typeof endpoint.body>, 'amount' | 'splits'> {
  readonly id: string;
  readonly version: number;
}

/**
 * Replaces the parts of a transaction; without any it is one row again. The whole is written before its parts are, so
 * that two who split it at once wait for each other and the second is told.
 */
export async function replaceSplits(tx: TenantTransaction, request: SplitRequest): Promise<void> {
  const whole = await repo.findStored(tx, request.id);
  if (!whole) return refuseMissing();
  if (whole.version !== request.version) return refuseStale(tx, request.id);
  const type = checkSplittable(whole);
  const facts = databaseFacts(tx);
  const currency = parseCurrency(whole.currency);
  const amountMinor = await chooseAmount(facts, whole, request.amount);
  const before = await findStoredParts(tx, whole.id);
  const parts: repo.NewTransaction[] = [];
  for (const [index, input] of request.splits.entries()) {
    parts.push(await readPart(facts, { whole, before, input, index, type }));
  }
  checkSum(amountMinor, parts, currency);

  const kept = new Set(parts.map(({ id }) => id));
  await removeParts(
    tx,
    before.map(({ id }) => id).filter((id) => !kept.has(id)),
  );
  const isSplit = parts.length > 0;
  const categoryId = isSplit ? null : whole.isSplit ? sharedCategory(before) : whole.categoryId;
  if (!(await repo.updateTransaction(tx, whole, { amountMinor, isSplit, categoryId }))) {
    return refuseStale(tx, whole.id);
  }
  await saveParts(tx, before, parts);
}

/** @throws {AppError} WRONG_STATE for what is not split: a part of a split, a leg of a transfer. */
function checkSplittable(whole: repo.StoredTransaction): 'income' | 'expense' {
  if (whole.parentId !== null) {
    refuse('WRONG_STATE', 'This row is one part of a split. Change the split of the whole instead.');
  }
  if (whole.type === 'transfer') {
    refuse(
      'WRONG_STATE',
      'A transfer between your own accounts is not split. Unlink it first, or book what it cost as its fee.',
    );
  }
  return whole.type;
}

async function chooseAmount(
  facts: LedgerFacts,
  whole: repo.StoredTransaction,
  wanted: string | undefined,
): Promise<bigint> {
  if (wanted === undefined) return whole.amountMinor;
  const currency = parseCurrency(whole.currency);
  const minor = readAmount(wanted, currency, 'amount');
  if (minor === whole.amountMinor) return minor;
  if (whole.status === 'reconciled') refuseReconciled('This row is');
  const text = formatMinor(minor < 0n ? -minor : minor, currency);
  checkSign({ type: whole.type, minor, isRefund: whole.isRefund, text });
  await checkRefundsFit(facts, whole, { ...whole, amountMinor: minor });
  return minor;
}

interface PartPlan {
  readonly whole: repo.StoredTransaction;
  readonly before: readonly repo.StoredTransaction[];
  readonly input: SplitPartInput;
  readonly index: number;
  readonly type: 'income' | 'expense';
}

async function readPart(
  facts: LedgerFacts,
  { whole, before, input, index, type }: PartPlan,
): Promise<repo.NewTransaction> {
  const path = (field: string) => `splits.${index}.${field}`;
  const old = before.find(({ id }) => id === input.id);
  if (input.id !== undefined && !old) refuseField(path('id'), 'This split has no such part.');
  const amountMinor = readAmount(input.amount, parseCurrency(whole.currency), path('amount'));
  if (amountMinor === 0n)
    refuseField(path('amount'), 'A part needs an amount. Take it out if it is nothing.');
  await checkCategory(facts, input.categoryId, path('categoryId'));
  const namesPayee = input.payeeId !== undefined || input.payeeName !== undefined;
  const payeeId = namesPayee ? ((await readPayee(facts, input))?.id ?? null) : (old ?? whole).payeeId;
  return {
    tenantId: facts.tenantId,
    id: old?.id ?? newId(),
    parentId: whole.id,
    accountId: whole.accountId,
    currency: whole.currency,
    date: whole.date,
    valueDate: whole.valueDate,
    status: whole.status,
    reconciliationId: whole.reconciliationId,
    type,
    amountMinor,
    isRefund: isRefundPart(type, amountMinor),
    categoryId: input.categoryId === undefined ? (old?.categoryId ?? null) : input.categoryId,
    payeeId,
    description: input.description ?? (old ?? whole).description,
    notes: input.notes === undefined ? (old?.notes ?? null) : input.notes,
    tags: input.tags ? await facts.tagsNamed(input.tags) : (old ?? whole).tags,
    changeSetId: facts.changeSetId,
  };
}

/** @throws {AppError} SPLITS_UNEQUAL that says by how much the parts miss the whole. */
function checkSum(wholeMinor: bigint, parts: readonly repo.NewTransaction[], currency: Currency): void {
  if (parts.length === 0) return;
  const left = splitRemainder(
    wholeMinor,
    parts.map(({ amountMinor }) => amountMinor),
  );
  if (left === 0n) return;
  const remainder = formatMinor(left, currency);
  const sum = formatMinor(wholeMinor - left, currency);
  const whole = formatMinor(wholeMinor, currency);
  const message = `The parts come to ${sum} ${currency} and the whole is ${whole} ${currency}: ${remainder} ${currency} are left to share out.`;
  refuse('SPLITS_UNEQUAL', message, [{ path: 'splits', message, remainder, currency }]);
}

/** The category that all parts had, for the row that is whole again. */
function sharedCategory(parts: readonly repo.StoredTransaction[]): string | null {
  const [first, ...others] = parts;
  if (!first || others.some(({ categoryId }) => categoryId !== first.categoryId)) return null;
  return first.categoryId;
}

const EDITED = ['amountMinor', 'isRefund', 'categoryId', 'payeeId', 'description', 'notes', 'tags'] as const;

async function saveParts(
  tx: TenantTransaction,
  before: readonly repo.StoredTransaction[],
  parts: readonly repo.NewTransaction[],
): Promise<void> {
  const added: repo.NewTransaction[] = [];
  for (const part of parts) {
    const old = before.find(({ id }) => id === part.id);
    if (!old) added.push(part);
    else if (EDITED.some((field) => String(old[field]) !== String(part[field]))) {
      await savePart(tx, part.id, Object.fromEntries(EDITED.map((field) => [field, part[field]])));
    }
  }
  if (added.length > 0) await repo.insertTransactions(tx, added);
}
