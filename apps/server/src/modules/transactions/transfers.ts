import type { linkTransfer as endpoint } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { refuseMissing, refuseReconciled, refuseStale } from './change.ts';
import { refuseField } from './checks.ts';
import { databaseFacts, type LedgerFacts } from './facts.ts';
import { insertRejectedPair } from './repo.transfers.ts';
import * as repo from './repo.ts';
import { typeOfSign } from './sign.ts';
import { buildFee, type FeeRequest, readFee } from './transfer-fee.ts';

export interface LinkRequest extends Omit<z.output<typeof endpoint.body>, 'version'> {
  readonly id: string;
  readonly version?: number | undefined;
}

/** Links two rows as the legs of one transfer. Answers the rows that changed. */
export async function linkTransfer(tx: TenantTransaction, request: LinkRequest): Promise<string[]> {
  const row = await repo.findStored(tx, request.id);
  if (!row) return refuseMissing();
  if (request.version !== undefined && request.version !== row.version) return refuseStale(tx, row.id);
  const other = await repo.findStored(tx, request.otherId);
  if (!other || other.id === row.id) return refuseField('otherId', 'There is no such other transaction.');
  const facts = databaseFacts(tx);
  for (const leg of [row, other]) await checkLinkable(facts, leg);
  if (row.accountId === other.accountId) {
    refuseField('otherId', 'Both rows are in one account. A transfer goes from one account to another.');
  }
  if (row.amountMinor < 0n === other.amountMinor < 0n || row.amountMinor === 0n || other.amountMinor === 0n) {
    refuseField('otherId', 'One row of a transfer takes money away and the other brings it in.');
  }
  const [paid, received] = row.amountMinor < 0n ? [row, other] : [other, row];
  const paidMinor = payWithoutFee({ paid, received, fee: request.fee });
  await saveLeg(tx, paid, { ...legOf(received), amountMinor: paidMinor });
  await saveLeg(tx, received, legOf(paid));
  if (!request.fee) return [row.id, other.id];
  const fee = await buildFee(facts, paid, { fee: request.fee, path: 'fee' });
  await repo.insertTransactions(tx, [fee]);
  return [row.id, other.id, fee.id];
}

/** @throws {AppError} WRONG_STATE for a row that cannot become the leg of a transfer. */
async function checkLinkable(facts: LedgerFacts, row: repo.StoredTransaction): Promise<void> {
  const label = `The row of ${row.date}`;
  if (row.transferTransactionId !== null) {
    refuse('WRONG_STATE', `${label} is a leg of a transfer already. Unlink that one first.`);
  }
  if (row.isSplit || row.parentId !== null) {
    refuse('WRONG_STATE', `${label} is split, and a transfer has no parts. Undo the split first.`);
  }
  if (row.feeOfId !== null) {
    refuse('WRONG_STATE', `${label} is the fee of another transfer, so it is no transfer itself.`);
  }
  if (row.refundOfId !== null) {
    refuse('WRONG_STATE', `${label} gives back a purchase. Take that link off first.`);
  }
  if ((await facts.findHanging([row.id])).length > 0) {
    refuse('WRONG_STATE', `${label} is a purchase of which something came back. Unlink its refunds first.`);
  }
}

interface Payment {
  readonly paid: repo.StoredTransaction;
  readonly received: repo.StoredTransaction;
  readonly fee: FeeRequest | undefined;
}

/** What the paying leg books once the fee has a row of its own; within one currency that is what arrived. */
function payWithoutFee({ paid, received, fee }: Payment): bigint {
  const feeMinor = fee === undefined ? 0n : readFee(fee, paid.currency, 'fee');
  const minor = paid.amountMinor + feeMinor;
  if (feeMinor !== 0n && paid.status === 'reconciled') refuseReconciled('The paying row is');
  if (paid.currency === received.currency && minor !== -received.amountMinor) {
    return refuseDifference(paid, received);
  }
  if (minor >= 0n) refuseField('fee.amount', 'The fee is all that was paid. Say less.');
  return minor;
}

function refuseDifference(paid: repo.StoredTransaction, received: repo.StoredTransaction): never {
  const currency = parseCurrency(paid.currency);
  const difference = -paid.amountMinor - received.amountMinor;
  const write = (minor: bigint) => `${formatMinor(minor, currency)} ${currency}`;
  const amounts = `${write(-paid.amountMinor)} left and ${write(received.amountMinor)} arrived`;
  if (difference < 0n) {
    return refuseField('otherId', `${amounts}: more than was paid. These are not one transfer.`);
  }
  return refuseField(
    'fee',
    difference === 0n
      ? `${amounts}: there is no room for a fee. Leave it out.`
      : `${amounts}. If the difference was a fee, give it as a fee of ${write(difference)}; if not, these are not one transfer.`,
  );
}

/** What a row takes from the leg at the other end. Its category stays, for the day when it is unlinked. */
function legOf(other: repo.StoredTransaction): Partial<repo.NewTransaction> {
  return {
    type: 'transfer',
    isRefund: false,
    transferAccountId: other.accountId,
    transferTransactionId: other.id,
  };
}

/** Makes the legs of a transfer an income and an expense, which are not proposed again. Answers both and the fees. */
export async function unlinkTransfer(tx: TenantTransaction, id: string): Promise<string[]> {
  const row = await repo.findStored(tx, id);
  if (!row) return refuseMissing();
  if (row.transferTransactionId === null) {
    return refuse('WRONG_STATE', 'This row is no leg of a transfer, so there is nothing to unlink.');
  }
  const other = await repo.findStored(tx, row.transferTransactionId);
  const legs = other ? [row, other] : [row];
  const fees = await databaseFacts(tx).findHanging(legs.map((leg) => leg.id));
  for (const leg of legs) {
    const type = typeOfSign(leg.amountMinor, leg.isRefund);
    await saveLeg(tx, leg, { type, transferAccountId: null, transferTransactionId: null });
  }
  for (const fee of fees) await saveLeg(tx, fee, { feeOfId: null });
  if (other) await insertRejectedPair(tx, { id: newId(), rowIds: [row.id, other.id] });
  return [...legs, ...fees].map((changed) => changed.id);
}

async function saveLeg(
  tx: TenantTransaction,
  row: repo.StoredTransaction,
  fields: Partial<repo.NewTransaction>,
): Promise<void> {
  if (await repo.updateTransaction(tx, row, fields)) return;
  refuse('CONFLICT', 'Somebody changed one of the two rows meanwhile. Look at them again.');
}
