import type { Transaction } from '@fintrack/contract';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { EventBus } from '../../platform/events.ts';
import { planBooking } from './book.ts';
import { refuseMissing, type TransactionUpdate } from './change.ts';
import { databaseFacts } from './facts.ts';
import { toTransaction } from './present.ts';
import { findTransactions } from './repo.rows.ts';
import * as repo from './repo.ts';
import { addTransaction, announce, editTransaction } from './service.ts';
import { linkTransfer } from './transfers.ts';

/*
 * What a mend of a difference does beyond an ordinary edit. Everything goes through the rules that hold for a change by
 * hand.
 */

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/**
 * Gives an amount the other sign. Within its category's kind the row becomes a refund, or one no more; else its type
 * follows the sign. @throws {AppError}
 */
export async function turnAmountRound(
  tx: TenantTransaction,
  events: EventBus,
  { id, version }: Versioned,
): Promise<Transaction> {
  const row = (await repo.findStored(tx, id)) ?? refuseMissing();
  const minor = -row.amountMinor;
  const amount = formatMinor(minor, parseCurrency(row.currency));
  const kind = row.categoryId === null ? undefined : await repo.findCategoryKind(tx, row.categoryId);
  const changes: TransactionUpdate['changes'] =
    row.type === 'transfer' ? { amount } : { amount, ...turnedType(row.type, { kind, isIn: minor > 0n }) };
  return editTransaction(tx, events, { id, version, changes });
}

function turnedType(
  type: 'income' | 'expense',
  { kind, isIn }: { kind: 'income' | 'expense' | undefined; isIn: boolean },
): Pick<TransactionUpdate['changes'], 'type' | 'isRefund'> {
  if (kind === type) return { isRefund: (type === 'expense') === isIn };
  return { type: isIn ? 'income' : 'expense', isRefund: false };
}

/** Books a row like this one on another day. @throws {AppError} */
export async function repeatTransaction(
  tx: TenantTransaction,
  events: EventBus,
  { id, date }: { readonly id: string; readonly date: CalendarDate },
): Promise<Transaction> {
  const row = (await repo.findStored(tx, id)) ?? refuseMissing();
  return addTransaction(tx, events, {
    accountId: row.accountId,
    date,
    amount: formatMinor(row.amountMinor, parseCurrency(row.currency)),
    // The other leg of a transfer is in another account, whose rows are not in question.
    ...(row.type === 'transfer' ? {} : { type: row.type, isRefund: row.isRefund }),
    description: row.description,
    payeeId: row.payeeId,
    categoryId: row.isSplit ? null : row.categoryId,
    tags: row.tags,
  });
}

/** A line of a bank's file, as far as booking it needs it; minor units of the account's currency. */
export interface BankLineToBook {
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly amountMinor: bigint;
  readonly description: string;
  readonly rawDescription: string | null;
  readonly payee: string | null;
  readonly notes: string | null;
  readonly externalId: string | null;
  readonly fingerprint: string | null;
}

/** Books a line of an imported file after all: it keeps what the bank wrote, so that no later file doubles it. */
export async function addBankLine(
  tx: TenantTransaction,
  events: EventBus,
  target: { readonly accountId: string; readonly importId: string; readonly line: BankLineToBook },
): Promise<void> {
  const { accountId, importId, line } = target;
  const facts = databaseFacts(tx);
  const account = await facts.findAccount(accountId);
  if (!account) return refuseMissing();
  const [row] = await planBooking(facts, {
    accountId,
    date: line.date,
    valueDate: line.valueDate,
    amount: formatMinor(line.amountMinor, parseCurrency(account.currency)),
    description: line.description,
    payeeName: line.payee,
    notes: line.notes,
  });
  if (!row) throw new Error('A booking made no row.');
  await repo.insertTransactions(tx, [
    {
      ...row,
      importId,
      externalId: line.externalId,
      rawDescription: line.rawDescription ?? line.description,
      fingerprint: line.fingerprint,
      createdBy: 'import',
    },
  ]);
  await tell(tx, events, [row.id]);
}

/** Books the other leg of a transfer that has only one, and links the two. @throws {AppError} */
export async function addMissingLeg(
  tx: TenantTransaction,
  events: EventBus,
  { id, version, accountId }: Versioned & { readonly accountId: string },
): Promise<void> {
  const leg = (await repo.findStored(tx, id)) ?? refuseMissing();
  const made = await addTransaction(tx, events, {
    accountId,
    date: parseCalendarDate(leg.date),
    amount: formatMinor(-leg.amountMinor, parseCurrency(leg.currency)),
    description: leg.description,
    payeeId: leg.payeeId,
  });
  const ids = await linkTransfer(tx, { id: leg.id, version, otherId: made.id });
  await tell(tx, events, ids);
}

async function tell(tx: TenantTransaction, events: EventBus, ids: readonly string[]): Promise<void> {
  const rows = await findTransactions(tx, ids);
  announce(tx, events, { change: 'created', rows: rows.map(toTransaction) });
}
