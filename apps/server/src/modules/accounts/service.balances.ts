import type * as contract from '@fintrack/contract';
import { ACCOUNT_TYPES } from '@fintrack/contract';
import { addDays, addMonths, type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import {
  type AccountLedger,
  type AnchorDrift,
  balanceAt,
  balanceHistory,
  countIntervalEnds,
  drifts,
  explainBalance,
  type HistoryInterval,
  intervalEnds,
  type NetWorth,
  netWorth,
} from '@fintrack/core/ledger';
import { type Currency, formatAmount, formatMinor, money, parseCurrency } from '@fintrack/core/money';
import { convertMoney, type RateLookup, type RateTable } from '@fintrack/core/rates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { loadRates, presentConverted, presentReason, presentWorth } from '../exchange-rates/index.ts';
import {
  type LedgerAnchor,
  presentBalance,
  presentDrift,
  presentExplanation,
  toLedgerAnchor,
} from './presentation.ts';
import { findAnchors } from './repo.anchors.ts';
import { findDailyTotals, findSpanTotals } from './repo.ledgers.ts';
import {
  type AccountIdentity,
  type AccountWithBalance,
  findAccount,
  findAccountIdentities,
  findAccountsWithBalances,
} from './repo.ts';
import { refuseMissing } from './service.ts';

/** Ten years of days; a chart shows fewer. */
const MAX_POINTS = 3700;
const EVERY_ACCOUNT = { includeArchived: true, includeHidden: true };

/** The balance at the end of a day, on request with its proof. @throws {AppError} NOT_FOUND */
export async function getBalance(
  tx: TenantTransaction,
  accountId: string,
  { date, explain }: { readonly date: CalendarDate; readonly explain: boolean },
): Promise<z.output<typeof contract.getBalanceAt.data>> {
  const [account] = await findAccountsWithBalances(tx, date, { accountId, ...EVERY_ACCOUNT });
  if (!account) return refuseMissing();
  const balance = { accountId, ...presentBalance(account, date) };
  if (!explain) return balance;
  const explanation = explainBalance(await loadLedger(tx, accountId), date);
  return { ...balance, explanation: presentExplanation(explanation, account.currency) };
}

/** Points of a balance over time. @throws {AppError} NOT_FOUND, VALIDATION_FAILED */
export async function getBalanceHistory(
  tx: TenantTransaction,
  accountId: string,
  wanted: { readonly from?: string | undefined; readonly to: string; readonly interval: HistoryInterval },
): Promise<z.output<typeof contract.getBalanceHistory.data>> {
  const account = (await findAccount(tx, accountId)) ?? refuseMissing();
  const to = parseCalendarDate(wanted.to);
  const from = wanted.from === undefined ? addDays(addMonths(to, -12), 1) : parseCalendarDate(wanted.from);
  refuseBadSpan({ from, to, interval: wanted.interval });
  const ledger = await loadLedger(tx, accountId);
  const points = balanceHistory(ledger, intervalEnds(from, to, wanted.interval));
  return {
    accountId,
    currency: account.currency,
    points: points.map((point) => ({
      date: point.date,
      balance: formatMinor(point.balanceMinor, account.currency),
    })),
    anchors: drifts(ledger)
      .filter(({ anchor }) => anchor.date >= from && anchor.date <= to)
      .map(({ anchor, driftMinor }) => ({
        date: anchor.date,
        balance: formatMinor(anchor.balanceMinor, account.currency),
        drift: presentDrift(driftMinor, account.currency),
      })),
  };
}

/** Balances by account and type, and net worth: hidden and archived accounts count, empty archived ones stay unlisted. */
export async function getBalancesSummary(
  tx: TenantTransaction,
  at: CalendarDate,
): Promise<z.output<typeof contract.getBalancesSummary.data>> {
  const accounts = await findAccountsWithBalances(tx, at, EVERY_ACCOUNT);
  const base = parseCurrency((await tx.entered).currency);
  const currencies = [base, ...accounts.map((account) => account.currency)];
  const rates = await loadRates(tx, { currencies, dates: [at] });
  const worth = netWorth(
    accounts.map((account) => ({ ...account, balanceMinor: account.postedMinor })),
    base,
    (currency) => rates.lookup(currency, base, at),
  );
  const listed = accounts.filter(
    (account) => account.archivedAt === null || account.postedMinor !== 0n || account.pendingMinor !== 0n,
  );
  return {
    at,
    baseCurrency: base,
    ...presentWorth(worth, base),
    converted: worth.converted.map(presentConverted),
    unconverted: worth.unconverted.map((each) => ({
      currency: each.currency,
      ...presentWorth(each, each.currency),
      reason: presentReason(each),
    })),
    byType: sumByType(listed),
    accounts: listed.map((account) => ({
      id: account.id,
      name: account.name,
      type: account.type,
      currency: account.currency,
      balance: formatMinor(account.postedMinor, account.currency),
      pending: formatMinor(account.pendingMinor, account.currency),
      inBase: presentInBase(account, rates.lookup(account.currency, base, at)),
    })),
  };
}

/** An anchor that the books do not agree with. */
export interface Drift {
  readonly account: AccountIdentity;
  readonly since: CalendarDate;
  readonly date: CalendarDate;
  readonly driftMinor: bigint;
}

/** Every drift that is not zero, account by account, oldest first. */
export function driftsOf(ledgers: readonly LoadedLedger[]): Drift[] {
  return ledgers.flatMap(({ account, ledger }) =>
    drifts(ledger).flatMap(({ anchor, since, driftMinor }) =>
      since !== null && driftMinor ? [{ account, since, date: anchor.date, driftMinor }] : [],
    ),
  );
}

/** Net worth at the end of a day that the ledgers and the rates were loaded for. */
export function netWorthOf(
  ledgers: readonly LoadedLedger[],
  date: CalendarDate,
  { base, rates }: { readonly base: Currency; readonly rates: RateTable },
): NetWorth {
  const holdings = ledgers.map(({ account, ledger }) => ({
    type: account.type,
    currency: account.currency,
    balanceMinor: balanceAt(ledger, date),
  }));
  return netWorth(holdings, base, (currency) => rates.lookup(currency, base, date));
}

/** A balance in the base currency; null without a known rate. */
export function presentInBase(
  account: Pick<AccountWithBalance, 'currency' | 'postedMinor'>,
  rate: RateLookup,
): string | null {
  if (rate.kind === 'unknown') return null;
  return formatAmount(convertMoney(money(account.postedMinor, account.currency), rate.rate, rate.to));
}

/** Anchors with their drift, oldest first. */
export async function loadAnchorDrifts(
  tx: TenantTransaction,
  accountId: string,
): Promise<AnchorDrift<LedgerAnchor>[]> {
  return drifts(await loadLedger(tx, accountId));
}

/** An account with what its balances follow from. */
export interface LoadedLedger {
  readonly account: AccountIdentity;
  readonly ledger: AccountLedger<LedgerAnchor>;
}

/** All that the balances of an account follow from. */
export async function loadLedger(
  tx: TenantTransaction,
  accountId: string,
): Promise<AccountLedger<LedgerAnchor>> {
  const [anchors, totals] = await Promise.all([findAnchors(tx, accountId), findDailyTotals(tx, accountId)]);
  return { anchors: anchors.map(toLedgerAnchor), totals };
}

/**
 * Every account with its totals summed between anchors and `dates`: all that balances at these days and drifts need,
 * in three statements whatever the number of accounts and days.
 */
export async function loadLedgers(
  tx: TenantTransaction,
  dates: readonly CalendarDate[],
): Promise<LoadedLedger[]> {
  const [accounts, anchors, totals] = await Promise.all([
    findAccountIdentities(tx),
    findAnchors(tx),
    findSpanTotals(tx, dates),
  ]);
  const anchorsByAccount = groupByAccount(anchors);
  const totalsByAccount = groupByAccount(totals);
  return accounts.map((account) => ({
    account,
    ledger: {
      anchors: (anchorsByAccount.get(account.id) ?? []).map(toLedgerAnchor),
      totals: totalsByAccount.get(account.id) ?? [],
    },
  }));
}

function groupByAccount<Item extends { readonly accountId: string }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.accountId);
    if (group) group.push(item);
    else groups.set(item.accountId, [item]);
  }
  return groups;
}

function refuseBadSpan(span: { from: CalendarDate; to: CalendarDate; interval: HistoryInterval }): void {
  if (span.from > span.to) {
    const message = `The time begins on ${span.from} and ends before, on ${span.to}. Swap them.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
  if (countIntervalEnds(span.from, span.to, span.interval) > MAX_POINTS) {
    const message = `That is more than ${MAX_POINTS} points. Choose a longer interval or a shorter time.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'interval', message }]);
  }
}

/** One line a type and currency, in the order of the types. */
function sumByType(accounts: readonly AccountWithBalance[]) {
  return ACCOUNT_TYPES.flatMap((type) => {
    const ofType = accounts.filter((account) => account.type === type);
    const currencies = [...new Set(ofType.map((account) => account.currency))].toSorted();
    return currencies.map((currency) => {
      const same = ofType.filter((account) => account.currency === currency);
      const sum = same.reduce((minor, account) => minor + account.postedMinor, 0n);
      return { type, currency, balance: formatMinor(sum, currency), accountCount: same.length };
    });
  });
}
