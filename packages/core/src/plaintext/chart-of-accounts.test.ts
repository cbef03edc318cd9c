import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurrency } from '../money/index.ts';
import type { BookAccount, PlainFormat } from './books.ts';
import { chartOfAccounts } from './chart-of-accounts.ts';

const EUR = parseCurrency('EUR');
const account = (id: string, name: string, type = 'checking'): BookAccount => ({
  id,
  name,
  type,
  currency: EUR,
  isArchived: false,
});
const category = (id: string, name: string, parentId: string | null = null) => ({
  id,
  name,
  parentId,
  kind: 'expense' as const,
  displayOrder: 0,
});
const FORMATS: readonly PlainFormat[] = ['hledger', 'beancount'];

const namesOf = (
  format: PlainFormat,
  accounts: readonly BookAccount[],
  categories: Parameters<typeof chartOfAccounts>[2] = [],
) => new Map(chartOfAccounts(format, accounts, categories).map(({ key, name }) => [key, name]));

describe('accounts', () => {
  it('stand under assets or liabilities by their type, and again under what is pending', () => {
    const chart = chartOfAccounts(
      'hledger',
      [account('a1', 'Giro'), account('a2', 'Card', 'credit'), account('a3', 'Fund', 'investment')],
      [],
    );
    expect(chart.map(({ key, name, role }) => [key, name, role])).toEqual([
      ['account a1', 'Assets:Giro', 'cash'],
      ['account a2', 'Liabilities:Card', 'liability'],
      ['account a3', 'Assets:Fund', 'asset'],
      ['uncategorised income', 'Income:Uncategorised', 'income'],
      ['uncategorised expense', 'Expenses:Uncategorised', 'expense'],
      ['opening', 'Equity:Opening Balances', 'equity'],
      ['unexplained', 'Equity:Unexplained', 'equity'],
      ['transfers', 'Equity:Transfers', 'equity'],
      ['pending a1', 'Equity:Pending:Giro', 'equity'],
      ['pending a2', 'Equity:Pending:Card', 'equity'],
      ['pending a3', 'Equity:Pending:Fund', 'equity'],
    ]);
  });

  it('that come out alike are numbered, the older one first, whatever the order given', () => {
    const accounts = [
      account('a3', '日本'),
      account('a2', 'A:B', 'credit'),
      account('a1', 'A∶B'),
      account('a4', '💰'),
    ];
    const expected = {
      hledger: ['Assets:A∶B', 'Liabilities:A∶B (2)', 'Assets:日本', 'Assets:💰'],
      beancount: ['Assets:A-B', 'Liabilities:A-B-2', 'Assets:Account', 'Assets:Account-2'],
    };
    for (const format of FORMATS) {
      for (const given of [accounts, accounts.toReversed()]) {
        const names = namesOf(format, given);
        expect(['a1', 'a2', 'a3', 'a4'].map((id) => names.get(`account ${id}`))).toEqual(expected[format]);
      }
    }
  });

  it('do not take a number that another one is called by', () => {
    const names = namesOf('beancount', [
      account('a1', 'Giro-2'),
      account('a2', 'Giro'),
      account('a3', 'giro'),
    ]);
    expect([...names.values()].slice(0, 3)).toEqual(['Assets:Giro-2', 'Assets:Giro', 'Assets:Giro-3']);
  });
});

describe('categories', () => {
  it('have their path in the name, and one of the books keeps the name Uncategorised', () => {
    const names = namesOf(
      'hledger',
      [],
      [
        category('c1', 'Food'),
        category('c2', 'Groceries', 'c1'),
        category('c3', 'Groceries: fresh', 'c2'),
        { ...category('c4', 'Salary'), kind: 'income' },
        category('c5', 'uncategorised'),
        category('c6', 'Uncategorised', 'c1'),
      ],
    );
    expect(Object.fromEntries(names)).toMatchObject({
      'category c1': 'Expenses:Food',
      'category c2': 'Expenses:Food:Groceries',
      'category c3': 'Expenses:Food:Groceries:Groceries∶ fresh',
      'category c4': 'Income:Salary',
      'category c5': 'Expenses:uncategorised (2)',
      'category c6': 'Expenses:Food:Uncategorised',
      'uncategorised expense': 'Expenses:Uncategorised',
    });
  });

  it('whose parent is gone stand at the root', () => {
    expect(namesOf('hledger', [], [category('c1', 'Orphan', 'gone')]).get('category c1')).toBe(
      'Expenses:Orphan',
    );
  });
});

it('no two accounts share a name, whatever people called them', () => {
  const name = fc.oneof(
    fc.constantFrom('A:B', 'A-B', 'a b', 'A  B', '', '💰', 'Uncategorised', 'A (2)', 'A-2', 'a'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const books = fc.tuple(
    fc.array(name, { maxLength: 8 }),
    fc.array(fc.tuple(name, fc.nat(8)), { maxLength: 8 }),
  );
  fc.assert(
    fc.property(books, fc.constantFrom(...FORMATS), ([accountNames, categoryNames], format) => {
      const accounts = accountNames.map((each, index) =>
        account(`a${index}`, each, index % 2 ? 'credit' : 'cash'),
      );
      const categories = categoryNames.map(([each, parent], index) =>
        category(`c${index}`, each, parent < index ? `c${parent}` : null),
      );
      const names = [...namesOf(format, accounts, categories).values()].map((each) => each.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(names).toHaveLength(2 * accounts.length + categories.length + 5);
    }),
    { numRuns: 300 },
  );
});
