import { describe, expect, it } from 'vitest';
import { statementSums } from './statement-sums.ts';

const statement = { currency: 'EUR', openingBalance: '1000.00', closingBalance: '945.50' };
const rows = [
  { id: 'a', amount: '-4.50' },
  { id: 'b', amount: '-50.00' },
  { id: 'c', amount: '-3.00' },
];

describe('statementSums', () => {
  it.each([
    [[], 0, '0.00', '-54.50', false],
    [['a'], 1, '-4.50', '-50.00', false],
    [['a', 'b'], 2, '-54.50', '0.00', true],
    [['a', 'b', 'c'], 3, '-57.50', '3.00', false],
  ])('of %j ticked', (...[ids, count, ticked, difference, isEven]) => {
    expect(statementSums(statement, rows, new Set(ids))).toEqual({ count, ticked, difference, isEven });
  });
});
