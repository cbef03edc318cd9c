import type { ImportSummary } from '@fintrack/contract';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accounts = 0;

beforeAll(async () => {
  app = await createTestApp({ env: { FINTRACK_MAX_UPLOAD_MB: '1' } });
  client = await signUp(app);
});
afterAll(() => app.close());

async function newAccount(currency = 'EUR', more: Readonly<Record<string, string>> = {}): Promise<string> {
  accounts += 1;
  return client.addAccount({ name: `Account ${accounts}`, currency, ...more });
}

function lines(...parts: string[]): string {
  return `${parts.join('\r\n')}\r\n`;
}

interface Anchor {
  readonly date: string;
  readonly balance: string;
}

async function anchorsOf(accountId: string): Promise<readonly Anchor[]> {
  return (await client.get<Anchor[]>(`/accounts/${accountId}/anchors`)).data;
}

function mt940(account: string, closing = '1089,50'): string {
  return lines(
    ':20:STARTUMS',
    `:25:10020030/${account}`,
    ':28C:5/1',
    ':60F:C251231EUR0,00',
    ':61:2601020102D10,50NDDTNONREF//B001',
    ':86:105?00LASTSCHRIFT?20Strom Januar?32Stadtwerke München',
    ':61:2601310131C1100,00NTRFNONREF//B002',
    ':86:166?00GUTSCHRIFT?20Gehalt?32Arbeitgeber GmbH',
    `:62F:C260131EUR${closing}`,
    '-',
  );
}

function camt(iban: string, currency = 'EUR'): string {
  const balance = (code: string, amount: string, day: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entry = (amount: string, sign: string, status: string): string =>
    `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt><AcctSvcrRef>R${amount}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>Bäckerei Grün</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`;
  return `<?xml version="1.0" encoding="ISO-8859-1"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>${balance('OPBD', '0.00', '2025-12-31')}${balance('CLBD', '90.00', '2026-01-31')}\n${entry('100.00', 'CRDT', 'BOOK')}\n${entry('10.00', 'DBIT', 'BOOK')}\n${entry('3.00', 'DBIT', 'PDNG')}</Stmt></BkToCstmrStmt></Document>`;
}

describe('MT940', () => {
  it('from upload to balance, with the closing balance as an anchor', async () => {
    const accountId = await newAccount();
    const content = iconv.encode(mt940('4711'), 'iso-8859-1');
    const { status, data } = await upload(app, client, { name: 'umsatz.sta', content, accountId });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      format: 'mt940',
      encoding: 'windows-1252',
      questions: [],
      mapping: null,
      counts: { total: 2, new: 2 },
      statements: [
        {
          accountId,
          currency: 'EUR',
          sum: '1089.50',
          firstDate: '2026-01-02',
          lastDate: '2026-01-31',
          closingBalance: '1089.50',
          closingDate: '2026-01-31',
          resultingBalance: '1089.50',
          balancesAgree: true,
        },
      ],
    });
    expect(data.notes).toMatchObject([
      { subject: 'format', guess: 'MT940 or MT942 (SWIFT)', confidence: 0.97 },
      { subject: 'encoding', guess: 'windows-1252' },
      { subject: 'balance', guess: 'The balances agree', confidence: 1 },
    ]);
    expect(await rowsOf(client, data.id)).toMatchObject([
      { line: 5, date: '2026-01-02', amount: '-10.50', payee: 'Stadtwerke München', externalId: 'B001' },
      { line: 7, date: '2026-01-31', amount: '1100.00', description: 'Arbeitgeber GmbH Gehalt' },
    ]);
    expect((await client.post(`/imports/${data.id}/commit`)).status).toBe(202);
    expect(await balanceOf(client, accountId)).toBe('1089.50');
    expect(await anchorsOf(accountId)).toMatchObject([{ date: '2026-01-31', balance: '1089.50' }]);
    const again = await upload(app, client, { name: 'umsatz.sta', content, accountId });
    expect(again.data.counts).toMatchObject({ new: 0, duplicate: 2 });
  });

  it('says where the bank’s balances do not agree with the rows', async () => {
    const content = mt940('4712', '1090,00');
    const { data } = await upload(app, client, { name: 'a.sta', content, accountId: await newAccount() });
    expect(data.notes.find((note) => note.guess === 'The balances do not agree')).toMatchObject({
      evidence:
        'Line 1: 0.00 and the rows give 1089.50, and the bank states 1090.00. Rows may be missing or doubled.',
    });
  });

  it('gives the statements of a file to their accounts, by the ends of their numbers', async () => {
    const one = await newAccount('EUR', { accountNumberLast4: '8151' });
    const two = await newAccount('EUR', { accountNumberLast4: '8152' });
    const content = mt940('9008152') + mt940('9008151');
    const { data } = await upload(app, client, { name: 'a.sta', content });
    expect(data.statements).toMatchObject([
      { accountId: two, fileAccount: '•••• 8152' },
      { accountId: one, fileAccount: '•••• 8151' },
    ]);
  });

  it('reads a line that is no entry as not readable, with the line', async () => {
    const content = mt940('4713').replace(':61:2601020102D10,50', ':61:2601020102Q10,50');
    const { data } = await upload(app, client, { name: 'a.sta', content, accountId: await newAccount() });
    expect(data.counts).toMatchObject({ new: 1, invalid: 1 });
    expect((await rowsOf(client, data.id))[0]).toMatchObject({
      line: 5,
      fate: 'invalid',
      reason: 'The line has not the form of field 61: dates, C or D, and an amount.',
    });
  });

  it('422 FILE_UNREADABLE: a statement without a currency, with its line', async () => {
    const { status, code, message } = await upload(app, client, {
      name: 'a.sta',
      content: lines(':20:A', ':25:1', ':28C:1', ':61:2601020102D1,00NTRF'),
    });
    expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
    expect(message).toBe('Line 1: The statement names no currency (field 60F).');
  });

  it('422 VALIDATION_FAILED: a mapping for a file that says itself how it is read', async () => {
    const { data } = await upload(app, client, { name: 'a.sta', content: mt940('4714') });
    const refused = await client.put(`/imports/${data.id}/mapping`, {
      mapping: { dateOrder: 'dmy' },
      version: data.version,
    });
    expect(refused).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path: 'mapping' }] });
  });
});

