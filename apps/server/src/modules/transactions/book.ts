import type { createTransaction, Transaction } from '@fintrack/contract';
import { formatMinor } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
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
import { checkPurchase, checkRefundKind } from './refunds.ts';
import { findTransaction } from './repo.rows.ts';
import * as repo from './repo.ts';
import { checkSign, type TransactionType, typeOfSign } from './sign.ts';
import { buildFee } from './transfer-fee.ts';

export type Booking = z.output<typeof createTransaction.body>;

export interface Booked {
  readonly transaction: Transaction;
  /** The row, and the other leg of a transfer and its fee. */
  readonly ids: readonly string[];
}

/** Books one row, or both legs of a transfer with its fee. */
export async function bookTransaction(tx: TenantTransaction, booking: Booking): Promise<Booked> {
  const rows = await planBooking(databaseFacts(tx), booking);
  const [row] = rows;
  // Both are sent before the first is answered.
  const [, stored] = await Promise.all([
    repo.insertTransactions(tx, rows),
    row && findTransaction(tx, row.id),
  ]);
  if (!stored) throw new Error('a row that was just booked is not there');
  return { transaction: toTransaction(stored), ids: rows.map(({ id }) => id) };
}

/** The rows that a booking makes, the booked one first; nothing is written yet. */
export async function planBooking(facts: LedgerFacts, booking: Booking): Promise<repo.NewTransaction[]> {
  const account = await readAccount(facts, booking.accountId, 'accountId');
  checkOpen(account);
  const row = await buildRow(facts, account, booking);
  if (!row.transferAccountId) return [row];
  const legs = await addOtherLeg(facts, { account, booking, row });
  if (!booking.transferFee) return legs;
  const paying = legs.find(({ amountMinor }) => amountMinor < 0n) ?? row;
  return [...legs, await buildFee(facts, paying, { fee: booking.transferFee, path: 'transferFee' })];
}

async function buildRow(
  facts: LedgerFacts,
  account: Account,
  booking: Booking,
): Promise<repo.NewTransaction> {
  const minor = readAmount(booking.amount, account.currency, 'amount');
  const isRefund = booking.refundOfId ? true : (booking.isRefund ?? false);
  const type = booking.refundOfId
    ? checkRefundKind(booking.type, booking.isRefund)
    : (booking.type ?? (booking.transferAccountId ? 'transfer' : typeOfSign(minor, isRefund)));
  checkSign({ type, minor, isRefund, text: formatMinor(minor < 0n ? -minor : minor, account.currency) });
  if (booking.transferAccountId && type !== 'transfer') {
    refuseField(
      'transferAccountId',
      'Only a transfer has an account at the other end. Set type to transfer.',
    );
  }
  if (booking.transferAmount !== undefined && !booking.transferAccountId) {
    refuseField('transferAmount', 'Say with transferAccountId where it arrives.');
  }
  if (booking.transferFee !== undefined && !booking.transferAccountId) {
    refuseField('transferFee', 'Only a transfer has a fee. Say with transferAccountId where it goes.');
  }
  await checkCategory(facts, booking.categoryId);
  const payee = await readPayee(facts, booking);
  const original = readOriginal(booking.originalAmount ?? null, booking.originalCurrency ?? null);
  const purchase = booking.refundOfId
    ? await checkPurchase(
        facts,
        { id: null, amountMinor: minor, currency: account.currency, ...original },
        booking.refundOfId,
      )
    : null;
  return {
    tenantId: facts.tenantId,
    id: newId(),
    accountId: account.id,
    date: booking.date,
    valueDate: booking.valueDate ?? null,
    amountMinor: minor,
    currency: account.currency,
    ...original,
    type,
    status: booking.status ?? 'cleared',
    isRefund,
    description: booking.description ?? '',
    payeeId: payee?.id ?? null,
    categoryId: await chooseCategory(facts, {
      wanted: booking.categoryId,
      type,
      fallback: purchase?.categoryId ?? payee?.defaultCategoryId,
    }),
    notes: booking.notes ?? null,
    tags: await facts.tagsNamed(booking.tags ?? []),
    paymentMethod: booking.paymentMethod ?? null,
    metadata: booking.metadata ?? {},
    transferAccountId: booking.transferAccountId ?? null,
    refundOfId: purchase?.id ?? null,
    changeSetId: facts.changeSetId,
  };
}

/** What was asked for, null included; otherwise the payee's own category where its kind fits the row. */
async function chooseCategory(
  facts: LedgerFacts,
  choice: {
    readonly wanted: string | null | undefined;
    readonly type: TransactionType;
    readonly fallback: string | null | undefined;
  },
): Promise<string | null> {
  if (choice.wanted !== undefined) return choice.wanted;
  if (!choice.fallback) return null;
  const kind = await facts.findCategoryKind(choice.fallback);
  return kind === choice.type ? choice.fallback : null;
}

interface TransferPlan {
  readonly account: Account;
  readonly booking: Booking;
  readonly row: repo.NewTransaction;
}

async function addOtherLeg(
  facts: LedgerFacts,
  { account, booking, row }: TransferPlan,
): Promise<repo.NewTransaction[]> {
  const other = await readAccount(facts, row.transferAccountId ?? '', 'transferAccountId');
  if (other.id === account.id) refuseField('transferAccountId', 'Choose another account than the first one.');
  checkOpen(other);
  const otherId = newId();
  const leg: repo.NewTransaction = {
    tenantId: row.tenantId,
    id: otherId,
    accountId: other.id,
    date: row.date,
    amountMinor: otherAmount({
      account,
      other,
      minor: row.amountMinor,
      transferAmount: booking.transferAmount,
    }),
    currency: other.currency,
    type: 'transfer',
    status: row.status,
    description: row.description,
    payeeId: row.payeeId,
    notes: row.notes,
    tags: row.tags,
    transferAccountId: account.id,
    transferTransactionId: row.id,
    changeSetId: row.changeSetId,
  };
  return [{ ...row, transferTransactionId: otherId }, leg];
}

interface OtherAmount {
  readonly account: Account;
  readonly other: Account;
  readonly minor: bigint;
  readonly transferAmount: string | undefined;
}

/** What the other leg books: the opposite, or across currencies what was said, with the opposite sign. */
function otherAmount({ account, other, minor, transferAmount }: OtherAmount): bigint {
  if (transferAmount === undefined) {
    if (other.currency === account.currency) return -minor;
    return refuseField(
      'transferAmount',
      `"${other.name}" is in ${other.currency}: say with transferAmount how much ${other.currency} it is there.`,
    );
  }
  const magnitude = readTransferAmount(transferAmount, {
    currency: other.currency,
    ownCurrency: account.currency,
    ownMinor: minor,
  });
  return minor < 0n ? magnitude : -magnitude;
}
