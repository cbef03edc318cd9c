import type * as contract from '@fintrack/contract';
import { addDays, addMonths, type CalendarDate, endOfMonth, startOfMonth } from '@fintrack/core/dates';
import type { NetWorth } from '@fintrack/core/ledger';
import { type Currency, formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import {
  type Drift,
  driftsOf,
  findAccountsWithBalances,
  loadLedgers,
  netWorthOf,
  presentInBase,
} from '../accounts/index.ts';
import { loadRates, presentConverted, presentReason } from '../exchange-rates/index.ts';
import { listProposals } from '../rules/index.ts';
import { countProposals, listTransactions } from '../transactions/index.ts';
import * as repo from './repo.ts';

type Summary = z.output<typeof contract.getDashboardSummary.data>;

const LINE_MONTHS = 12;
const FLOW_MONTHS = 6;
const RECENT = 8;
/** Their anchors are valuations: a rise in value is no disagreement with a bank. */
const VALUED_TYPES: readonly contract.AccountType[] = ['property', 'vehicle', 'investment', 'other_asset'];

/** The first page's figures for a month (`month` is any of its days), all from derived totals. */
export async function getDashboardSummary(
  tx: TenantTransaction,
  { today, month }: { readonly today: CalendarDate; readonly month: CalendarDate },
): Promise<Summary> {
  const first = startOfMonth(month);
  const base = parseCurrency((await tx.entered).currency);
  const dates = lineDates(first, today);
  // All statements are on their way before the first answer is waited for.
  const [ledgers, accounts, flows, spending, recent, uncategorised, openImports, transferProposals, rules] =
    await Promise.all([
      loadLedgers(tx, dates),
      findAccountsWithBalances(tx, today, {}),
      repo.findMonthFlows(tx, { currency: base, from: addMonths(first, 1 - FLOW_MONTHS), to: first }),
      repo.findSpending(tx, { currency: base, month: first, previous: addMonths(first, -1) }),
      listTransactions(tx, {}, { sort: '-date', offset: 0, limit: RECENT }),
      repo.countUncategorised(tx),
      repo.countOpenImports(tx),
      countProposals(tx, today),
      listProposals(tx),
    ]);
  const currencies = [base, ...ledgers.map(({ account }) => account.currency)];
  const rates = await loadRates(tx, { currencies, dates: [...dates, today] });
  const worths = dates.map((date) => ({ date, worth: netWorthOf(ledgers, date, { base, rates }) }));
  return {
    month: first.slice(0, 7),
    baseCurrency: base,
    ...presentWorth(worths, base),
    accounts: accounts.map(({ id, name, type, currency, postedMinor }) => ({
      id,
      name,
      type,
      currency,
      balance: formatMinor(postedMinor, currency),
      inBase: presentInBase({ currency, postedMinor }, rates.lookup(currency, base, today)),
    })),
    cashFlow: presentFlow(first, flows, base),
    spendingByCategory: spending.map((each) => presentSpending(each, base)),
    recentTransactions: recent.transactions,
    toReview: {
      uncategorised,
      drifts: driftsOf(ledgers)
        .filter((drift) => !VALUED_TYPES.includes(drift.account.type))
        .map(presentDrift),
      openImports,
      transferProposals,
      ruleProposals: rules,
    },
  };
}

/** Month ends of the twelve months before, then the last day of the month that is not after today. */
function lineDates(first: CalendarDate, today: CalendarDate): CalendarDate[] {
  const last = today < endOfMonth(first) ? today : endOfMonth(first);
  const lastMonth = startOfMonth(last);
  const ends = Array.from({ length: LINE_MONTHS }, (_, index) =>
    addDays(addMonths(lastMonth, index + 1 - LINE_MONTHS), -1),
  );
  return [...ends, last];
}

function presentWorth(worths: readonly { date: CalendarDate; worth: NetWorth }[], base: Currency) {
  const [before, last] = worths.slice(-2);
  if (!before || !last) throw new Error('The net worth line has no days.');
  return {
    netWorth: {
      total: formatMinor(last.worth.netWorthMinor, base),
      assets: formatMinor(last.worth.assetsMinor, base),
      liabilities: formatMinor(last.worth.liabilitiesMinor, base),
      change: formatMinor(changeBetween(before.worth, last.worth), base),
      line: worths.map(({ date, worth }) => ({
        date,
        balance: formatMinor(worth.netWorthMinor, base),
        isComplete: worth.unconverted.length === 0,
      })),
    },
    converted: last.worth.converted.map(presentConverted),
    unconverted: last.worth.unconverted.map((each) => ({
      currency: each.currency,
      netWorth: formatMinor(each.netWorthMinor, each.currency),
      reason: presentReason(each),
    })),
  };
}

/** What net worth changed by; a currency that had no rate on one of the days would be all gain, and is left out. */
function changeBetween(before: NetWorth, after: NetWorth): bigint {
  const comparable = (worth: NetWorth, other: NetWorth): bigint =>
    worth.converted
      .filter(({ currency }) => other.unconverted.some((each) => each.currency === currency))
      .reduce((minor, each) => minor - each.inBase.netWorthMinor, worth.netWorthMinor);
  return comparable(after, before) - comparable(before, after);
}

function presentFlow(
  first: CalendarDate,
  flows: readonly repo.MonthFlow[],
  base: Currency,
): Summary['cashFlow'] {
  const flowOf = (month: CalendarDate) =>
    flows.find((flow) => flow.month === month) ?? { month, incomeMinor: 0n, spentMinor: 0n };
  const current = flowOf(first);
  const months = Array.from({ length: FLOW_MONTHS }, (_, index) =>
    flowOf(addMonths(first, index + 1 - FLOW_MONTHS)),
  );
  return {
    moneyIn: formatMinor(current.incomeMinor, base),
    moneyOut: formatMinor(current.spentMinor, base),
    net: formatMinor(current.incomeMinor - current.spentMinor, base),
    months: months.map((flow) => ({
      month: flow.month.slice(0, 7),
      moneyIn: formatMinor(flow.incomeMinor, base),
      moneyOut: formatMinor(flow.spentMinor, base),
    })),
  };
}

function presentSpending(
  spending: repo.CategorySpending,
  base: Currency,
): Summary['spendingByCategory'][number] {
  return {
    categoryId: spending.categoryId,
    name: spending.name ?? 'Uncategorised',
    color: spending.color,
    amount: formatMinor(spending.spentMinor, base),
    previousAmount: formatMinor(spending.previousMinor, base),
    transactionCount: spending.transactionCount,
  };
}

function presentDrift({ account, date, driftMinor }: Drift): Summary['toReview']['drifts'][number] {
  return {
    accountId: account.id,
    accountName: account.name,
    date,
    currency: account.currency,
    drift: formatMinor(driftMinor, account.currency),
  };
}
