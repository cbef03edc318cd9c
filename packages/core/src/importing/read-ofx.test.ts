import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfx } from './read-ofx.ts';

const HEADER = 'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n\n';
const STATUS =
  '<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>';
const ONE = '<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260131<TRNAMT>-12.50<FITID>A1<NAME>Cafe<MEMO>latte</STMTTRN>';

/** An OFX 1 file with one bank statement around the transactions. */
function bank(transactions: string, balances = '', currency = 'EUR'): string {
  return `${HEADER}<OFX>${STATUS}<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>${currency}<BANKACCTFROM><BANKID>77<ACCTID>123<ACCTTYPE>SAVINGS</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131${transactions}</BANKTRANLIST>${balances}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
}

function row(parts: string, currency = 'EUR') {
  const reading = readOfx(bank(`<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20260131${parts}</STMTTRN>`, '', currency));
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.reason}`);
  return reading.statements[0]?.rows[0];
}

function statements(text: string) {
  const reading = readOfx(text);
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.reason}`);
  return reading.statements;
}

describe('readOfx', () => {
  it('reads OFX 1 without end tags', () => {
    const balances =
      '<LEDGERBAL><BALAMT>87.50<DTASOF>20260131</LEDGERBAL><AVAILBAL><BALAMT>80<DTASOF>20260131</AVAILBAL>';
    expect(statements(bank(ONE, balances))).toEqual([
      {
        accountId: '123',
        bankId: '77',
        accountType: 'SAVINGS',
        currency: 'EUR',
        rows: [
          {
            line: 8,
            date: '2026-01-31',
            amountMinor: -1250n,
            currency: 'EUR',
            description: 'Cafe latte',
            payee: 'Cafe',
            notes: 'latte',
            externalId: 'A1',
            type: 'DEBIT',
            rawText: 'TRNTYPE=DEBIT | DTPOSTED=20260131 | TRNAMT=-12.50 | FITID=A1 | NAME=Cafe | MEMO=latte',
            state: 'posted',
            remarks: [],
          },
        ],
        others: [],
        ledgerBalance: { amountMinor: 8750n, date: '2026-01-31' },
        availableBalance: { amountMinor: 8000n, date: '2026-01-31' },
      },
    ]);
  });

  it('reads OFX 2 as the same', () => {
    const sgml = bank(ONE);
    const xml = sgml
      .replace(HEADER, '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n')
      .replace(
        /<(CURDEF|BANKID|ACCTID|ACCTTYPE|DTSTART|DTEND|TRNTYPE|DTPOSTED|TRNAMT|FITID|NAME|MEMO|CODE|SEVERITY|LANGUAGE)>([^<]*)/g,
        '<$1>$2</$1>',
      );
    const withoutLine = (text: string) =>
      statements(text).map((one) => ({ ...one, rows: one.rows.map((each) => ({ ...each, line: 0 })) }));
    expect(xml).toContain('</MEMO></STMTTRN>');
    expect(withoutLine(xml)).toEqual(withoutLine(sgml));
  });

  it('names the line of a transaction', () => {
    const second = ONE.replace('A1', 'A2');
    expect(statements(bank(`\n${ONE}\n\n${second}`))[0]?.rows.map((each) => each.line)).toEqual([9, 11]);
  });

  it('reads credit card statements', () => {
    const text = bank(ONE)
      .replaceAll('BANKMSGSRSV1', 'CREDITCARDMSGSRSV1')
      .replaceAll('STMTTRNRS', 'CCSTMTTRNRS')
      .replaceAll('<STMTRS>', '<CCSTMTRS>')
      .replaceAll('</STMTRS>', '</CCSTMTRS>')
      .replaceAll('BANKACCTFROM', 'CCACCTFROM');
    expect(statements(text)[0]).toMatchObject({ accountType: 'CREDITCARD', rows: [{ externalId: 'A1' }] });
  });

  function investment(entries: string): string {
    return `${HEADER}<OFX>${STATUS}<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20260131<CURDEF>USD<INVACCTFROM><BROKERID>b.example<ACCTID>9</INVACCTFROM><INVTRANLIST><DTSTART>20260101<DTEND>20260131${entries}<INVBANKTRAN>${ONE}<SUBACCTFUND>CASH</INVBANKTRAN></INVTRANLIST><INVBAL><AVAILCASH>50.25<MARGINBALANCE>0</INVBAL></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1><SECLISTMSGSRSV1><SECLIST><STOCKINFO><SECINFO><SECID><UNIQUEID>US0001<UNIQUEIDTYPE>ISIN</SECID><SECNAME>ACME Corp<TICKER>ACM</SECINFO></STOCKINFO></SECLIST></SECLISTMSGSRSV1></OFX>`;
  }

  const TRADE =
    '<INVTRAN><FITID>T1<DTTRADE>20260115<DTSETTLE>20260117</INVTRAN><SECID><UNIQUEID>US0001<UNIQUEIDTYPE>ISIN</SECID>';

  it('reads the cash of investment statements', () => {
    expect(statements(investment(''))).toMatchObject([
      {
        accountType: 'INVESTMENT',
        bankId: 'b.example',
        availableBalance: { amountMinor: 5025n },
        rows: [{ amountMinor: -1250n }],
        others: [],
      },
    ]);
  });

  it.each([
    [`<BUYSTOCK><INVBUY>${TRADE}<UNITS>1<TOTAL>-100.50</INVBUY></BUYSTOCK>`, -10050n, 'Buy ACME Corp'],
    [`<BUYMF><INVBUY>${TRADE}<UNITS>1<TOTAL>100.50</INVBUY></BUYMF>`, -10050n, 'Buy ACME Corp'],
    [`<SELLSTOCK><INVSELL>${TRADE}<UNITS>-1<TOTAL>100.50</INVSELL></SELLSTOCK>`, 10050n, 'Sell ACME Corp'],
    [`<INCOME>${TRADE}<INCOMETYPE>DIV<TOTAL>3.10</INCOME>`, 310n, 'Dividend ACME Corp'],
    [`<INCOME>${TRADE}<INCOMETYPE>DIV<TOTAL>-3.10</INCOME>`, -310n, 'Dividend ACME Corp'],
    [`<INVEXPENSE>${TRADE}<TOTAL>2.00</INVEXPENSE>`, -200n, 'Expense ACME Corp'],
  ])('reads what %s does to the cash', (entry, amountMinor, description) => {
    expect(statements(investment(entry))[0]?.others).toMatchObject([
      {
        line: 8,
        reading: {
          ok: true,
          row: { date: '2026-01-15', valueDate: '2026-01-17', amountMinor, description, externalId: 'T1' },
        },
      },
    ]);
  });

  it.each([
    [
      `<REINVEST>${TRADE}<TOTAL>-3</REINVEST>`,
      'skip',
      '"REINVEST" moves shares only; the cash of the account stays.',
    ],
    [`<BUYSTOCK><INVBUY>${TRADE}<UNITS>1</INVBUY></BUYSTOCK>`, 'invalid', 'The entry has no amount (TOTAL).'],
    ['<INCOME><INCOMETYPE>DIV<TOTAL>3</INCOME>', 'invalid', 'The entry has no date (DTTRADE).'],
  ])('keeps %s with the reason', (entry, kind, reason) => {
    expect(statements(investment(entry))[0]?.others).toMatchObject([
      { reading: { ok: false, kind, reason } },
    ]);
  });

  it.each([
    ['<TRNAMT>-530,86', -53086n],
    ['<TRNAMT>      -11,76', -1176n],
    ['<TRNAMT>+5', 500n],
    ['<TRNAMT>1,234.56', 123456n],
    ['<TRNAMT>1.234,56', 123456n],
    ['<TRNAMT>12.5</TRNAMT>', 1250n],
  ])('%s', (parts, expected) => {
    expect(row(parts)?.amountMinor).toBe(expected);
  });

  it('rounds digits that the currency does not have, half to even, and says so', () => {
    expect(row('<TRNAMT>1303.7355652284177')).toMatchObject({
      amountMinor: 130374n,
      rounded: true,
      remarks: ['The file says 1303.7355652284177; rounded to the digits that EUR has.'],
    });
    expect(row('<TRNAMT>0.125')?.amountMinor).toBe(12n);
    expect(row('<TRNAMT>1.25', 'JPY')?.amountMinor).toBe(1n);
  });

  it('asks whether 1,234 is a thousand, unless other amounts tell', () => {
    const thousand = '<STMTTRN><DTPOSTED>20260131<TRNAMT>1,234<NAME>a</STMTTRN>';
    const open = readOfx(bank(thousand));
    expect(open).toMatchObject({ ok: true, questions: [{ field: 'decimalMark' }] });
    expect(open.ok && open.statements[0]).toMatchObject({
      rows: [],
      others: [
        {
          reading: {
            ok: false,
            reason: '"1,234" can be read in two ways. Say which decimal mark this file uses.',
          },
        },
      ],
    });
    const answered = readOfx(bank(thousand), '.');
    expect(answered.ok && answered.statements[0]?.rows[0]?.amountMinor).toBe(123400n);
    expect(statements(bank(thousand + ONE))[0]?.rows[0]?.amountMinor).toBe(123400n);
  });

  it.each([
    '20260131',
    '20260131120000',
    '20260131235959.123[-8:PST]',
    '20260131000000[+11:AEDT]',
    '2026-01-31',
  ])('takes the day of %s as the bank writes it', (text) => {
    expect(statements(bank(ONE.replace('<DTPOSTED>20260131', `<DTPOSTED>${text}`)))[0]?.rows[0]?.date).toBe(
      '2026-01-31',
    );
  });

  it.each(['', '0', ' '])('takes the FITID "%s" for none', (id) => {
    expect(row(`<TRNAMT>1<FITID>${id}<NAME>x`)).not.toHaveProperty('externalId');
  });

  it.each([
    ['<NAME>A &amp; B &lt;x&gt; &#233;&#xE9;&nbsp;&bogus;', 'A & B <x> éé &bogus;'],
    ['<NAME><![CDATA[A & <b> B]]></NAME>', 'A & <b> B'],
    ['<NAME>1 < 2 & 3', '1 < 2 & 3'],
    ['<NAME><MEMO>only memo', 'only memo'],
    ['<NAME>x</MEMO><MEMO>y', 'x y'],
    ['<PAYEE>Telephone</PAYEE>', 'Telephone'],
    ['<PAYEE><NAME>Telephone<CITY>Rome</PAYEE>', 'Telephone'],
    ['<NAME>same<MEMO>same', 'same'],
    ['<!-- a comment --><NAME>x', 'x'],
    ['<NAME>a&#0;b', 'a&#0;b'],
  ])('text of %s', (parts, expected) => {
    expect(row(`<TRNAMT>1${parts}`)?.description).toBe(expected);
  });

  it('an empty leaf without an end tag swallows nothing', () => {
    expect(row('<MEMO>\n<TRNAMT>7<CHECKNUM>\n<NAME>x')).toMatchObject({
      amountMinor: 700n,
      description: 'x',
    });
  });

  it('reads transactions whose end tags are missing', () => {
    const open = ONE.replace('</STMTTRN>', '');
    expect(
      statements(bank(`${open}\n${open.replace('A1', 'A2')}`))[0]?.rows.map((each) => each.externalId),
    ).toEqual(['A1', 'A2']);
  });

  it('marks transactions of the pending list', () => {
    const pending =
      '<BANKTRANLISTP><DTASOF>20260131<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20260130<TRNAMT>-3<NAME>x</STMTTRNP></BANKTRANLISTP>';
    expect(statements(bank(ONE, pending))[0]?.rows.map((each) => [each.date, each.state])).toEqual([
      ['2026-01-31', 'posted'],
      ['2026-01-30', 'pending'],
    ]);
  });

  it('keeps the currency that a transaction names', () => {
    expect(row('<TRNAMT>5.00<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>')?.currency).toBe('USD');
    expect(row('<TRNAMT>5.00<ORIGCURRENCY><CURRATE>1.1<CURSYM>USD</ORIGCURRENCY>')?.currency).toBe('EUR');
  });

  it('leaves out a balance without a date', () => {
    expect(
      statements(bank(ONE, '<LEDGERBAL><BALAMT>0,00<DTASOF>00000000</LEDGERBAL>'))[0],
    ).not.toHaveProperty('ledgerBalance');
  });

  it('puts the statements of one account together and reads an overlap once', () => {
    const two = ONE + ONE.replace('A1', 'A2');
    const text = bank(two, '<LEDGERBAL><BALAMT>1<DTASOF>20260110</LEDGERBAL>');
    const statement = /<STMTTRNRS>.*<\/STMTTRNRS>/.exec(text)?.[0] ?? '';
    const later = statement
      .replaceAll('A1', 'A3')
      .replace('20260110', '20260131')
      .replace('<BALAMT>1', '<BALAMT>2');
    const reading = readOfx(text.replace(statement, statement + later));
    expect(reading).toMatchObject({
      ok: true,
      warnings: ['1 transaction stands in two statements of account 123 and are read once.'],
    });
    if (!reading.ok) return;
    expect(reading.statements).toHaveLength(1);
    expect(reading.statements[0]?.rows.map((each) => each.externalId)).toEqual(['A1', 'A2', 'A3']);
    expect(reading.statements[0]?.ledgerBalance?.amountMinor).toBe(200n);
  });

  it('field note 4: two identical coffees in one list are two rows, with or without ids', () => {
    expect(statements(bank(ONE + ONE))[0]?.rows).toHaveLength(2);
    const bare = ONE.replace('<FITID>A1', '');
    expect(statements(bank(bare + bare))[0]?.rows).toHaveLength(2);
  });
});

describe('readOfx keeps what it cannot read, with the line and the reason', () => {
  it.each([
    [ONE.replace('20260131', '20263131'), '"20263131" is not a date.'],
    [ONE.replace('<DTPOSTED>20260131', ''), 'A transaction has no date.'],
    [ONE.replace('<TRNAMT>-12.50', ''), 'A transaction has no amount.'],
    [ONE.replace('-12.50', 'twelve'), '"twelve" is not an amount.'],
  ])('%s', (transaction, reason) => {
    expect(statements(bank(`${ONE}\n${transaction}`))[0]).toMatchObject({
      rows: [{ line: 8 }],
      others: [{ line: 9, reading: { ok: false, kind: 'invalid', reason } }],
    });
  });

  it('field note 8: one broken statement does not take the others with it', () => {
    const broken = '<STMTTRNRS>\n<STMTRS><CURDEF>XXQ</STMTRS></STMTTRNRS>';
    expect(readOfx(bank(ONE).replace('</BANKMSGSRSV1>', `${broken}</BANKMSGSRSV1>`))).toMatchObject({
      ok: true,
      statements: [{ rows: [{ externalId: 'A1' }] }],
      warnings: ['Line 9: "XXQ" is not a currency code. This account is left out.'],
    });
  });
});

describe('readOfx refuses with the line and the reason', () => {
  it.each([
    ['hello', 1, 'The file has no <OFX> element, so it is no OFX file.'],
    [
      '<!DOCTYPE x [<!ENTITY a "b">]>\n<OFX></OFX>',
      1,
      'The file declares a document type or entities, which FinTrack does not read.',
    ],
    [
      '<OFX>\n<!ENTITY a "b"></OFX>',
      2,
      'The file declares a document type or entities, which FinTrack does not read.',
    ],
    ['<OFX></OFX>', 1, 'The file holds no bank, card or investment statement.'],
    [
      bank(ONE)
        .replace('</BANKTRANLIST>', '')
        .replace(/<\/STMTRS>.*/, ''),
      8,
      'The file ends inside <BANKMSGSRSV1>. Download it again: it is not complete.',
    ],
    [bank(ONE, '', 'XXQ'), 8, '"XXQ" is not a currency code.'],
    ['<OFX><![CDATA[x', 1, 'A CDATA section has no end.'],
    [
      `<OFX>${Array.from({ length: 60 }, (_, index) => `<A${index}>`).join('')}`,
      1,
      'The elements are nested deeper than any OFX file needs.',
    ],
  ])('%#: %s', (text, line, reason) => {
    expect(readOfx(text)).toEqual({ ok: false, line, reason });
  });

  it("gives the bank's own error", () => {
    const text =
      '<OFX>\n<SIGNONMSGSRSV1><SONRS><STATUS><CODE>2000</CODE><SEVERITY>ERROR</SEVERITY><MESSAGE>Try later.</MESSAGE></STATUS></SONRS></SIGNONMSGSRSV1></OFX>';
    expect(readOfx(text)).toEqual({
      ok: false,
      line: 2,
      reason: 'The bank answered with error 2000: "Try later.". Download the file again.',
    });
  });

  it('warns when one account of several failed', () => {
    const failed = '<STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR</STATUS></STMTTRNRS>';
    const reading = readOfx(bank(ONE).replace('</BANKMSGSRSV1>', `${failed}</BANKMSGSRSV1>`));
    expect(reading).toMatchObject({
      ok: true,
      warnings: ['The bank answered with error 2003. Download the file again.'],
    });
  });
});

describe('laws of readOfx', () => {
  it('never throws, on any text or on pieces of OFX in any order', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<OFX>',
        '</OFX>',
        '<STMTRS>',
        '</STMTRS>',
        '<CURDEF>EUR',
        ONE,
        '<STMTTRN>',
        '</STMTTRN>',
        '<TRNAMT>1,5',
        '<DTPOSTED>20260101',
        '<MEMO>',
        '<MEMO/>',
        '</MEMO>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?x ?>',
        '&amp;',
        '<',
        '>',
        '\n',
        'text',
        '<LEDGERBAL>',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
          pieces.map((list) => bank(list.join(''))),
        ),
        (text) => {
          const reading = readOfx(text);
          if (!reading.ok) expect(reading.reason).toMatch(/\.$/);
        },
      ),
    );
  });

  it.each([
    ['stray brackets', '<'],
    ['unfinished tags', '<a '],
    ['aggregates that are never closed', '<STMTTRN><TRNAMT>1<DTPOSTED>20260101'],
    ['statements without end', '</STMTRS><STMTRS><CURDEF>EUR'],
    ['empty elements on one line', '<B/>'],
    ['entities', '&#38;'],
    ['end tags', '</X>'],
  ])('is linear in %s', (_, unit) => {
    // Quadratic reading of a million characters would run into the test's time limit.
    const reading = readOfx(bank(unit.repeat(Math.ceil(1_000_000 / unit.length))));
    expect(reading.ok || reading.reason).toBeTruthy();
  });
});
