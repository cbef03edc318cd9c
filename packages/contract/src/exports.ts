import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, idList } from './fields.ts';
import { listTransactions } from './transactions.ts';

/** What of the books is written; everything when nothing is said. */
export const exportFilter = z.object({
  from: date.optional().meta({
    description: 'The first day. What there was before stands in an opening entry dated the day before.',
  }),
  to: date.optional().meta({ description: 'The last day.' }),
  accountId: idList()
    .optional()
    .meta({ description: 'Only these accounts, separated by commas. Transfers to others leave the books.' }),
});

const DESCRIPTION =
  'Every account, category, transaction, split, transfer and anchor. The balances that the other program computes are ' +
  "FinTrack's, to the last minor unit, at the end of every day from the first one on. The same books give the same file. " +
  'The answer is streamed; its last line says that it is complete. The export is in the audit trail.';

export const exportJournal = endpoint({
  id: 'exportJournal',
  method: 'get',
  path: '/exports/ledger.journal',
  tag: 'Exports',
  summary: 'The books as an hledger journal',
  description: DESCRIPTION,
  access: 'member',
  query: exportFilter,
  raw: ['text/plain'],
  status: 200,
});

export const exportBeancount = endpoint({
  id: 'exportBeancount',
  method: 'get',
  path: '/exports/ledger.beancount',
  tag: 'Exports',
  summary: 'The books as a beancount file',
  description: DESCRIPTION,
  access: 'member',
  query: exportFilter,
  raw: ['text/plain'],
  status: 200,
});

/** What of the list is written: its own filters, search and order, without its pages. */
export const exportRowsFilter = listTransactions.query.omit({
  limit: true,
  cursor: true,
  page: true,
  include: true,
});

const ROWS_DESCRIPTION =
  'The rows that the same query lists, all of them, with their splits, tags, transfers, original amounts and ids. ' +
  'Imported again, the file brings the same rows into other books, and into these nothing new. ' +
  'The answer is streamed. The export is in the audit trail.';
const GUARDED =
  ' A text that a spreadsheet could take for a formula begins with an apostrophe, which an import takes away.';

export const exportTransactionsCsv = endpoint({
  id: 'exportTransactionsCsv',
  method: 'get',
  path: '/exports/transactions.csv',
  tag: 'Exports',
  summary: 'Transactions as CSV',
  description: `${ROWS_DESCRIPTION}${GUARDED}`,
  access: 'member',
  query: exportRowsFilter,
  raw: ['text/csv'],
  status: 200,
});

export const exportTransactionsXlsx = endpoint({
  id: 'exportTransactionsXlsx',
  method: 'get',
  path: '/exports/transactions.xlsx',
  tag: 'Exports',
  summary: 'Transactions as an Excel workbook',
  description: `${ROWS_DESCRIPTION}${GUARDED}`,
  access: 'member',
  query: exportRowsFilter,
  raw: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  status: 200,
});

export const exportTransactionsJson = endpoint({
  id: 'exportTransactionsJson',
  method: 'get',
  path: '/exports/transactions.json',
  tag: 'Exports',
  summary: 'Transactions as JSON',
  description: ROWS_DESCRIPTION,
  access: 'member',
  query: exportRowsFilter,
  raw: ['application/json'],
  status: 200,
});
