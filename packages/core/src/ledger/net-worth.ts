import type { Currency } from '../money/index.ts';

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

/** Net worth in the base currency, and apart from it what has no known rate to that currency. */
export interface NetWorth extends Worth {
  readonly unconverted: readonly (Worth & { readonly currency: Currency })[];
}

/**
 * Net worth of the holdings. A currency other than the base has no known rate here: its worth is listed in
 * `unconverted`, alphabetical, and never counted as if the rate were 1. Source: docs/specs/balances.md, rules 8, 9.
 */
export function netWorth(holdings: readonly Holding[], baseCurrency: Currency): NetWorth {
  const others = [...new Set(holdings.map((holding) => holding.currency))]
    .filter((currency) => currency !== baseCurrency)
    .toSorted();
  return {
    ...worthIn(holdings, baseCurrency),
    unconverted: others.map((currency) => ({ currency, ...worthIn(holdings, currency) })),
  };
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
