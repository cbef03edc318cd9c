import type * as contract from '@fintrack/contract';
import { type Currency, formatMinor } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { findAccount, findAnchors, saveAnchor } from '../accounts/index.ts';
import { explainDifference } from '../drift/index.ts';
import { lockReconciled, unlockReconciled } from '../transactions/index.ts';
import { openReconciliation } from './open.ts';
import { differenceOf, presentReconciliation, presentRow } from './present.ts';
import * as repo from './repo.ts';

type Reconciliation = contract.Reconciliation;
type Place = { readonly accountId: string; readonly id: string };

/** An account's reconciliations, newest statement first. @throws {AppError} NOT_FOUND */
export async function listReconciliations(
  tx: TenantTransaction,
  accountId: string,
  page: repo.ReconciliationPage,
): Promise<{ reconciliations: Reconciliation[]; next: repo.ReconciliationPage['after'] | null }> {
  const currency = await currencyOf(tx, accountId);
  const records = await repo.listReconciliations(tx, accountId, { ...page, limit: page.limit + 1 });
  const shown = records.slice(0, page.limit);
  const last = records.length > page.limit ? shown.at(-1) : undefined;
  const reconciliations: Reconciliation[] = [];
  for (const record of shown) {
    reconciliations.push(presentReconciliation(record, await repo.sumTicks(tx, record.id), currency));
  }
  return { reconciliations, next: last ? { date: last.statementDate, id: last.id } : null };
}

/** Begins a reconciliation. @throws {AppError} those of {@link openReconciliation} */
export async function createReconciliation(
  tx: TenantTransaction,
  request: z.output<typeof contract.createReconciliation.body> & { readonly accountId: string },
): Promise<Reconciliation> {
  const id = await openReconciliation(tx, request);
  return readReconciliation(tx, { accountId: request.accountId, id });
}

export interface WithRows {
  readonly reconciliation: z.output<typeof contract.getReconciliation.data>;
  readonly next: repo.RowsPage['after'] | null;
}

