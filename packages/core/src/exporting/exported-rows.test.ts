import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../dates/index.ts';
import { formatMinor, parseCurrency } from '../money/index.ts';
import { guardText, readGuardedText } from './cell-text.ts';
import { EXPORT_COLUMNS, type ExportedRow } from './exported-row.ts';
import { readCells, readExportHeader } from './read-cells.ts';
import { readExportedRow } from './read-exported-row.ts';
import { writeCells, writeCsvRecord } from './write-cells.ts';

const HEADER = readExportHeader(EXPORT_COLUMNS.map(({ header }) => header));
const ID = '019aa000-0000-7000-8000-000000000001';
const OTHER_ID = '019aa000-0000-7000-8000-000000000002';

const PLAIN: ExportedRow = {
  id: ID,
  date: parseCalendarDate('2026-02-10'),
  valueDate: null,
  account: 'Giro',
  amount: '-12.50',
  currency: 'EUR',
  originalAmount: null,
  originalCurrency: null,
  type: 'expense',
  status: 'cleared',
  isRefund: false,
  payee: 'Coffee Bar',
  description: 'Flat white',
  category: ['Food', 'Eating out'],
  tags: ['treat', 'work'],
  notes: null,
  paymentMethod: null,
  splits: null,
  transferAccount: null,
  transferId: null,
  refundOfId: null,
  feeOfId: null,
  partOfId: null,
  bankText: 'COFFEE BAR 123',
  bankId: 'A-1',
  metadata: {},
};

function cellsOf(row: ExportedRow): Record<string, string> {
  const cells = writeCells(row);
  return Object.fromEntries(EXPORT_COLUMNS.map(({ header }, index) => [header, cells[index] ?? '']));
}

function readBack(row: ExportedRow): ReturnType<typeof readCells> {
  if (HEADER === null) throw new Error('The own header is not known.');
  return readCells(writeCells(row), HEADER);
}

describe('field note 21: cells that a spreadsheet would run', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-rent', "'-rent"],
    ['@home', "'@home"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\u200B=1', "'\u200B=1"],
    ['\uFEFF=1', "'\uFEFF=1"],
    ['\u00A0=1', "'\u00A0=1"],
    ['  =1', "'  =1"],
    ['\uFF1D1', "'\uFF1D1"],
    ["'=1", "''=1"],
    ['plain = text', 'plain = text'],
    ["'tis", "'tis"],
    ['', ''],
  ])('%j is written as %j, and read back as it was', (text, written) => {
    expect(guardText(text)).toBe(written);
    expect(readGuardedText(written)).toBe(text);
  });

  it('law: every text comes back, and none that is written begins with what runs', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\u200B', ' ', 'a') }),
    );
    fc.assert(
      fc.property(text, (original) => {
        const written = guardText(original);
        expect(readGuardedText(written)).toBe(original);
        expect(written).not.toMatch(/^[\s\p{Cf}\p{Cc}]*[=+\-@]/u);
      }),
    );
  });

  it('is done to every text of a row and to no amount', () => {
    const cells = cellsOf({ ...PLAIN, payee: '=cmd', description: '-x', notes: '@y', tags: ['=t'] });
    expect(cells).toMatchObject({
      Payee: "'=cmd",
      Description: "'-x",
      Notes: "'@y",
      Tags: "'=t",
      Amount: '-12.50',
    });
  });
});

describe('cells', () => {
  it('say a row so that people can read it', () => {
    expect(cellsOf(PLAIN)).toMatchObject({
      Date: '2026-02-10',
      Account: 'Giro',
      Category: 'Food / Eating out',
      Tags: 'treat, work',
      Type: 'expense',
      Refund: '',
      Splits: '',
      'FinTrack id': ID,
      More: '',
    });
  });

  it('say lists whose names could be read in another way as JSON', () => {
    const cells = cellsOf({ ...PLAIN, category: ['Food/Drink', 'Bar'], tags: ['a,b'] });
    expect(cells).toMatchObject({ Category: '["Food/Drink","Bar"]', Tags: '["a,b"]' });
  });

  it('are found whatever their order, and by no other header', () => {
    const header = readExportHeader(['FinTrack id', 'Currency', 'Amount', 'Account', 'Date', 'My own']);
    expect(header?.get('amount')).toBe(2);
    expect(readExportHeader(['Date', 'Amount', 'Currency', 'Account'])).toBeNull();
  });

  it('of a file that a person has shortened are enough', () => {
    const header = readExportHeader(['Date', 'Account', 'Amount', 'Currency', 'FinTrack id']);
    if (header === null) throw new Error('The header is not known.');
    expect(readCells(['2026-02-10', 'Giro', '-12.5', 'eur', ''], header)).toMatchObject({
      ok: true,
      amountMinor: -1250n,
      row: { id: '', amount: '-12.50', type: 'expense', status: 'cleared', description: '' },
    });
  });

  it.each<[Partial<Record<string, string>>, string]>([
    [{ Date: '31.01.2026' }, 'The date "31.01.2026" is not a date like 2026-01-31.'],
    [{ Date: '' }, 'The date is missing.'],
    [{ Amount: 'ten' }, '"ten" is not an amount. Write it like 12.50 or -12.50.'],
    [{ Currency: 'XXY' }, 'The currency "XXY" is not an ISO 4217 code.'],
    [{ Currency: '' }, 'The currency is missing.'],
    [{ Status: 'booked' }, 'The status is pending or cleared or reconciled, and not "booked".'],
    [{ Splits: '{' }, 'The parts of the split cannot be read.'],
    [
      { Splits: '[{"amount":"-1.00"},{"amount":"-2.00"}]' },
      'The parts of the split come to -3.00 and the row is -12.50.',
    ],
    [{ Tags: '[1]' }, 'The tags cannot be read.'],
  ])('that say %j cannot be read: %s', (changes, reason) => {
    if (HEADER === null) throw new Error('The own header is not known.');
    const cells = cellsOf(PLAIN);
    const changed = EXPORT_COLUMNS.map(({ header }) => changes[header] ?? cells[header] ?? '');
    expect(readCells(changed, HEADER)).toEqual({ ok: false, reason });
  });

  it('without a sign that fits their type are a refund', () => {
    const reading = readExportedRow({ ...PLAIN, amount: '12.50' });
    expect(reading).toMatchObject({ ok: true, row: { type: 'expense', isRefund: true } });
  });
});

