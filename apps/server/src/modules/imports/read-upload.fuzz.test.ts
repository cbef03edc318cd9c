import { gzipSync } from 'node:zlib';
import { isCalendarDate } from '@fintrack/core/dates';
import { isCurrency, MAX_MINOR } from '@fintrack/core/money';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type ReadFile, readUpload } from '../../testing/read-upload.ts';
import { workbookFile } from '../../testing/workbook-file.ts';
import { FileRefusal } from './file-refusal.ts';
import { readWorkbook } from './read-workbook.ts';
import { copyLine, type StagedRow } from './staged-row.ts';

/** Reads any bytes: sound rows, or a reason that is a sentence. */
async function tryUpload(bytes: Buffer, name: string): Promise<readonly ReadFile[]> {
  const reading = await readUpload(bytes, name);
  if (!reading.ok) {
    expect(reading.reason).toMatch(/\.$/);
    return [];
  }
  for (const file of reading.files) expectSound(file);
  return reading.files;
}

const CELLS = copyLine(emptyRow(), 'id').split('\t').length;

function emptyRow(): StagedRow {
  const nothing = {
    date: null,
    valueDate: null,
    amountMinor: null,
    currency: null,
    description: null,
    payee: null,
  };
  const more = {
    notes: null,
    category: null,
    externalId: null,
    balanceMinor: null,
    fingerprint: null,
    remark: null,
  };
  const place = { rowNumber: 1, line: 1, statementIndex: 0, raw: '', own: null };
  return { ...nothing, ...more, ...place, status: 'cleared', fate: 'skip', reason: '' };
}

/** What the database takes, and what the user is owed. */
function expectSound({ rows, statements, lines }: ReadFile): void {
  // Rows and reasons together account for every line behind the header.
  const told = [...new Set(rows.map((row) => row.line))].toSorted((left, right) => left - right);
  if (lines !== null) expect(told).toEqual(lines);
  rows.forEach((row, index) => {
    expect(row.rowNumber).toBe(index + 1);
    if (row.fate === 'new') expect(statements[row.statementIndex]).toBeDefined();
    const copied = copyLine(row, 'id');
    expect(copied.split('\t')).toHaveLength(CELLS);
    expect(copied.indexOf('\n')).toBe(copied.length - 1);
    expect(copied).not.toContain('\0');
    if (row.fate !== 'new') {
      expect(row.reason).toMatch(/\.$/);
      return;
    }
    expect(isCalendarDate(row.date ?? '')).toBe(true);
    expect(isCurrency(row.currency ?? '')).toBe(true);
    const minor = row.amountMinor ?? MAX_MINOR + 1n;
    expect(minor <= MAX_MINOR && minor >= -MAX_MINOR).toBe(true);
  });
}

const FIXTURES: Readonly<Record<string, string | Buffer>> = {
  'plain.csv':
    'Date,Description,Amount,Balance\n2026-01-05,Coffee,-3.20,96.80\n2026-01-13,"Salary, January",2500.00,2596.80\n2026-01-14,"Two\nlines",-1.00,2595.80\n',
  'preamble.csv':
    'Statement of J Doe;;\n"Balance:";"1.234,56"\n\nBuchungstag;Verwendungszweck;Betrag\n02.01.2026;Bäckerei Müller;-1.003,20\n13.01.2026;Grüße;12,00-\nSumme;;-991,20\n',
  'wide.csv': Buffer.from('\uFEFFDate\tText\tPaid out\tPaid in\n14/01/2026\tRent\t(800.00)\t\n', 'utf16le'),
  'paypal.csv':
    'Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance\n15/01/2026,10:00,Shop,Payment,Completed,USD,-10.00,0.00,-10.00,T1,,-10.00\n15/01/2026,10:00,,General Currency Conversion,Completed,EUR,-9.20,0.00,-9.20,T3,T1,0.00\n15/01/2026,10:00,,General Currency Conversion,Completed,USD,10.00,0.00,10.00,T4,T1,0.00\n',
  'ynab.csv':
    'Account,Flag,Date,Payee,Category Group,Category,Memo,Outflow,Inflow,Cleared\nA,,01/13/2026,Store,E,Food,Split (1/2) x,$60.00,$0.00,Cleared\nA,,01/13/2026,Store,E,Home,Split (2/2) y,$2.00,$0.00,Cleared\nA,,01/14/2026,Transfer : B,,,,$5.00,$0.00,Cleared\n',
  'firefly.csv':
    'user_id,group_id,journal_id,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,description,date,source_name,source_type,destination_name,destination_type,category,tags,notes\n1,3,13,,Transfer,EUR,100.00,USD,108.50,To,2026-01-04T00:00:00+01:00,A,Asset account,B,Asset account,,,\n1,4,14,T,Withdrawal,EUR,-1.00,,,x,2026-01-05T00:00:00+01:00,A,Asset account,C,Expense account,F,,\n1,4,15,T,Withdrawal,EUR,-2.00,,,y,2026-01-05T00:00:00+01:00,A,Asset account,C,Expense account,G,,\n',
  'actual.csv':
    'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared\nA,2026-01-02,Store,(SPLIT INTO 2) big,,0,-82.5,Cleared\nA,2026-01-02,Store,(SPLIT 1 OF 2) f,Food,-60,0,Cleared\nA,2026-01-02,Store,(SPLIT 2 OF 2) ,Home,-22.5,0,Cleared\n',
  'bank.ofx':
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>123456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260105<TRNAMT>-3.20<FITID>1<NAME>Coffee</STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>96.80<DTASOF>20260105</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n',
  'bank.qif':
    '!Type:Bank\nD1/13/2026\nT-3.20\nPCoffee\nLFood\n^\nD1/14/2026\nT10.00\nPTea\nSFood\n$4.00\nSHome\n$6.00\n^\n',
  'bank.sta':
    ':20:START\r\n:25:10020030/1234567\r\n:28C:0/1\r\n:60F:C260101EUR100,00\r\n:61:2601050105D3,20NMSCNONREF\r\n:86:Coffee\r\n:62F:C260105EUR96,80\r\n-\r\n',
  'bank.xml':
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">3.20</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt><AddtlNtryInf>Coffee</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>\n',
};
const PACKED: Readonly<Record<string, Buffer>> = {
  'year.zip': Buffer.from(
    zipSync({
      'a.csv': strToU8(String(FIXTURES['plain.csv'])),
      'b.qif': strToU8(String(FIXTURES['bank.qif'])),
    }),
  ),
  'plain.csv.gz': gzipSync(String(FIXTURES['plain.csv'])),
};
const WORKBOOK = workbookFile({
  sheets: [
    {
      name: 'A',
      rows: [
        ['Date', 'Text', 'Amount'],
        [{ date: 46_023 }, 'Coffee', -3.2],
      ],
    },
  ],
});

