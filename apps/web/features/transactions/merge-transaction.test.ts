import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import type { ListedTransaction } from './listed-transaction.ts';
import { entryOf, mergeTransaction } from './merge-transaction.ts';

const base: ListedTransaction = {
  id: 'a',
  accountId: 'giro',
  accountName: 'Giro',
  date: parseCalendarDate('2026-03-01'),
  amount: '-4.20',
  currency: 'EUR',
  type: 'expense',
  status: 'cleared',
  isRefund: false,
  description: '',
  payeeName: 'Bakery',
  categoryId: 'food',
  categoryName: 'Food',
  categoryColor: null,
  notes: null,
  tags: [],
  isSplit: false,
  transferTransactionId: null,
  attachmentCount: 0,
  version: 1,
};
const inDollars = { accountId: 'usd', accountName: 'Dollars', currency: 'USD' };
const merge = (mine: Partial<ListedTransaction>, theirs: Partial<ListedTransaction>) => {
  const { merged, both } = mergeTransaction({
    base,
    mine: { ...base, ...mine },
    theirs: { ...base, version: 2, ...theirs },
  });
  return { merged, both: both.map(({ name }) => name) };
};

describe('two changes of one transaction', () => {
  it('of different fields are both kept, with the version that is there', () => {
    const category = { categoryId: 'fuel', categoryName: 'Fuel', categoryColor: '#123456' };
    expect(merge(category, { notes: 'monthly', status: 'pending' })).toEqual({
      merged: { ...base, ...category, notes: 'monthly', status: 'pending', version: 2 },
      both: [],
    });
  });

  it('of one field are a question', () => {
    expect(merge({ amount: '-5.00' }, { amount: '-6.00' }).both).toEqual(['amount']);
  });

  it('a category that was renamed meanwhile is no change of the row', () => {
    expect(merge({ notes: 'mine' }, { categoryName: 'Groceries' })).toMatchObject({
      merged: { notes: 'mine', categoryName: 'Groceries' },
      both: [],
    });
  });

  it('the amount of one and the account of the other go together in one currency', () => {
    const savings = { accountId: 'savings', accountName: 'Savings' };
    expect(merge({ amount: '-5.00' }, savings)).toMatchObject({
      merged: { amount: '-5.00', ...savings },
      both: [],
    });
  });

  it('the amount of one and the account of the other are a question between two currencies', () => {
    expect(merge({ amount: '-5.00' }, { ...inDollars, amount: '-4.60' }).both).toEqual(['amount']);
    expect(merge(inDollars, { amount: '-5.00' }).both).toEqual(['amount']);
  });
});

describe('what is saved of a merged row', () => {
  const categories = [
    { id: 'food', kind: 'expense' as const },
    { id: 'salary', kind: 'income' as const },
  ];

  it.each([
    ['my amount on their category', { amount: '4.20' }, 'expense', true],
    ['their category under my amount', { amount: '4.20', categoryId: 'salary' }, 'income', false],
    ['no category', { amount: '4.20', categoryId: null }, 'income', false],
    ['as it was', {}, 'expense', false],
  ] as const)('%s', (...[, changes, type, isRefund]) => {
    expect(entryOf({ ...base, ...changes }, categories)).toMatchObject({ type, isRefund });
  });

  it('says nothing of the type of a transfer or a split', () => {
    expect(entryOf({ ...base, type: 'transfer' }, categories)).not.toHaveProperty('type');
    expect(entryOf({ ...base, isSplit: true }, categories)).not.toHaveProperty('type');
  });
});
