import type { CalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency, MAX_MINOR } from '../money/index.ts';
import { type DecimalMark, readAmount } from './amount-text.ts';
import { cleanText, foldWords } from './clean-text.ts';
import { type ColumnRole, type CsvMapping, type CsvSourceId, isHeaderRecord } from './csv-mapping.ts';
import { readDate } from './date-text.ts';
import { findNonTransactionRow } from './non-transaction-row.ts';
import { ownHeaderOf, readOwnRow } from './read-own-row.ts';
import type { RowReading, StatementRow } from './statement-row.ts';
import { flagDirection, stateMeaning } from './value-words.ts';

type Cells = ReadonlyMap<ColumnRole, readonly number[]>;
type Failure = Extract<RowReading, { ok: false }>;
type Minor = { ok: true; minor: bigint; currency: Currency } | Failure;

/** Where the parts of one record are gathered while it is read. */
interface Reader {
  readonly record: readonly string[];
  readonly mapping: CsvMapping;
  readonly cells: Cells;
  readonly remarks: string[];
}

/** How to read a record: the mapping, and the account's currency for rows that name none. */
export interface CsvRowReading {
  readonly mapping: CsvMapping;
  readonly currency: Currency;
}

/**
 * Reads one tokenised CSV record with a mapping.
 * @param lineNumber 1-based line in the file, kept in the row.
 * @returns the row, or the reason why it is skipped or cannot be read. Never throws.
 */
export function readCsvRow(
  record: readonly string[],
  lineNumber: number,
  { mapping, currency }: CsvRowReading,
): RowReading {
  const header = ownHeaderOf(mapping);
  if (header !== null) return readOwnRow(record, lineNumber, { mapping, header });
  const reader: Reader = { record, mapping, cells: cellsByRole(mapping), remarks: [] };
  const notATransaction = findSkipped(reader);
  if (notATransaction !== null) return skip(notATransaction);
  const date = readRowDate(reader);
  if (typeof date !== 'string') return date;
  const rowCurrency = readRowCurrency(reader, currency);
  if (typeof rowCurrency !== 'string') return rowCurrency;
  const state = readState(reader);
  if (state === null)
    return skip(`The bank marks the line as "${text(reader, 'state')}", so no money moved.`);
  const amount = readRowAmount(reader, rowCurrency);
  if (!amount.ok) return amount;
  if (isTooLarge(amount.minor)) return invalid('The amount is larger than FinTrack can hold.');
  if (amount.minor === 0n) reader.remarks.push('The amount is zero; the row is kept as the bank states it.');
  const row: StatementRow = {
    line: lineNumber,
    date,
    amountMinor: amount.minor,
    currency: amount.currency,
    ...readTexts(reader),
    ...readExtras(reader, amount.currency),
    rawText: rawText(record),
    state,
    remarks: reader.remarks,
  };
  return { ok: true, row };
}

const COMPILED = new WeakMap<CsvMapping, Cells>();

/** Column positions per role; remembered per mapping object, because it is asked for every row of a large file. */
function cellsByRole(mapping: CsvMapping): Cells {
  const known = COMPILED.get(mapping);
  if (known) return known;
  const cells = new Map<ColumnRole, number[]>();
  mapping.columns.forEach((role, index) => {
    const list = cells.get(role);
    if (list) list.push(index);
    else cells.set(role, [index]);
  });
  COMPILED.set(mapping, cells);
  return cells;
}

function findSkipped(reader: Reader): string | null {
  const { record, mapping } = reader;
  if (mapping.hasHeader && isHeaderRecord(record, mapping.header)) return 'The line repeats the header.';
  const dateCell = cell(reader, 'date');
  const hasDate = dateCell !== '' && /\d/.test(dateCell) && dateCell.length < 48;
  const hasAmount = MONEY_ROLES.some((role) => cell(reader, role) !== '');
  // In a program's own export "Opening balance" is what a row is called, not what a bank says of itself.
  const isProgram = mapping.source !== undefined && mapping.source !== null && PROGRAMS.has(mapping.source);
  const texts = isProgram
    ? []
    : record.filter((value, index) => !isValueColumn(mapping, index) && /\p{L}/u.test(value)).map(cleanText);
  const reason = findNonTransactionRow({
    texts,
    isEmpty: record.every((value) => value.trim() === ''),
    hasDate: hasDate && looksComplete(reader, dateCell),
    hasAmount,
  });
  if (reason !== null) return reason;
  const account = text(reader, 'account');
  if (mapping.onlyAccount !== null && account !== mapping.onlyAccount) {
    return `The line belongs to another account ("${account}").`;
  }
  return null;
}

const PROGRAMS: ReadonlySet<CsvSourceId> = new Set(['ynab', 'mint', 'monarch', 'actual', 'firefly'] as const);