type Mutation = (bytes: Buffer) => Buffer;

/** One wound: cut short, a piece taken out, doubled or moved, bytes changed or put in. */
const RUNS = 150;

const mutation: fc.Arbitrary<Mutation> = fc
  .record({
    kind: fc.constantFrom('cut', 'drop', 'double', 'flip', 'insert', 'token'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 80 }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    token: fc.constantFrom(
      '"',
      '\0',
      '\n',
      '\r',
      '\uD800',
      ',',
      ';',
      '\t',
      '|',
      '\u202E',
      '=HYPERLINK(1)',
      '9'.repeat(70),
      '-',
      '(',
      '<',
      '>',
      '&',
      ']]>',
      ':61:',
      '^',
      '\\',
      '\\N',
      '\\.',
      '2026-02-30',
      '0000-01-01',
      'Split (1/2)',
      '(SPLIT INTO 2)',
    ),
  })
  .map(
    ({ kind, at, length, bytes, token }): Mutation =>
      (source) => {
        const from = Math.floor(at * source.length);
        const to = Math.min(source.length, from + length);
        const [before, piece, after] = [
          source.subarray(0, from),
          source.subarray(from, to),
          source.subarray(to),
        ];
        switch (kind) {
          case 'cut':
            return before;
          case 'drop':
            return Buffer.concat([before, after]);
          case 'double':
            return Buffer.concat([before, piece, piece, after]);
          case 'flip':
            return Buffer.concat([
              before,
              bytes,
              source.subarray(Math.min(source.length, from + bytes.length)),
            ]);
          case 'insert':
            return Buffer.concat([before, bytes, piece, after]);
          default:
            return Buffer.concat([before, Buffer.from(token), piece, after]);
        }
      },
  );

const wound = (source: Buffer, mutations: readonly Mutation[]): Buffer =>
  mutations.reduce((bytes, mutate) => mutate(bytes), source);

describe('an upload of any bytes becomes sound rows or a reason', () => {
  it.each(Object.entries({ ...FIXTURES, ...PACKED }))(
    '%s is read whole when nothing is wrong',
    async (name, content) => {
      const rows = (await tryUpload(Buffer.from(content), name)).flatMap((file) => file.rows);
      expect(rows.some((row) => row.fate === 'new')).toBe(true);
      expect(rows.filter((row) => row.fate === 'invalid')).toEqual([]);
    },
  );

  it.each(Object.entries({ ...FIXTURES, ...PACKED }))('%s with wounds', async (name, content) => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        await tryUpload(wound(Buffer.from(content), mutations), name);
      }),
      { numRuns: RUNS },
    );
  });

  it('a workbook with wounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const bytes = wound(WORKBOOK, mutations);
        // What begins as a workbook no longer does not come here.
        if (bytes.length < 4 || bytes.readUInt32BE(0) !== 0x504b0304) return;
        const outcome = await readWorkbook(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FileRefusal);
      }),
      { numRuns: RUNS },
    );
  });

  it('bytes by chance', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom(
          '',
          'Date,Amount\n',
          '!Type:Bank\n',
          ':20:A\r\n:25:B\r\n',
          'OFXHEADER:100\n<OFX>',
          '\u001F\u008B',
          'PK\u0003\u0004',
        ),
        async (bytes, start) => {
          await tryUpload(Buffer.concat([Buffer.from(start, 'latin1'), bytes]), 'x.csv');
        },
      ),
      { numRuns: RUNS * 2 },
    );
  });

  it('cells by chance', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '2026-01-05',
        '01/02/2026',
        '-1.234,56',
        '(12.00)',
        '12.00-',
        'Total',
        'Opening balance',
        'D',
        'C',
        'EUR',
        '',
      ),
    );
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (lines, delimiter) => {
        const text = lines
          .map((line) => line.map((part) => `"${part.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n');
        await tryUpload(Buffer.from(text), 'x.csv');
      }),
      { numRuns: RUNS * 2 },
    );
  });
});
