import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, parseCalendarDate } from '../dates/index.ts';
import { type AccountLedger, balanceAt, type RunningRow, runningBalances } from './index.ts';

const START = parseCalendarDate('2026-02-01');

interface Booked {
  readonly day: number;
  readonly amountMinor: bigint;
  readonly isPosted: boolean;
}

const books = fc.record({
  rows: fc.array(
    fc.record({ day: fc.nat(9), amountMinor: fc.bigInt(-1_000n, 1_000n), isPosted: fc.boolean() }),
    { maxLength: 25 },
  ),
  anchors: fc.uniqueArray(fc.record({ day: fc.nat(9), balanceMinor: fc.bigInt(-5_000n, 5_000n) }), {
    selector: (anchor) => anchor.day,
    maxLength: 3,
  }),
});

const dayOf = (day: number): CalendarDate => addDays(START, day);

/** The rows of the account in their order, and the ledger that they make. */
function makeBooks(booked: readonly Booked[], anchors: readonly { day: number; balanceMinor: bigint }[]) {
  const ordered = booked.toSorted((left, right) => left.day - right.day);
  const rows = ordered.map((row, index): RunningRow & { amountMinor: bigint } => ({
    id: `row${String(index).padStart(3, '0')}`,
    date: dayOf(row.day),
    isPosted: row.isPosted,
    amountMinor: row.amountMinor,
    laterMinor: sumPosted(ordered.slice(index + 1).filter((later) => later.day === row.day)),
  }));
  const ledger: AccountLedger = {
    anchors: anchors.map(({ day, balanceMinor }) => ({ date: dayOf(day), balanceMinor })),
    totals: Array.from({ length: 10 }, (_, day) => ({
      date: dayOf(day),
      postedMinor: sumPosted(ordered.filter((row) => row.day === day)),
      pendingMinor: 0n,
      rowCount: 1,
    })),
  };
  return { rows, ledger };
}

function sumPosted(rows: readonly Booked[]): bigint {
  return rows.reduce((sum, row) => (row.isPosted ? sum + row.amountMinor : sum), 0n);
}

describe('runningBalances', () => {
  it('the last posted row of a day stands at the balance of the day', () => {
    fc.assert(
      fc.property(books, ({ rows: booked, anchors }) => {
        const { rows, ledger } = makeBooks(booked, anchors);
        const balances = runningBalances(ledger, rows);
        const last = new Map(rows.filter((row) => row.isPosted).map((row) => [row.date, row]));
        for (const row of last.values()) expect(balances.get(row.id)).toBe(balanceAt(ledger, row.date));
      }),
    );
  });

  it('from one posted row of a day to the next it moves by the amount; a pending row has none', () => {
    fc.assert(
      fc.property(books, ({ rows: booked, anchors }) => {
        const { rows, ledger } = makeBooks(booked, anchors);
        const balances = runningBalances(ledger, rows);
        for (const row of rows.filter((each) => !each.isPosted)) expect(balances.get(row.id)).toBeNull();
        const posted = rows.filter((row) => row.isPosted);
        for (const [index, row] of posted.entries()) {
          const before = posted[index - 1];
          if (before?.date !== row.date) continue;
          expect(balances.get(row.id)).toBe((balances.get(before.id) ?? 0n) + row.amountMinor);
        }
      }),
    );
  });
});
