import { type CalendarDate, daysBetween } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';
import { chainRates, type ExactRate, invertRate, PAR } from './exact-rate.ts';

/**
 * Where a quote is from: pinned by hand; the European Central Bank; an ECB file that the user chose; the Federal
 * Reserve. In the order in which they go before each other on the same day.
 */
export const RATE_SOURCES = ['manual', 'ecb', 'file', 'fed'] as const;
export type RateSource = (typeof RATE_SOURCES)[number];

/** One unit of `base` was `rate` units of `quote` on `date`. */
export interface Quote {
  readonly base: Currency;
  readonly quote: Currency;
  readonly date: CalendarDate;
  readonly rate: ExactRate;
  readonly source: RateSource;
}

/** A rate with all that it follows from. */
export interface KnownRate {
  readonly kind: 'known';
  readonly from: Currency;
  readonly to: Currency;
  /** Units of `to` for one unit of `from`. */
  readonly rate: ExactRate;
  /** The day that the rate is of: the older one where two quotes make it. */
  readonly date: CalendarDate;
  /** The rate is of an earlier day than was asked for: a weekend, a holiday, a gap. */
  readonly isFallback: boolean;
  /** A quote in it was set by hand. */
  readonly isPinned: boolean;
  /** The currency in between; null for a direct rate. */
  readonly via: Currency | null;
  /** None for a currency in itself, one for a direct rate, two for a triangulated one; as they were quoted. */
  readonly legs: readonly Quote[];
}

/** There is no rate to convert by, and why. It is never taken for 1, nor replaced by a later one. */
export interface UnknownRate {
  readonly kind: 'unknown';
  readonly from: Currency;
  readonly to: Currency;
  readonly date: CalendarDate;
  /** The last known one, too old to count; null where there is none on or before the day. */
  readonly last: { readonly date: CalendarDate; readonly daysOld: number } | null;
  readonly gapDays: number;
}

export type RateLookup = KnownRate | UnknownRate;

/** Days for which a quote stands in when there is no newer one: longer than any run of bank holidays. */
export const GAP_DAYS = 7;

/** Quotes that can be asked for the rate of a pair on a day. */
export interface RateTable {
  /** The rate from one currency to another on a day, or why there is none. Rules: docs/specs/exchange-rates.md. */
  lookup(from: Currency, to: Currency, date: CalendarDate): RateLookup;
}

/**
 * Orders quotes for lookups. Of several quotes of a pair for one day the source that stands first in
 * {@link RATE_SOURCES} counts.
 */
export function createRateTable(quotes: readonly Quote[], gapDays: number = GAP_DAYS): RateTable {
  const pairs = orderQuotes(quotes);
  return {
    lookup: (from, to, date) => {
      if (from === to) return ownRate(from, date);
      const candidates = findCandidates(pairs, { from, to, date });
      const best = candidates.filter((each) => daysBetween(each.date, date) <= gapDays).toSorted(byRank)[0];
      if (best) return known(best, { from, to, date });
      const last = candidates
        .map((each) => each.date)
        .toSorted()
        .at(-1);
      return {
        kind: 'unknown',
        from,
        to,
        date,
        last: last === undefined ? null : { date: last, daysOld: daysBetween(last, date) },
        gapDays,
      };
    },
  };
}

/** Why there is no rate, and what to do, for people. */
export function explainUnknown({ from, to, date, last, gapDays }: UnknownRate): string {
  const pin = 'Set one by hand.';
  if (last === null) return `There is no rate from ${from} to ${to} on or before ${date}. ${pin}`;
  return `The last rate from ${from} to ${to} is of ${last.date}, ${last.daysOld} days before ${date}; a rate counts for ${gapDays} days. ${pin}`;
}

/** The quotes of each pair, oldest first, one a day, by both of its currencies. */
type Pairs = ReadonlyMap<Currency, ReadonlyMap<Currency, readonly Quote[]>>;

interface Asked {
  readonly from: Currency;
  readonly to: Currency;
  readonly date: CalendarDate;
}

interface Candidate {
  readonly date: CalendarDate;
  readonly via: Currency | null;
  readonly legs: readonly Quote[];
}

