import { formatMinor, parseCurrency } from '@fintrack/core/money';
import { refuse } from '../../platform/errors.ts';
import { refuseField } from './checks.ts';
import type { LedgerFacts } from './facts.ts';
import type * as repo from './repo.ts';
import type { TransactionType } from './sign.ts';

/** What a refund is, as far as its purchase is concerned. */
export interface RefundRow {
  /** Null for a row that is not booked yet. */
  readonly id: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly originalAmountMinor: bigint | null;
  readonly originalCurrency: string | null;
}

/**
 * The purchase that a row gives back, after checking that it can.
 * @throws {AppError} VALIDATION_FAILED that names refundOfId, or the original amount that has to be said.
 */
export async function checkPurchase(
  facts: LedgerFacts,
  refund: RefundRow,
  purchaseId: string,
): Promise<repo.StoredTransaction> {
  const purchase = await facts.findRow(purchaseId);
  if (!purchase || purchase.id === refund.id) return refuseField('refundOfId', 'There is no such purchase.');
  if (purchase.parentId !== null)
    refuseField('refundOfId', 'This is one part of a split. Choose the whole purchase.');
  if (purchase.type !== 'expense' || purchase.amountMinor >= 0n)
    refuseField('refundOfId', 'Only an expense can be given back, and this is none.');
  if (refund.amountMinor <= 0n)
    refuseField('amount', 'A refund brings money in. Write the amount without a minus.');
  const given = refundedMinor(refund, purchase.currency);
  const left = -purchase.amountMinor - (await facts.refundedMinor(purchase.id, refund.id)) - given;
  if (left < 0n) {
    const currency = parseCurrency(purchase.currency);
    const most = formatMinor(left + given, currency);
    refuseField(
      'refundOfId',
      `Only ${most} ${currency} of this purchase can still come back. Choose another one, or book the rest as income.`,
    );
  }
  return purchase;
}

/** What the refund gives back in the purchase's currency. */
function refundedMinor(refund: RefundRow, currency: string): bigint {
  if (refund.currency === currency) return refund.amountMinor;
  if (refund.originalAmountMinor === null || refund.originalCurrency !== currency) {
    return refuseField(
      'originalAmount',
      `The purchase is in ${currency}: say with originalAmount and originalCurrency how much of it came back in ${currency}.`,
    );
  }
  const minor = refund.originalAmountMinor;
  return minor < 0n ? -minor : minor;
}

/** What a linked refund gives back, in its purchase's currency. */
export function givenBack(
  refund: Pick<repo.NewTransaction, 'amountMinor' | 'currency' | 'originalAmountMinor'>,
  currency: string,
): bigint {
  if (refund.currency === currency) return refund.amountMinor;
  const minor = refund.originalAmountMinor ?? 0n;
  return minor < 0n ? -minor : minor;
}

/** A refund is an expense that brings money in. @throws {AppError} VALIDATION_FAILED when the request says otherwise. */
export function checkRefundKind(type: TransactionType | undefined, isRefund: boolean | undefined): 'expense' {
  if (type !== undefined && type !== 'expense')
    refuseField('type', 'A row that gives back a purchase is an expense. Leave type out.');
  if (isRefund === false)
    refuseField('isRefund', 'A row that gives back a purchase is a refund. Leave isRefund out.');
  return 'expense';
}

/**
 * A purchase stays large enough for what came back of it, and stays a purchase.
 * @throws {AppError} WRONG_STATE
 */
export async function checkRefundsFit(
  facts: LedgerFacts,
  before: repo.StoredTransaction,
  after: Pick<repo.StoredTransaction, 'amountMinor' | 'currency' | 'type'>,
): Promise<void> {
  const isSame =
    before.amountMinor === after.amountMinor &&
    before.currency === after.currency &&
    before.type === after.type;
  if (isSame || before.type !== 'expense' || before.amountMinor >= 0n) return;
  const refunded = await facts.refundedMinor(before.id, null);
  if (refunded === 0n) return;
  const isEnough =
    after.type === 'expense' && after.currency === before.currency && -after.amountMinor >= refunded;
  if (isEnough) return;
  const currency = parseCurrency(before.currency);
  refuse(
    'WRONG_STATE',
    `${formatMinor(refunded, currency)} ${currency} of this purchase came back, so it has to stay an expense of that much at least. Change or unlink its refunds first.`,
  );
}
