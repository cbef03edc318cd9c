import { addDays, addMonths, dateParts, endOfMonth, parseCalendarDate } from '@fintrack/core/dates';
import type { LinePoint } from '@/components/charts/line-chart.tsx';
import type { BarGroup } from '@/components/charts/paired-bars.tsx';
import type { RankedBar } from '@/components/charts/ranked-bars.tsx';
import type { RailAccount } from '@/components/frame/account-list.tsx';
import { formatMonth } from '@/lib/format-day.ts';

const START = parseCalendarDate('2025-04-01');

export const RAIL_ACCOUNTS: readonly RailAccount[] = [
  { id: '1', name: 'Everyday checking', href: '/accounts/1', balance: '4218.07', currency: 'USD' },
  { id: '2', name: 'Rainy day savings', href: '/accounts/2', balance: '18350.00', currency: 'USD' },
  { id: '3', name: 'Visa', href: '/accounts/3', balance: '-1286.44', currency: 'USD' },
  { id: '4', name: 'Girokonto Berlin', href: '/accounts/4', balance: '932.10', currency: 'EUR' },
  { id: '5', name: 'Mortgage', href: '/accounts/5', balance: '-214905.31', currency: 'USD' },
];

const NET_WORTH = '48120 49310 48875 51240 52980 52110 54430 55020 54110 57350 58240 60815'.split(' ');

export const NET_WORTH_POINTS: readonly LinePoint[] = NET_WORTH.map((value, month) => ({
  date: endOfMonth(addMonths(START, month)),
  value: `${value}.${10 + month * 7}`,
  href: '/transactions',
}));

/** A salary on the first, rent on the third, and small things in between. */
export const BALANCE_POINTS: readonly LinePoint[] = Array.from({ length: 90 }, (_, day) => {
  const date = addDays(parseCalendarDate('2025-12-13'), day);
  const { day: dayOfMonth, month } = dateParts(date);
  const cents =
    415_000 - dayOfMonth * 8_640 - (dayOfMonth > 3 ? 124_000 : 0) + ((day * 7919) % 97) * 110 + month * 2_000;
  return {
    date,
    value: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
    anchor: dayOfMonth === 28,
  };
});

const FLOWS =
  '5200/4110 5200/4875 5350/3990 5350/5820 5200/4410 6900/4730 5200/4288 5200/6105 5200/3920 5410/4402 5410/4015 5410/2286';

export const CASH_FLOW: readonly BarGroup[] = FLOWS.split(' ').map((pair, month) => {
  const [moneyIn = '0', moneyOut = '0'] = pair.split('/');
  const date = addMonths(START, month);
  return {
    label: formatMonth(date, 'en-US', 'short'),
    title: formatMonth(date, 'en-US', 'long'),
    moneyIn: `${moneyIn}.00`,
    moneyOut: `${moneyOut}.35`,
    href: `/transactions?from=${date}&to=${endOfMonth(date)}`,
  };
});

export const SPENDING: readonly RankedBar[] = [
  { label: 'Rent', value: '1240.00', previous: '1240.00', hue: 1, href: '/transactions?category=rent' },
  {
    label: 'Groceries',
    value: '486.12',
    previous: '512.80',
    hue: 4,
    href: '/transactions?category=groceries',
  },
  {
    label: 'Eating out',
    value: '214.50',
    previous: '131.05',
    hue: 5,
    href: '/transactions?category=eating-out',
  },
  {
    label: 'Transport',
    value: '148.00',
    previous: '152.40',
    hue: 11,
    href: '/transactions?category=transport',
  },
  {
    label: 'Utilities',
    value: '121.37',
    previous: '158.91',
    hue: 3,
    href: '/transactions?category=utilities',
  },
  { label: 'Uncategorised', value: '76.20', href: '/transactions?uncategorised=true' },
];

export const ROWS = [
  {
    id: 'a',
    payee: 'Blue Bottle Coffee',
    detail: 'POS 4411 OAKLAND',
    category: 'Eating out',
    hue: 5,
    account: 'Visa',
    amount: '-6.75',
  },
  {
    id: 'b',
    payee: 'Bright Energy',
    detail: 'Direct debit 88120',
    category: 'Utilities',
    hue: 3,
    account: 'Everyday checking',
    amount: '-121.37',
  },
  {
    id: 'c',
    payee: 'Northside Books',
    detail: 'Refund',
    category: 'Leisure',
    hue: 8,
    account: 'Visa',
    amount: '23.40',
  },
] as const;

export const OLDER_ROWS = [
  {
    id: 'd',
    payee: 'Fern & Vale Ltd',
    detail: 'Salary March',
    category: 'Salary',
    hue: 9,
    account: 'Everyday checking',
    amount: '5410.00',
  },
  {
    id: 'e',
    payee: 'Market Hall Groceries and Household Goods',
    detail: 'CARD 9021 2026-03-10',
    category: undefined,
    hue: undefined,
    account: 'Everyday checking',
    amount: '-1084.62',
  },
] as const;
