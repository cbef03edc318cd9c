import type { CalendarDate } from '../dates/index.ts';
import { type Currency, money } from '../money/index.ts';
import { convertMoney } from './convert-money.ts';
import type { KnownRate, RateLookup, RateTable, UnknownRate } from './rate-table.ts';

/** What an account held and what went through it, in minor units of its currency. */
export interface FxBook {
  readonly currency: Currency;
  /** The day before the first: the opening balance is of its end. */
  readonly openingDate: CalendarDate;
  readonly openingMinor: bigint;
  readonly closingDate: CalendarDate;
  /** Posted rows of each day after the opening up to the closing, summed. */
  readonly flows: readonly FxFlow[];
  /** What the bank's word changed the balance by without rows, on the day of its word. */
  readonly drifts: readonly FxFlow[];
}

/** What an account's balance changed by on a day, in minor units of its currency. */
export interface FxFlow {
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
}

/** An amount of the account's currency with what it was worth in the base currency on its day. */
export interface FxFigure {
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  readonly rate: RateLookup | null;
  /** Null without a known rate. Zero is worth zero whatever the rate, which is then not asked for. */
  readonly baseMinor: bigint | null;
}

/**
 * What holding a currency gained or lost against the base currency: closing - opening - flows, each at the rate of its
 * day, so that opening + flows + unexplained + gain = closing to the minor unit.
 */
export interface FxGain {
  readonly opening: FxFigure;
  /** Each day's flow, oldest first. */
  readonly flows: readonly FxFigure[];
  /** Changes of the balance without rows, each at the rate of its day: no gain of the exchange rate. */
  readonly unexplained: readonly FxFigure[];
  readonly closing: FxFigure;
  readonly flowsMinor: bigint;
  readonly flowsBaseMinor: bigint | null;
  readonly unexplainedMinor: bigint;
  readonly unexplainedBaseMinor: bigint | null;
  /** Positive is a gain. Null where a rate is unknown: then there is no figure, and never zero. */
  readonly gainMinor: bigint | null;
  /** Every rate that is missing, oldest first. */
  readonly unknown: readonly UnknownRate[];
}

/** The gain of one account. Source: docs/specs/exchange-rates.md. */
export function fxGain(book: FxBook, base: Currency, rates: RateTable): FxGain {
  const figure = (date: CalendarDate, amountMinor: bigint): FxFigure =>
    valued({ date, amountMinor, currency: book.currency }, base, rates);
  const inOrder = (changes: readonly FxFlow[]): FxFigure[] =>
    changes
      .toSorted((left, right) => (left.date < right.date ? -1 : 1))
      .map(({ date, amountMinor }) => figure(date, amountMinor));
  const opening = figure(book.openingDate, book.openingMinor);
  const [flows, unexplained] = [inOrder(book.flows), inOrder(book.drifts)];
  const [flowsMinor, unexplainedMinor] = [sumOf(flows), sumOf(unexplained)];
  const closing = figure(book.closingDate, book.openingMinor + flowsMinor + unexplainedMinor);
  const [before, after] = [baseSumOf([opening, ...flows, ...unexplained]), closing.baseMinor];
  return {
    opening,
    flows,
    unexplained,
    closing,
    flowsMinor,
    flowsBaseMinor: baseSumOf(flows),
    unexplainedMinor,
    unexplainedBaseMinor: baseSumOf(unexplained),
    gainMinor: before === null || after === null ? null : after - before,
    unknown: missing([opening, ...flows, ...unexplained, closing]),
  };
}

/** A conversion that happened, beside the reference rate of its day. */
export interface ImpliedRate {
  /** What the reference rate would have given, in minor units of the second currency. */
  readonly expectedMinor: bigint;
  /** What was got less what the reference rate would have given: negative when the conversion cost something. */
  readonly differenceMinor: bigint;
}

/** Compares what a transfer gave with the day's reference rate. Both amounts positive, in minor units. */
export function compareWithReference(sentMinor: bigint, receivedMinor: bigint, rate: KnownRate): ImpliedRate {
  const expectedMinor = convertMoney(money(sentMinor, rate.from), rate.rate, rate.to).minor;
  return { expectedMinor, differenceMinor: receivedMinor - expectedMinor };
}

function valued(
  { date, amountMinor, currency }: { date: CalendarDate; amountMinor: bigint; currency: Currency },
  base: Currency,
  rates: RateTable,
): FxFigure {
  if (amountMinor === 0n) return { date, amountMinor, rate: null, baseMinor: 0n };
  const rate = rates.lookup(currency, base, date);
  const baseMinor =
    rate.kind === 'known' ? convertMoney(money(amountMinor, currency), rate.rate, base).minor : null;
  return { date, amountMinor, rate, baseMinor };
}

function sumOf(figures: readonly FxFigure[]): bigint {
  return figures.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** The sum in the base currency; null when a part is unknown. */
function baseSumOf(figures: readonly FxFigure[]): bigint | null {
  let sum = 0n;
  for (const { baseMinor } of figures) {
    if (baseMinor === null) return null;
    sum += baseMinor;
  }
  return sum;
}

function missing(figures: readonly FxFigure[]): UnknownRate[] {
  const byDate = new Map<CalendarDate, UnknownRate>();
  for (const { rate } of figures) if (rate?.kind === 'unknown') byDate.set(rate.date, rate);
  return [...byDate.values()].toSorted((left, right) => (left.date < right.date ? -1 : 1));
}
