import { describe, expect, it } from 'vitest';
import { parseCurrency } from '../money/index.ts';
import { applyProfile, type ColumnRole, type CsvMapping } from './csv-mapping.ts';
import { readCsvRow } from './read-csv-row.ts';
import type { StatementRow } from './statement-row.ts';

const EUR = parseCurrency('EUR');

function mapping(columns: ColumnRole[], change: Partial<CsvMapping> = {}): CsvMapping {
  return {
    version: 1,
    preambleRecords: 0,
    hasHeader: false,
    header: [],
    columns,
    dateOrder: 'ymd',
    decimalMark: '.',
    sign: { kind: 'signed' },
    currency: null,
    pendingStates: [],
    skippedStates: [],
    onlyAccount: null,
    ...change,
  };
}

const PLAIN: ColumnRole[] = ['date', 'description', 'amount'];

function read(record: string[], map: CsvMapping): StatementRow {
  const reading = readCsvRow(record, 7, { mapping: map, currency: EUR });
  if (!reading.ok) throw new Error(reading.reason);
  return reading.row;
}

function refusal(record: string[], map: CsvMapping): string {
  const reading = readCsvRow(record, 7, { mapping: map, currency: EUR });
  return reading.ok ? 'read' : `${reading.kind}: ${reading.reason}`;
}

