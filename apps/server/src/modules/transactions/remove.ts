import type { TenantTransaction } from '../../platform/database/index.ts';
import { type Follower, refuseMissing, refuseReconciled, saveFollower } from './change.ts';
import { databaseFacts, type LedgerFacts } from './facts.ts';
import { findTransaction, findTransactions, type TransactionRow } from './repo.rows.ts';
import * as repo from './repo.ts';
import { typeOfSign } from './sign.ts';
import { refusePart } from './split-rules.ts';

/** What becomes of the other leg of a transfer. */
export type OtherLegFate = 'delete' | 'keep';

/**
 * Deletes a row, both legs of a transfer, a split with its children. Answers the rows that went. `onSent` is told them
 * once nothing more will be asked of the database.
 */
export async function removeTransaction(
  tx: TenantTransaction,
  id: string,
  { otherLeg = 'delete', onSent }: RemovalOptions = {},
): Promise<TransactionRow[]> {
  const facts = databaseFacts(tx);
  // For a row on its own, this is all that there is to know, in one flight.
  const [current, alone, hanging] = await Promise.all([
    repo.holdStored(tx, id),
    findTransaction(tx, id),
    facts.findHanging([id]),
  ]);
  if (!current || !alone) return refuseMissing();
  const isAlone = current.transferTransactionId === null;
  const known = isAlone ? { ...facts, findHanging: async () => hanging } : facts;
  const plan = await planRemoval(known, current, otherLeg);
  const ids = plan.gone.map((row) => row.id);
  const rows = ids.length === 1 ? [alone] : await findTransactions(tx, ids);
  for (const follower of plan.followers) await saveFollower(tx, follower);
  const deleted = repo.softDelete(tx, ids);
  onSent?.(rows);
  // Somebody else deleted the other leg between the two statements.
  return (await deleted) === 0 ? refuseMissing() : rows;
}

interface RemovalOptions {
  readonly otherLeg?: OtherLegFate;
  readonly onSent?: (rows: readonly TransactionRow[]) => void;
}

export interface RemovalPlan {
  readonly gone: readonly repo.StoredTransaction[];
  /** Rows that stay and have to follow, such as the other leg that is kept. */
  readonly followers: readonly Follower[];
}

/** What goes with a row and what has to follow; nothing is written yet. @throws {AppError} */
export async function planRemoval(
  facts: LedgerFacts,
  current: repo.StoredTransaction,
  otherLeg: OtherLegFate,
): Promise<RemovalPlan> {
  if (current.parentId !== null) refusePart();
  const other =
    current.transferTransactionId === null ? undefined : await facts.findRow(current.transferTransactionId);
  const legs = other && otherLeg === 'delete' ? [current, other] : [current];
  const hanging = await facts.findHanging([current.id, ...(other ? [other.id] : [])]);
  const legIds = new Set<string | null>(legs.map((leg) => leg.id));
  // A fee goes with the leg that it was paid for; a refund of a purchase stays, and is one on its own.
  const fees = hanging.filter((row) => legIds.has(row.feeOfId));
  const gone = [...legs, ...fees];
  if (gone.some((row) => row.status === 'reconciled')) {
    refuseReconciled(gone.length > 1 ? 'A row of this transfer is' : 'This row is');
  }
  const staying = hanging.filter((row) => !gone.includes(row)).map(releaseHanging);
  return { gone, followers: other && otherLeg === 'keep' ? [releaseLeg(other), ...staying] : staying };
}

/** The fee of a leg that stays is an expense, the refund of a purchase that goes a refund on its own. */
function releaseHanging(row: repo.StoredTransaction): Follower {
  return { row, changes: { feeOfId: null, refundOfId: null } };
}

/** A leg that stays alone is money in or money out. */
function releaseLeg(row: repo.StoredTransaction): Follower {
  const type = typeOfSign(row.amountMinor, row.isRefund);
  return { row, changes: { type, transferTransactionId: null, transferAccountId: null } };
}
