import { describe, expect, it } from 'vitest';
import { amountBounds, totalsSource, UNUSUAL_CURRENCIES, usesSource } from './filter.ts';
import { planSearch } from './search-plan.ts';

describe('totalsSource', () => {
  it.each([
    ['nothing', {}, 'account-months'],
    [
      'an account and whole months',
      { accountIds: ['a'], from: '2026-01-01', to: '2026-02-28' },
      'account-months',
    ],
    ['an account and days', { accountIds: ['a'], from: '2026-01-03', to: '2026-01-09' }, 'account-days'],
    ['a category', { categoryIds: ['c'] }, 'category-months'],
    [
      'uncategorised in whole months',
      { uncategorised: true, from: '2026-02-01', to: '2026-02-28' },
      'category-months',
    ],
    ['a type of an account', { type: 'expense', accountIds: ['a'] }, 'category-months'],
    ['a category in part of a month', { categoryIds: ['c'], from: '2026-01-02' }, 'rows'],
    ['a month of a leap year that ends a day early', { type: 'income', to: '2024-02-28' }, 'rows'],
    ['a category and none', { categoryIds: ['c'], uncategorised: true }, 'rows'],
    ['a payee', { payeeIds: ['p'] }, 'rows'],
    ['words', { search: planSearch({ kind: 'all', items: [] }) }, 'rows'],
    ['a status', { status: 'pending' }, 'rows'],
  ] as const)('%s', (_, filter, source) => {
    expect(totalsSource(filter)).toBe(source);
  });
});

describe('usesSource', () => {
  it.each([
    ['a payee alone', { payeeIds: ['p'] }, 'payees'],
    ['payees alone', { payeeIds: ['p', 'q'], from: undefined }, 'payees'],
    ['a tag alone', { tag: 'food' }, 'tags'],
    ['nothing', {}, null],
    ['a payee in a month', { payeeIds: ['p'], from: '2026-01-01', to: '2026-01-31' }, null],
    ['a tag and a payee', { tag: 'food', payeeIds: ['p'] }, null],
    ['a tag of a category, whose list shows parts', { tag: 'food', categoryIds: ['c'] }, null],
    ['an account', { accountIds: ['a'] }, null],
  ] as const)('%s', (_, filter, source) => {
    expect(usesSource(filter)).toBe(source);
  });
});

describe('amountBounds', () => {
  it.each([
    ['12.5', 'min', { 0: 13n, 2: 1250n, 3: 12_500n, 4: 125_000n }],
    ['12.5', 'max', { 0: 12n, 2: 1250n, 3: 12_500n, 4: 125_000n }],
    ['-12.5', 'min', { 0: -12n, 2: -1250n, 3: -12_500n, 4: -125_000n }],
    ['-12.5', 'max', { 0: -13n, 2: -1250n, 3: -12_500n, 4: -125_000n }],
    ['0.00005', 'min', { 0: 1n, 2: 1n, 3: 1n, 4: 1n }],
    ['-0.00005', 'max', { 0: -1n, 2: -1n, 3: -1n, 4: -1n }],
    ['7', 'max', { 0: 7n, 2: 700n, 3: 7000n, 4: 70_000n }],
  ] as const)('%s as %s', (limit, side, bounds) => {
    expect(amountBounds(limit, side)).toEqual(bounds);
  });

  it('stays inside bigint', () => {
    expect(amountBounds('999999999999999999', 'min')[4]).toBe(1_000_000_000_000_000_000n);
    expect(amountBounds('-999999999999999999', 'max')[4]).toBe(-1_000_000_000_000_000_000n);
  });
});

it('knows the currencies without cents and with more digits', () => {
  expect(UNUSUAL_CURRENCIES[0]).toContain('JPY');
  expect(UNUSUAL_CURRENCIES[3]).toContain('KWD');
  expect(UNUSUAL_CURRENCIES[4]).toEqual(['CLF', 'UYW']);
});