function orderQuotes(quotes: readonly Quote[]): Pairs {
  const pairs = new Map<Currency, Map<Currency, Quote[]>>();
  const listOf = (from: Currency, to: Currency): Quote[] => {
    const lists = pairs.get(from) ?? new Map<Currency, Quote[]>();
    const list = lists.get(to) ?? [];
    pairs.set(from, lists.set(to, list));
    return list;
  };
  for (const quote of quotes) {
    if (quote.base === quote.quote) continue;
    const [first, second] = quote.base < quote.quote ? [quote.base, quote.quote] : [quote.quote, quote.base];
    listOf(first, second).push(quote);
  }
  for (const [first, lists] of Array.from(pairs)) {
    for (const [second, list] of lists) {
      if (first > second) continue;
      const daily = onePerDay(list);
      lists.set(second, daily);
      listOf(second, first).push(...daily);
    }
  }
  return pairs;
}

function onePerDay(quotes: readonly Quote[]): Quote[] {
  const sorted = quotes.toSorted((left, right) =>
    left.date === right.date ? rankOf(left.source) - rankOf(right.source) : left.date < right.date ? -1 : 1,
  );
  return sorted.filter((quote, index) => quote.date !== sorted[index - 1]?.date);
}

function rankOf(source: RateSource): number {
  return RATE_SOURCES.indexOf(source);
}

/** The newest direct rate on or before the day, and the newest by way of each currency that has both legs. */
function findCandidates(pairs: Pairs, { from, to, date }: Asked): Candidate[] {
  const neighbours = pairs.get(from);
  if (!neighbours) return [];
  const direct = newest(neighbours.get(to), date);
  const candidates: Candidate[] = direct ? [{ date: direct.date, via: null, legs: [direct] }] : [];
  for (const [via, first] of neighbours) {
    const second = pairs.get(via)?.get(to);
    if (!second) continue;
    const legs = alignedLegs(first, second, date);
    if (legs) candidates.push({ ...legs, via });
  }
  return candidates;
}

/** The newest quote of both legs, and of one day where both have that day. */
function alignedLegs(
  first: readonly Quote[],
  second: readonly Quote[],
  date: CalendarDate,
): { date: CalendarDate; legs: readonly Quote[] } | null {
  const [newestFirst, newestSecond] = [newest(first, date), newest(second, date)];
  if (!newestFirst || !newestSecond) return null;
  const common = newestFirst.date < newestSecond.date ? newestFirst.date : newestSecond.date;
  const ofCommonDay = (quotes: readonly Quote[], otherwise: Quote): Quote => {
    const found = newest(quotes, common);
    return found?.date === common ? found : otherwise;
  };
  return { date: common, legs: [ofCommonDay(first, newestFirst), ofCommonDay(second, newestSecond)] };
}

/** The last quote on or before the day. */
function newest(quotes: readonly Quote[] | undefined, date: CalendarDate): Quote | null {
  if (!quotes) return null;
  let low = 0;
  let high = quotes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((quotes[middle]?.date ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return quotes[low - 1] ?? null;
}

/** The nearest day first; then pinned for the very pair, then what one source says, then a direct one, then through the euro. */
function byRank(left: Candidate, right: Candidate): number {
  if (left.date !== right.date) return left.date > right.date ? -1 : 1;
  const difference = coherence(left) - coherence(right) || left.legs.length - right.legs.length;
  if (difference !== 0) return difference;
  if (left.via === 'EUR' || right.via === 'EUR') return left.via === 'EUR' ? -1 : 1;
  return (left.via ?? '') < (right.via ?? '') ? -1 : 1;
}

/** 0 pinned for the pair, 1 by the European Central Bank, 2 by the Federal Reserve, 3 of mixed origin. */
function coherence({ legs }: Candidate): number {
  const [first] = legs;
  if (legs.length === 1 && first?.source === 'manual') return 0;
  if (legs.every((leg) => leg.source === 'ecb' || leg.source === 'file')) return 1;
  return legs.every((leg) => leg.source === 'fed') ? 2 : 3;
}

function known({ date, via, legs }: Candidate, asked: Asked): KnownRate {
  let [at, rate] = [asked.from, PAR];
  for (const leg of legs) {
    const isForward = leg.base === at;
    rate = chainRates(rate, isForward ? leg.rate : invertRate(leg.rate));
    at = isForward ? leg.quote : leg.base;
  }
  return {
    kind: 'known',
    from: asked.from,
    to: asked.to,
    rate,
    date,
    isFallback: date < asked.date,
    isPinned: legs.some((leg) => leg.source === 'manual'),
    via,
    legs,
  };
}

function ownRate(currency: Currency, date: CalendarDate): KnownRate {
  return {
    kind: 'known',
    from: currency,
    to: currency,
    rate: PAR,
    date,
    isFallback: false,
    isPinned: false,
    via: null,
    legs: [],
  };
}
