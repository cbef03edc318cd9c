import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { openBalanceChain } from './balance-chain.ts';
import type { StatementRow } from './statement-row.ts';

function row(line: number, amountMinor: bigint, balanceMinor?: bigint): StatementRow {
  return {
    line,
    date: parseCalendarDate('2026-01-05'),
    amountMinor,
    currency: parseCurrency('EUR'),
    description: 'Row',
    rawText: 'Row',
    state: 'posted',
    remarks: [],
    ...(balanceMinor === undefined ? {} : { balanceMinor }),
  };
}

function follow(order: 'oldestFirst' | 'newestFirst' | null, rows: readonly StatementRow[]) {
  const chain = openBalanceChain(order);
  for (const each of rows) chain.push(each, '');
  return chain.end();
}

describe('openBalanceChain', () => {
  it('names the line where a row is missing, and what it comes to', () => {
    const found = follow('oldestFirst', [row(2, -100n, 900n), row(3, -50n, 850n), row(4, 1000n, 1800n)]);
    expect(found).toMatchObject({ checked: 2, agreed: 1 });
    expect(found.breaks).toEqual([
      {
        line: 4,
        previousLine: 3,
        text: 'Line 4: the balance should be 18.50 EUR after line 3, and the file says 18.00 EUR. Rows that come to -0.50 EUR seem to be missing between them.',
      },
    ]);
  });

  it('reads newest first from below', () => {
    const found = follow('newestFirst', [row(2, 1000n, 1800n), row(3, -50n, 850n), row(4, -100n, 900n)]);
    expect(found.breaks.map((link) => [link.previousLine, link.line])).toEqual([[3, 2]]);
  });

  it('keeps accounts and currencies apart, and leaves out pending rows and rows without a balance', () => {
    const chain = openBalanceChain('oldestFirst');
    chain.push(row(2, 100n, 100n), 'A');
    chain.push(row(3, 7n, 7n), 'B');
    chain.push({ ...row(4, -999n, 5n), state: 'pending' }, 'A');
    chain.push(row(5, 1n), 'A');
    chain.push({ ...row(6, 3n, 3n), currency: parseCurrency('USD') }, 'A');
    chain.push(row(7, 50n, 150n), 'A');
    expect(chain.end()).toEqual({ checked: 1, agreed: 1, breaks: [] });
  });

  it('follows nothing where the order is not proven', () => {
    expect(follow(null, [row(2, 1n, 1n), row(3, 1n, 9n)]).checked).toBe(0);
  });

  it('finds exactly the row that was taken out of a whole chain', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -1000n, max: 1000n }), { minLength: 3, maxLength: 30 }),
        fc.nat(),
        fc.boolean(),
        (amounts, seed, newestFirst) => {
          let balance = 0n;
          const rows = amounts.map((amount, index) =>
            row(index + 2, amount === 0n ? 1n : amount, (balance += amount === 0n ? 1n : amount)),
          );
          const taken = 1 + (seed % (rows.length - 2));
          const left = rows.filter((_, index) => index !== taken);
          const order = newestFirst ? 'newestFirst' : 'oldestFirst';
          const found = follow(order, newestFirst ? left.toReversed() : left);
          expect(found.breaks.map((link) => link.line)).toEqual([taken + 3]);
          expect(found.checked - found.agreed).toBe(1);
        },
      ),
    );
  });
});
