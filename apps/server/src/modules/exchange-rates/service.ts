import type * as contract from '@fintrack/contract';
import type { ListedRate, RateSourceState, RateUnknown, RateUsed, TenantRate } from '@fintrack/contract';
import { addDays, addMonths, type CalendarDate, daysBetween } from '@fintrack/core/dates';
import { CURRENCY_CODES, type Currency, isCurrency, parseCurrency } from '@fintrack/core/money';
import { formatRate, GAP_DAYS, parseRate, type RateTable } from '@fintrack/core/rates';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { loadRates } from './load-rates.ts';
import { presentRate, presentUnknown } from './present.ts';
import { findSources } from './repo.published.ts';
import * as repo from './repo.ts';
import { FETCH_JOB, isFetching } from './service.fetch.ts';

/** Ten years of days. */
const MAX_DAYS = 3700;

/** The rates of a day against a base currency, of the currencies in use or of all that have one. */
export async function listRates(
  tx: TenantTransaction,
  wanted: { readonly base: string | undefined; readonly date: CalendarDate; readonly all: boolean },
): Promise<z.output<typeof contract.listExchangeRates.data>> {
  const { date } = wanted;
  const [inUse, pins] = await Promise.all([repo.findCurrenciesInUse(tx), repo.findPinsOf(tx, date)]);
  const own = parseCurrency((await tx.entered).currency);
  const base = wanted.base === undefined ? own : parseCurrency(wanted.base);
  const used = new Set<Currency>([...inUse, own]);
  const shown = wanted.all ? CURRENCY_CODES.filter(isCurrency) : [...used].toSorted();
  const rates = await loadRates(tx, { currencies: [base, ...shown], dates: [date] });
  const listed = shown
    .filter((currency) => currency !== base)
    .map((currency): ListedRate => {
      const isPair = (pin: { base: string; quote: string }) =>
        (pin.base === base && pin.quote === currency) || (pin.base === currency && pin.quote === base);
      const pinId = pins.find(isPair)?.id ?? null;
      return { currency, isInUse: used.has(currency), pinId, ...bothWays(rates, { base, currency, date }) };
    });
  return {
    base,
    date,
    gapDays: GAP_DAYS,
    rates: listed.filter((rate) => rate.isInUse || rate.perBase !== null),
  };
}

/** The rate of one pair on one day, or why there is none. */
export async function getRate(
  tx: TenantTransaction,
  { base, quote, date }: { readonly base: string; readonly quote: string; readonly date: CalendarDate },
): Promise<{ rate: RateUsed | null; unknown: RateUnknown | null }> {
  const [from, to] = [parseCurrency(base), parseCurrency(quote)];
  const rates = await loadRates(tx, { currencies: [from, to], dates: [date] });
  const found = rates.lookup(from, to, date);
  return found.kind === 'known'
    ? { rate: presentRate(found), unknown: null }
    : { rate: null, unknown: presentUnknown(found) };
}

/** The days of a span that have a rate of their own. @throws {AppError} VALIDATION_FAILED */
export async function getHistory(
  tx: TenantTransaction,
  wanted: {
    readonly base: string;
    readonly quote: string;
    readonly from: CalendarDate | undefined;
    readonly to: CalendarDate;
  },
): Promise<z.output<typeof contract.getExchangeRateHistory.data>> {
  const [base, quote] = [parseCurrency(wanted.base), parseCurrency(wanted.quote)];
  refuseSame(base, quote);
  const { to, from = addMonths(to, -12) } = wanted;
  refuseBadSpan(from, to);
  const rates = await loadRates(tx, { currencies: [base, quote], from, to });
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  const points = days.flatMap((date) => {
    const found = rates.lookup(base, quote, date);
    if (found.kind === 'unknown' || found.isFallback) return [];
    return [{ date, rate: formatRate(found.rate), isPinned: found.isPinned }];
  });
  return { base, quote, points };
}

