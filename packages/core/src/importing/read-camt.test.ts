import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankFileReading, BankStatement, StatementEntry } from './bank-statement.ts';
import { CamtReader } from './read-camt.ts';
import type { StatementRow } from './statement-row.ts';

/** Hands well-formed XML without entities over, as the tokeniser of the server does. */
function read(xml: string): BankFileReading {
  const reader = new CamtReader();
  for (const match of xml.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>|([^<>]+)/g)) {
    const [, end, name = '', attributes = '', empty, text] = match;
    if (text !== undefined) reader.addText(text);
    else if (end === '/') reader.close();
    else {
      const read: Record<string, string> = {};
      for (const [, key = '', value = ''] of attributes.matchAll(/(\w+)="([^"]*)"/g)) read[key] = value;
      const line = xml.slice(0, match.index).split('\n').length;
      reader.open(name.slice(name.indexOf(':') + 1), read, line);
      if (empty === '/') reader.close();
    }
  }
  return reader.finish();
}

function statements(xml: string): readonly BankStatement[] {
  const reading = read(xml);
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.reason}`);
  return reading.statements;
}

function entries(xml: string): StatementEntry[] {
  return statements(xml).flatMap((statement) => statement.entries);
}

function rows(xml: string): StatementRow[] {
  return entries(xml).map(({ reading }) => {
    if (!reading.ok) throw new Error(reading.reason);
    return reading.row;
  });
}

function notes(xml: string): readonly string[] {
  const reading = read(xml);
  return reading.ok ? reading.notes.map((note) => note.evidence) : [];
}

function balance(code: string, amount: string, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
}

const ACCOUNT = '<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>';

/** A camt.053 of version 2 with one statement. */
function document(content: string, account = ACCOUNT): string {
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>\n<Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>${account}${content}</Stmt></BkToCstmrStmt></Document>`;
}

function entry(details: string, head = ''): string {
  return `\n<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>${head}<Sts>BOOK</Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt><ValDt><Dt>2026-02-02</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef>${details}</Ntry>`;
}

function details(content: string): string {
  return `<NtryDtls><TxDtls>${content}</TxDtls></NtryDtls>`;
}

function part(amount: string, name: string, more = ''): string {
  return `\n<TxDtls><Refs><EndToEndId>E-${name}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${more}<RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties></TxDtls>`;
}

const SHOP = details(
  '<Refs><EndToEndId>E42</EndToEndId></Refs><RltdPties><Dbtr><Nm>Me</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><Cdtr><Nm>Café Müller</Nm></Cdtr><CdtrAcct><Id><IBAN>DE02100100109307118603</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>Kaffee und</Ustrd><Ustrd>Kuchen</Ustrd></RmtInf>',
);

