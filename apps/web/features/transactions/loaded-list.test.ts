import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import { changeList, type LoadedList, loadedList } from './loaded-list.ts';

const FIRST = loadedList([row('b', '2026-03-12'), row('a', '2026-03-12'), row('c', '2026-03-10')], 'cursor');

describe('changeList', () => {
  it('appends a page once, whatever was booked meanwhile', () => {
    const page = [row('c', '2026-03-10'), row('d', '2026-03-01')];
    const list = changeList(FIRST, { kind: 'append', rows: page, nextCursor: null });
    expect(idsOf(list)).toEqual(['b', 'a', 'c', 'd']);
    expect(list.nextCursor).toBeNull();
  });

  it('puts a new row where the API would list it', () => {
    expect(idsOf(changeList(FIRST, { kind: 'put', rows: [row('x', '2026-03-12')] }))).toEqual([
      'x',
      'b',
      'a',
      'c',
    ]);
    expect(idsOf(changeList(FIRST, { kind: 'put', rows: [row('x', '2026-03-11')] }))).toEqual([
      'b',
      'a',
      'x',
      'c',
    ]);
  });

  it('keeps the series of a row where an answer says nothing of it, and takes one that it says', () => {
    const series = { id: 's', name: 'Rent' };
    const list = loadedList([{ ...row('b', '2026-03-12'), series }], null);
    const seriesAfter = (put: ListedTransaction) =>
      rowsOf(changeList(list, { kind: 'put', rows: [put] }).items)[0]?.series;
    expect(seriesAfter(row('b', '2026-03-11'))).toEqual(series);
    expect(seriesAfter({ ...row('b', '2026-03-11'), series: null })).toBeNull();
    expect(seriesAfter(row('x', '2026-03-13'))).toBeUndefined();
  });

  it('moves a row whose date has changed', () => {
    expect(idsOf(changeList(FIRST, { kind: 'put', rows: [row('b', '2026-03-11')] }))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('leaves out what is older than the pages so far, unless they are all', () => {
    const old = [row('x', '2026-01-01')];
    expect(idsOf(changeList(FIRST, { kind: 'put', rows: old }))).toEqual(['b', 'a', 'c']);
    expect(idsOf(changeList({ ...FIRST, nextCursor: null }, { kind: 'put', rows: old }))).toEqual([
      'b',
      'a',
      'c',
      'x',
    ]);
    expect(idsOf(changeList(loadedList([], null), { kind: 'put', rows: old }))).toEqual(['x']);
  });

  it('drops rows', () => {
    expect(idsOf(changeList(FIRST, { kind: 'drop', ids: ['a', 'c', 'unknown'] }))).toEqual(['b']);
  });
});

function idsOf(list: LoadedList): string[] {
  return rowsOf(list.items).map(({ id }) => id);
}

function row(id: string, date: string): ListedTransaction {
  return {
    id,
    date: parseCalendarDate(date),
    amount: '-1.00',
    currency: 'EUR',
    accountId: 'x',
    accountName: 'Checking',
    type: 'expense',
    status: 'cleared',
    isRefund: false,
    description: '',
    payeeName: null,
    categoryId: null,
    categoryName: null,
    categoryColor: null,
    notes: null,
    tags: [],
    isSplit: false,
    transferTransactionId: null,
    attachmentCount: 0,
    version: 1,
  };
}
