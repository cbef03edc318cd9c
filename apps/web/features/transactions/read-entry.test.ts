import { describe, expect, it } from 'vitest';
import { type EntryContext, readEntry } from './read-entry.ts';

const CONTEXT: EntryContext = {
  locale: 'en-US',
  accounts: [
    { id: 'checking', currency: 'USD' },
    { id: 'yen', currency: 'JPY' },
  ],
  categories: [
    { id: 'food', kind: 'expense' },
    { id: 'salary', kind: 'income' },
  ],
};

describe('readEntry', () => {
  it.each([
    { amount: '12.50', fields: {}, expected: { amount: '-12.50', type: 'expense', isRefund: false } },
    {
      amount: '12.50',
      fields: { direction: 'in' },
      expected: { amount: '12.50', type: 'income', isRefund: false },
    },
    {
      amount: '-12.50',
      fields: { direction: 'in' },
      expected: { amount: '-12.50', type: 'expense', isRefund: false },
    },
    { amount: '+12.50', fields: {}, expected: { amount: '12.50', type: 'income', isRefund: false } },
    { amount: '12.50+3*2', fields: {}, expected: { amount: '-18.50', type: 'expense', isRefund: false } },
    { amount: '1,234.5', fields: {}, expected: { amount: '-1234.50', type: 'expense', isRefund: false } },
    {
      amount: '12.50',
      fields: { direction: 'in', categoryId: 'food' },
      expected: { amount: '12.50', type: 'expense', isRefund: true },
    },
    {
      amount: '12.50',
      fields: { categoryId: 'salary' },
      expected: { amount: '-12.50', type: 'income', isRefund: true },
    },
    {
      amount: '12.50',
      fields: { direction: 'in', categoryId: 'salary' },
      expected: { amount: '12.50', type: 'income', isRefund: false },
    },
    { amount: '0', fields: {}, expected: { amount: '0.00', type: 'expense', isRefund: false } },
  ])('reads $amount with $fields as $expected', ({ amount, fields, expected }) => {
    expect(read({ amount, ...fields }).entry).toMatchObject(expected);
  });

  it.each([
    [{ originalAmount: '1,000', originalCurrency: 'JPY' }, '-1000', 'JPY'],
    [{ originalAmount: '8.5', originalCurrency: 'EUR', direction: 'in' }, '8.50', 'EUR'],
  ])(
    'reads what was paid in another currency %j, with the sign of the amount',
    (fields, amount, currency) => {
      expect(read({ amount: '12.50', ...fields }).entry).toMatchObject({
        originalAmount: amount,
        originalCurrency: currency,
      });
    },
  );

  it.each([
    [{ originalAmount: '10' }, 'Choose the currency that was paid in.'],
    [{ originalCurrency: 'EUR' }, 'Write what was paid in the other currency.'],
    [{ originalAmount: '10.5', originalCurrency: 'JPY' }, 'more than 0 digits'],
  ])('refuses half of it: %j', (fields, message) => {
    expect(read({ amount: '12.50', ...fields }).fieldErrors?.originalAmount).toContain(message);
  });

  it('keeps what a form leaves empty apart from what it says', () => {
    expect(read({ amount: '1', payeeName: ' Bakery ' }).entry).toEqual({
      accountId: 'checking',
      date: '2026-03-12',
      amount: '-1.00',
      type: 'expense',
      isRefund: false,
      payeeName: 'Bakery',
      categoryId: null,
      description: '',
      notes: null,
      status: 'cleared',
    });
  });

  it('leaves the type of a transfer alone', () => {
    const { entry } = readEntry(formOf({ amount: '5' }), { ...CONTEXT, isTransfer: true });
    expect(entry).not.toHaveProperty('type');
    expect(entry).toMatchObject({ amount: '-5.00' });
  });

  it('reads the notation of the locale', () => {
    const { entry } = readEntry(formOf({ amount: '1.234,50' }), { ...CONTEXT, locale: 'de-DE' });
    expect(entry?.amount).toBe('-1234.50');
  });

  it('says what is wrong, field by field', () => {
    expect(read({ amount: '', accountId: '', date: '2026-02-30' }).fieldErrors).toEqual({
      amount: 'Write an amount.',
      accountId: 'Choose an account.',
      date: 'Write a date, like 15, -1 or 3/12.',
    });
    expect(read({ amount: '1.5', accountId: 'yen' }).fieldErrors).toEqual({
      amount: '"1.5" has more than 0 digits after the decimal mark, which JPY does not have.',
    });
  });
});

function read(fields: Record<string, string>) {
  return readEntry(formOf(fields), CONTEXT);
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  const all = { accountId: 'checking', date: '2026-03-12', ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  return form;
}