describe('CamtReader', () => {
  it('field note 20: CAMT with umlauts: a statement with its account, balances and entries', () => {
    const xml = document(
      balance('OPBD', '100.00', '2025-12-31') + balance('CLBD', '87.50', '2026-01-31') + entry(SHOP),
    );
    expect(statements(xml)).toEqual([
      {
        accountId: 'DE89370400440532013000',
        accountType: null,
        currency: 'EUR',
        opening: { amountMinor: 10000n, date: '2025-12-31', line: 2 },
        closing: { amountMinor: 8750n, date: '2026-01-31', line: 2 },
        entries: [
          {
            line: 3,
            raw: 'Amt=EUR 12.50 | CdtDbtInd=DBIT | Sts=BOOK | Dt=2026-01-31 | Dt=2026-02-02 | AcctSvcrRef=B1 | EndToEndId=E42 | Nm=Me | IBAN=DE89370400440532013000 | Nm=Café Müller | IBAN=DE02100100109307118603 | Ustrd=Kaffee und | Ustrd=Kuchen',
            reading: {
              ok: true,
              row: {
                line: 3,
                date: '2026-01-31',
                valueDate: '2026-02-02',
                amountMinor: -1250n,
                currency: 'EUR',
                description: 'Café Müller Kaffee und Kuchen',
                payee: 'Café Müller',
                notes: 'Kaffee und Kuchen',
                counterAccount: 'DE02100100109307118603',
                endToEndId: 'E42',
                externalId: 'B1',
                state: 'posted',
                remarks: [],
                rawText:
                  'Amt=EUR 12.50 | CdtDbtInd=DBIT | Sts=BOOK | Dt=2026-01-31 | Dt=2026-02-02 | AcctSvcrRef=B1 | EndToEndId=E42 | Nm=Me | IBAN=DE89370400440532013000 | Nm=Café Müller | IBAN=DE02100100109307118603 | Ustrd=Kaffee und | Ustrd=Kuchen',
              },
            },
          },
        ],
      },
    ]);
    expect(notes(xml)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it.each([
    ['camt.052', 'BkToCstmrAcctRpt', 'Rpt'],
    ['camt.053', 'BkToCstmrStmt', 'Stmt'],
    ['camt.054', 'BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
    ['camt.053 of version 1', 'BkToCstmrStmtV01', 'Stmt'],
  ])('reads %s', (_, message, element) => {
    const xml = document(entry(SHOP)).replaceAll('BkToCstmrStmt', message).replaceAll('Stmt>', `${element}>`);
    expect(rows(xml.replaceAll(`BkToCstmr${element}>`, `${message}>`))[0]?.amountMinor).toBe(-1250n);
  });

  it('reads a file whose elements have a prefix', () => {
    const xml = document(entry(SHOP)).replaceAll(/<(\/?)(\w)/g, '<$1ns2:$2');
    expect(rows(xml)).toEqual(rows(document(entry(SHOP))));
  });

  it('version 1: status, type of balance and details stand directly', () => {
    const xml = document(
      '<Bal><Tp><Cd>CLBD</Cd></Tp><Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><DtTm>2026-01-31T23:59:00+01:00</DtTm></Dt></Bal>' +
        '<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-01-31T10:00:00</DtTm></BookgDt><TxDtls><RmtInf><Ustrd>Fee</Ustrd></RmtInf></TxDtls></Ntry>',
      '<Acct><Id><PrtryAcct><Id>4711</Id></PrtryAcct></Id></Acct>',
    );
    expect(statements(xml)).toMatchObject([
      { accountId: '4711', currency: 'EUR', closing: { amountMinor: -500n, date: '2026-01-31' } },
    ]);
    expect(rows(xml)).toMatchObject([{ date: '2026-01-31', amountMinor: -500n, description: 'Fee' }]);
  });

  it('versions from 8 on: the status is a code of its own, and a party is inside of another element', () => {
    const xml = document(
      entry(details('<RltdPties><Cdtr><Pty><Nm>Shop</Nm></Pty></Cdtr></RltdPties>')).replace(
        '<Sts>BOOK</Sts>',
        '<Sts><Cd>PDNG</Cd></Sts>',
      ),
    );
    expect(rows(xml)).toMatchObject([{ payee: 'Shop', state: 'pending' }]);
  });

  it.each([
    ['BOOK', 'posted', []],
    ['PDNG', 'pending', []],
    ['FUTR', 'pending', []],
    ['INFO', 'pending', ['The bank tells of this entry and has not booked it.']],
  ])('reads the status %s as %s', (code, state, remarks) => {
    expect(rows(document(entry('').replace('BOOK', code)))[0]).toMatchObject({ state, remarks });
  });

  it('field note 20: CAMT with batched entries: a row a payment where they add up', () => {
    const batch = `<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>${part('10.00', 'A')}${part('2.50', 'B')}</NtryDtls>`;
    expect(rows(document(entry(batch)))).toMatchObject([
      {
        line: 4,
        amountMinor: -1000n,
        payee: 'A',
        endToEndId: 'E-A',
        remarks: ['One of 2 payments that the bank booked as one.'],
      },
      { line: 5, amountMinor: -250n, payee: 'B' },
    ]);
    // The id of the entry is the id of neither payment.
    expect(rows(document(entry(batch)))[0]).not.toHaveProperty('externalId');
  });

  it('reads payments of a batch that go the other way', () => {
    const batch = `<NtryDtls>${part('15.00', 'A')}${part('2.50', 'B', '<CdtDbtInd>CRDT</CdtDbtInd>')}</NtryDtls>`;
    expect(rows(document(entry(batch))).map((row) => row.amountMinor)).toEqual([-1500n, 250n]);
  });

  it.each([
    ['do not add up', `<NtryDtls>${part('10.00', 'A')}${part('2.49', 'B')}</NtryDtls>`],
    ['have no amounts', '<NtryDtls><TxDtls><Refs/></TxDtls><TxDtls><Refs/></TxDtls></NtryDtls>'],
    [
      'are in another currency',
      `<NtryDtls>${part('10.00', 'A')}${part('2.50', 'B')}</NtryDtls>`.replaceAll('EUR', 'CHF'),
    ],
  ])('reads a batch as one row where its payments %s', (_, batch) => {
    expect(rows(document(entry(batch)))).toMatchObject([
      {
        amountMinor: -1250n,
        externalId: 'B1',
        remarks: ['The bank booked 2 payments as one and does not state amounts that add up to it.'],
      },
    ]);
  });

  it('says where a batch is not listed', () => {
    const xml = document(entry('<NtryDtls><Btch><NbOfTxs>12</NbOfTxs></Btch></NtryDtls>'));
    expect(rows(xml)[0]?.remarks).toEqual(['The bank booked 12 payments as one and does not list them.']);
  });

  it('takes the sign from CdtDbtInd, also of a reversal, whose other party is the payment’s', () => {
    const returned = document(entry(SHOP, '<RvslInd>true</RvslInd>').replace('DBIT', 'CRDT'));
    expect(rows(returned)).toMatchObject([
      { amountMinor: 1250n, payee: 'Café Müller', remarks: ['The bank takes an earlier entry back.'] },
    ]);
  });

  it.each([
    ['who pays', 'CRDT', '<Dbtr><Nm>Payer</Nm></Dbtr><Cdtr><Nm>Me</Nm></Cdtr>', 'Payer'],
    ['who is paid', 'DBIT', '<Dbtr><Nm>Me</Nm></Dbtr><Cdtr><Nm>Shop</Nm></Cdtr>', 'Shop'],
    ['the only one named', 'CRDT', '<Cdtr><Nm>Shop</Nm></Cdtr>', 'Shop'],
    [
      'not the account itself',
      'DBIT',
      '<Dbtr><Nm>Shop</Nm></Dbtr><Cdtr><Nm>Me</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>',
      'Shop',
    ],
    ['the ultimate one', 'DBIT', '<UltmtCdtr><Nm>Shop</Nm></UltmtCdtr>', 'Shop'],
  ])('takes for the payee %s', (...[, sign, parties, payee]) => {
    const xml = document(entry(details(`<RltdPties>${parties}</RltdPties>`)).replace('DBIT', sign));
    expect(rows(xml)[0]?.payee).toBe(payee);
  });

  it('describes an entry without a party by what the bank calls it', () => {
    expect(rows(document(entry('<AddtlNtryInf>KONTOFÜHRUNG</AddtlNtryInf>')))[0]?.description).toBe(
      'KONTOFÜHRUNG',
    );
    const reference = details(
      '<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>',
    );
    expect(rows(document(entry(reference)))[0]?.description).toBe('RF18539007547034');
  });

  it.each(['NOTPROVIDED', 'NONREF', 'notprovided', '000'])('takes %s for no id', (text) => {
    const xml = document(entry(SHOP).replace('E42', text).replace('>B1<', `>${text}<`));
    expect(rows(xml)[0]).not.toHaveProperty('endToEndId');
    expect(rows(xml)[0]).not.toHaveProperty('externalId');
  });

  it('takes the bank’s id of a payment before that of its entry, and a running number for none', () => {
    const own = details('<Refs><AcctSvcrRef>P9</AcctSvcrRef></Refs>');
    expect(rows(document(entry(own)))[0]?.externalId).toBe('P9');
    const german = details('<Refs><Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>2026-01-31-07</Ref></Prtry></Refs>');
    expect(rows(document(entry(german)))[0]?.externalId).toBe('2026-01-31-07');
    const numbered = document(entry('', '<NtryRef>1</NtryRef>').replace('<AcctSvcrRef>B1</AcctSvcrRef>', ''));
    expect(rows(numbered)[0]).not.toHaveProperty('externalId');
  });

  it('tells what was paid in another currency', () => {
    const xml = document(
      entry(details('<AmtDtls><InstdAmt><Amt Ccy="USD">14.10</Amt></InstdAmt></AmtDtls>')),
    );
    expect(rows(xml)[0]?.remarks).toEqual(['The payment was of USD 14.10.']);
  });

  it('puts the statements of one account together and keeps its currencies apart', () => {
    const second = `<Stmt>${ACCOUNT}${balance('OPBD', '87.50', '2026-01-31')}${balance('CLBD', '75.00', '2026-02-01')}${entry(SHOP)}</Stmt>`;
    const dollars = `<Stmt>${ACCOUNT.replace('EUR', 'USD')}${entry(SHOP).replaceAll('EUR', 'USD')}</Stmt>`;
    const xml = document(
      balance('PRCD', '100.00', '2025-12-31') + balance('CLBD', '87.50', '2026-01-31') + entry(SHOP),
    ).replace('</Stmt>', `</Stmt>${second}${dollars}`);
    expect(
      statements(xml).map(({ currency, entries: all, closing }) => [
        currency,
        all.length,
        closing?.amountMinor,
      ]),
    ).toEqual([
      ['EUR', 2, 7500n],
      ['USD', 1, undefined],
    ]);
    expect(notes(xml)).toEqual([
      'In each of 2 statements the opening balance and the rows give the closing balance.',
    ]);
  });

  it('proves by an interim balance, and does not take it for the balance of a day', () => {
    const xml = document(
      balance('OPBD', '100.00', '2026-01-31') + balance('ITBD', '87.50', '2026-01-31') + entry(SHOP),
    );
    expect(statements(xml)[0]).not.toHaveProperty('closing');
    expect(notes(xml)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it('says where balances, counts and pages do not fit', () => {
    const xml = document(
      '<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>' +
        balance('OPBD', '100.00', '2025-12-31') +
        balance('CLBD', '80.00', '2026-01-31') +
        '<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>' +
        entry(SHOP),
    );
    expect(notes(xml)).toEqual([
      'Line 2: 100.00 and the rows give 87.50, and the bank states 80.00. Rows may be missing or doubled.',
      'The statement that begins in line 2 says that it has 3 entries, and has 1.',
      'The statement that begins in line 2 goes on in another file.',
    ]);
  });

  it('does not count pending entries', () => {
    const xml = document(
      balance('OPBD', '100.00', '2025-12-31') +
        balance('CLBD', '100.00', '2026-01-31') +
        entry(SHOP).replace('BOOK', 'PDNG'),
    );
    expect(notes(xml)).toEqual(['The opening balance and the rows give the closing balance.']);
  });

  it.each([
    ['CACC', 'checking'],
    ['SVGS', 'savings'],
    ['LOAN', 'loan'],
    ['OTHR', null],
  ])('takes an account of type %s for %s', (code, expected) => {
    const account = ACCOUNT.replace('</Acct>', `<Tp><Cd>${code}</Cd></Tp></Acct>`);
    expect(statements(document(entry(''), account))[0]?.accountType).toBe(expected);
  });

  it('keeps the balance of a statement without entries', () => {
    expect(statements(document(balance('CLBD', '7.00', '2026-01-31')))).toMatchObject([
      { entries: [], closing: { amountMinor: 700n } },
    ]);
  });

  it.each([
    ['no amount', '<Amt Ccy="EUR">12.50</Amt>', '', 'The entry has no amount (Amt).'],
    ['an amount in words', '12.50', 'much', '"much" is not an amount (Amt).'],
    ['a negative amount', '12.50', '-12.50', '"-12.50" is not an amount (Amt).'],
    ['no currency', ' Ccy="EUR"', '', '"" is not a currency code (Amt, Ccy).'],
    [
      'more digits than the currency has',
      '12.50',
      '12.505',
      '"12.505" has more digits after the decimal mark than EUR has (2).',
    ],
    ['no direction', 'DBIT', 'X', 'The entry does not say whether it is a credit or a debit (CdtDbtInd).'],
    ['an unknown status', 'BOOK', 'ODD', '"ODD" is no status of an entry (Sts).'],
  ])('keeps an entry with %s and says why it is none', (...[, from, to, reason]) => {
    expect(entries(document(entry(SHOP) + entry(SHOP).replace(from, to)))[1]).toMatchObject({
      line: 4,
      reading: { ok: false, kind: 'invalid', reason },
    });
  });

  it('takes the value date where the booking date is missing, and no date that does not exist', () => {
    expect(rows(document(entry('').replace('2026-01-31', '2026-01-32')))[0]?.date).toBe('2026-02-02');
    const neither = entry('').replace('2026-01-31', '').replace('2026-02-02', '2026-02-30');
    expect(entries(document(neither))[0]?.reading).toMatchObject({
      reason: 'The entry has no date that exists (BookgDt, ValDt).',
    });
  });

  it('refuses a file without entries, and one that is nested without end', () => {
    expect(read('<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>')).toEqual({
      ok: false,
      line: 1,
      reason: 'The file holds no entries of an account.',
    });
    expect(read('<a>'.repeat(70))).toMatchObject({
      ok: false,
      reason: 'The elements are nested deeper than any camt file needs.',
    });
  });

  it('answers for any elements', () => {
    const names = fc.constantFrom(
      ...'Stmt Ntry Acct Amt Bal Tp Cd CdtDbtInd NtryDtls TxDtls Sts BookgDt Dt Refs'.split(' '),
    );
    const event = fc.oneof(
      names.map((name) => ({ open: name })),
      fc.constant({ close: true as const }),
      fc.constantFrom('CRDT', 'BOOK', '12.50', '2026-01-31', 'CLBD', 'x').map((text) => ({ text })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const reader = new CamtReader();
        for (const each of events) {
          if ('open' in each) reader.open(each.open, { Ccy: 'EUR' }, 1);
          else if ('close' in each) reader.close();
          else reader.addText(each.text);
        }
        const reading = reader.finish();
        if (!reading.ok) expect(reading.reason).not.toBe('');
      }),
    );
  });
});
