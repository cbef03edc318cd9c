import type { listPurchases as purchasesEndpoint, Transaction, TransactionDetail } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { refuseMissing } from './change.ts';
import { getDetail, toPart, toRelated } from './detail.ts';
import { decimal, toTransaction } from './present.ts';
import { acceptProposal } from './proposals.ts';
import { findLikelyPurchases } from './repo.refunds.ts';
import { findTransactions } from './repo.rows.ts';
import { findParts } from './repo.splits.ts';
import * as repo from './repo.ts';
import { announce } from './service.ts';
import { replaceSplits, type SplitRequest } from './splits.ts';
import { type LinkRequest, linkTransfer, unlinkTransfer } from './transfers.ts';

export { listProposals, rejectProposal } from './proposals.ts';

export async function changeSplits(
  tx: TenantTransaction,
  events: EventBus,
  request: SplitRequest,
): Promise<TransactionDetail> {
  await replaceSplits(tx, request);
  return tellAll(tx, events, [request.id]);
}

export async function linkRows(
  tx: TenantTransaction,
  events: EventBus,
  request: LinkRequest,
): Promise<TransactionDetail> {
  return tellAll(tx, events, await linkTransfer(tx, request));
}

export async function unlinkRow(
  tx: TenantTransaction,
  events: EventBus,
  id: string,
): Promise<TransactionDetail> {
  return tellAll(tx, events, await unlinkTransfer(tx, id));
}

export async function acceptPair(
  tx: TenantTransaction,
  events: EventBus,
  pair: { readonly firstId: string; readonly secondId: string },
): Promise<TransactionDetail> {
  return tellAll(tx, events, await acceptProposal(tx, pair.firstId, pair.secondId));
}

/** Purchases that a row may give back. @throws {AppError} NOT_FOUND */
export async function listPurchases(
  tx: TenantTransaction,
  id: string,
): Promise<z.output<typeof purchasesEndpoint.data>> {
  const refund = await repo.findStored(tx, id);
  if (!refund) return refuseMissing();
  if (refund.amountMinor <= 0n) return [];
  const rows = await findLikelyPurchases(tx, refund);
  return rows.map((row) => ({ ...toRelated(row), refundable: decimal(row.refundable, row.currency) }));
}

/** The rows with the parts of those that are split: one statement for all of them, none where there is no split. */
export async function withSplits(
  tx: TenantTransaction,
  rows: readonly Transaction[],
): Promise<Transaction[]> {
  const splitIds = rows.filter(({ isSplit }) => isSplit).map(({ id }) => id);
  if (splitIds.length === 0) return [...rows];
  const parts = await findParts(tx, splitIds);
  return rows.map((row) =>
    row.isSplit ? { ...row, splits: parts.filter(({ parentId }) => parentId === row.id).map(toPart) } : row,
  );
}

/** Tells the browsers of every row that changed, and answers the first. */
async function tellAll(
  tx: TenantTransaction,
  events: EventBus,
  ids: readonly string[],
): Promise<TransactionDetail> {
  const [first = ''] = ids;
  const [detail, rows] = await Promise.all([getDetail(tx, first), findTransactions(tx, ids)]);
  announce(tx, events, { change: 'updated', rows: rows.map(toTransaction) });
  return detail;
}
