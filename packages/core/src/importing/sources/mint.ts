import type { CsvSource } from './csv-source.ts';
import { openChangingReader, without } from './plain-reader.ts';

/** Mint (closed in 2024): amounts without a sign, the direction in a column, labels between commas. */
export const MINT: CsvSource = {
  id: 'mint',
  name: 'Mint',
  headings: [
    ['date', 'description', 'original description', 'amount', 'transaction type', 'category', 'account name'],
  ],
  columns: {
    date: 'date',
    description: 'payee',
    'original description': 'description',
    amount: 'amount',
    'transaction type': 'signFlag',
    category: 'category',
    'account name': 'account',
    labels: 'tags',
    notes: 'notes',
  },
  dateOrder: 'mdy',
  sign: { kind: 'flag', out: ['debit'], in: ['credit'], minus: 'ignore' },
  open: (file) =>
    openChangingReader(file, (row) => ({
      ok: true,
      row: /^uncategorized$/i.test(row.category ?? '') ? without(row, 'category') : row,
    })),
};
