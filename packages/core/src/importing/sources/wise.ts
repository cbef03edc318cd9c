import { isCurrency } from '../../money/index.ts';
import { readAmount } from '../amount-text.ts';
import type { StatementRow } from '../statement-row.ts';
import type { CsvSource, LineReader, LineReading, SourceFile } from './csv-source.ts';
import { openByBalance, placeByBalance } from './one-balance-per-currency.ts';
import { readLine } from './plain-reader.ts';

/**
 * Wise: statements of one balance, in which fees are part of the amounts, and the history of all transfers, which says
 * what left (its fee beside it) and what arrived; a conversion between own balances is both.
 */
export const WISE: CsvSource = {
  id: 'wise',
  name: 'Wise',
  headings: [
    ['transferwise id', 'date', 'amount', 'currency', 'description', 'running balance'],
    ['id', 'status', 'direction', 'source amount after fees', 'source currency', 'target amount after fees'],
  ],
  columns: {
    'transferwise id': 'externalId',
    id: 'externalId',
    date: 'date',
    'created on': 'date',
    'finished on': 'valueDate',
    amount: 'amount',
    'source amount after fees': 'amount',
    currency: 'currency',
    'source currency': 'currency',
    status: 'state',
    description: 'description',
    'payment reference': 'notes',
    reference: 'description',
    'running balance': 'balance',
    merchant: 'payee',
    'payee name': 'payee',
    'payer name': 'payee',
    note: 'notes',
  },
  dateOrder: 'dmy',
  sign: { kind: 'signed' },
  open: (file) => (file.columnOf('direction') < 0 ? openByBalance(file, -1) : openHistory(file)),
};

function openHistory(file: SourceFile): LineReader {
  return { push: (record, line) => readTransfer(file, record, line), end: () => [] };
}

function readTransfer(file: SourceFile, record: readonly string[], line: number): readonly LineReading[] {
  const read = readLine(file, record, line);
  if (!read.reading.ok) return [read];
  const cell = (heading: string): string => record[file.columnOf(heading)]?.trim() ?? '';
  if (/^refunded$/i.test(cell('status')))
    return [without(read, 'skip', 'Wise gave the money back, so none moved.')];
  const direction = cell('direction').toUpperCase();
  const legs: LineReading[] = [];
  if (direction === 'OUT' || direction === 'NEUTRAL') {
    legs.push(outgoing(file, read, { fee: cell('source fee amount'), payee: cell('target name') }));
  }
  if (direction === 'IN' || direction === 'NEUTRAL') legs.push(incoming(file, read, cell));
  return legs.length > 0 ? legs : [without(read, 'invalid', `"${direction}" is no direction that Wise has.`)];
}

function outgoing(
  file: SourceFile,
  read: LineReading,
  { fee, payee }: { readonly fee: string; readonly payee: string },
): LineReading {
  if (!read.reading.ok) return read;
  const { row } = read.reading;
  const cost = readMinor(file, fee === '' ? '0' : fee, row.currency);
  if (cost === null) return without(read, 'invalid', `The fee "${fee}" cannot be read.`);
  const minor = -(magnitude(row.amountMinor) + magnitude(cost.amountMinor));
  return placeByBalance(
    { ...read, reading: { ok: true, row: { ...row, ...named(payee), amountMinor: minor } } },
    '',
  );
}

function incoming(file: SourceFile, read: LineReading, cell: (heading: string) => string): LineReading {
  if (!read.reading.ok) return read;
  const written = cell('target amount after fees');
  const arrived = readMinor(file, written, cell('target currency'));
  if (arrived === null) return without(read, 'invalid', `What arrived ("${written}") cannot be read.`);
  const row: StatementRow = { ...read.reading.row, ...named(cell('source name')), ...arrived };
  return placeByBalance({ ...read, reading: { ok: true, row } }, '');
}

function named(payee: string): { payee?: string } {
  return payee === '' ? {} : { payee };
}

function readMinor(
  file: SourceFile,
  written: string,
  code: string,
): Pick<StatementRow, 'amountMinor' | 'currency'> | null {
  const { decimalMark } = file.mapping;
  if (decimalMark === 'ask' || !isCurrency(code)) return null;
  const reading = readAmount(written, decimalMark, code);
  return reading.ok ? { amountMinor: magnitude(reading.minor), currency: reading.currency } : null;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function without(read: LineReading, kind: 'skip' | 'invalid', reason: string): LineReading {
  return { ...read, reading: { ok: false, kind, reason } };
}
