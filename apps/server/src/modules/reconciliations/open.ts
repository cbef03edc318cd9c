import type * as contract from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { AmountFormatError, type Currency, formatMinor, parseAmount } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { findAnchors, lockAccount } from '../accounts/index.ts';
import * as repo from './repo.ts';

type Opening = Pick<
  repo.ReconciliationRecord,
  'openingDate' | 'openingMinor' | 'openingSource' | 'rowsAfter'
>;
type Request = z.output<typeof contract.createReconciliation.body> & { readonly accountId: string };

/**
 * Begins a reconciliation; answers its id. One is open for an account at a time.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, VALIDATION_FAILED, AMOUNT_INVALID
 */
export async function openReconciliation(tx: TenantTransaction, request: Request): Promise<string> {
  const account = await lockAccount(tx, request.accountId);
  if (!account) return refuse('NOT_FOUND', 'There is no such account.');
  await refuseStanding(tx, request);
  const closingMinor = readAmount('closingBalance', request.closingBalance, account.currency);
  const id = newId();
  await repo.insertReconciliation(tx, {
    tenantId: tx.tenantId,
    id,
    accountId: account.id,
    statementDate: request.statementDate,
    closingMinor,
    ...(await chooseOpening(tx, request, account.currency)),
  });
  return id;
}

async function refuseStanding(tx: TenantTransaction, { accountId, statementDate }: Request): Promise<void> {
  const standing = await repo.findStanding(tx, accountId, statementDate);
  if (!standing) return;
  const details = { reconciliationId: standing.id };
  if (standing.status === 'open') {
    const message = `The statement of ${standing.statementDate} is still open. Finish or cancel that one first.`;
    refuse('WRONG_STATE', message, details);
  }
  const message = `The statement of ${statementDate} is reconciled. Unlock that one to do it again.`;
  refuse('WRONG_STATE', message, details);
}

/** The statement before says what this one opens with; else the request, else what the bank stated, else nothing did. */
async function chooseOpening(tx: TenantTransaction, request: Request, currency: Currency): Promise<Opening> {
  const { openingBalance, openingDate, statementDate, accountId } = request;
  if (openingDate !== undefined && openingDate >= statementDate) {
    refuseField('openingDate', 'A statement opens before the day that it is of.');
  }
  const stated = openingBalance === undefined ? null : readAmount('openingBalance', openingBalance, currency);
  const previous = await repo.findPrevious(tx, accountId, statementDate);
  if (previous) {
    refuseOther(previous, { stated, openingDate, currency });
    return {
      openingDate: previous.statementDate,
      openingMinor: previous.closingMinor,
      openingSource: 'previous',
      rowsAfter: previous.rowsAfter,
    };
  }
  if (stated !== null) {
    const date = openingDate ?? null;
    return { openingDate: date, openingMinor: stated, openingSource: 'stated', rowsAfter: date };
  }
  return anchorOpening(tx, request);
}

interface Given {
  readonly stated: bigint | null;
  readonly openingDate: CalendarDate | undefined;
  readonly currency: Currency;
}

function refuseOther(previous: repo.ReconciliationRecord, { stated, openingDate, currency }: Given): void {
  const closed = `The statement of ${previous.statementDate} closed at ${formatMinor(previous.closingMinor, currency)} ${currency}`;
  if (stated !== null && stated !== previous.closingMinor) {
    refuseField('openingBalance', `${closed}, and this one opens with that. Leave it out.`);
  }
  if (openingDate !== undefined && openingDate !== previous.statementDate) {
    refuseField('openingDate', `${closed}: this one opens there. Leave it out.`);
  }
}

async function anchorOpening(
  tx: TenantTransaction,
  { accountId, openingDate, statementDate }: Request,
): Promise<Opening> {
  const anchors = await findAnchors(tx, accountId);
  const anchor = anchors.findLast((each) =>
    openingDate === undefined ? each.anchorDate < statementDate : each.anchorDate === openingDate,
  );
  if (anchor) {
    const { anchorDate, balanceMinor } = anchor;
    return {
      openingDate: anchorDate,
      openingMinor: balanceMinor,
      openingSource: 'anchor',
      rowsAfter: anchorDate,
    };
  }
  if (openingDate !== undefined) {
    return refuseField(
      'openingBalance',
      `Nobody said what the bank had on ${openingDate}: give the opening balance, too.`,
    );
  }
  return { openingDate: null, openingMinor: 0n, openingSource: 'zero', rowsAfter: null };
}

function readAmount(path: string, text: string, currency: Currency): bigint {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path, message: error.message }]);
  }
}

function refuseField(path: string, message: string): never {
  return refuse('VALIDATION_FAILED', message, [{ path, message }]);
}
