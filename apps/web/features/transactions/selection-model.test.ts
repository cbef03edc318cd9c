import { describe, expect, it } from 'vitest';
import type { ListedTransaction } from './listed-transaction.ts';
import { NOTHING_SELECTED, selectAll, selectRange, sumRows, toggleRow } from './selection-model.ts';

const rows = ['a', 'b', 'c', 'd', 'new-000001'].map((id) => ({ id }) as ListedTransaction);

describe('toggleRow', () => {
  it('ticks, unticks, and leaves out a row that is still on its way', () => {
    const one = toggleRow(NOTHING_SELECTED, rows, 'b');
    expect([...one.ids]).toEqual(['b']);
    expect([...toggleRow(one, rows, 'b').ids]).toEqual([]);
    expect(toggleRow(one, rows, 'new-000001')).toBe(one);
  });

  it('makes of all what is here, but for the row', () => {
    const state = toggleRow(selectAll(rows), rows, 'b');
    expect(state.isAll).toBe(false);
    expect([...state.ids]).toEqual(['a', 'c', 'd']);
  });
});

describe('selectRange', () => {
  it.each([
    ['a', 'c', ['a', 'b', 'c']],
    ['d', 'b', ['d', 'b', 'c']],
    ['c', 'new-000001', ['c', 'd']],
  ])('from %s to %s is %j', (from, to, ids) => {
    expect([...selectRange(toggleRow(NOTHING_SELECTED, rows, from), rows, to).ids]).toEqual(ids);
  });

  it('ticks the row alone where nothing was ticked before', () => {
    expect([...selectRange(NOTHING_SELECTED, rows, 'c').ids]).toEqual(['c']);
  });
});

describe('sumRows', () => {
  it('adds up exactly, per currency', () => {
    const amounts = [
      { amount: '-0.10', currency: 'EUR' },
      { amount: '-0.20', currency: 'EUR' },
      { amount: '5', currency: 'JPY' },
    ];
    expect(sumRows(amounts)).toEqual([
      { currency: 'EUR', amount: '-0.30' },
      { currency: 'JPY', amount: '5' },
    ]);
  });
});
