import type { Transaction } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { announceBalance } from '../accounts/index.ts';
import { type Booking, bookTransaction } from './book.ts';
import { changeTransaction, refuseMissing, type TransactionUpdate } from './change.ts';
import { toTransaction } from './present.ts';
import { removeTransaction } from './remove.ts';
import { findTransaction, findTransactions, type TransactionRow } from './repo.rows.ts';

export { listTransactions, summarise } from './list.ts';

/** What telling the tenant's browsers needs; they hear it when the transaction commits. */
export interface Telling {
  readonly events: EventBus;
  readonly clock: Clock;
  readonly today: CalendarDate;
}

export async function getTransaction(tx: TenantTransaction, id: string): Promise<Transaction> {
  const row = await findTransaction(tx, id);
  return row ? toTransaction(row) : refuseMissing();
}

export async function addTransaction(
  tx: TenantTransaction,
  telling: Telling,
  booking: Booking,
): Promise<Transaction> {
  const { transaction, ids } = await bookTransaction(tx, booking);
  await announce(tx, telling, { change: 'created', rows: await findTransactions(tx, ids) });
  return transaction;
}

export async function editTransaction(
  tx: TenantTransaction,
  telling: Telling,
  update: TransactionUpdate,
): Promise<Transaction> {
  const { transaction, ids, leftAccountIds } = await changeTransaction(tx, update);
  await announce(tx, telling, { change: 'updated', rows: await findTransactions(tx, ids), leftAccountIds });
  return transaction;
}

/** Answers how many rows went: two for a transfer. */
export async function deleteTransaction(
  tx: TenantTransaction,
  telling: Telling,
  id: string,
): Promise<number> {
  const rows = await removeTransaction(tx, id);
  await announce(tx, telling, { change: 'deleted', rows });
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
  readonly rows: readonly TransactionRow[];
  readonly leftAccountIds?: readonly string[];
}

async function announce(tx: TenantTransaction, telling: Telling, news: Announcement): Promise<void> {
  for (const row of news.rows) {
    const { id, amount, description, date, accountId } = toTransaction(row);
    const payload = { id, amount, description, date, account_id: accountId, change: news.change };
    await telling.events.publish(tx, 'transaction_update', payload);
  }
  const accountIds = new Set([...news.rows.map((row) => row.accountId), ...(news.leftAccountIds ?? [])]);
  for (const accountId of accountIds) await announceBalance(tx, telling, { accountId, today: telling.today });
}