describe('readCsvRow', () => {
  it('reads a plain row', () => {
    expect(read(['2026-01-31', ' Corner  Shop ', '-12.50'], mapping(PLAIN))).toEqual({
      line: 7,
      date: '2026-01-31',
      amountMinor: -1250n,
      currency: 'EUR',
      description: 'Corner Shop',
      rawText: '2026-01-31 | Corner Shop | -12.50',
      state: 'posted',
      remarks: [],
    });
  });

  it('reads every optional part', () => {
    const columns: ColumnRole[] = [
      'date',
      'valueDate',
      'description',
      'description',
      'payee',
      'notes',
      'notes',
      'amount',
    ];
    const more: ColumnRole[] = ['balance', 'currency', 'externalId', 'category', 'account'];
    const record = [
      '2026-01-31',
      '2026-02-01',
      'SEPA',
      'RENT',
      'Landlord',
      'a',
      'b',
      '-700',
      '1,300.00',
      'usd',
      ' x1 ',
      'Home',
      'Main',
    ];
    expect(read(record, mapping([...columns, ...more]))).toMatchObject({
      valueDate: '2026-02-01',
      description: 'SEPA RENT',
      payee: 'Landlord',
      notes: 'a · b',
      amountMinor: -70000n,
      balanceMinor: 130000n,
      currency: 'USD',
      externalId: 'x1',
      category: 'Home',
      account: 'Main',
    });
  });

  it('takes the payee as the description where the bank gives no text', () => {
    expect(
      read(['2026-01-31', '', 'Bakery', '-3'], mapping(['date', 'description', 'payee', 'amount']))
        .description,
    ).toBe('Bakery');
  });

  it('turns amounts round where a plus leaves the account', () => {
    expect(read(['2026-01-31', 'x', '12'], mapping(PLAIN, { sign: { kind: 'inverted' } })).amountMinor).toBe(
      -1200n,
    );
  });

  it.each<[string, string, bigint]>([
    ['10.00', '', -1000n],
    ['', '10.00', 1000n],
    ['$10.00', '$0.00', -1000n],
    ['0', '0', 0n],
    ['-10.00', '', 1000n],
  ])('debit "%s", credit "%s"', (debit, credit, expected) => {
    const map = mapping(['date', 'debit', 'credit'], { sign: { kind: 'debitCredit', debitIs: 'positive' } });
    expect(read(['2026-01-31', debit, credit], map).amountMinor).toBe(expected);
  });

  it('reads a debit column that has minus signs of its own', () => {
    const map = mapping(['date', 'debit', 'credit'], { sign: { kind: 'debitCredit', debitIs: 'negative' } });
    expect(read(['2026-01-31', '-10.00', ''], map).amountMinor).toBe(-1000n);
  });

  it.each<[[string, string], 'ignore' | 'reverse', bigint]>([
    [['10', 'D'], 'ignore', -1000n],
    [['10', 'C'], 'ignore', 1000n],
    [['-10', 'C'], 'ignore', 1000n],
    [['-10', 'C'], 'reverse', -1000n],
    [['-10', 'D'], 'reverse', 1000n],
    [['10', 'Af'], 'ignore', -1000n],
    [['10', 'Soll'], 'ignore', -1000n],
    [['10', 'haben'], 'ignore', 1000n],
    [['10', 'X'], 'ignore', -1000n],
  ])('amount and flag %j, minus %s', ([amount, flag], minus, expected) => {
    const map = mapping(['date', 'amount', 'signFlag'], {
      sign: { kind: 'flag', out: ['x'], in: [], minus },
    });
    expect(read(['2026-01-31', amount, flag], map).amountMinor).toBe(expected);
  });

  it('takes the fee off: -100 with a fee of 2 is -102', () => {
    const map = mapping(['date', 'amount', 'fee']);
    expect(read(['2026-01-31', '-100.00', '2.00'], map).amountMinor).toBe(-10200n);
    expect(read(['2026-01-31', '-100.00', '-2.00'], map).amountMinor).toBe(-10200n);
    expect(read(['2026-01-31', '50.00', '0.00'], map).remarks).toEqual([]);
  });

  it('keeps pending rows as pending and skips failed ones', () => {
    const map = mapping(['date', 'amount', 'state'], { skippedStates: ['On hold'] });
    expect(read(['2026-01-31', '-5', 'COMPLETED'], map).state).toBe('posted');
    expect(read(['2026-01-31', '-5', 'Pending'], map).state).toBe('pending');
    expect(refusal(['2026-01-31', '-5', 'REVERTED'], map)).toBe(
      'skip: The bank marks the line as "REVERTED", so no money moved.',
    );
    expect(refusal(['2026-01-31', '-5', 'on hold'], map)).toMatch(/^skip/);
  });

  it('keeps a row of zero and says so', () => {
    expect(read(['2026-01-31', 'x', '0.00'], mapping(PLAIN)).remarks).toEqual([
      'The amount is zero; the row is kept as the bank states it.',
    ]);
  });

  it('an apostrophe before a sort code does no harm', () => {
    expect(read(["'30-00-00", '2026-01-31', '-5'], mapping(['ignore', 'date', 'amount'])).amountMinor).toBe(
      -500n,
    );
  });

  it('makes text storable: no NUL, no lone surrogate, no zero-width characters', () => {
    expect(read(['2026-01-31', 'A\u0000B\uD800 \u200Bc\nd', '1'], mapping(PLAIN)).description).toBe(
      'A B\uFFFD c d',
    );
  });

  it.each<[string[], string]>([
    [['', '', ''], 'skip: The line is empty.'],
    [['Total', '', '123.00'], 'skip: The line states a total ("Total"); it is not a transaction.'],
    [['', 'Summe', '123.00'], 'skip: The line states a total ("Summe"); it is not a transaction.'],
    [
      ['2026-01-01', 'Beginning balance as of 01/01/2026', ''],
      'skip: The line states a balance ("Beginning balance as of 01/01/2026"); it is not a transaction.',
    ],
    [
      ['2026-01-01', 'SALDO ANTERIOR', '10.00'],
      'skip: The line states a balance ("SALDO ANTERIOR"); it is not a transaction.',
    ],
    [['2026-01-01', 'Card check', ''], 'skip: The line has no amount, so it moves no money.'],
    [['End of file'], 'skip: The line has neither a date nor an amount.'],
    [['31/31/2026', 'x', '1'], 'invalid: "31/31/2026" is not a date (year, month, day).'],
    [['', 'x', '1'], 'invalid: The date is missing.'],
    [['2026-01-01', 'x', 'abc'], 'invalid: "abc" is not an amount.'],
    [
      ['2026-01-01', 'x', '1.234'],
      'invalid: "1.234" has more digits after the decimal mark than EUR has (2).',
    ],
  ])('%j: %s', (record, expected) => {
    expect(refusal(record, mapping(PLAIN))).toBe(expected);
  });

  it.each(['TOTAL ENERGIES 4711', 'Balance transfer', 'Saldo factura 12', 'Starting Balance'])(
    '"%s" with a date and an amount is a transaction',
    (description) => {
      expect(read(['2026-01-01', description, '5'], mapping(PLAIN)).amountMinor).toBe(500n);
    },
  );

  it('asks instead of guessing while day and month are open', () => {
    const map = mapping(PLAIN, { dateOrder: 'ask' });
    expect(refusal(['03-04-2024', 'x', '1'], map)).toMatch(
      /^invalid: "03-04-2024" can be day\/month or month\/day/,
    );
    expect(read(['3 Apr 2024', 'x', '1'], map).date).toBe('2024-04-03');
  });

  it('skips repeated headers and the rows of other accounts', () => {
    const map = mapping(['date', 'account', 'amount'], {
      hasHeader: true,
      header: ['Date', 'Account', 'Amount'],
      onlyAccount: 'Main',
    });
    expect(refusal(['Date', 'Account', 'Amount'], map)).toBe('skip: The line repeats the header.');
    expect(refusal(['2026-01-01', 'Other', '1'], map)).toBe(
      'skip: The line belongs to another account ("Other").',
    );
    expect(read(['2026-01-01', 'Main', '1'], map).account).toBe('Main');
  });

  it('refuses a currency that does not exist and leaves out a balance that cannot be read', () => {
    const map = mapping(['date', 'amount', 'currency', 'balance']);
    expect(refusal(['2026-01-01', '1', 'XXQ', ''], map)).toBe('invalid: "XXQ" is not a currency code.');
    const row = read(['2026-01-01', '1', 'EUR', 'n/a'], map);
    expect(row.balanceMinor).toBeUndefined();
    expect(row.remarks).toHaveLength(1);
  });
});

describe('applyProfile', () => {
  const profile = mapping(PLAIN, { hasHeader: true, header: ['Date', 'Text', 'Amount'], preambleRecords: 3 });

  it('finds the header behind a preamble of another length', () => {
    const sample = [
      ['Account', '1'],
      ['date', 'TEXT', 'Amount '],
      ['2026-01-01', 'x', '1'],
    ];
    expect(applyProfile(profile, sample)?.preambleRecords).toBe(1);
  });

  it('does not fit a file with another header', () => {
    expect(applyProfile(profile, [['Datum', 'Text', 'Betrag']])).toBeNull();
  });
});
