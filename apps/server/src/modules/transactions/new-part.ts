import { isRefundPart } from '@fintrack/core/ledger';
import { newId } from '../../platform/ids.ts';
import type { NewTransaction } from './repo.ts';

/** A new part of a split: what it does not say itself is its whole's. */
export function newPart(
  whole: NewTransaction,
  part: Pick<NewTransaction, 'amountMinor' | 'categoryId' | 'notes'>,
  changeSetId: string,
): NewTransaction {
  const type = whole.type === 'income' ? 'income' : 'expense';
  return {
    tenantId: whole.tenantId,
    id: newId(),
    parentId: whole.id,
    accountId: whole.accountId,
    currency: whole.currency,
    date: whole.date,
    valueDate: whole.valueDate,
    status: whole.status,
    reconciliationId: whole.reconciliationId,
    type,
    amountMinor: part.amountMinor,
    isRefund: isRefundPart(type, part.amountMinor),
    categoryId: part.categoryId,
    payeeId: whole.payeeId,
    description: whole.description,
    notes: part.notes,
    tags: whole.tags,
    changeSetId,
  };
}
