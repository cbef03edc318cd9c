import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { EXPORT_COLUMNS, type ExportedRow, writeCells } from '../exporting/index.ts';
import { parseCurrency } from '../money/index.ts';
import { detectCsvLayout } from './detect-csv-layout.ts';
import { readCsvRow } from './read-csv-row.ts';

const HEADER = EXPORT_COLUMNS.map(({ header }) => header);
const EUR = parseCurrency('EUR');

const ROW: ExportedRow = {
  id: '019aa000-0000-7000-8000-000000000001',
  date: parseCalendarDate('2026-01-02'),
  valueDate: null,
  account: 'Dinars',
  amount: '-1.234',
  currency: 'KWD',
  originalAmount: '-400',
  originalCurrency: 'JPY',
  type: 'expense',
  status: 'reconciled',
  isRefund: false,
  payee: '=Bar',
  description: 'Own words  twice',
  category: ['Food', 'Bars'],
  tags: ['a'],
  notes: ' kept as it is ',
  paymentMethod: null,
  splits: null,
  transferAccount: null,
  transferId: null,
  refundOfId: null,
  feeOfId: null,
  partOfId: null,
  bankText: 'BAR 0815',
  bankId: 'B-7',
  metadata: {},
};

function read(changes: Partial<ExportedRow> = {}): ReturnType<typeof readCsvRow> {
  const records = [HEADER, writeCells({ ...ROW, ...changes })];
  const { mapping } = detectCsvLayout(records);
  return readCsvRow(records[1] ?? [], 2, { mapping, currency: EUR });
}

describe('a table that FinTrack has exported', () => {
  it('is known for certain, also where dates and decimals could be read in two ways', () => {
    const layout = detectCsvLayout([HEADER, writeCells(ROW)]);
    expect(layout).toMatchObject({ confidence: 1, questions: [], accounts: ['Dinars'] });
    expect(layout.mapping).toMatchObject({ dateOrder: 'ymd', decimalMark: '.', hasHeader: true });
    expect(layout.mapping.columns[HEADER.indexOf('Amount')]).toBe('amount');
  });

  it('gives rows as they were, the bank’s line apart from what the user made of it', () => {
    expect(read()).toMatchObject({
      ok: true,
      row: {
        line: 2,
        date: '2026-01-02',
        amountMinor: -1234n,
        currency: 'KWD',
        description: 'BAR 0815',
        payee: '=Bar',
        notes: ' kept as it is ',
        externalId: 'B-7',
        category: 'Bars',
        account: 'Dinars',
        state: 'posted',
        own: {
          id: ROW.id,
          amountMinor: '-1234',
          originalMinor: '-400',
          originalCurrency: 'JPY',
          description: 'Own words  twice',
          status: 'reconciled',
          category: ['Food', 'Bars'],
          bankText: 'BAR 0815',
          splits: null,
        },
      },
    });
  });

  it('knows a row that no bank has written by its description', () => {
    expect(read({ bankText: null })).toMatchObject({ row: { description: 'Own words  twice' } });
  });

  it('keeps the parts of a split in minor units', () => {
    const part = { category: ['Food'], payee: null, description: 'x', notes: null, tags: [] };
    const splits = [
      { ...part, amount: '-1.000' },
      { ...part, amount: '-0.234' },
    ];
    expect(read({ splits })).toMatchObject({
      row: { own: { splits: [{ amountMinor: '-1000' }, { amountMinor: '-234' }] } },
    });
  });

  it('leaves out a part whose whole is not in the file, with the reason', () => {
    expect(read({ partOfId: ROW.id })).toMatchObject({
      ok: false,
      kind: 'skip',
      reason:
        'This is one part of a split, and the file does not have the whole. Export without a category to bring it over.',
    });
  });

  it('says what is wrong with a row that somebody has changed', () => {
    const { mapping } = detectCsvLayout([HEADER]);
    const cells = writeCells(ROW).map((cell) => (cell === '2026-01-02' ? '2.1.26' : cell));
    expect(readCsvRow(cells, 2, { mapping, currency: EUR })).toEqual({
      ok: false,
      kind: 'invalid',
      reason: 'The date "2.1.26" is not a date like 2026-01-31.',
    });
  });

  it('is not any table with the same words', () => {
    const { mapping } = detectCsvLayout([
      ['Date', 'Account', 'Amount', 'Currency', 'Description'],
      ['2026-01-31', 'Giro', '-1.00', 'EUR', 'Coffee'],
    ]);
    expect(
      readCsvRow(['2026-01-31', 'Giro', '-1.00', 'EUR', 'Coffee'], 2, { mapping, currency: EUR }),
    ).not.toHaveProperty('row.own');
  });
});
