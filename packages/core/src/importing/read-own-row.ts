import { type ExportedRow, type ExportHeader, readCells, readExportHeader } from '../exporting/index.ts';
import { parseAmount, parseCurrency } from '../money/index.ts';
import type { CsvLayout } from './csv-layout.ts';
import { type ColumnRole, type CsvMapping, firstRowRecord, isHeaderRecord } from './csv-mapping.ts';
import type { OwnRow, RowReading, StatementRow } from './statement-row.ts';

type Records = readonly (readonly string[])[];

/** More lines than this stand before no header of an own export. */
const MOST_PREAMBLE = 20;

/** The layout of a table that FinTrack itself has exported: certain, whatever its cells; null for any other. */
export function detectOwnLayout(records: Records): CsvLayout | null {
  const at = records.slice(0, MOST_PREAMBLE).findIndex((record) => readExportHeader(record) !== null);
  const header = records[at];
  const known = header && readExportHeader(header);
  if (!known) return null;
  const roles = new Map([...known].map(([key, index]) => [index, ROLES[key] ?? 'ignore']));
  const mapping: CsvMapping = {
    version: 1,
    preambleRecords: at,
    hasHeader: true,
    header: [...header],
    columns: header.map((_, index) => roles.get(index) ?? 'ignore'),
    dateOrder: 'ymd',
    decimalMark: '.',
    sign: { kind: 'signed' },
    currency: null,
    pendingStates: ['pending'],
    skippedStates: [],
    onlyAccount: null,
  };
  const evidence = 'The header is that of a FinTrack export, so every column is known.';
  return {
    mapping,
    guesses: [{ field: 'table', confidence: 1, evidence }],
    questions: [],
    confidence: 1,
    rowOrder: 'unknown',
    balanceProof: null,
    trailingRecords: 0,
    accounts: [
      ...new Set(records.slice(firstRowRecord(mapping)).map((record) => cellOf(record, known, 'account'))),
    ].slice(0, 50),
  };
}

const ROLES: Partial<Readonly<Record<keyof ExportedRow, ColumnRole>>> = {
  date: 'date',
  valueDate: 'valueDate',
  description: 'description',
  payee: 'payee',
  amount: 'amount',
  currency: 'currency',
  bankId: 'externalId',
  status: 'state',
  category: 'category',
  notes: 'notes',
  account: 'account',
};

const headers = new WeakMap<CsvMapping, ExportHeader | null>();

/** The columns of an own export's mapping; null for every other mapping. Asked for every row of a file. */
export function ownHeaderOf(mapping: CsvMapping): ExportHeader | null {
  const known = headers.get(mapping);
  if (known !== undefined) return known;
  const found = mapping.hasHeader ? readExportHeader(mapping.header) : null;
  headers.set(mapping, found);
  return found;
}

/**
 * Reads a row of an own export: what a bank's file could say of it, and beside that the row itself. Never throws.
 * @param lineNumber 1-based line in the file, kept in the row.
 */
export function readOwnRow(
  record: readonly string[],
  lineNumber: number,
  { mapping, header }: { readonly mapping: CsvMapping; readonly header: ExportHeader },
): RowReading {
  if (record.every((cell) => cell.trim() === '')) return skip('The line is empty.');
  if (isHeaderRecord(record, mapping.header)) return skip('The line repeats the header.');
  if (mapping.onlyAccount !== null && cellOf(record, header, 'account') !== mapping.onlyAccount) {
    return skip('The line is of another account.');
  }
  return toReading(readCells(record, header), lineNumber, record);
}

function toReading(
  reading: ReturnType<typeof readCells>,
  line: number,
  record: readonly string[],
): RowReading {
  if (!reading.ok) return { ok: false, kind: 'invalid', reason: reading.reason };
  const { row, amountMinor, currency } = reading;
  if (row.partOfId !== null) {
    return skip(
      'This is one part of a split, and the file does not have the whole. Export without a category to bring it over.',
    );
  }
  const category = row.category?.at(-1);
  const found: StatementRow = {
    line,
    date: row.date,
    amountMinor,
    currency,
    // Duplicates are found by the bank's own line; a row that has none is known by what it says.
    description: row.bankText ?? row.description,
    account: row.account,
    rawText: record.filter((cell) => cell !== '').join(' | '),
    state: row.status === 'pending' ? 'pending' : 'posted',
    remarks: [],
    own: toOwn(row),
    ...(row.valueDate === null ? {} : { valueDate: row.valueDate }),
    ...(row.payee === null ? {} : { payee: row.payee }),
    ...(row.notes === null ? {} : { notes: row.notes }),
    ...(row.bankId === null ? {} : { externalId: row.bankId }),
    ...(category === undefined ? {} : { category }),
  };
  return { ok: true, row: found };
}

function toOwn(row: ExportedRow): OwnRow {
  const { splits, originalAmount, originalCurrency } = row;
  const minor = (amount: string, code: string): string =>
    parseAmount(amount, parseCurrency(code)).minor.toString();
  return {
    id: row.id === '' ? null : row.id,
    amountMinor: minor(row.amount, row.currency),
    originalMinor:
      originalAmount === null || originalCurrency === null ? null : minor(originalAmount, originalCurrency),
    originalCurrency,
    type: row.type,
    status: row.status,
    isRefund: row.isRefund,
    description: row.description,
    category: row.category,
    tags: row.tags,
    paymentMethod: row.paymentMethod,
    transferId: row.transferId,
    refundOfId: row.refundOfId,
    feeOfId: row.feeOfId,
    bankText: row.bankText,
    metadata: row.metadata,
    splits:
      splits?.map(({ amount, ...part }) => ({ ...part, amountMinor: minor(amount, row.currency) })) ?? null,
  };
}

function cellOf(record: readonly string[], header: ExportHeader, key: keyof ExportedRow): string {
  return (record[header.get(key) ?? -1] ?? '').trim();
}

function skip(reason: string): RowReading {
  return { ok: false, kind: 'skip', reason };
}
