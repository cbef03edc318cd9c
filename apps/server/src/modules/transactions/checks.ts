import { AmountFormatError, type Currency, parseAmount, parseCurrency } from '@fintrack/core/money';
import { refuse } from '../../platform/errors.ts';
import type { KnownPayee } from '../payees/index.ts';
import type { LedgerFacts } from './facts.ts';
import type * as repo from './repo.ts';

/** Minor units of a decimal text. @throws {AppError} AMOUNT_INVALID that names the field. */
export function readAmount(text: string, currency: Currency, path: string): bigint {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path, message: error.message }]);
  }
}

export interface OwnLeg {
  /** Of the other leg's account. */
  readonly currency: Currency;
  readonly ownCurrency: string;
  readonly ownMinor: bigint;
}

/** The magnitude of a transfer's other leg: within one currency it is that of the own one. @throws {AppError} */
export function readTransferAmount(text: string, { currency, ownCurrency, ownMinor }: OwnLeg): bigint {
  const magnitude = readAmount(text, currency, 'transferAmount');
  if (magnitude < 0n) refuseField('transferAmount', 'Write it without a sign: amount says the direction.');
  if (currency === ownCurrency && magnitude !== (ownMinor < 0n ? -ownMinor : ownMinor)) {
    refuseField(
      'transferAmount',
      'Both accounts have the same currency, so it has to equal the amount. Leave it out.',
    );
  }
  return magnitude;
}

export interface Account extends Omit<repo.AccountFacts, 'currency'> {
  readonly currency: Currency;
}

/** @throws {AppError} VALIDATION_FAILED when the tenant has no such account. */
export async function readAccount(facts: LedgerFacts, id: string, path: string): Promise<Account> {
  const account = await facts.findAccount(id);
  if (!account) return refuseField(path, 'There is no such account.');
  return { ...account, currency: parseCurrency(account.currency) };
}

/** @throws {AppError} WRONG_STATE when the account is archived. */
export function checkOpen(account: Account): void {
  if (account.isArchived) {
    refuse(
      'WRONG_STATE',
      `"${account.name}" is archived and takes no new rows. Bring it back first, or choose another account.`,
    );
  }
}

export async function checkCategory(
  facts: LedgerFacts,
  id: string | null | undefined,
  path = 'categoryId',
): Promise<void> {
  if (id === null || id === undefined) return;
  if ((await facts.findCategoryKind(id)) === undefined) refuseField(path, 'There is no such category.');
}

/** The payee of a request: by id, or by name, where it is made when it is new. Null when there is none. */
export async function readPayee(
  facts: LedgerFacts,
  wanted: { readonly payeeId?: string | null | undefined; readonly payeeName?: string | null | undefined },
): Promise<KnownPayee | null> {
  if (wanted.payeeId !== null && wanted.payeeId !== undefined) {
    return (await facts.findPayee(wanted.payeeId)) ?? refuseField('payeeId', 'There is no such payee.');
  }
  return wanted.payeeName ? facts.payeeNamed(wanted.payeeName) : null;
}

export interface OriginalAmount {
  readonly originalAmountMinor: bigint | null;
  readonly originalCurrency: string | null;
}

/** An amount in another currency, as the receipt had it: both parts or none. */
export function readOriginal(amount: string | null, currency: string | null): OriginalAmount {
  if (amount === null && currency === null) return { originalAmountMinor: null, originalCurrency: null };
  if (amount === null)
    return refuseField('originalAmount', 'Give the original amount together with its currency.');
  if (currency === null)
    return refuseField('originalCurrency', 'Give the original currency together with its amount.');
  const originalAmountMinor = readAmount(amount, parseCurrency(currency), 'originalAmount');
  return { originalAmountMinor, originalCurrency: currency };
}

export function refuseField(path: string, message: string): never {
  return refuse('VALIDATION_FAILED', message, [{ path, message }]);
}
