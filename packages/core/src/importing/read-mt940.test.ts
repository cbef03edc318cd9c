import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankStatement } from './bank-statement.ts';
import { readMt940Details } from './mt940-details.ts';
import { readMt940 } from './read-mt940.ts';
import type { StatementRow } from './statement-row.ts';

function lines(...parts: string[]): string {
  return `${parts.join('\r\n')}\r\n`;
}

/** A statement of January 2026 in euros: what the fields make of 100.00 is checked by no one unless a test does. */
function statement(fields: readonly string[], closing = ':62F:C260131EUR100,00'): string {
  return lines(
    ':20:STARTUMS',
    ':25:10020030/1234567',
    ':28C:5/1',
    ':60F:C251231EUR100,00',
    ...fields,
    closing,
    '-',
  );
}

function read(text: string): readonly BankStatement[] {
  const reading = readMt940(text);
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.reason}`);
  return reading.statements;
}

function rows(text: string): StatementRow[] {
  return read(text).flatMap(({ entries }) =>
    entries.map(({ line, reading }) => {
      if (!reading.ok) throw new Error(`line ${line}: ${reading.reason}`);
      return reading.row;
    }),
  );
}

function notes(text: string): readonly string[] {
  const reading = readMt940(text);
  return reading.ok ? reading.notes.map((note) => note.evidence) : [];
}

const SMALL = statement(
  [
    ':61:2601020102DR10,50NDDTNONREF//B001',
    ':86:105?00LASTSCHRIFT?20SVWZ+Strom Januar?30BANKDEFF?31DE02100100109307118603?32Stadtwerke',
    ':61:2601310131CR1000,00NTRFKUNDE7//B002',
    ':86:166?00GUTSCHRIFT?20Gehalt?32Arbeitgeber GmbH',
  ],
  ':62F:C260131EUR1089,50',
);

describe('readMt940', () => {
  it('reads a statement with its account, balances and entries', () => {
    expect(read(SMALL)).toEqual([
      {
        accountId: '1234567',
        bankId: '10020030',
        accountType: null,
        currency: 'EUR',
        opening: { amountMinor: 10000n, date: '2025-12-31', line: 4, currency: 'EUR' },
        closing: { amountMinor: 108950n, date: '2026-01-31', line: 9, currency: 'EUR' },
        entries: [
          {
            line: 5,
            raw: '2601020102DR10,50NDDTNONREF//B001 105?00LASTSCHRIFT?20SVWZ+Strom Januar?30BANKDEFF?31DE02100100109307118603?32Stadtwerke',
            reading: {
              ok: true,
              row: {
                line: 5,
                date: '2026-01-02',
                valueDate: '2026-01-02',
                amountMinor: -1050n,
                currency: 'EUR',
                description: 'Stadtwerke Strom Januar',
                payee: 'Stadtwerke',
                notes: 'Strom Januar',
                counterAccount: 'DE02100100109307118603',
                externalId: 'B001',
                rawText:
                  '2601020102DR10,50NDDTNONREF//B001 105?00LASTSCHRIFT?20SVWZ+Strom Januar?30BANKDEFF?31DE02100100109307118603?32Stadtwerke',
                state: 'posted',
                remarks: [],
              },
            },
          },
          {
            line: 7,
            raw: '2601310131CR1000,00NTRFKUNDE7//B002 166?00GUTSCHRIFT?20Gehalt?32Arbeitgeber GmbH',
            reading: {
              ok: true,
              row: {
                line: 7,
                date: '2026-01-31',
                valueDate: '2026-01-31',
                amountMinor: 100000n,
                currency: 'EUR',
                description: 'Arbeitgeber GmbH Gehalt',
                payee: 'Arbeitgeber GmbH',
                notes: 'Gehalt',
                externalId: 'B002',
                rawText: '2601310131CR1000,00NTRFKUNDE7//B002 166?00GUTSCHRIFT?20Gehalt?32Arbeitgeber GmbH',
                state: 'posted',
                remarks: [],
              },
            },
          },
        ],
      },
    ]);
    expect(notes(SMALL)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it.each([
    ['C12,50', 1250n, []],
    ['D12,50', -1250n, []],
    ['RC12,50', -1250n, ['The bank takes an earlier entry back.']],
    ['RD12,50', 1250n, ['The bank takes an earlier entry back.']],
    ['CR12,50', 1250n, []],
    ['DR12,50', -1250n, []],
    ['RCR12,50', -1250n, ['The bank takes an earlier entry back.']],
    ['RDR12,50', 1250n, ['The bank takes an earlier entry back.']],
    ['D12,', -1200n, []],
    ['D12', -1200n, []],
    ['D,05', -5n, []],
    ['D1.250,00', -125000n, []],
    ['D12.50', -1250n, []],
  ])('reads the mark and amount %s', (written, amountMinor, remarks) => {
    expect(rows(statement([`:61:2601020102${written}NTRFNONREF`]))[0]).toMatchObject({
      amountMinor,
      remarks,
    });
  });

  it.each([
    ['a value date and an entry date', '2601020103', '2026-01-03', '2026-01-02'],
    ['a value date alone', '260102', '2026-01-02', '2026-01-02'],
    ['field note 20: MT940 with 4-digit years', '202601020103', '2026-01-03', '2026-01-02'],
    ['field note 20: MT940 with 4-digit years, no entry date', '20260102', '2026-01-02', '2026-01-02'],
    ['field note 20: MT940 with 4-digit years, twice', '2026010220260103', '2026-01-03', '2026-01-02'],
    ['field note 20: MT940 with missing years', '0102', '2026-01-02', '2026-01-02'],
    ['field note 20: MT940 with missing years, twice', '01020103', '2026-01-03', '2026-01-02'],
    [
      'field note 20: MT940 with missing years, before the turn of the year',
      '1230',
      '2025-12-30',
      '2025-12-30',
    ],
    ['an entry after the turn of the year', '2512310102', '2026-01-02', '2025-12-31'],
    ['a value before the turn of the year', '2601021231', '2025-12-31', '2026-01-02'],
    ['two full dates without centuries', '260102260103', '2026-01-03', '2026-01-02'],
    ['an entry date that does not exist', '2601020231', '2026-01-02', '2026-01-02'],
  ])('reads %s', (...[, digits, date, valueDate]) => {
    expect(rows(statement([`:61:${digits}D1,00NTRFNONREF`]))[0]).toMatchObject({ date, valueDate });
  });

  it('takes the leap day of the year that has one', () => {
    const text = lines(':20:A', ':25:1', ':28C:1', ':60F:C240301EUR0,', ':61:2403010229D1,00NTRFNONREF', '-');
    expect(rows(text)[0]?.date).toBe('2024-02-29');
  });

  it.each([
    ['10020030/1234567', '10020030', '1234567'],
    ['10020030/1234567EUR', '10020030', '1234567'],
    ['DE89370400440532013000', undefined, 'DE89370400440532013000'],
    ['NL28BUNQ0000000002 EUR', undefined, 'NL28BUNQ0000000002'],
    ['BPHKPLPK/320000546101', 'BPHKPLPK', '320000546101'],
    ['517852257', undefined, '517852257'],
  ])('reads the account %s', (written, bankId, accountId) => {
    const found = read(SMALL.replace('10020030/1234567', written))[0];
    expect([found?.bankId, found?.accountId]).toEqual([bankId, accountId]);
  });

  it('takes only the reference of the bank for an id', () => {
    const ids = ['NTRFNONREF//B7', 'NTRFKUNDE7', 'NTRF29-07-2026 10:05//B8', 'NCHK4711', 'N192NONREF'].map(
      (tail) => rows(statement([`:61:2601020102D1,00${tail}`]))[0],
    );
    expect(ids.map((row) => row?.externalId)).toEqual(['B7', undefined, 'B8', undefined, undefined]);
    expect(ids[3]?.checkNumber).toBe('4711');
  });

  it('keeps the second line of field 61', () => {
    const text = statement([':61:2601020102D47,11NTRFNONREF', '/OCMT/CAD70,00', ':86:Shop in Canada']);
    expect(rows(text)[0]).toMatchObject({ description: 'Shop in Canada', notes: '/OCMT/CAD70,00' });
  });

  it('does not take what field 86 says about the statement for an entry', () => {
    const text = SMALL.replace('-\r\n', ':86:Bitte beachten Sie unsere AGB\r\n-\r\n');
    expect(rows(text)).toHaveLength(2);
    expect(rows(text)[1]?.notes).toBe('Gehalt');
  });

  it('reads SWIFT blocks, and the header of banks that write one of their own', () => {
    const block = `{1:F01BANKNL2AXXX0000000000}{2:I940BANKNL2AXXXXN}{4:\r\n${SMALL.replace('-\r\n', '-}\r\n')}`;
    expect(rows(block)).toHaveLength(2);
    expect(rows(`BANKNL2A\r\n940\r\nBANKNL2A\r\n${SMALL}`)).toHaveLength(2);
    expect(rows(`{1:F01BANKNL2AXXX0000000000}{2:I940BANKNL2AXXXXN}{4:${SMALL}`)).toHaveLength(2);
  });

  it('puts the pages of an account together and keeps other accounts apart', () => {
    const second = SMALL.replace(':28C:5/1', ':28C:5/2')
      .replace(':60F:C251231EUR100,00', ':60M:C260131EUR1089,50')
      .replace(':62F:C260131EUR1089,50', ':62F:C260201EUR2079,00');
    const other = SMALL.replace('/1234567', '/7654321');
    const found = read(SMALL + second + other);
    expect(
      found.map(({ accountId, entries, closing }) => [accountId, entries.length, closing?.date]),
    ).toEqual([
      ['1234567', 4, '2026-02-01'],
      ['7654321', 2, '2026-01-31'],
    ]);
    expect(notes(SMALL + second + other)).toEqual([
      'In each of 3 statements the opening balance and the rows give the closing balance.',
    ]);
  });

  it('keeps an interim balance from becoming the balance of a day', () => {
    const text = SMALL.replace(':62F:', ':62M:');
    expect(read(text)[0]).not.toHaveProperty('closing');
    expect(notes(text)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it('leaves out the day of a balance that does not exist', () => {
    expect(read(SMALL.replace('C260131EUR', 'C260231EUR'))[0]?.closing).toBeUndefined();
  });

  it('reads a statement that stands in the file twice once', () => {
    expect(rows(SMALL + SMALL)).toHaveLength(2);
    expect(notes(SMALL + SMALL)[1]).toBe(
      'The statement that begins in line 11 is in the file twice and is read once.',
    );
  });

  it('reads two equal entries of one statement as two', () => {
    const coffee = [':61:2601020102D3,20NMSCNONREF', ':86:COFFEE BAR'];
    expect(rows(statement([...coffee, ...coffee]))).toHaveLength(2);
  });

  it('says where the balances do not agree', () => {
    expect(notes(SMALL.replace('EUR1089,50', 'EUR1100,00'))).toEqual([
      'Line 1: 100.00 and the rows give 1089.50, and the bank states 1100.00. Rows may be missing or doubled.',
    ]);
  });

  it('says where a statement is missing between two', () => {
    const later = SMALL.replace(':28C:5/1', ':28C:7/1').replace('C251231EUR100,00', 'C260228EUR200,00');
    expect(notes(SMALL + later.replace('EUR1089,50', 'EUR1189,50'))).toEqual([
      'In each of 2 statements the opening balance and the rows give the closing balance.',
      'The statement before line 11 ends with 1089.50, and this one begins with 200.00.',
    ]);
  });

  it('says where the closing balance is missing, as in a file that was cut', () => {
    expect(notes(SMALL.slice(0, SMALL.indexOf(':62F:')))).toEqual([
      'The statement that begins in line 1 has no closing balance: the file may be cut off.',
    ]);
  });

  it('reads the entries of MT942 as pending', () => {
    const text = lines(
      ':20:X',
      ':25:10020030/1234567',
      ':28C:0/1',
      ':34F:EURD0,',
      ':13D:2601021200+0100',
      ':61:0102D10,00NTRFNONREF',
      ':86:Vorgemerkt',
      ':90D:1EUR10,00',
      '-',
    );
    expect(rows(text)).toMatchObject([
      { state: 'pending', date: '2026-01-02', amountMinor: -1000n, currency: 'EUR' },
    ]);
    expect(rows(`{1:F01B}{2:O942B}{4:\r\n${SMALL}`).map((row) => row.state)).toEqual(['pending', 'pending']);
    expect(rows(`{1:F01B}{2:O940B}{4:\r\n${SMALL}`).map((row) => row.state)).toEqual(['posted', 'posted']);
  });

  it('says where the totals of MT942 do not fit', () => {
    const text = lines(
      ':20:X',
      ':25:1',
      ':28C:0/1',
      ':34F:EURD0,',
      ':61:260102D10,00NTRFNONREF',
      ':90D:2EUR30,00',
      ':90C:0EUR0,',
    );
    expect(notes(text)).toEqual(['Line 6: the bank states 2 debits of 30.00, and there are 1 of 10.00.']);
  });

  it('reads what is expected as pending, and does not count it', () => {
    const text = statement([':61:2601020102ED10,00NTRFNONREF']);
    expect(rows(text)[0]).toMatchObject({ state: 'pending', amountMinor: -1000n });
    expect(notes(text)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it.each([
    [':61:2601020102X1,00NTRFNONREF', 'The line has not the form of field 61: dates, C or D, and an amount.'],
    [':61:2613020102D1,00NTRFNONREF', '"2613020102" holds no date that exists.'],
    [':61:2601020102D1,005NTRFNONREF', '"1,005" has more digits after the decimal mark than EUR has (2).'],
    [':61:', 'The line has not the form of field 61: dates, C or D, and an amount.'],
  ])('keeps %s and says why it is no entry', (field, reason) => {
    expect(read(statement([field, ':86:text']))[0]?.entries).toEqual([
      { line: 5, raw: `${field.slice(4)} text`.trim(), reading: { ok: false, kind: 'invalid', reason } },
    ]);
  });

  it('names fields that it does not read', () => {
    expect(notes(statement([':99Z:odd']))[1]).toBe('Line 5: MT940 has no field 99Z. It was not read.');
    expect(notes(SMALL.replace('C260131EUR1089,50', 'nonsense'))).toContain(
      'Line 9: "nonsense" is not a balance.',
    );
  });

  it.each([
    ['no statement', 'hello\n', 1, 'The file holds no statement: no line begins with ":20:".'],
    ['no currency', lines('', ':20:A', ':25:1', ':28:1'), 2, 'The statement names no currency (field 60F).'],
  ])('refuses a file with %s', (...[, text, line, reason]) => {
    expect(readMt940(text)).toEqual({ ok: false, line, reason });
  });
});

it('readMt940 refuses more entries than it holds at once', () => {
  expect(readMt940(`:20:A\n${':61:\n:86:\n'.repeat(500_000)}`)).toMatchObject({
    ok: false,
    reason: 'The file has more than 500,000 entries. Import a shorter period.',
  });
});

describe('readMt940Details', () => {
  it('joins German subfields, which are 27 characters long, and lines, which are 65', () => {
    const details = readMt940Details([
      '166?00GUTSCHRIFT?109304?20EREF+2026-0815?21KREF+NONREF?22SVWZ+Rech',
      'nung 4711 vom 31.12.20?2325 danke?30BANKDEFF?31DE02100100109307118603?32Muster',
      'mann und S?33oehne',
    ]);
    expect(details).toMatchObject({
      bookingText: 'GUTSCHRIFT',
      payee: 'Mustermann und S oehne',
      purpose: 'Rechnung 4711 vom 31.12.2025 danke',
      counterAccount: 'DE02100100109307118603',
      endToEndId: '2026-0815',
    });
  });

  it.each([
    ['?', '105?00LASTSCHRIFT?20Miete?32Hausbank'],
    ['^', '105^00LASTSCHRIFT^20Miete^32Hausbank'],
    ['<', '<00LASTSCHRIFT<20Miete<32Hausbank'],
  ])('takes %s for the separator', (_, text) => {
    expect(readMt940Details([text])).toMatchObject({
      bookingText: 'LASTSCHRIFT',
      purpose: 'Miete',
      payee: 'Hausbank',
    });
  });

  it('keeps a separator that stands in a text', () => {
    expect(readMt940Details(['105?00X?20Really? yes?32B'])).toMatchObject({
      purpose: 'Really? yes',
      payee: 'B',
    });
  });

  it.each([
    [
      'bunq',
      ['/IBAN/DE84100110010000000002/NAME/Some One/REMI/Playing money'],
      { payee: 'Some One', purpose: 'Playing money', counterAccount: 'DE84100110010000000002' },
    ],
    [
      'ABN AMRO',
      [
        '/TRTP/SEPA OVERBOEKING/IBAN/NL65INGB0123456789/BIC/INGBNL2A/NAME/P',
        ' Jansen/REMI/Huur januari/EREF/NOTPROVIDED',
      ],
      { bookingText: 'SEPA OVERBOEKING', payee: 'P Jansen', purpose: 'Huur januari', endToEndId: '' },
    ],
    [
      'ING',
      ['/EREF/E42//CNTP/NL65INGB0123456789/INGBNL2A/P Jansen/Utrecht//REMI/USTD//Huur/'],
      { payee: 'P Jansen', counterAccount: 'NL65INGB0123456789', purpose: 'Huur' },
    ],
    [
      'Knab',
      ['FACTUUR 201403110', 'REK: NL65INGB0123456789/NAAM: PICKER BV'],
      { payee: 'PICKER BV', counterAccount: 'NL65INGB0123456789', purpose: 'FACTUUR 201403110' },
    ],
    [
      'plain text',
      ['BEA   NR:XXX1234   21.05.11/12.54', 'DIRX KATWIJK'],
      { purpose: 'BEA NR:XXX1234 21.05.11/12.54 DIRX KATWIJK' },
    ],
    ['an address', ['https://example.org/REMI/x'], { purpose: 'https://example.org/REMI/x', payee: '' }],
    ['nothing', [], { text: '', purpose: '' }],
  ])('reads %s', (_, parts, expected) => {
    expect(readMt940Details(parts)).toMatchObject(expected);
  });
});

describe('readMt940, of any text', () => {
  it('answers for any fields', () => {
    const field = fc.tuple(
      fc.constantFrom(
        ':20:',
        ':25:',
        ':28C:',
        ':60F:',
        ':61:',
        ':86:',
        ':62F:',
        '-',
        '',
        ':34F:',
        '?20',
        '/NAME/',
      ),
      fc.string({ unit: fc.constantFrom(...'0126CDREURNTF,./?:-\n '), maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(field, { maxLength: 30 }), (fields) => {
        const reading = readMt940(fields.map(([tag, text]) => tag + text).join('\n'));
        if (!reading.ok) expect(reading.reason).not.toBe('');
      }),
    );
  });

  it('reads a file that is cut anywhere without making rows up, and says that it is cut', () => {
    const whole = rows(SMALL);
    const lastField = SMALL.indexOf(':62F:');
    for (let end = 0; end < lastField; end += 1) {
      const reading = readMt940(SMALL.slice(0, end));
      if (!reading.ok) continue;
      const amounts = reading.statements.flatMap(({ entries }) =>
        entries.flatMap((entry) => (entry.reading.ok ? [entry.reading.row.date] : [])),
      );
      expect(whole.map((row) => row.date).slice(0, amounts.length)).toEqual(amounts);
      const hasOpening = SMALL.slice(0, end).includes('EUR100,00');
      if (hasOpening) expect(reading.notes.map((note) => note.guess)).toContain('No closing balance');
    }
  });

  it('gives an entry or a reason for each field 61, or refuses, whatever is done to a byte', () => {
    fc.assert(
      fc.property(fc.nat(SMALL.length - 1), fc.string({ minLength: 1, maxLength: 2 }), (at, put) => {
        const text = SMALL.slice(0, at) + put + SMALL.slice(at + 1);
        const reading = readMt940(text);
        if (!reading.ok) {
          expect(reading.reason).not.toBe('');
          return;
        }
        const count = text.split(/\r\n|\r|\n/).filter((line) => line.startsWith(':61:')).length;
        const found = reading.statements.flatMap(({ entries }) => entries);
        // A mutation may turn the first field into something else, and its message with it.
        if (text.startsWith(':20:')) expect(found).toHaveLength(count);
      }),
    );
  });

  it('is linear in the length of hostile lines', () => {
    const long = 200_000;
    for (const text of [
      statement([`:61:${'1'.repeat(long)}`]),
      statement([':61:260102D1,00NTRF', `:86:${'?20'.repeat(long)}`]),
      statement([':61:260102D1,00NTRF', `:86:${'/NAME/'.repeat(long)}`]),
      statement([':61:260102D1,00NTRF', `:86:${'EREF+ '.repeat(long)}`]),
      statement([':61:260102D1,00NTRF', `:86:${'REK: '.repeat(long)}`]),
      statement([':61:260102D1,00NTRF', `:86:${' '.repeat(long)}x`]),
      `{4:${'{4:'.repeat(long)}\n:20:\n${' '.repeat(long)}`,
    ]) {
      expect(readMt940(text)).toHaveProperty('ok');
    }
  });
});
