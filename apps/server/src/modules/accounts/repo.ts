import type { AccountType } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { and, asc, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import { readBigint, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { reconciliations } from '../reconciliations/tables.ts';
import { accountDailyTotals, accountMonthlyTotals, transactions } from '../transactions/tables.ts';
import { accountBalanceAnchors, accounts } from './tables.ts';

export type AccountRow = typeof accounts.$inferSelect;
export type NewAccount = typeof accounts.$inferInsert;

/** An account with its balance at the end of a day. */
export interface AccountWithBalance extends AccountRow {
  readonly postedMinor: bigint;
  readonly pendingMinor: bigint;
  /** The date of the last statement that was reconciled. */
  readonly reconciledUntil: CalendarDate | null;
}

export interface AccountFilter {
  readonly accountId?: string | undefined;
  readonly type?: AccountType | undefined;
  readonly includeArchived?: boolean | undefined;
  readonly includeHidden?: boolean | undefined;
}

/**
 * The accounts in display order, each with its balance at the end of `date`, in one statement over anchors and
 * daily totals: never over rows, whose number does not matter here.
 */
export async function findAccountsWithBalances(
  tx: TenantTransaction,
  date: CalendarDate,
  filter: AccountFilter,
): Promise<AccountWithBalance[]> {
  return tx.sql
    .select({
      ...getTableColumns(accounts),
      postedMinor: sql`balance.posted_minor`.mapWith(readBigint),
      pendingMinor: sql`balance.pending_minor`.mapWith(readBigint),
      reconciledUntil: sql<CalendarDate | null>`(SELECT max(r.statement_date)::text FROM ${reconciliations} r
        WHERE r.tenant_id = ${accounts.tenantId} AND r.account_id = ${accounts.id} AND r.status = 'finished'
          AND r.deleted_at IS NULL)`,
    })
    .from(accounts)
    .crossJoinLateral(balanceAtEndOf(date))
    .where(and(isNull(accounts.deletedAt), ...conditions(filter)))
    .orderBy(...displayOrder);
}

export type AccountIdentity = Pick<AccountRow, 'id' | 'name' | 'type' | 'currency'>;

/** Who the accounts are, hidden and archived ones too, in display order. */
export async function findAccountIdentities(tx: TenantTransaction): Promise<AccountIdentity[]> {
  return tx.sql
    .select({ id: accounts.id, name: accounts.name, type: accounts.type, currency: accounts.currency })
    .from(accounts)
    .where(isNull(accounts.deletedAt))
    .orderBy(...displayOrder);
}

/** Locks the account until the end of the transaction, so that no row can join it meanwhile. */
export async function lockAccount(tx: TenantTransaction, accountId: string): Promise<AccountRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNull(accounts.deletedAt)))
    .for('update');
  return row;
}

export async function findAccount(tx: TenantTransaction, accountId: string): Promise<AccountRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, accountId), isNull(accounts.deletedAt)));
  return row;
}

export async function insertAccount(tx: TenantTransaction, row: NewAccount): Promise<void> {
  await tx.sql.insert(accounts).values(row);
}

export interface AccountChanges extends Partial<Omit<NewAccount, 'archivedAt' | 'deletedAt' | 'version'>> {
  readonly isArchived?: boolean;
}

/** False when the version is not the current one any more. An archived account keeps the moment it was archived. */
export async function updateAccount(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  { isArchived, ...changes }: AccountChanges,
): Promise<boolean> {
  const archivedAt = isArchived ? sql`coalesce(${accounts.archivedAt}, now())` : null;
  const updated = await tx.sql
    .update(accounts)
    .set({ ...changes, ...(isArchived === undefined ? {} : { archivedAt }), ...touched })
    .where(and(eq(accounts.id, target.id), eq(accounts.version, target.version), isNull(accounts.deletedAt)))
    .returning({ id: accounts.id });
  return updated.length === 1;
}

export async function archiveAccount(tx: TenantTransaction, accountId: string): Promise<void> {
  await tx.sql
    .update(accounts)
    .set({ archivedAt: sql`now()`, ...touched })
    .where(eq(accounts.id, accountId));
}

/** Anchors stay with the account, unseen, so that bringing it back is one row. */
export async function softDeleteAccount(tx: TenantTransaction, accountId: string): Promise<void> {
  await tx.sql
    .update(accounts)
    .set({ deletedAt: sql`now()`, ...touched })
    .where(eq(accounts.id, accountId));
}

/** True when an amount in the account's currency was ever kept: a row or an anchor, deleted ones included. */
export async function hasAmounts(tx: TenantTransaction, accountId: string): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: transactions.id })
    .from(transactions)
    .where(and(eq(transactions.accountId, accountId), isNull(transactions.parentId)))
    .limit(1);
  if (rows.length > 0) return true;
  const anchors = await tx.sql
    .select({ id: accountBalanceAnchors.id })
    .from(accountBalanceAnchors)
    .where(eq(accountBalanceAnchors.accountId, accountId))
    .limit(1);
  return anchors.length > 0;
}