it('a CSV record quotes what has quotes, commas or line breaks', () => {
  expect(writeCsvRecord(['a', 'b,c', 'd"e', 'f\ng'])).toBe('a,"b,c","d""e","f\ng"\r\n');
});

const name = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .map((text) =>
      text
        .replaceAll('\u0000', '')
        .replace(/\p{Cs}/gu, '')
        .trim(),
    )
    .filter((text) => text !== '' && text.length <= maxLength);
const note = fc.string({
  unit: fc.constantFrom('a', 'é', '=', "'", '\t', '\r', '\n', ',', '"', ' ', '[', '\u200B'),
  maxLength: 12,
});
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });
const minor = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((value) => value !== 0n);
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD').map(parseCurrency);
const day = fc.nat(20_000).map((days) => addDays(parseCalendarDate('1990-01-01'), days));

const exportedRow: fc.Arbitrary<ExportedRow> = currency.chain((code) =>
  fc
    .record({
      valueDate: maybe(day),
      date: day,
      account: name(20),
      status: fc.constantFrom('pending' as const, 'cleared' as const, 'reconciled' as const),
      payee: maybe(name(30)),
      description: note,
      category: maybe(fc.array(name(10), { minLength: 1, maxLength: 3 })),
      tags: fc.array(name(10), { maxLength: 3 }),
      notes: maybe(note),
      paymentMethod: maybe(note),
      bankText: maybe(note),
      bankId: maybe(note),
      transferAccount: maybe(name(20)),
      transferId: maybe(fc.constant(OTHER_ID)),
      refundOfId: maybe(fc.constant(OTHER_ID)),
      feeOfId: maybe(fc.constant(OTHER_ID)),
      metadata: fc.constantFrom<Record<string, unknown>>({}, { a: 1 }, { b: { c: ['=x'] } }),
      original: maybe(minor),
      amounts: fc.array(minor, { minLength: 1, maxLength: 4 }),
      income: fc.boolean(),
    })
    .map(({ original, amounts, income, ...fields }): ExportedRow => {
      const total = amounts.reduce((sum, part) => sum + part, 0n);
      const type = income ? ('income' as const) : ('expense' as const);
      return {
        ...PLAIN,
        ...fields,
        type,
        isRefund: income ? total < 0n : total > 0n,
        amount: formatMinor(total, code),
        currency: code,
        originalAmount: original === null ? null : formatMinor(original, parseCurrency('JPY')),
        originalCurrency: original === null ? null : 'JPY',
        splits:
          amounts.length < 2
            ? null
            : amounts.map((part) => ({
                amount: formatMinor(part, code),
                category: fields.category,
                payee: fields.payee,
                description: fields.description,
                notes: fields.notes,
                tags: fields.tags,
              })),
      };
    }),
);

describe('law: reading what was written gives the row back', () => {
  it('from cells', () => {
    fc.assert(
      fc.property(exportedRow, (row) => {
        expect(readBack(row)).toMatchObject({ ok: true, row });
      }),
    );
  });

  it('from cells whose line breaks a file has made one kind', () => {
    fc.assert(
      fc.property(exportedRow, (row) => {
        if (HEADER === null) throw new Error('The own header is not known.');
        const cells = writeCells(row).map((cell) => cell.replace(/\r\n?/gu, '\n'));
        expect(readCells(cells, HEADER)).toMatchObject({ ok: true, row });
      }),
    );
  });

  it('from JSON', () => {
    fc.assert(
      fc.property(exportedRow, (row) => {
        expect(readExportedRow(JSON.parse(JSON.stringify(row)))).toMatchObject({ ok: true, row });
      }),
    );
  });

  it('and of anything else a reason or a row, never a crash', () => {
    if (HEADER === null) throw new Error('The own header is not known.');
    const header = HEADER;
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), fc.jsonValue(), (cells, value) => {
        expect(typeof readCells(cells, header).ok).toBe('boolean');
        expect(typeof readExportedRow(value).ok).toBe('boolean');
      }),
    );
  });
});
