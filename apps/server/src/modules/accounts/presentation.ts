import type * as contract from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { AnchorDrift, BalanceExplanation, DailyTotal } from '@fintrack/core/ledger';
import { type Currency, formatMinor } from '@fintrack/core/money';
import type { z } from 'zod';
import type { AnchorRow } from './repo.anchors.ts';
import type { AccountWithBalance } from './repo.ts';

type AccountBalance = z.output<typeof contract.accountBalance>;

/** An anchor as core's ledger takes it, with its row. */
export interface LedgerAnchor {
  readonly date: CalendarDate;
  readonly balanceMinor: bigint;
  readonly row: AnchorRow;
}

/** The row as an anchor of core's ledger. */
export function toLedgerAnchor(row: AnchorRow): LedgerAnchor {
  return { date: row.anchorDate, balanceMinor: row.balanceMinor, row };
}

export function presentAccount(
  account: AccountWithBalance,
  shown: { readonly date: CalendarDate; readonly transactionCount: number },
): contract.Account {
  return {
    id: account.id,
    name: account.name,
    type: account.type,
    subtype: account.subtype,
    currency: account.currency,
    creditLimit:
      account.creditLimitMinor === null ? null : formatMinor(account.creditLimitMinor, account.currency),
    institutionName: account.institutionName,
    accountNumberLast4: account.accountNumberLast4,
    isHidden: account.isHidden,
    isArchived: account.archivedAt !== null,
    displayOrder: account.displayOrder,
    color: account.color,
    icon: account.icon,
    balance: presentBalance(account, shown.date),
    transactionCount: shown.transactionCount,
    reconciledUntil: account.reconciledUntil,
    version: account.version,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
}

export function presentBalance(account: AccountWithBalance, date: CalendarDate): AccountBalance {
  const available = account.postedMinor + account.pendingMinor + (account.creditLimitMinor ?? 0n);
  return {
    date,
    posted: formatMinor(account.postedMinor, account.currency),
    pending: formatMinor(account.pendingMinor, account.currency),
    available: formatMinor(available, account.currency),
    credit: presentCredit(account),
    currency: account.currency,
  };
}

/** How much of the credit limit is used: what is owed, pending rows included, and never less than nothing. */
function presentCredit(account: AccountWithBalance): AccountBalance['credit'] {
  const { creditLimitMinor: limit, currency } = account;
  if (limit === null) return null;
  const owed = -(account.postedMinor + account.pendingMinor);
  const used = owed > 0n ? owed : 0n;
  return {
    limit: formatMinor(limit, currency),
    used: formatMinor(used, currency),
    usedPercent: limit === 0n ? null : tenths((used * 1000n) / limit),
  };
}

function tenths(value: bigint): string {
  return `${value / 10n}.${value % 10n}`;
}

export function presentExplanation(
  explanation: BalanceExplanation<LedgerAnchor>,
  currency: Currency,
): z.output<typeof contract.balanceExplanation> {
  const { anchor } = explanation;
  return {
    anchor: anchor && {
      id: anchor.row.id,
      date: anchor.date,
      balance: formatMinor(anchor.balanceMinor, currency),
      source: anchor.row.source,
      description: anchor.row.description,
    },
    direction: explanation.direction,
    from: explanation.from,
    to: explanation.to,
    sum: formatMinor(explanation.sumMinor, currency),
    rowCount: explanation.rowCount,
    days: explanation.days.map((day) => presentDay(day, currency)),
    daysAreCapped: explanation.daysAreCapped,
    drift: presentDrift(explanation.driftMinor, currency),
  };
}

export function presentAnchor(
  { anchor, driftMinor }: AnchorDrift<LedgerAnchor>,
  currency: Currency,
): contract.Anchor {
  const { row } = anchor;
  return {
    id: row.id,
    accountId: row.accountId,
    date: row.anchorDate,
    balance: formatMinor(row.balanceMinor, currency),
    currency,
    description: row.description,
    isInitialBalance: row.isInitialBalance,
    confidenceLevel: row.confidenceLevel,
    source: row.source,
    drift: presentDrift(driftMinor, currency),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export function presentDrift(driftMinor: bigint | null, currency: Currency): string | null {
  return driftMinor === null ? null : formatMinor(driftMinor, currency);
}

function presentDay(day: DailyTotal, currency: Currency) {
  return {
    date: day.date,
    posted: formatMinor(day.postedMinor, currency),
    pending: formatMinor(day.pendingMinor, currency),
    rowCount: day.rowCount,
  };
}