describe('camt', () => {
  it('from upload to balance; pending entries do not count as posted', async () => {
    const accountId = await newAccount();
    const content = iconv.encode(camt('DE89370400440532013000'), 'iso-8859-1');
    const { data } = await upload(app, client, { name: 'x.xml', content, accountId });
    expect(data).toMatchObject({
      format: 'camt',
      encoding: 'iso-8859-1',
      counts: { total: 3 },
      statements: [
        { fileAccount: '•••• 3000', closingBalance: '90.00', resultingBalance: '90.00', balancesAgree: true },
      ],
    });
    expect((await rowsOf(client, data.id)).map((row) => [row.amount, row.status, row.payee])).toEqual([
      ['100.00', 'cleared', 'Bäckerei Grün'],
      ['-10.00', 'cleared', 'Bäckerei Grün'],
      ['-3.00', 'pending', 'Bäckerei Grün'],
    ]);
    await client.post(`/imports/${data.id}/commit`);
    expect(await balanceOf(client, accountId)).toBe('90.00');
    expect(await anchorsOf(accountId)).toMatchObject([{ date: '2026-01-31', balance: '90.00' }]);
  });

  it('keeps the accounts of one IBAN in two currencies apart', async () => {
    const [euros, dollars] = [
      await newAccount('EUR', { accountNumberLast4: '0815' }),
      await newAccount('USD', { accountNumberLast4: '0815' }),
    ];
    const two = camt('DE00000000000000000815').replace(
      '</BkToCstmrStmt>',
      `${/<Stmt>.*<\/Stmt>/s.exec(camt('DE00000000000000000815', 'USD'))?.[0] ?? ''}</BkToCstmrStmt>`,
    );
    const { data } = await upload(app, client, { name: 'x.xml', content: two });
    expect(data.statements).toMatchObject([
      { accountId: euros, currency: 'EUR' },
      { accountId: dollars, currency: 'USD' },
    ]);
  });

  it.each([
    ['a document type', '<!DOCTYPE d [<!ENTITY a "b">]>\n<Document><BkToCstmrStmt>', 'document type'],
    ['a cut file', camt('DE1').slice(0, 700), 'broken'],
    ['no entries', '<Document><BkToCstmrStmt></BkToCstmrStmt></Document>', 'no entries'],
  ])('422 FILE_UNREADABLE: %s', async (_, content, words) => {
    const { status, code, message } = await upload(app, client, { name: 'x.xml', content });
    expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
    expect(message).toContain(words);
  });

  it('415 FILE_UNSUPPORTED: a payment order is no statement', async () => {
    const content = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"></Document>';
    const { status, code } = await upload(app, client, { name: 'x.xml', content });
    expect({ status, code }).toEqual({ status: 415, code: 'FILE_UNSUPPORTED' });
  });
});

