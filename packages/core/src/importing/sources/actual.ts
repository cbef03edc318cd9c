import { readAmount } from '../amount-text.ts';
import type { StatementRow } from '../statement-row.ts';
import type { CsvSource, LineReader, LineReading, SourceFile, SourceScan } from './csv-source.ts';
import { readLine } from './plain-reader.ts';
import { SplitGroup } from './split-group.ts';

/** Actual Budget: a split is a row of its sum and rows of its parts; the payee of a transfer is the other account. */
export const ACTUAL: CsvSource = {
  id: 'actual',
  name: 'Actual Budget',
  headings: [
    ['account', 'date', 'payee', 'notes', 'category', 'amount', 'split amount', 'cleared'],
    ['account', 'date', 'payee', 'notes', 'category', 'amount', 'cleared', 'reconciled'],
  ],
  columns: {
    account: 'account',
    date: 'date',
    payee: 'payee',
    notes: 'notes',
    category: 'category',
    amount: 'amount',
  },
  dateOrder: 'ymd',
  sign: { kind: 'signed' },
  scan: scanAccounts,
  open: openActual,
};

const WHOLE = /^\(SPLIT INTO \d{1,3}\)\s*/;
const PART = /^\(SPLIT (\d{1,3}) OF (\d{1,3})\)\s*/;
const MAX_ACCOUNTS = 1000;

function scanAccounts(file: SourceFile): SourceScan {
  const accounts = new Set<string>();
  const column = file.columnOf('account');
  return {
    push: (record) => {
      const name = record[column]?.trim() ?? '';
      if (name !== '' && accounts.size < MAX_ACCOUNTS) accounts.add(name);
    },
    finish: () => ({ ...file.facts, accounts }),
  };
}

function openActual(file: SourceFile): LineReader {
  const group = new SplitGroup();
  return {
    push: (record, line) => {
      const read = readLine(file, record, line);
      if (!read.reading.ok) return [...group.end(), read];
      const { row } = read.reading;
      const notes = row.notes ?? '';
      const tidied: LineReading = { ...read, reading: { ok: true, row: tidy(row, file) } };
      if (WHOLE.test(notes)) return group.begin(withSum(tidied, file));
      const part = PART.exec(notes);
      if (part === null) return [...group.end(), tidied];
      return group.push({ at: Number(part[1]), count: Number(part[2]), read: tidied });
    },
    end: () => group.end(),
  };
}

/** The row of a split's sum has no amount; the sum stands in a column of its own. */
function withSum(read: LineReading, file: SourceFile): LineReading {
  const { mapping } = file;
  const written = read.record[file.columnOf('split amount')] ?? '';
  if (!read.reading.ok || written === '' || mapping.decimalMark === 'ask') return read;
  const { row } = read.reading;
  const sum = readAmount(written, mapping.decimalMark, row.currency);
  if (!sum.ok || row.amountMinor !== 0n) return read;
  return { ...read, reading: { ok: true, row: { ...row, amountMinor: sum.minor, remarks: [] } } };
}

function tidy({ notes: written = '', payee = '', ...row }: StatementRow, file: SourceFile): StatementRow {
  const notes = written.replace(WHOLE, '').replace(PART, '');
  const isTransfer = payee !== row.account && file.facts.accounts.has(payee);
  return {
    ...row,
    ...(notes === '' ? {} : { notes }),
    ...(payee === '' ? {} : isTransfer ? { transferAccount: payee } : { payee }),
  };
}
