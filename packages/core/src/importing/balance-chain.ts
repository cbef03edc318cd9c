import { formatMinor } from '../money/index.ts';
import type { StatementRow } from './statement-row.ts';

/** A balance that does not follow from the one before and the amount. */
export interface BrokenLink {
  /** The line whose balance is another than it should be. */
  readonly line: number;
  /** The line that it follows on in time. */
  readonly previousLine: number;
  readonly text: string;
}

/** What following the running balance through a whole file has shown. */
export interface ChainFinding {
  readonly checked: number;
  readonly agreed: number;
  /** The first of them, {@link MAX_BREAKS} at most. */
  readonly breaks: readonly BrokenLink[];
}

/** Takes the rows of a file in order. */
export interface BalanceChain {
  push(row: StatementRow, account: string): void;
  end(): ChainFinding;
}

/** More would hide the first ones. */
const MAX_BREAKS = 5;

/**
 * Follows the running balance from row to row, each account and currency by itself, and remembers where it breaks: a row
 * is missing there, stands twice, or has another amount. Pending rows are left out, as banks leave them out.
 * @param order which way the rows run; null follows nothing.
 */
export function openBalanceChain(order: 'oldestFirst' | 'newestFirst' | null): BalanceChain {
  const latest = new Map<string, StatementRow>();
  const breaks: BrokenLink[] = [];
  let checked = 0;
  let agreed = 0;
  return {
    push: (row, account) => {
      if (order === null || row.state === 'pending' || row.balanceMinor === undefined) return;
      const key = `${account}|${row.currency}`;
      const above = latest.get(key);
      latest.set(key, row);
      if (above === undefined) return;
      checked += 1;
      const [earlier, later] = order === 'oldestFirst' ? [above, row] : [row, above];
      const link = checkLink(earlier, later);
      if (link === null) agreed += 1;
      else if (breaks.length < MAX_BREAKS) breaks.push(link);
    },
    end: () => ({ checked, agreed, breaks }),
  };
}

function checkLink(earlier: StatementRow, later: StatementRow): BrokenLink | null {
  const [before, after] = [earlier.balanceMinor, later.balanceMinor];
  if (before === undefined || after === undefined) return null;
  const missing = after - before - later.amountMinor;
  if (missing === 0n) return null;
  const money = (minor: bigint): string => `${formatMinor(minor, later.currency)} ${later.currency}`;
  return {
    line: later.line,
    previousLine: earlier.line,
    text:
      `Line ${later.line}: the balance should be ${money(before + later.amountMinor)} after line ${earlier.line}, and the ` +
      `file says ${money(after)}. Rows that come to ${money(missing)} seem to be missing between them.`,
  };
}
