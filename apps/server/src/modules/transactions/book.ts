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
  refuseField,
} from './checks.ts';
import { toTransaction } from './present.ts';
import { findTransaction } from './repo.rows.ts';
import * as repo from './repo.ts';
import { checkSign, type TransactionType, typeOfSign } from './sign.ts';

export type Booking = z.output<typeof createTransaction.body>;

export interface Booked {
  readonly transaction: Transaction;
  /** The row, and the other leg of a transfer. */
  readonly ids: readonly string[];
}

/** Books one row, or both legs of a transfer. */
export async function bookTransaction(tx: TenantTransaction, booking: Booking): Promise<Booked> {
  const account = await readAccount(tx, booking.accountId, 'accountId');
  checkOpen(account);
  const row = await buildRow(tx, account, booking);
  const rows = row.transferAccountId ? await addOtherLeg(tx, { account, booking, row }) : [row];
  await repo.insertTransactions(tx, rows);
  const stored = await findTransaction(tx, row.id);
  if (!stored) throw new Error('a row that was just booked is not there');
  return { transaction: toTransaction(stored), ids: rows.map(({ id }) => id) };
}

async function buildRow(
  tx: TenantTransaction,
  account: Account,
  booking: Booking,
): Promise<repo.NewTransaction> {
  const minor = readAmount(booking.amount, account.currency, 'amount');
  const isRefund = booking.isRefund ?? false;
  const type = booking.type ?? (booking.transferAccountId ? 'transfer' : typeOfSign(minor, isRefund));
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
  await checkCategory(tx, booking.categoryId);
  const payee = await readPayee(tx, booking);
  return {
    tenantId: tx.tenantId,
    id: newId(),
    accountId: account.id,
    date: booking.date,
    valueDate: booking.valueDate ?? null,
    amountMinor: minor,
    currency: account.currency,
    ...readOriginal(booking.originalAmount ?? null, booking.originalCurrency ?? null),
    type,
    status: booking.status ?? 'cleared',
    isRefund,
    description: booking.description ?? '',
    payeeId: payee?.id ?? null,
    categoryId: await chooseCategory(tx, {
      wanted: booking.categoryId,
      type,
      fallback: payee?.defaultCategoryId,
    }),
    notes: booking.notes ?? null,
    tags: booking.tags ?? [],
    paymentMethod: booking.paymentMethod ?? null,
    metadata: booking.metadata ?? {},
    transferAccountId: booking.transferAccountId ?? null,
    changeSetId: tx.changeSetId,
  };
}

/** What was asked for, null included; otherwise the payee's own category where its kind fits the row. */
async function chooseCategory(
  tx: TenantTransaction,
  choice: {
    readonly wanted: string | null | undefined;
    readonly type: TransactionType;
    readonly fallback: string | null | undefined;
  },
): Promise<string | null> {
  if (choice.wanted !== undefined) return choice.wanted;
  if (!choice.fallback) return null;
  const kind = await repo.findCategoryKind(tx, choice.fallback);
  return kind === choice.type ? choice.fallback : null;
}

interface TransferPlan {
  readonly account: Account;
  readonly booking: Booking;
  readonly row: repo.NewTransaction;
}

async function addOtherLeg(
  tx: TenantTransaction,
  { account, booking, row }: TransferPlan,
): Promise<repo.NewTransaction[]> {
  const other = await readAccount(tx, row.transferAccountId ?? '', 'transferAccountId');
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
  const magnitude = readAmount(transferAmount, other.currency, 'transferAmount');
  if (magnitude < 0n) refuseField('transferAmount', 'Write it without a sign: amount says the direction.');
  if (other.currency === account.currency && magnitude !== (minor < 0n ? -minor : minor)) {
    refuseField(
      'transferAmount',
      'Both accounts have the same currency, so it has to equal the amount. Leave it out.',
    );
  }
  return minor < 0n ? magnitude : -magnitude;
}
