import type { Account } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { groupAccounts } from './group-accounts.ts';

describe('groupAccounts', () => {
  it('adds up each type in each currency, exactly, assets before debts', () => {
    const accounts = [
      account('Visa', 'credit', ['-0.30', 'USD']),
      account('A', 'checking', ['0.10', 'USD']),
      account('B', 'checking', ['0.20', 'USD']),
      account('C', 'checking', ['5.00', 'EUR']),
    ];
    expect(groupAccounts(accounts).map(({ type, subtotals }) => ({ type, subtotals }))).toEqual([
      {
        type: 'checking',
        subtotals: [
          { currency: 'USD', amount: '0.30' },
          { currency: 'EUR', amount: '5.00' },
        ],
      },
      { type: 'credit', subtotals: [{ currency: 'USD', amount: '-0.30' }] },
    ]);
  });
});

function account(name: string, type: Account['type'], [posted, currency]: [string, string]): Account {
  return {
    id: name,
    name,
    type,
    currency,
    subtype: null,
    creditLimit: null,
    institutionName: null,
    accountNumberLast4: null,
    isHidden: false,
    isArchived: false,
    displayOrder: 0,
    color: null,
    icon: null,
    transactionCount: 0,
    reconciledUntil: null,
    version: 1,
    createdAt: '',
    updatedAt: '',
    balance: {
      date: parseCalendarDate('2026-03-12'),
      posted,
      pending: '0.00',
      available: posted,
      credit: null,
      currency,
    },
  };
}
