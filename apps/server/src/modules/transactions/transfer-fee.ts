import { parseCurrency } from '@fintrack/core/money';
import { newId } from '../../platform/ids.ts';
import { checkCategory, readAmount, readPayee, refuseField } from './checks.ts';
import type { LedgerFacts } from './facts.ts';
import type * as repo from './repo.ts';

/** What a transfer costs besides, as a request says it. */
export interface FeeRequest {
  readonly amount: string;
  readonly categoryId?: string | null | undefined;
  readonly payeeName?: string | null | undefined;
}

/** The leg that pays, as far as its fee takes after it. */
export type PayingLeg = Pick<
  repo.NewTransaction,
  'id' | 'accountId' | 'currency' | 'date' | 'status' | 'valueDate'
>;

/** Positive minor units of a fee. @throws {AppError} */
export function readFee(fee: FeeRequest, currency: string, path: string): bigint {
  const minor = readAmount(fee.amount, parseCurrency(currency), `${path}.amount`);
  if (minor <= 0n) refuseField(`${path}.amount`, 'A fee is above zero. Leave it out if there was none.');
  return minor;
}

/** The row of a fee: an expense of the paying account, on the day of its leg. */
export async function buildFee(
  facts: LedgerFacts,
  leg: PayingLeg,
  { fee, path }: { readonly fee: FeeRequest; readonly path: string },
): Promise<repo.NewTransaction> {
  const minor = readFee(fee, leg.currency, path);
  await checkCategory(facts, fee.categoryId, `${path}.categoryId`);
  const payee = await readPayee(facts, { payeeName: fee.payeeName });
  return {
    tenantId: facts.tenantId,
    id: newId(),
    accountId: leg.accountId,
    currency: leg.currency,
    date: leg.date,
    valueDate: leg.valueDate ?? null,
    status: leg.status ?? 'cleared',
    amountMinor: -minor,
    type: 'expense',
    description: 'Transfer fee',
    categoryId: fee.categoryId === undefined ? (payee?.defaultCategoryId ?? null) : fee.categoryId,
    payeeId: payee?.id ?? null,
    feeOfId: leg.id,
    changeSetId: facts.changeSetId,
  };
}