/** Sets a rate by hand. @throws {AppError} VALIDATION_FAILED for a currency in itself. */
export async function pinRate(
  tx: TenantTransaction,
  pin: { readonly base: string; readonly quote: string; readonly date: CalendarDate; readonly rate: string },
): Promise<TenantRate> {
  refuseSame(pin.base, pin.quote);
  const rate = formatRate(parseRate(pin.rate));
  const row = await repo.savePin(tx, { ...pin, rate, id: newId() });
  if (!row) throw new Error('A rate was pinned and is not there.');
  return presentTenantRate(row);
}

export interface PinList {
  readonly pins: readonly TenantRate[];
  readonly next: repo.PinPage['after'] | null;
  /** On the first page only. */
  readonly total: number | undefined;
}

export async function listPins(tx: TenantTransaction, page: repo.PinPage): Promise<PinList> {
  const rows = await repo.listPins(tx, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    pins: shown.map(presentTenantRate),
    next: last ? { date: last.rateDate, id: last.id } : null,
    total: page.after ? undefined : await repo.countPins(tx),
  };
}

/** "EUR/USD of 2026-11-20": what a removal is called. @throws {AppError} NOT_FOUND */
export async function describeRate(tx: TenantTransaction, id: string): Promise<string> {
  const row = (await repo.findRate(tx, id)) ?? refuseMissing();
  return `${row.base}/${row.quote} of ${row.rateDate}`;
}

/** @throws {AppError} NOT_FOUND */
export async function removeRate(tx: TenantTransaction, id: string): Promise<void> {
  if (!(await repo.softDeleteRate(tx, id))) refuseMissing();
}

const SOURCE_NAMES = { ecb: 'European Central Bank', fed: 'Federal Reserve, H.10' } as const;

/** Where published rates are from. One that has never had any and is not asked is left out. */
export async function listSources(tx: TenantTransaction, services: Services): Promise<RateSourceState[]> {
  const rows = await findSources(tx);
  return rows
    .map((row) => ({
      ...row,
      name: SOURCE_NAMES[row.source],
      isFetched: row.source === 'ecb' && isFetching(services),
    }))
    .filter((row) => row.source === 'ecb' || row.lastDate !== null);
}

/** Asks for the newest rates in the background. @throws {AppError} WRONG_STATE where fetching is switched off. */
export async function askForFetch(tx: TenantTransaction, services: Services): Promise<void> {
  if (!isFetching(services)) {
    refuse(
      'WRONG_STATE',
      'Fetching rates is switched off on this server (FINTRACK_RATES_URL=off). Set rates by hand, or take them from a file.',
    );
  }
  await services.queue.enqueue(tx, { task: FETCH_JOB, payload: {}, key: FETCH_JOB.name });
}

function bothWays(
  rates: RateTable,
  { base, currency, date }: { base: Currency; currency: Currency; date: CalendarDate },
) {
  const [per, to] = [rates.lookup(base, currency, date), rates.lookup(currency, base, date)];
  return {
    perBase: per.kind === 'known' ? presentRate(per) : null,
    toBase: to.kind === 'known' ? presentRate(to) : null,
    unknown: to.kind === 'unknown' ? presentUnknown(to) : null,
  };
}

function presentTenantRate(row: repo.TenantRateRow): TenantRate {
  const { id, base, quote, source, version } = row;
  return {
    id,
    base,
    quote,
    date: row.rateDate,
    rate: formatRate(parseRate(row.rate)),
    source,
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function refuseSame(base: string, quote: string): void {
  if (base !== quote) return;
  const message = `A rate is between two currencies; both are ${base}. Choose another one.`;
  refuse('VALIDATION_FAILED', message, [{ path: 'quote', message }]);
}

function refuseBadSpan(from: CalendarDate, to: CalendarDate): void {
  if (from > to) {
    const message = `The time begins on ${from} and ends before, on ${to}. Swap them.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
  if (daysBetween(from, to) > MAX_DAYS) {
    const message = 'That is more than ten years. Choose a shorter time.';
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
}

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such rate.');
}
