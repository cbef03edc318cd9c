import type { createTransaction, Transaction } from '@fintrack/contract';
import { formatMinor } from '@fintrack/core/money';
import type { CompiledRules } from '@fintrack/core/rules';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { saveOrigins } from '../rules/index.ts';
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
import { fillByRules, originsOf, type PlannedRow, partsOf, settersOf } from './fill-by-rules.ts';
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
  return saveBooking(tx, await planBooking(databaseFacts(tx), booking));
}

/** Stores the rows of a plan, the booked one first. All is sent at once, and nothing more is asked after that. */
export async function saveBooking(tx: TenantTransaction, rows: readonly PlannedRow[]): Promise<Booked> {
  const [row] = rows;
  // All are sent before the first is answered. The insert stands first, so that its failure is the one that is heard.
  const [, , stored] = await Promise.all([
    repo.insertTransactions(tx, rows),
    saveOrigins(tx, originsOf(rows)),
    row && findTransaction(tx, row.id),
  ]);
  if (!stored) throw new Error('a row that was just booked is not there');
  return { transaction: toTransaction(stored), ids: rows.map(({ id }) => id) };
}

/** The rows that a booking makes, the booked one first; nothing is written yet. */
export async function planBooking(facts: LedgerFacts, booking: Booking): Promise<PlannedRow[]> {
  const account = await readAccount(facts, booking.accountId, 'accountId');
  checkOpen(account);
  const rules = await facts.rules(account.rulesMark);
  const { row, parts } = await buildRow(facts, { account, booking, rules });
  if (!row.transferAccountId) return [row, ...parts];
  const legs = await addOtherLeg(facts, { account, booking, row });
  if (!booking.transferFee) return legs;
  const paying = legs.find(({ amountMinor }) => amountMinor < 0n) ?? row;
  return [...legs, await buildFee(facts, paying, { fee: booking.transferFee, path: 'transferFee' })];
}

interface RowPlan {
  readonly account: Account;
  readonly booking: Booking;
  readonly rules: CompiledRules | null;
}

/** The row, and the parts that a rule makes of it. */
async function buildRow(
  facts: LedgerFacts,
  { account, booking, rules }: RowPlan,
): Promise<{ readonly row: PlannedRow; readonly parts: readonly PlannedRow[] }> {
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
  const filled = rules && fillByRules(rules, { booking, account, amountMinor: minor, type });
  const payee = await readPayee(facts, filled?.payee ? { payeeName: filled.payee.value } : booking);
  const original = readOriginal(booking.originalAmount ?? null, booking.originalCurrency ?? null);
  const purchase = booking.refundOfId
    ? await checkPurchase(
        facts,
        { id: null, amountMinor: minor, currency: account.currency, ...original },
        booking.refundOfId,
      )
    : null;
  const row: PlannedRow = {
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
      wanted: filled?.split ? null : (filled?.category?.value ?? booking.categoryId),
      type,
      fallback: purchase?.categoryId ?? payee?.defaultCategoryId,
    }),
    isSplit: Boolean(filled?.split),
    notes: filled?.notes?.value ?? booking.notes ?? null,
    tags: await facts.tagsNamed(filled?.tags?.value ?? booking.tags ?? []),
    paymentMethod: booking.paymentMethod ?? null,
    metadata: booking.metadata ?? {},
    transferAccountId: booking.transferAccountId ?? null,
    refundOfId: purchase?.id ?? null,
    changeSetId: facts.changeSetId,
    setBy: filled ? settersOf(filled) : undefined,
  };
  return { row, parts: filled ? partsOf(row, filled) : [] };
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
  readonly row: PlannedRow;
}

async function addOtherLeg(
  facts: LedgerFacts,
  { account, booking, row }: TransferPlan,
): Promise<PlannedRow[]> {
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
