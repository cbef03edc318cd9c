import type * as contract from '@fintrack/contract';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type Currency, formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import { isUniqueViolation, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { readAmount } from './amounts.ts';
import { presentAccount } from './presentation.ts';
import * as anchors from './repo.anchors.ts';
import * as repo from './repo.ts';

type Account = contract.Account;

/** The accounts in display order with their balances at the end of `today`. */
export async function listAccounts(
  tx: TenantTransaction,
  today: CalendarDate,
  filter: z.output<typeof contract.listAccounts.query>,
): Promise<Account[]> {
  const [accounts, counts] = await Promise.all([
    repo.findAccountsWithBalances(tx, today, filter),
    repo.countRows(tx),
  ]);
  return accounts.map((account) =>
    presentAccount(account, { date: today, transactionCount: counts.get(account.id) ?? 0 }),
  );
}

/** @throws {AppError} NOT_FOUND */
export async function getAccount(
  tx: TenantTransaction,
  today: CalendarDate,
  accountId: string,
): Promise<Account> {
  const [[account], counts] = await Promise.all([
    repo.findAccountsWithBalances(tx, today, { accountId, includeArchived: true, includeHidden: true }),
    repo.countRows(tx, accountId),
  ]);
  if (!account) return refuseMissing();
  return presentAccount(account, { date: today, transactionCount: counts.get(account.id) ?? 0 });
}

/** Adds an account; an opening balance becomes its first anchor. @throws {AppError} NAME_TAKEN, AMOUNT_INVALID */
export async function createAccount(
  tx: TenantTransaction,
  today: CalendarDate,
  input: z.output<typeof contract.createAccount.body>,
): Promise<Account> {
  const { openingBalance, openingDate, creditLimit, ...fields } = input;
  const currency = parseCurrency(input.currency ?? (await tx.entered).currency);
  const id = newId();
  const row = {
    ...given(fields),
    name: input.name,
    type: input.type,
    id,
    tenantId: tx.tenantId,
    currency,
    creditLimitMinor: readCreditLimit(creditLimit ?? null, currency),
  };
  const balanceMinor =
    openingBalance === undefined ? null : readAmount('openingBalance', openingBalance, currency);
  await refuseTakenName(input.name, () => repo.insertAccount(tx, row));
  if (balanceMinor !== null) {
    await anchors.saveAnchor(tx, {
      id: newId(),
      accountId: id,
      anchorDate: openingDate === undefined ? today : parseCalendarDate(openingDate),
      balanceMinor,
      description: null,
      isInitialBalance: true,
      confidenceLevel: 'high',
    });
  }
  return getAccount(tx, today, id);
}

export interface AccountUpdate {
  readonly accountId: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof contract.updateAccount.body>, 'version'>;
}

/** Changes what is given. @throws {AppError} NOT_FOUND, STALE_VERSION, CURRENCY_FIXED, NAME_TAKEN, AMOUNT_INVALID */
export async function updateAccount(
  tx: TenantTransaction,
  today: CalendarDate,
  { accountId, version, changes }: AccountUpdate,
): Promise<Account> {
  const current = (await repo.lockAccount(tx, accountId)) ?? refuseMissing();
  if (current.version !== version) return refuseStale(tx, today, accountId);

  const { isArchived, creditLimit, currency: wanted, ...fields } = changes;
  const currency = wanted === undefined ? current.currency : parseCurrency(wanted);
  if (currency !== current.currency && (await repo.hasAmounts(tx, accountId)))
    refuseCurrency(current.currency);
  const row = {
    ...given(fields),
    currency,
    creditLimitMinor: readCreditLimit(
      creditLimit === undefined ? creditLimitText(current) : creditLimit,
      currency,
    ),
    ...(isArchived === undefined ? {} : { isArchived }),
  };
  const saved = await refuseTakenName(changes.name ?? current.name, () =>
    repo.updateAccount(tx, { id: accountId, version }, row),
  );
  return saved ? getAccount(tx, today, accountId) : refuseStale(tx, today, accountId);
}

export interface AccountDeletion {
  readonly accountId: string;
  /** Deletes the account's rows, which another module owns; null: an account that has rows is archived instead. */
  readonly deleteRows: ((tx: TenantTransaction, accountId: string) => Promise<void>) | null;
}

/**
 * Archives an account that has rows, deletes one that has none, or deletes it with its rows. One change set, so that
 * it can be undone as one. @throws {AppError} NOT_FOUND
 */
export async function deleteAccount(
  tx: TenantTransaction,
  { accountId, deleteRows }: AccountDeletion,
): Promise<Omit<z.output<typeof contract.deleteAccount.data>, 'changeSetId'>> {
  const account = (await repo.lockAccount(tx, accountId)) ?? refuseMissing();
  const rows = (await repo.countRows(tx, accountId)).get(accountId) ?? 0;
  if (rows > 0 && !deleteRows) {
    if (account.archivedAt === null) await repo.archiveAccount(tx, accountId);
    return { outcome: 'archived', deletedTransactions: 0 };
  }
  await deleteRows?.(tx, accountId);
  await repo.softDeleteAccount(tx, accountId);
  return { outcome: 'deleted', deletedTransactions: rows };
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such account.');
}

/** The fields that were given, so that what was left out stays as it is. */
function given<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}

function readCreditLimit(text: string | null, currency: Currency): bigint | null {
  if (text === null) return null;
  const minor = readAmount('creditLimit', text, currency);
  if (minor >= 0n) return minor;
  const message = 'A credit limit cannot be below zero.';
  return refuse('VALIDATION_FAILED', message, [{ path: 'creditLimit', message }]);
}

function creditLimitText(account: repo.AccountRow): string | null {
  return account.creditLimitMinor === null ? null : formatMinor(account.creditLimitMinor, account.currency);
}

async function refuseTakenName<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse('NAME_TAKEN', `There is an account "${name}" already. Choose another name.`, [
      { path: 'name', message: 'Another account has this name.' },
    ]);
  }
}

function refuseCurrency(currency: Currency): never {
  return refuse(
    'CURRENCY_FIXED',
    `This account has amounts in ${currency}, so its currency stays. Make a new account for the other currency.`,
  );
}

async function refuseStale(tx: TenantTransaction, today: CalendarDate, accountId: string): Promise<never> {
  const current = await getAccount(tx, today, accountId);
  return refuse('STALE_VERSION', 'Somebody changed this account meanwhile. Look at it again, then save.', {
    current,
  });
}
