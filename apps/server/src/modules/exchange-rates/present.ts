import type { RateUnknown, RateUsed } from '@fintrack/contract';
import type { ConvertedWorth, UnconvertedWorth, Worth } from '@fintrack/core/ledger';
import { type Currency, formatMinor } from '@fintrack/core/money';
import { explainUnknown, formatRate, type KnownRate, type UnknownRate } from '@fintrack/core/rates';

/** A rate as the API tells it, down to the quotes that it was made of. */
export function presentRate(known: KnownRate): RateUsed {
  const { from, to, date, isFallback, isPinned, via } = known;
  return {
    from,
    to,
    rate: formatRate(known.rate),
    date,
    isFallback,
    isPinned,
    via,
    legs: known.legs.map((leg) => ({ ...leg, rate: formatRate(leg.rate) })),
  };
}

export function presentUnknown(unknown: UnknownRate): RateUnknown {
  const { from, to, date, last } = unknown;
  return { from, to, date, lastDate: last?.date ?? null, reason: explainUnknown(unknown) };
}

/** Both sides of the sheet. */
export function presentWorth(worth: Worth, currency: Currency) {
  return {
    assets: formatMinor(worth.assetsMinor, currency),
    liabilities: formatMinor(worth.liabilitiesMinor, currency),
    netWorth: formatMinor(worth.netWorthMinor, currency),
  };
}

/** What is held in another currency, with the rate that it was converted by. */
export function presentConverted(each: ConvertedWorth) {
  return {
    currency: each.currency,
    ...presentWorth(each, each.currency),
    inBase: presentWorth(each.inBase, each.rate.to),
    rate: presentRate(each.rate),
  };
}

/** Why a currency stands apart. */
export function presentReason({ unknown }: UnconvertedWorth): string {
  return unknown ? explainUnknown(unknown) : 'No rates were asked for.';
}