describe('QIF', () => {
  const QIF = lines(
    '!Account',
    'NGiro',
    'TBank',
    '/31/01/2026',
    '$140.00',
    '^',
    '!Type:Bank',
    'D31/01/2026',
    'T150.00',
    'PEmployer',
    'LIncome',
    '^',
    'D31/01/2026',
    'T-10.00',
    'PBakery',
    'LFood',
    '^',
  );

  it('from upload to balance, with the listed balance as an anchor', async () => {
    const accountId = await newAccount('GBP');
    const { data } = await upload(app, client, { name: 'a.qif', content: QIF, accountId });
    expect(data).toMatchObject({
      format: 'qif',
      questions: [],
      counts: { total: 2, new: 2 },
      statements: [
        { currency: 'GBP', fileAccount: 'Giro', suggestedType: 'checking', closingBalance: '140.00' },
      ],
    });
    expect(data.notes.map((note) => note.subject)).toEqual([
      'format',
      'encoding',
      'dateOrder',
      'decimalMark',
    ]);
    await client.post(`/imports/${data.id}/commit`);
    expect(await balanceOf(client, accountId)).toBe('140.00');
    expect(await anchorsOf(accountId)).toMatchObject([{ date: '2026-01-31', balance: '140.00' }]);
  });

  it('asks for the order of the dates, waits with booking, and remembers the answer while accounts change', async () => {
    const accountId = await newAccount('JPY');
    const content = lines(
      '!Type:Bank',
      'D02/03/2026',
      'T-500',
      'PBakery',
      '^',
      'D04/03/2026',
      'T-800',
      'PTea',
      '^',
    );
    const draft = (await upload(app, client, { name: 'a.qif', content })).data;
    expect(draft.questions).toMatchObject([
      { subject: 'dateOrder', text: 'Is 02/03/2026 2 March 2026 or 3 February 2026?' },
      { subject: 'account', statementIndex: 0 },
    ]);
    expect(draft.counts).toMatchObject({ new: 0, invalid: 2 });
    const refused = await client.post(`/imports/${draft.id}/commit`);
    expect(refused).toMatchObject({ status: 409, code: 'MAPPING_INCOMPLETE' });
    const answered = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { dateOrder: 'mdy' },
      version: draft.version,
    });
    expect(answered.data).toMatchObject({
      questions: [{ subject: 'account' }],
      counts: { new: 2 },
      statements: [{ firstDate: '2026-02-03', lastDate: '2026-04-03' }],
    });
    const chosen = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      accountId,
      version: answered.data.version,
    });
    // Yen have no digits behind the mark: the account's currency decides what 500 is.
    expect(chosen.data).toMatchObject({
      questions: [],
      statements: [{ currency: 'JPY', sum: '-1300', firstDate: '2026-02-03' }],
    });
    expect((await client.post(`/imports/${draft.id}/commit`)).status).toBe(202);
    expect(await balanceOf(client, accountId)).toBe('-1300');
  });

  it('remembers the answer for the next file of the account, says so, and lets the file go before it', async () => {
    const accountId = await newAccount();
    const content = (first: string, second: string): string =>
      lines(
        '!Account',
        'NHousehold',
        'TBank',
        '^',
        '!Type:Bank',
        `D${first}`,
        'T-5.00',
        'PBakery',
        '^',
        `D${second}`,
        'T-8.00',
        'PTea',
        '^',
      );
    const draft = (
      await upload(app, client, { name: 'a.qif', accountId, content: content('02/03/2026', '04/03/2026') })
    ).data;
    await client.put(`/imports/${draft.id}/mapping`, {
      mapping: { dateOrder: 'mdy' },
      version: draft.version,
    });
    expect((await client.post(`/imports/${draft.id}/commit`)).status).toBe(202);

    const next = (await upload(app, client, { name: 'b.qif', content: content('05/03/2026', '06/03/2026') }))
      .data;
    expect(next).toMatchObject({
      questions: [],
      counts: { new: 2 },
      statements: [{ accountId, firstDate: '2026-05-03', lastDate: '2026-06-03' }],
    });
    expect(next.notes).toContainEqual({
      subject: 'dateOrder',
      guess: 'Month, day, year',
      confidence: 0.9,
      evidence: 'The file leaves it open. It is read as you answered for the last file of this account.',
    });
    // The user may say otherwise this time.
    const turned = await client.put<ImportSummary>(`/imports/${next.id}/mapping`, {
      mapping: { dateOrder: 'dmy' },
      version: next.version,
    });
    expect(turned.data.statements).toMatchObject([{ firstDate: '2026-03-05', lastDate: '2026-03-06' }]);
    // A 25th month there is not: this file leaves nothing open.
    const plain = (await upload(app, client, { name: 'c.qif', content: content('07/03/2026', '25/03/2026') }))
      .data;
    expect(plain.statements).toMatchObject([{ firstDate: '2026-03-07', lastDate: '2026-03-25' }]);
  });

  it('asks again where two accounts with such files were answered differently', async () => {
    const content = lines('!Type:Bank', 'D02/03/2026', 'T-5.00', 'PBakery', '^');
    for (const dateOrder of ['mdy', 'dmy']) {
      const accountId = await newAccount();
      const draft = (await upload(app, client, { name: 'a.qif', accountId, content })).data;
      await client.put(`/imports/${draft.id}/mapping`, { mapping: { dateOrder }, version: draft.version });
      expect((await client.post(`/imports/${draft.id}/commit`)).status).toBe(202);
    }
    const draft = (await upload(app, client, { name: 'a.qif', content })).data;
    expect(draft.questions.map(({ subject }) => subject)).toEqual(['dateOrder', 'account']);
  });

  it('keeps two accounts without a name apart by their types', async () => {
    const [giro, card] = [await newAccount(), await newAccount()];
    const content = lines('!Type:Bank', 'D31/01/2026', 'T1', '^', '!Type:CCard', 'D31/01/2026', 'T2', '^');
    const draft = (await upload(app, client, { name: 'a.qif', content })).data;
    expect(draft.statements.map((statement) => statement.suggestedType)).toEqual(['checking', 'credit']);
    const { data } = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      accounts: [
        { statementIndex: 0, accountId: giro },
        { statementIndex: 1, accountId: card },
      ],
      version: draft.version,
    });
    expect(data.statements.map((statement) => statement.accountId)).toEqual([giro, card]);
    await client.post(`/imports/${draft.id}/commit`);
    expect([await balanceOf(client, giro), await balanceOf(client, card)]).toEqual(['1.00', '2.00']);
  });

  it('suggests the account of the same name', async () => {
    const accountId = await client.addAccount({ name: 'Household cash', currency: 'EUR' });
    const content = lines(
      '!Account',
      'NHousehold Cash',
      'TCash',
      '^',
      '!Type:Cash',
      'D31/01/2026',
      'T1',
      '^',
    );
    const { data } = await upload(app, client, { name: 'a.qif', content });
    expect(data.statements[0]?.accountId).toBe(accountId);
  });

  it('leaves what moves no cash out, with the reason', async () => {
    const content = lines(
      '!Type:Invst',
      'D31/01/2026',
      'NShrsIn',
      'YACME',
      'Q10',
      '^',
      'D31/01/2026',
      'NDiv',
      'YACME',
      'T5.00',
      '^',
    );
    const { counts } = await importFile(app, client, {
      name: 'a.qif',
      content,
      accountId: await newAccount(),
    });
    expect(counts).toMatchObject({ new: 1, skip: 1, invalid: 0 });
  });

  it('brings categories, classes, splits and transfers over, and again changes nothing', async () => {
    const categoryId = async (name: string): Promise<string> =>
      (await client.post<{ id: string }>('/categories', { name, kind: 'expense' })).data.id;
    const [food, fun] = [await categoryId('Groceries QIF'), await categoryId('Fun QIF')];
    const current = await client.addAccount({ name: 'Quicken current', currency: 'EUR' });
    const savings = await client.addAccount({ name: 'Quicken savings', currency: 'EUR' });
    const content = [
      '!Account|NQuicken current|TBank|^|!Type:Bank',
      'D31/01/2026|T-30.00|PShop|L--Split--|SGroceries QIF|$-20.00|SFun QIF|$-10.00|^',
      'D30/01/2026|T-5.00|PShop|LFun QIF/Trip|^',
      'D29/01/2026|T-100.00|L[Quicken savings]|^',
      '!Account|NQuicken savings|TBank|^|!Type:Bank',
      'D29/01/2026|T100.00|L[Quicken current]|^|',
    ]
      .join('|')
      .replaceAll('|', '\n');
    const { id } = await importFile(app, client, { name: 'all.qif', content });
    expect([await balanceOf(client, current), await balanceOf(client, savings)]).toEqual([
      '-135.00',
      '100.00',
    ]);
    const { data } = await client.get<
      {
        id: string;
        date: string;
        accountId: string;
        type: string;
        categoryId: string | null;
        tags: string[];
        isSplit: boolean;
      }[]
    >(`/transactions?importId=${id}&limit=50`);
    const rowOf = (date: string, accountId: string) =>
      data.find((row) => row.date === date && row.accountId === accountId);
    expect(rowOf('2026-01-30', current)).toMatchObject({ categoryId: fun, tags: ['Trip'] });
    expect(rowOf('2026-01-29', current)).toMatchObject({ type: 'transfer', transferAccountId: savings });
    expect(rowOf('2026-01-29', savings)).toMatchObject({ type: 'transfer', transferAccountId: current });
    const split = rowOf('2026-01-31', current);
    expect(split).toMatchObject({ isSplit: true });
    const parts = await client.get<{ splits: { amount: string; categoryId: string }[] }>(
      `/transactions/${split?.id ?? ''}`,
    );
    expect(new Map(parts.data.splits.map((part) => [part.categoryId, part.amount]))).toEqual(
      new Map([
        [food, '-20.00'],
        [fun, '-10.00'],
      ]),
    );
    const again = await importFile(app, client, { name: 'all.qif', content });
    expect(again.counts).toMatchObject({ new: 0, duplicate: 4 });
  });

  it('422 FILE_UNREADABLE: lists without transactions', async () => {
    const { status, code, message } = await upload(app, client, {
      name: 'a.qif',
      content: lines('!Type:Cat', 'NFood', '^'),
    });
    expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
    expect(message).toContain('holds lists only');
  });
});
