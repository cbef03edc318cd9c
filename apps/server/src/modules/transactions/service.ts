import type { Transaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { type Booking, planBooking, saveBooking } from './book.ts';
import { changeTransaction, type TransactionUpdate } from './change.ts';
import { databaseFacts } from './facts.ts';
import { decimal, toTransaction } from './present.ts';
import { type OtherLegFate, removeTransaction } from './remove.ts';
import { findTransactions, type TransactionRow } from './repo.rows.ts';
import type { NewTransaction, StoredTransaction } from './repo.ts';

export { getDetail as getTransaction } from './detail.ts';
export { listTransactions, searchTransactions, summarise } from './list.ts';

export async function addTransaction(
  tx: TenantTransaction,
  events: EventBus,
  booking: Booking,
): Promise<Transaction> {
  const rows = await planBooking(databaseFacts(tx), booking);
  const booked = saveBooking(tx, rows);
  announce(tx, events, { change: 'created', rows: rows.map(toNews) });
  tx.sendCommit();
  return (await booked).transaction;
}

export async function editTransaction(
  tx: TenantTransaction,
  events: EventBus,
  update: TransactionUpdate,
): Promise<Transaction> {
  let isTold = false;
  const onSent = (before: StoredTransaction, fields: Partial<NewTransaction>): void => {
    isTold = true;
    const row = toNews({
      id: before.id,
      accountId: fields.accountId ?? before.accountId,
      amountMinor: fields.amountMinor ?? before.amountMinor,
      currency: fields.currency ?? before.currency,
      date: fields.date ?? before.date,
      description: fields.description ?? before.description,
    });
    const leftAccountIds = row.accountId === before.accountId ? [] : [before.accountId];
    announce(tx, events, { change: 'updated', rows: [row], leftAccountIds });
    tx.sendCommit();
  };
  const { transaction, ids, leftAccountIds } = await changeTransaction(tx, update, onSent);
  if (!isTold) {
    const rows = await withOthers(tx, transaction, ids);
    announce(tx, events, { change: 'updated', rows, leftAccountIds });
  }
  return transaction;
}

/** Answers how many rows went: two for a transfer, three with its fee. */
export async function deleteTransaction(
  tx: TenantTransaction,
  events: EventBus,
  { id, otherLeg }: { readonly id: string; readonly otherLeg: OtherLegFate },
): Promise<number> {
  const onSent = (rows: readonly TransactionRow[]): void => {
    announce(tx, events, { change: 'deleted', rows: rows.map(toTransaction) });
    // Another leg may have gone meanwhile: that is known only with the answer.
    if (rows.length === 1) tx.sendCommit();
  };
  return (await removeTransaction(tx, id, { otherLeg, onSent })).length;
}

/** The booking in the history's words. */
export function describeBooking(booking: Booking): string {
  const what = booking.transferAccountId ? 'transfer' : 'transaction';
  const label = booking.payeeName ?? booking.description ?? '';
  return `Added a ${what} of ${booking.amount} on ${booking.date}${label === '' ? '' : `: ${label.slice(0, 100)}`}`;
}

/** What is told of a row. */
type News = Pick<Transaction, 'id' | 'amount' | 'description' | 'date' | 'accountId'>;

function toNews(
  row: Pick<NewTransaction, 'id' | 'amountMinor' | 'currency' | 'description' | 'date' | 'accountId'>,
): News {
  const { id, amountMinor, currency, description, date, accountId } = row;
  return {
    id,
    amount: decimal(String(amountMinor), currency),
    description,
    date: parseCalendarDate(date),
    accountId,
  };
}

interface Announcement {
  readonly change: 'created' | 'updated' | 'deleted';
  readonly rows: readonly News[];
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
  for (const { id, amount, description, date, accountId } of news.rows) {
    const payload = { id, amount, description, date, account_id: accountId, change: news.change };
    events.publish(tx, 'transaction_update', payload);
  }
  events.balancesMoved(tx, [...news.rows.map((row) => row.accountId), ...(news.leftAccountIds ?? [])]);
}