const MONEY_ROLES = ['amount', 'debit', 'credit'] as const;
const VALUE_ROLES: ReadonlySet<ColumnRole> = new Set([...MONEY_ROLES, 'balance']);

function isValueColumn({ columns }: CsvMapping, index: number): boolean {
  const role = columns[index];
  return role !== undefined && VALUE_ROLES.has(role);
}

/** A date cell that holds words ("Total 2026") is no date; one that merely cannot be read is reported as such. */
function looksComplete(reader: Reader, dateCell: string): boolean {
  const order = reader.mapping.dateOrder;
  return !/\p{L}{4,}/u.test(dateCell) || readDate(dateCell, order === 'ask' ? 'ymd' : order) !== null;
}

function readRowDate(reader: Reader): CalendarDate | Failure {
  const { cells, mapping } = reader;
  if (!cells.has('date')) return invalid('No column is marked as the date.');
  const written = text(reader, 'date');
  if (written === '') return invalid('The date is missing.');
  if (mapping.dateOrder === 'ask') {
    const certain = readDate(written, 'ymd');
    return (
      certain ?? invalid(`"${written}" can be day/month or month/day. Say which of them this file uses.`)
    );
  }
  return (
    readDate(written, mapping.dateOrder) ??
    invalid(`"${written}" is not a date (${ORDER_NAMES[mapping.dateOrder]}).`)
  );
}

const ORDER_NAMES = { ymd: 'year, month, day', dmy: 'day, month, year', mdy: 'month, day, year' } as const;

function readRowCurrency(reader: Reader, fallback: Currency): Currency | Failure {
  const written = text(reader, 'currency').toUpperCase();
  if (written === '') {
    const named = reader.mapping.currency;
    return named !== null && isCurrency(named) ? named : fallback;
  }
  return isCurrency(written) ? written : invalid(`"${written}" is not a currency code.`);
}

function readRowAmount(reader: Reader, currency: Currency): Minor {
  const amount = readSigned(reader, currency);
  if (!amount.ok) return amount;
  const fee = readMoney(reader, 'fee', amount.currency);
  if (fee === null) return amount;
  if (!fee.ok) return fee;
  if (fee.minor === 0n) return amount;
  const cost = fee.minor < 0n ? -fee.minor : fee.minor;
  reader.remarks.push(`The fee of ${text(reader, 'fee')} is included in the amount.`);
  return { ...amount, minor: amount.minor - cost };
}

/** Debit, credit and fee are bounded each, and what they come to has to be as well. */
function isTooLarge(minor: bigint): boolean {
  return minor > MAX_MINOR || minor < -MAX_MINOR;
}

function readSigned(reader: Reader, currency: Currency): Minor {
  const { sign } = reader.mapping;
  if (sign.kind === 'debitCredit') return readDebitCredit(reader, currency, sign.debitIs);
  if (!reader.cells.has('amount')) return invalid('No column is marked as the amount.');
  const amount = readMoney(reader, 'amount', currency);
  if (amount === null) return invalid('The amount is missing.');
  if (!amount.ok || sign.kind === 'signed') return amount;
  if (sign.kind === 'inverted') return { ...amount, minor: -amount.minor };
  const flag = text(reader, 'signFlag');
  const direction = direct(flag, sign);
  if (direction === null) {
    if (amount.minor === 0n) return amount;
    return invalid(flag === '' ? 'The debit/credit mark is missing.' : `"${flag}" says neither in nor out.`);
  }
  const magnitude = sign.minus === 'ignore' && amount.minor < 0n ? -amount.minor : amount.minor;
  return { ...amount, minor: direction === 'out' ? -magnitude : magnitude };
}

function direct(flag: string, sign: Extract<CsvMapping['sign'], { kind: 'flag' }>): 'out' | 'in' | null {
  const folded = flag.toLowerCase();
  if (sign.out.some((value) => value.toLowerCase() === folded)) return 'out';
  if (sign.in.some((value) => value.toLowerCase() === folded)) return 'in';
  return flagDirection(flag);
}

function readDebitCredit(reader: Reader, currency: Currency, debitIs: 'positive' | 'negative'): Minor {
  if (!reader.cells.has('debit') && !reader.cells.has('credit')) {
    return invalid('No column is marked as debit or credit.');
  }
  const debit = readMoney(reader, 'debit', currency);
  const credit = readMoney(reader, 'credit', currency);
  if (debit && !debit.ok) return debit;
  if (credit && !credit.ok) return credit;
  const named = debit ?? credit;
  if (named === null) return invalid('Debit and credit are both empty.');
  if (debit && credit && debit.currency !== credit.currency) {
    return invalid('Debit and credit are in different currencies.');
  }
  const out = debit === null ? 0n : debitIs === 'positive' ? -debit.minor : debit.minor;
  return { ok: true, minor: out + (credit?.minor ?? 0n), currency: named.currency };
}

