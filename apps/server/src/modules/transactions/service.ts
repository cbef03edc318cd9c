import type { Transaction } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { type Booking, bookTransaction } from './book.ts';
import { changeTransaction, type TransactionUpdate } from './change.ts';
import { toTransaction } from './present.ts';
import { type OtherLegFate, removeTransaction } from './remove.ts';
import { findTransactions } from './repo.rows.ts';

export { getDetail as getTransaction } from './detail.ts';
export { listTransactions, searchTransactions, summarise } from './list.ts';

export async function addTransaction(
  tx: TenantTransaction,
  events: EventBus,
  booking: Booking,
): Promise<Transaction> {
  const { transaction, ids } = await bookTransaction(tx, booking);
  announce(tx, events, { change: 'created', rows: await withOthers(tx, transaction, ids) });
  return transaction;
}

export async function editTransaction(
  tx: TenantTransaction,
  events: EventBus,
  update: TransactionUpdate,
): Promise<Transaction> {
  const { transaction, ids, leftAccountIds } = await changeTransaction(tx, update);
  const rows = await withOthers(tx, transaction, ids);
  announce(tx, events, { change: 'updated', rows, leftAccountIds });
  return transaction;
}

/** Answers how many rows went: two for a transfer, three with its fee. */
export async function deleteTransaction(
  tx: TenantTransaction,
  events: EventBus,
  { id, otherLeg }: { readonly id: string; readonly otherLeg: OtherLegFate },
): Promise<number> {
  const rows = await removeTransaction(tx, id, otherLeg);
  announce(tx, events, { change: 'deleted', rows: rows.map(toTransaction) });
  return rows.length;
}

/** The booking in the history's words. */
export function describeBooking(booking: Booking): string {
  const what = booking.transferAccountId ? 'transfer' : 'transaction';
  const label = booking.payeeName ?? booking.description ?? '';
  return `Added a ${what} of ${booking.amount} on ${booking.date}${label === '' ? '' : `: ${label.slice(0, 100)}`}`;
}

interface Announcement {
  readonly change: 'created' | 'updated' | 'deleted';
  readonly rows: readonly Transaction[];
  readonly leftAccountIds?: readonly string[];
}

/** The row that was asked for, and those that changed with it. */
async function withOthers(
  tx: TenantTransaction,
  transaction: Transaction,
  ids: readonly string[],
): Promise<Transaction[]> {
  const others = ids.filter((id) => id !== transaction.id);
  const rows = others.length === 0 ? [] : await findTransactions(tx, others);
  return [transaction, ...rows.map(toTransaction)];
}

/** Tells the tenant's browsers; they hear it when the transaction commits. */
export function announce(tx: TenantTransaction, events: EventBus, news: Announcement): void {
  const told = news.rows.map((row) => {
    const { id, amount, description, date, accountId } = row;
    const payload = { id, amount, description, date, account_id: accountId, change: news.change };
    return events.publish(tx, 'transaction_update', payload);
  });
  const accountIds = [...news.rows.map((row) => row.accountId), ...(news.leftAccountIds ?? [])];
  for (const sent of [...told, events.balancesMoved(tx, accountIds)]) tx.withCommit(sent);
}
