import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, idList } from './fields.ts';

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