/** The money in a role's cell; null when the cell is empty or the role has no column. */
function readMoney(reader: Reader, role: ColumnRole, currency: Currency): Minor | null {
  const written = cell(reader, role).trim();
  if (written === '' || written === '-') return null;
  const { decimalMark } = reader.mapping;
  if (decimalMark === 'ask') {
    const [point, comma] = (['.', ','] as const).map((mark) => readAs(written, mark, currency));
    if (point?.ok && comma?.ok && point.minor !== comma.minor) {
      return invalid(`"${written}" can be read in two ways. Say which decimal mark this file uses.`);
    }
    return point?.ok ? point : (comma ?? null);
  }
  return readAs(written, decimalMark, currency);
}

function readAs(written: string, mark: DecimalMark, currency: Currency): Minor {
  const reading = readAmount(written, mark, currency);
  return reading.ok ? reading : invalid(reading.reason);
}

function readState(reader: Reader): 'posted' | 'pending' | null {
  const written = text(reader, 'state');
  if (written === '') return 'posted';
  const { pendingStates, skippedStates } = reader.mapping;
  const folded = foldWords(written);
  if (pendingStates.some((value) => foldWords(value) === folded)) return 'pending';
  if (skippedStates.some((value) => foldWords(value) === folded)) return null;
  const meaning = stateMeaning(written);
  return meaning === 'skipped' ? null : meaning;
}

function readTexts(reader: Reader): Pick<StatementRow, 'description' | 'payee' | 'notes'> {
  const described = joined(reader, 'description', ' ');
  const payee = firstFilled(reader, 'payee');
  const notes = joined(reader, 'notes', ' · ');
  return {
    description: described || payee || notes,
    ...(payee === '' ? {} : { payee }),
    ...(notes === '' ? {} : { notes }),
  };
}

type Extras = Partial<
  Pick<StatementRow, 'valueDate' | 'balanceMinor' | 'externalId' | 'category' | 'tags' | 'account'>
>;

/** Parts that a row can do without: what cannot be read is left out, with a remark. */
function readExtras(reader: Reader, currency: Currency): Extras {
  const valueText = text(reader, 'valueDate');
  const order = reader.mapping.dateOrder;
  const valueDate = valueText === '' ? null : readDate(valueText, order === 'ask' ? 'ymd' : order);
  if (valueText !== '' && valueDate === null)
    reader.remarks.push(`The value date "${valueText}" could not be read.`);
  const balance = readMoney(reader, 'balance', currency);
  if (balance && !balance.ok) reader.remarks.push(`The balance could not be read: ${balance.reason}`);
  const externalId = text(reader, 'externalId');
  const category = text(reader, 'category');
  const tags = readTags(reader);
  const account = text(reader, 'account');
  return {
    ...(valueDate === null ? {} : { valueDate }),
    ...(balance?.ok && balance.currency === currency ? { balanceMinor: balance.minor } : {}),
    ...(externalId === '' ? {} : { externalId }),
    ...(category === '' ? {} : { category }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(account === '' ? {} : { account }),
  };
}

/** Names between commas or semicolons, or "#words" among others. */
function readTags(reader: Reader): string[] {
  const written = joined(reader, 'tags', ',');
  if (written === '') return [];
  const hashed = written.match(/#[\p{L}\p{N}_-]+/gu);
  const names = hashed ? hashed.map((tag) => tag.slice(1)) : written.split(/[,;]/);
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))].slice(0, MAX_TAGS);
}

const MAX_TAGS = 50;

/** A payee may stand in one of several columns: the payee, the merchant, the payer. */
function firstFilled(reader: Reader, role: ColumnRole): string {
  for (const index of reader.cells.get(role) ?? []) {
    const found = cleanText(reader.record[index] ?? '');
    if (found !== '') return found;
  }
  return '';
}

function joined(reader: Reader, role: ColumnRole, separator: string): string {
  const indexes = reader.cells.get(role);
  if (!indexes) return '';
  const parts = indexes.map((index) => cleanText(reader.record[index] ?? '')).filter((part) => part !== '');
  return parts.join(separator);
}

function text(reader: Reader, role: ColumnRole): string {
  return cleanText(cell(reader, role));
}

function cell(reader: Reader, role: ColumnRole): string {
  const index = reader.cells.get(role)?.[0];
  return index === undefined ? '' : (reader.record[index] ?? '');
}

function rawText(record: readonly string[]): string {
  return record
    .map(cleanText)
    .filter((part) => part !== '')
    .join(' | ');
}

function skip(reason: string): Failure {
  return { ok: false, kind: 'skip', reason };
}

function invalid(reason: string): Failure {
  return { ok: false, kind: 'invalid', reason };
}
