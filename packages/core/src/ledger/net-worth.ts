import { type Currency, money } from '../money/index.ts';
import { convertMoney, type KnownRate, type RateLookup, type UnknownRate } from '../rates/index.ts';

/**
 * Account types that owe. A balance is always signed from the owner's view, so a card that owes 120.00 stands at
 * -120.00, and net worth is the plain sum; the type only says on which side of the sheet it is shown.
 */
export const LIABILITY_TYPES: readonly string[] = ['credit', 'loan', 'mortgage', 'other_liability'];

/** One account's part in net worth: the balance in minor units, signed from the owner's view. */
export interface Holding {
  readonly type: string;
  readonly currency: Currency;
  readonly balanceMinor: bigint;
}

/** Sides of the sheet in minor units of one currency. `liabilitiesMinor` is what is owed, positive. */
export interface Worth {
  readonly assetsMinor: bigint;
  /** Negative when more was paid than owed. */
  readonly liabilitiesMinor: bigint;
  /** Assets less liabilities, which is the sum of all signed balances. */
  readonly netWorthMinor: bigint;
}

/** What is held in another currency, and what that is in the base currency. */
export interface ConvertedWorth extends Worth {
  readonly currency: Currency;
  readonly rate: KnownRate;
  /** In the base currency: each side rounded once, so that these add up to the whole exactly. */
  readonly inBase: Worth;
}

/** What is held in a currency that cannot be converted, in that currency. `unknown` says why, where rates were asked. */
export interface UnconvertedWorth extends Worth {
  readonly currency: Currency;
  readonly unknown: UnknownRate | null;
}

/** Net worth in the base currency, the parts of it that were converted, and apart from it what has no known rate. */
export interface NetWorth extends Worth {
  /** Alphabetical. */
  readonly converted: readonly ConvertedWorth[];
  /** Alphabetical. */
  readonly unconverted: readonly UnconvertedWorth[];
}

/**
 * Net worth of the holdings. Each other currency is converted by the rate to the base currency that `rateOf` gives; one
 * without a known rate is listed in `unconverted` and never counted as if the rate were 1. Nothing is worth nothing
 * whatever the rate: a currency of which nothing is held is missed by nobody.
 * Source: docs/specs/balances.md, rules 8 and 9; docs/specs/exchange-rates.md.
 */
export function netWorth(
  holdings: readonly Holding[],
  baseCurrency: Currency,
  rateOf: (currency: Currency) => RateLookup | null = () => null,
): NetWorth {
  const converted: ConvertedWorth[] = [];
  const unconverted: UnconvertedWorth[] = [];
  const currencies = new Set(holdings.map((holding) => holding.currency));
  currencies.delete(baseCurrency);
  for (const currency of [...currencies].toSorted()) {
    const worth = worthIn(holdings, currency);
    const rate = rateOf(currency);
    if (rate?.kind === 'known') {
      converted.push({ currency, ...worth, rate, inBase: convertWorth(worth, currency, rate) });
    } else if (worth.assetsMinor !== 0n || worth.liabilitiesMinor !== 0n) {
      unconverted.push({ currency, ...worth, unknown: rate });
    }
  }
  const parts = [worthIn(holdings, baseCurrency), ...converted.map((each) => each.inBase)];
  return { ...parts.reduce(addWorth), converted, unconverted };
}

/** True for a type whose balance counts on the side of what is owed. */
export function isLiability(type: string): boolean {
  return LIABILITY_TYPES.includes(type);
}

function worthIn(holdings: readonly Holding[], currency: Currency): Worth {
  let assetsMinor = 0n;
  let owedMinor = 0n;
  for (const holding of holdings) {
    if (holding.currency !== currency) continue;
    if (isLiability(holding.type)) owedMinor -= holding.balanceMinor;
    else assetsMinor += holding.balanceMinor;
  }
  return { assetsMinor, liabilitiesMinor: owedMinor, netWorthMinor: assetsMinor - owedMinor };
}

function convertWorth(worth: Worth, currency: Currency, { rate, to }: KnownRate): Worth {
  const assetsMinor = convertMoney(money(worth.assetsMinor, currency), rate, to).minor;
  const liabilitiesMinor = convertMoney(money(worth.liabilitiesMinor, currency), rate, to).minor;
  return { assetsMinor, liabilitiesMinor, netWorthMinor: assetsMinor - liabilitiesMinor };
}

function addWorth(left: Worth, right: Worth): Worth {
  return {
    assetsMinor: left.assetsMinor + right.assetsMinor,
    liabilitiesMinor: left.liabilitiesMinor + right.liabilitiesMinor,
    netWorthMinor: left.netWorthMinor + right.netWorthMinor,
  };
}
