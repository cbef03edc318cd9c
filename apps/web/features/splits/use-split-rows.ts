'use client';

import { splitRemainder } from '@fintrack/core/ledger';
import {
  AmountFormatError,
  allocate,
  formatMinor,
  money,
  parseAmount,
  parseCurrency,
} from '@fintrack/core/money';
import { useState } from 'react';
import type { PartFields } from './read-split-form.ts';

/** A part in the editor. */
interface SplitRow extends PartFields {
  readonly key: number;
  /** Counts the amounts that a button has put in, which the field has to be drawn anew for. */
  readonly round: number;
}

export interface SplitRows {
  readonly rows: readonly SplitRow[];
  /** What no part has yet, as a decimal without the sign of the whole; null while an amount cannot be read. */
  readonly remainder: string | null;
  /** What was typed, or null when it is no amount. */
  readonly typeAmount: (index: number, decimal: string | null) => void;
  readonly add: () => void;
  readonly remove: (index: number) => void;
  readonly shareEvenly: () => void;
  readonly putRest: (index: number) => void;
}

/** The parts that are being edited, against the amount of the whole without its sign. */
export function useSplitRows(
  first: readonly PartFields[],
  whole: string | null,
  currency: string,
): SplitRows {
  const [rows, setRows] = useState<readonly SplitRow[]>(() =>
    first.map((part, key) => ({ ...part, key, round: 0 })),
  );
  const [nextKey, setNextKey] = useState(first.length);
  const code = parseCurrency(currency);
  const minors = rows.map(({ amount }) => readMinor(amount, currency));
  const wholeMinor = whole === null ? null : readMinor(whole, currency);
  const known = minors.every((minor) => minor !== null) && wholeMinor !== null;
  const left = known ? splitRemainder(wholeMinor, minors) : null;

  function put(index: number, minor: bigint): void {
    setRows((before) =>
      before.map((row, at) =>
        at === index ? { ...row, amount: formatMinor(minor, code), round: row.round + 1 } : row,
      ),
    );
  }

  return {
    rows,
    remainder: left === null ? null : formatMinor(left, code),
    typeAmount: (index, decimal) =>
      setRows((before) => before.map((row, at) => (at === index ? { ...row, amount: decimal ?? '?' } : row))),
    add: () => {
      setRows((before) => [...before, { ...EMPTY, key: nextKey, round: 0 }]);
      setNextKey(nextKey + 1);
    },
    remove: (index) => setRows((before) => before.filter((_, at) => at !== index)),
    shareEvenly: () => {
      if (wholeMinor === null || rows.length === 0) return;
      const even = rows.map(() => 1n);
      for (const [index, part] of allocate(money(wholeMinor, code), even).entries()) put(index, part.minor);
    },
    putRest: (index) => {
      if (left !== null) put(index, (minors[index] ?? 0n) + left);
    },
  };
}

export const EMPTY: PartFields = { id: '', amount: '', categoryId: '', notes: '' };

/** Nothing typed is nothing shared out. */
function readMinor(decimal: string, currency: string): bigint | null {
  if (decimal === '') return 0n;
  try {
    return parseAmount(decimal, parseCurrency(currency)).minor;
  } catch (error) {
    if (error instanceof AmountFormatError) return null;
    throw error;
  }
}
