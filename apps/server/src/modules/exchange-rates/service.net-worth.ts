import type * as contract from '@fintrack/contract';
import { addMonths, type CalendarDate } from '@fintrack/core/dates';
import { countIntervalEnds, type HistoryInterval, intervalEnds } from '@fintrack/core/ledger';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { loadLedgers, netWorthOf } from '../accounts/index.ts';
import { loadRates } from './load-rates.ts';
import { presentConverted, presentWorth } from './present.ts';

/** Ten years of days; a chart shows fewer. */
const MAX_POINTS = 3700;
/** With the rates of each point. */
const MAX_EXPLAINED = 400;
/** Where more days are asked, their span is read whole: one range a pair instead of one for each day. */
const MAX_SINGLE_DAYS = 60;

export interface NetWorthWanted {
  readonly from: CalendarDate | undefined;
  readonly to: CalendarDate;
  readonly interval: HistoryInterval;
  readonly explain: boolean;
}

/** Net worth over time, each point at the rates of its day. @throws {AppError} VALIDATION_FAILED */
export async function getNetWorthHistory(
  tx: TenantTransaction,
  wanted: NetWorthWanted,
): Promise<z.output<typeof contract.getNetWorthHistory.data>> {
  const { to, interval, explain } = wanted;
  const from = wanted.from ?? addMonths(to, -12);
  refuseBadSpan({ from, to, interval, explain });
  const dates = intervalEnds(from, to, interval);
  const base = parseCurrency((await tx.entered).currency);
  const ledgers = await loadLedgers(tx, dates);
  const currencies = [base, ...ledgers.map(({ account }) => account.currency)];
  const days = dates.length > MAX_SINGLE_DAYS ? { from, to } : { dates };
  const rates = await loadRates(tx, { currencies, ...days });
  const points = dates.map((date) => {
    const worth = netWorthOf(ledgers, date, { base, rates });
    return {
      date,
      ...presentWorth(worth, base),
      unconverted: worth.unconverted.map(({ currency, netWorthMinor }) => ({
        currency,
        netWorth: formatMinor(netWorthMinor, currency),
      })),
      ...(explain ? { converted: worth.converted.map(presentConverted) } : {}),
    };
  });
  return { baseCurrency: base, points };
}

function refuseBadSpan({
  from,
  to,
  interval,
  explain,
}: Omit<NetWorthWanted, 'from'> & { readonly from: CalendarDate }): void {
  if (from > to) {
    const message = `The time begins on ${from} and ends before, on ${to}. Swap them.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
  const most = explain ? MAX_EXPLAINED : MAX_POINTS;
  if (countIntervalEnds(from, to, interval) > most) {
    const message = `That is more than ${most} points. Choose a longer interval or a shorter time.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'interval', message }]);
  }
}
