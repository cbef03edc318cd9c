import type { StatementRow } from '../statement-row.ts';
import type { CsvSource, LineReader, SourceFile } from './csv-source.ts';
import { readLine } from './plain-reader.ts';
import { SplitGroup } from './split-group.ts';

/** YNAB's register: outflow and inflow, transfers in the payee's name, parts of a split in rows of their own. */
export const YNAB: CsvSource = {
  id: 'ynab',
  name: 'YNAB',
  headings: [['account', 'date', 'payee', 'category', 'memo', 'outflow', 'inflow', 'cleared']],
  columns: {
    account: 'account',
    flag: 'tags',
    date: 'date',
    payee: 'payee',
    category: 'category',
    memo: 'notes',
    outflow: 'debit',
    inflow: 'credit',
  },
  sign: { kind: 'debitCredit', debitIs: 'positive' },
  open: openYnab,
};

/** "Split (1/3) weekly shop", also "(Split 1/3)". */
const PART = /^\(?Split \(?(\d{1,3})\/(\d{1,3})\)\s*/i;
const TRANSFER = /^Transfer\s?:\s?(.+)$/i;
/** Income that waits to be given a job is in no category. */
const NO_CATEGORY = /^(?:ready to assign|to be budgeted|uncategorized)$/i;

function openYnab(file: SourceFile): LineReader {
  const group = new SplitGroup();
  return {
    push: (record, line) => {
      const read = readLine(file, record, line);
      if (!read.reading.ok) return [...group.end(), read];
      const { row } = read.reading;
      const part = PART.exec(row.notes ?? '');
      const tidied = { ...read, reading: { ok: true as const, row: tidy(row) } };
      if (part === null) return [...group.end(), tidied];
      return group.push({ at: Number(part[1]), count: Number(part[2]), read: tidied });
    },
    end: () => group.end(),
  };
}

function tidy({ category = '', payee = '', notes: memo = '', ...row }: StatementRow): StatementRow {
  const transfer = TRANSFER.exec(payee)?.[1];
  const notes = memo.replace(PART, '');
  return {
    ...row,
    ...(category === '' || NO_CATEGORY.test(category) ? {} : { category }),
    ...(notes === '' ? {} : { notes }),
    ...(transfer === undefined ? (payee === '' ? {} : { payee }) : { transferAccount: transfer }),
  };
}
