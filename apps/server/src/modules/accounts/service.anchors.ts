import type * as contract from '@fintrack/contract';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { readAmount } from './amounts.ts';
import { presentAnchor } from './presentation.ts';
import { saveAnchor, softDeleteAnchor } from './repo.anchors.ts';
import { findAccount, lockAccount } from './repo.ts';
import { loadAnchorDrifts } from './service.balances.ts';
import { refuseMissing } from './service.ts';

/** What the bank said, newest first. @throws {AppError} NOT_FOUND */
export async function listAnchors(tx: TenantTransaction, accountId: string): Promise<contract.Anchor[]> {
  const account = (await findAccount(tx, accountId)) ?? refuseMissing();
  const anchors = await loadAnchorDrifts(tx, accountId);
  return anchors.toReversed().map((each) => presentAnchor(each, account.currency));
}

/**
 * Keeps what the bank says at the end of a day; an anchor of the same day is replaced. It never adds a row: what
 * does not agree shows as drift. @throws {AppError} NOT_FOUND, AMOUNT_INVALID
 */
export async function createAnchor(
  tx: TenantTransaction,
  today: CalendarDate,
  { accountId, ...input }: z.output<typeof contract.createAnchor.body> & { readonly accountId: string },
): Promise<contract.Anchor> {
  const account = (await lockAccount(tx, accountId)) ?? refuseMissing();
  const id = await saveAnchor(tx, {
    id: newId(),
    accountId,
    anchorDate: input.date === undefined ? today : parseCalendarDate(input.date),
    balanceMinor: readAmount('balance', input.balance, account.currency),
    description: input.description || null,
    isInitialBalance: input.isInitialBalance,
    confidenceLevel: input.confidenceLevel,
  });
  const saved = (await loadAnchorDrifts(tx, accountId)).find(({ anchor }) => anchor.row.id === id);
  if (!saved) throw new Error('An anchor was saved and not found again.');
  return presentAnchor(saved, account.currency);
}

/** Takes an anchor back. @throws {AppError} NOT_FOUND */
export async function deleteAnchor(
  tx: TenantTransaction,
  anchor: { readonly accountId: string; readonly anchorId: string },
): Promise<void> {
  if (!(await findAccount(tx, anchor.accountId))) refuseMissing();
  if (!(await softDeleteAnchor(tx, anchor))) refuse('NOT_FOUND', 'There is no such anchor.');
}