/** Live rows by account, from the monthly totals: of one account, or of all. An account without rows is left out. */
export async function countRows(
  tx: TenantTransaction,
  accountId?: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.sql
    .select({
      accountId: accountMonthlyTotals.accountId,
      count: sql`sum(${accountMonthlyTotals.rowCount})`.mapWith(readCount),
    })
    .from(accountMonthlyTotals)
    .where(accountId === undefined ? undefined : eq(accountMonthlyTotals.accountId, accountId))
    .groupBy(accountMonthlyTotals.accountId);
  return new Map(rows.map((row) => [row.accountId, row.count]));
}

/**
 * Rules 1 to 5 of docs/specs/balances.md as SQL, for each row of `accounts`: `balanceAt` and `pendingAt` of core
 * say the same, and a test compares them on random books. Between anchor and date it adds up whole months, and the
 * days of the months at both ends.
 */
function balanceAtEndOf(date: CalendarDate): SQL {
  return sql`(
    SELECT
      coalesce(anchor.balance_minor, 0)
        + CASE WHEN anchor.anchor_date > ${date}::date THEN -counted.minor ELSE counted.minor END AS posted_minor,
      pending.minor AS pending_minor
    FROM (VALUES (true)) AS one
    LEFT JOIN LATERAL (
      (SELECT b.anchor_date, b.balance_minor, 1 AS preference FROM ${accountBalanceAnchors} b
        WHERE b.tenant_id = ${accounts.tenantId} AND b.account_id = ${accounts.id} AND b.deleted_at IS NULL
          AND b.anchor_date <= ${date}::date
        ORDER BY b.anchor_date DESC LIMIT 1)
      UNION ALL
      (SELECT b.anchor_date, b.balance_minor, 2 AS preference FROM ${accountBalanceAnchors} b
        WHERE b.tenant_id = ${accounts.tenantId} AND b.account_id = ${accounts.id} AND b.deleted_at IS NULL
          AND b.anchor_date > ${date}::date
        ORDER BY b.anchor_date LIMIT 1)
      ORDER BY preference LIMIT 1
    ) AS anchor ON true
    -- OFFSET 0 keeps these bounds values: as expressions on an anchor they would not be leakproof, and under row-level
    -- security no index of the totals would be searched for them.
    CROSS JOIN LATERAL (
      SELECT span.after, span.until, (date_trunc('month', span.after) + interval '1 month')::date AS first_month,
        date_trunc('month', span.until)::date AS last_days,
        greatest((date_trunc('month', span.after) + interval '1 month')::date, date_trunc('month', span.until)::date)
          AS tail,
        date_trunc('month', ${date}::date)::date AS this_month
      FROM (SELECT least(coalesce(anchor.anchor_date, '-infinity'), ${date}::date) AS after,
        greatest(coalesce(anchor.anchor_date, '-infinity'), ${date}::date) AS until) AS span
      OFFSET 0
    ) AS whole
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(part.posted_minor), 0)::bigint AS minor FROM (
        SELECT m.posted_minor FROM ${accountMonthlyTotals} m
        WHERE m.tenant_id = ${accounts.tenantId} AND m.account_id = ${accounts.id}
          AND m.month >= whole.first_month AND m.month < whole.last_days
        UNION ALL
        SELECT d.posted_minor FROM ${accountDailyTotals} d
        WHERE d.tenant_id = ${accounts.tenantId} AND d.account_id = ${accounts.id}
          AND d.date > whole.after AND d.date < whole.first_month AND d.date <= whole.until
        UNION ALL
        SELECT d.posted_minor FROM ${accountDailyTotals} d
        WHERE d.tenant_id = ${accounts.tenantId} AND d.account_id = ${accounts.id}
          AND d.date >= whole.tail AND d.date <= whole.until
      ) part
    ) AS counted
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(part.pending_minor), 0)::bigint AS minor FROM (
        SELECT m.pending_minor FROM ${accountMonthlyTotals} m
        WHERE m.tenant_id = ${accounts.tenantId} AND m.account_id = ${accounts.id}
          AND m.month < whole.this_month
        UNION ALL
        SELECT d.pending_minor FROM ${accountDailyTotals} d
        WHERE d.tenant_id = ${accounts.tenantId} AND d.account_id = ${accounts.id}
          AND d.date >= whole.this_month AND d.date <= ${date}::date
      ) part
    ) AS pending
  ) AS balance`;
}

function conditions(filter: AccountFilter): SQL[] {
  return [
    ...(filter.accountId === undefined ? [] : [eq(accounts.id, filter.accountId)]),
    ...(filter.type === undefined ? [] : [eq(accounts.type, filter.type)]),
    ...(filter.includeArchived ? [] : [isNull(accounts.archivedAt)]),
    ...(filter.includeHidden ? [] : [eq(accounts.isHidden, false)]),
  ];
}

const displayOrder = [asc(accounts.displayOrder), sql`lower(${accounts.name})`, asc(accounts.id)];
const touched = { version: sql`${accounts.version} + 1`, updatedAt: sql`now()` };