/** One reconciliation with a page of its rows. @throws {AppError} NOT_FOUND */
export async function getReconciliation(
  tx: TenantTransaction,
  place: Place,
  page: repo.RowsPage,
): Promise<WithRows> {
  const currency = await currencyOf(tx, place.accountId);
  const record = (await repo.findReconciliation(tx, place)) ?? refuseMissing();
  const [sums, rows] = await Promise.all([
    repo.sumTicks(tx, record.id),
    repo.listOffered(tx, record, { ...page, limit: page.limit + 1 }),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    reconciliation: {
      ...presentReconciliation(record, sums, currency),
      rows: shown.map((row) => presentRow(row, currency)),
    },
    next: last ? { date: last.date, id: last.id } : null,
  };
}

/** Ticks and unticks rows; the ledger does not change. @throws {AppError} NOT_FOUND, WRONG_STATE, VALIDATION_FAILED */
export async function tickRows(
  tx: TenantTransaction,
  place: Place,
  request: z.output<typeof contract.tickReconciliationRows.body>,
): Promise<Reconciliation> {
  const record = await lockOpen(tx, place);
  if (request.untickAll) await repo.untickRows(tx, record.id, 'all');
  if (request.untick.length > 0) await repo.untickRows(tx, record.id, request.untick);
  if (request.tickUntil !== undefined) await repo.tickUntil(tx, record.id, request.tickUntil);
  const wanted = new Set(request.tick);
  const ticked = wanted.size === 0 ? 0 : await repo.tickRows(tx, record.id, [...wanted]);
  if (ticked < wanted.size) {
    const missing = wanted.size - ticked;
    const message = `${missing === 1 ? 'A row is' : `${missing} rows are`} not one of this statement: gone, pending, of another account, or dated after it.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'tick', message }]);
  }
  return readReconciliation(tx, place);
}

/**
 * Locks the ticked rows when the statement adds up, and keeps its closing balance as an anchor.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, RECONCILIATION_OFF with the difference and its likeliest causes
 */
export async function finishReconciliation(
  tx: TenantTransaction,
  events: EventBus,
  place: Place,
): Promise<Reconciliation> {
  const currency = await currencyOf(tx, place.accountId);
  const record = await lockOpen(tx, place);
  const difference = differenceOf(record, await repo.sumTicks(tx, record.id));
  if (difference !== 0n) await refuseOff(tx, record, { difference, currency });
  const ids = await repo.findTicked(tx, record.id);
  await repo.updateReconciliation(tx, record.id, { status: 'finished', finishedAt: new Date() });
  const { sumMinor } = await lockReconciled(tx, record.id, ids);
  // A row was changed between the sum and the lock.
  if (record.openingMinor + sumMinor !== record.closingMinor) {
    refuse('CONFLICT', 'Somebody changed a ticked row meanwhile. Look at the difference again.');
  }
  await keepAnchor(tx, record);
  events.balancesMoved(tx, [record.accountId]);
  return readReconciliation(tx, place);
}

/** An anchor that says the same stays as it is, whoever said it. */
async function keepAnchor(tx: TenantTransaction, record: repo.ReconciliationRecord): Promise<void> {
  const anchors = await findAnchors(tx, record.accountId);
  const known = anchors.find((anchor) => anchor.anchorDate === record.statementDate);
  if (known?.balanceMinor === record.closingMinor) return;
  await saveAnchor(tx, {
    id: newId(),
    accountId: record.accountId,
    anchorDate: record.statementDate,
    balanceMinor: record.closingMinor,
    description: 'Reconciled statement',
    isInitialBalance: false,
    confidenceLevel: 'high',
  });
}

interface Off {
  readonly difference: bigint;
  readonly currency: Currency;
}

async function refuseOff(
  tx: TenantTransaction,
  record: repo.ReconciliationRecord,
  { difference, currency }: Off,
): Promise<never> {
  const offered = await repo.listOffered(tx, record, { limit: MAX_EXPLAINED });
  const suspects = await explainDifference(tx, {
    accountId: record.accountId,
    currency,
    since: record.openingDate,
    until: record.statementDate,
    openingMinor: record.openingMinor,
    closingMinor: record.closingMinor,
    differenceMinor: difference,
    tickedIds: new Set(offered.filter((row) => row.isTicked).map((row) => row.id)),
  });
  const text = `${formatMinor(difference, currency)} ${currency}`;
  const [first] = suspects;
  const message = `The statement is off by ${text}.${first ? ` Most likely: ${first.explanation}` : ''} Tick or mend until the difference is zero.`;
  return refuse('RECONCILIATION_OFF', message, {
    difference: formatMinor(difference, currency),
    currency,
    suspects,
  });
}

const MAX_EXPLAINED = 5000;

/** Frees the rows of a finished reconciliation; the stated balance stays. @throws {AppError} NOT_FOUND, WRONG_STATE */
export async function unlockReconciliation(
  tx: TenantTransaction,
  place: Place,
  reason: string,
): Promise<Reconciliation> {
  const record = (await repo.lockReconciliation(tx, place)) ?? refuseMissing();
  if (record.status !== 'finished') {
    refuse('WRONG_STATE', 'Only a finished reconciliation can be unlocked.');
  }
  await unlockReconciled(tx, record.id);
  await repo.updateReconciliation(tx, record.id, {
    status: 'unlocked',
    unlockedAt: new Date(),
    unlockReason: reason,
  });
  return readReconciliation(tx, place);
}

/** Gives an open reconciliation up. @throws {AppError} NOT_FOUND, WRONG_STATE */
export async function cancelReconciliation(tx: TenantTransaction, place: Place): Promise<void> {
  const record = await lockOpen(tx, place);
  await repo.updateReconciliation(tx, record.id, { deletedAt: new Date() });
}

async function lockOpen(tx: TenantTransaction, place: Place): Promise<repo.ReconciliationRecord> {
  await currencyOf(tx, place.accountId);
  const record = (await repo.lockReconciliation(tx, place)) ?? refuseMissing();
  if (record.status === 'open') return record;
  const message =
    record.status === 'finished'
      ? 'This statement is reconciled. Unlock it to change it.'
      : 'This reconciliation was unlocked. Begin a new one for the statement.';
  return refuse('WRONG_STATE', message);
}

async function readReconciliation(tx: TenantTransaction, place: Place): Promise<Reconciliation> {
  const currency = await currencyOf(tx, place.accountId);
  const record = (await repo.findReconciliation(tx, place)) ?? refuseMissing();
  return presentReconciliation(record, await repo.sumTicks(tx, record.id), currency);
}

async function currencyOf(tx: TenantTransaction, accountId: string): Promise<Currency> {
  const account = await findAccount(tx, accountId);
  if (!account) return refuse('NOT_FOUND', 'There is no such account.');
  return account.currency;
}

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such reconciliation.');
}
