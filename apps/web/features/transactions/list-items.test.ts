import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { appendItems, type ListItem, listItems } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';

describe('listItems', () => {
  it('puts rows under their days with exact sums per currency', () => {
    const rows = [
      row('a', '2026-03-12', '-0.10 EUR'),
      row('b', '2026-03-12', '-0.20 EUR'),
      row('c', '2026-03-12', '1500 JPY'),
      row('d', '2026-03-11', '3.00 EUR'),
    ];
    expect(outline(listItems(rows, true))).toEqual([
      '2026-03-12 EUR -0.30, JPY 1500',
      '0 a',
      '1 b',
      '2 c',
      '2026-03-11 EUR 3.00',
      '3 d',
    ]);
  });

  it('keeps the sum of the last day back while older rows may follow', () => {
    const rows = [row('a', '2026-03-12', '1.00'), row('b', '2026-03-11', '2.00')];
    expect(outline(listItems(rows, false))).toEqual(['2026-03-12 EUR 1.00', '0 a', '2026-03-11 ?', '1 b']);
  });
});

describe('appendItems', () => {
  it('continues a day that the page before has cut', () => {
    const first = listItems([row('a', '2026-03-12', '1.00'), row('b', '2026-03-11', '2.00')], false);
    const whole = appendItems(first, [row('c', '2026-03-11', '3.00'), row('d', '2026-03-10', '4.00')], true);
    expect(outline(whole)).toEqual([
      '2026-03-12 EUR 1.00',
      '0 a',
      '2026-03-11 EUR 5.00',
      '1 b',
      '2 c',
      '2026-03-10 EUR 4.00',
      '3 d',
    ]);
  });

  it('settles the last day when the next page is empty', () => {
    const first = listItems([row('a', '2026-03-12', '1.00')], false);
    expect(outline(appendItems(first, [], true))).toEqual(['2026-03-12 EUR 1.00', '0 a']);
    expect(appendItems([], [], true)).toEqual([]);
  });
});

function row(id: string, date: string, money: string): ListedTransaction {
  const [amount = '', currency = 'EUR'] = money.split(' ');
  return { ...ROW, id, date: parseCalendarDate(date), amount, currency };
}

const ROW: ListedTransaction = {
  id: '',
  date: parseCalendarDate('2026-03-12'),
  amount: '0.00',
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

function outline(items: readonly ListItem[]): string[] {
  return items.map((item) => {
    if (item.kind === 'row') return `${item.ordinal} ${item.row.id}`;
    const sums = item.sums?.map(({ currency, amount }) => `${currency} ${amount}`).join(', ');
    return `${item.date} ${sums ?? '?'}`;
  });
}
