/** What a series costs, and how that went. Minor units of the series' currency, signed like its rows. */
export interface AmountPattern {
  readonly kind: 'fixed' | 'variable';
  /** Runs of one price, oldest first; empty where every amount is another one. */
  readonly steps: readonly PriceRun[];
  /** How many rows have the amount of the row before, one-off amounts aside. */
  readonly repeats: number;
  /** Mean distance from the middle amount, in hundredths of a percent of it. */
  readonly variation: number;
  readonly expectedMinor: bigint;
  /** The smallest and the largest magnitude to expect. */
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
}

interface PriceRun {
  /** Place of its first row. */
  readonly from: number;
  readonly amountMinor: bigint;
  readonly rows: number;
}

/** Rows that the expectation of a changing amount looks back on. */
const LOOK_BACK = 12;
const RECENT = 6;

/** How the amounts of a series go: one price, a price that changed, or another amount each time. Oldest first. */
export function amountPattern(amounts: readonly bigint[]): AmountPattern {
  const runs = priceRuns(amounts);
  const repeats = runs.reduce((sum, run) => sum + run.rows - 1, 0);
  const singles = runs.filter((run) => run.rows === 1).length;
  const last = runs.at(-1);
  const isPriced = last !== undefined && singles <= Math.max(1, Math.floor(amounts.length / 6));
  const variation = variationOf(amounts);
  if (isPriced && repeats > 0) {
    const { amountMinor } = last;
    return {
      kind: 'fixed',
      steps: runs,
      repeats,
      variation,
      expectedMinor: amountMinor,
      lowMinor: amountMinor,
      highMinor: amountMinor,
    };
  }
  const recent = amounts.slice(-LOOK_BACK).sort(byMagnitude);
  return {
    kind: 'variable',
    steps: [],
    repeats,
    variation,
    expectedMinor: middleOf(amounts.slice(-RECENT)),
    lowMinor: recent[0] ?? 0n,
    highMinor: recent.at(-1) ?? 0n,
  };
}

/** Runs of equal amounts; an amount that stands alone between two equal ones is a one-off and no price. */
function priceRuns(amounts: readonly bigint[]): PriceRun[] {
  const runs: PriceRun[] = [];
  for (const [index, amountMinor] of amounts.entries()) {
    const last = runs.at(-1);
    const isOneOff = last !== undefined && last.rows > 1 && amounts[index + 1] === last.amountMinor;
    if (last?.amountMinor === amountMinor || isOneOff) {
      runs[runs.length - 1] = { ...last, rows: last.rows + 1 };
    } else runs.push({ from: index, amountMinor, rows: 1 });
  }
  return runs;
}

function variationOf(amounts: readonly bigint[]): number {
  const middle = magnitude(middleOf(amounts));
  if (middle === 0n) return 0;
  const away = amounts.reduce((sum, each) => sum + magnitude(magnitude(each) - middle), 0n);
  return Number((away * 10_000n) / (middle * BigInt(amounts.length)));
}

function middleOf(amounts: readonly bigint[]): bigint {
  return [...amounts].sort(byMagnitude)[Math.floor((amounts.length - 1) / 2)] ?? 0n;
}

function byMagnitude(left: bigint, right: bigint): number {
  const [small, large] = [magnitude(left), magnitude(right)];
  if (small === large) return 0;
  return small < large ? -1 : 1;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
