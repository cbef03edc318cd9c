import type { ImportSummary } from '@fintrack/contract';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, sendForm, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accounts = 0;

beforeAll(async () => {
  app = await createTestApp({ env: { FINTRACK_MAX_UPLOAD_MB: '1' } });
  client = await signUp(app);
});
afterAll(() => app.close());

async function newAccount(currency = 'EUR'): Promise<string> {
  accounts += 1;
  return client.addAccount({ name: `Account ${accounts}`, currency });
}

function csv(...lines: string[]): string {
  return `${lines.join('\n')}\n`;
}

async function filesKept(): Promise<number> {
  const [row] = await app.adminQuery<{ count: string }>('SELECT count(*) FROM imports');
  return Number(row?.count);
}

describe('POST /imports', () => {
  it('201: makes a draft with every row, what will happen to it and how it was read', async () => {
    const accountId = await newAccount();
    const content = csv('Date,Description,Amount', '2026-01-05,Coffee,-3.20', '2026-01-06,Salary,2500.00');
    const { status, data } = await upload(app, client, { name: 'bank.csv', content, accountId });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      fileName: 'bank.csv',
      format: 'csv',
      encoding: 'ascii',
      status: 'draft',
      questions: [],
      header: ['Date', 'Description', 'Amount'],
      counts: { total: 2, new: 2, duplicate: 0, deleted: 0, skip: 0, invalid: 0 },
      mapping: {
        delimiter: ',',
        columns: ['date', 'description', 'amount'],
        dateOrder: 'ymd',
        decimalMark: '.',
      },
      statements: [
        {
          accountId,
          currency: 'EUR',
          rowCount: 2,
          sum: '2496.80',
          newSum: '2496.80',
          firstDate: '2026-01-05',
          lastDate: '2026-01-06',
        },
      ],
    });
    expect(data.notes.map((note) => note.subject)).toContain('delimiter');
    expect(await rowsOf(client, data.id)).toMatchObject([
      { rowNumber: 1, line: 2, date: '2026-01-05', amount: '-3.20', description: 'Coffee', fate: 'new' },
      { rowNumber: 2, line: 3, date: '2026-01-06', amount: '2500.00', description: 'Salary', fate: 'new' },
    ]);
    expect(await balanceOf(client, accountId)).toBe('0.00');
  });

  it.each([
    ['UTF-16', 'utf16-le', 'utf-16le'],
    ['Windows-1252', 'windows-1252', 'windows-1252'],
    ['UTF-8', 'utf-8', 'utf-8'],
  ])('reads %s', async (_, encoding, named) => {
    const text = csv(
      'Buchungstag;Verwendungszweck;Betrag',
      '02.01.2026;Bäckerei Müller;-1.003,20',
      '13.01.2026;Grüße;12,00',
    );
    const content = iconv.encode(text, encoding, { addBOM: encoding === 'utf16-le' });
    const { data } = await upload(app, client, {
      name: 'umsatz.csv',
      content,
      accountId: await newAccount(),
    });
    expect(data).toMatchObject({ encoding: named, questions: [], counts: { new: 2 } });
    expect(await rowsOf(client, data.id)).toMatchObject([
      { date: '2026-01-02', amount: '-1003.20', description: 'Bäckerei Müller' },
      { date: '2026-01-13', amount: '12.00', description: 'Grüße' },
    ]);
  });

  it('reads debit and credit columns below a preamble, and passes over the total', async () => {
    const content = csv(
      'Account statement of J Doe',
      '',
      'Date,Details,Paid out,Paid in',
      '14/01/2026,Rent,800.00,',
      '28/01/2026,Salary,,2100.50',
      'Total,,800.00,2100.50',
    );
    const { data } = await upload(app, client, {
      name: 's.csv',
      content,
      accountId: await newAccount('GBP'),
    });
    expect(data.counts).toMatchObject({ new: 2, skip: 1, invalid: 0 });
    expect((await rowsOf(client, data.id)).slice(0, 2)).toMatchObject([
      { line: 4, date: '2026-01-14', amount: '-800.00' },
      { line: 5, date: '2026-01-28', amount: '2100.50' },
    ]);
  });

  it('books a row that the bank has not booked as pending, outside of the balance', async () => {
    const content = csv(
      'Date,Description,Amount,State',
      '2026-01-05,Coffee,-3.20,COMPLETED',
      '2026-01-06,Hotel,-90.00,PENDING',
    );
    const accountId = await newAccount();
    const { counts } = await importFile(app, client, { name: 'r.csv', content, accountId });
    expect(counts).toMatchObject({ new: 2, skip: 0 });
    expect(await balanceOf(client, accountId)).toBe('-3.20');
  });

  it('422 FILE_UNREADABLE: a quotation mark that does not close, with its line; nothing is left behind', async () => {
    const before = await filesKept();
    const content = csv(
      'Date,Description,Amount',
      '2026-01-05,Coffee,-3.20',
      '2026-01-06,"Open,2.00',
      '2026-01-07,Tea,1.00',
    );
    const { status, code, message, details } = await upload(app, client, { name: 'x.csv', content });
    expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
    expect(message).toBe(
      'Line 3: A quotation mark opens here and does not close. Correct the line, or download the file again.',
    );
    expect(details).toMatchObject({ line: 3 });
    expect(await filesKept()).toBe(before);
  });

  it.each([
    ['an empty file', '', 'The file is empty'],
    ['binary', Buffer.from([1, 2, 3, 0, 0, 7, 1, 2, 3, 4]), 'not a text file'],
    [
      'zero bytes far into a text',
      Buffer.concat([
        Buffer.from(csv('a,b', ...Array.from({ length: 30_000 }, () => '1,2'))),
        Buffer.from([0]),
      ]),
      'bytes that no text has',
    ],
    ['half of a workbook', 'PK\u0003\u0004 ...', 'archive is broken'],
    ['words without cells', 'Dear customer\nnothing here\n', 'No line has cells'],
    ['a header without rows', 'Date,Description,Amount\n', 'nothing to import'],
    ['an OFX file without a statement', 'OFXHEADER:100\n\n<OFX></OFX>', 'statement'],
  ])('422 FILE_UNREADABLE: %s', async (_, content, words) => {
    const { status, code, message } = await upload(app, client, { name: 'x.csv', content });
    expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
    expect(message).toContain(words);
  });

  it.each([
    ['statement.pdf', '%PDF-1.7 ...', 'PDF'],
    ['statement.rtf', '{\\rtf1 ...', 'rich text'],
    ['statement.json', '{"transactions": []}', 'JSON'],
  ])('415 FILE_UNSUPPORTED: %s, with what it is and what to do', async (name, content, words) => {
    const before = await filesKept();
    const { status, code, message } = await upload(app, client, { name, content });
    expect({ status, code }).toEqual({ status: 415, code: 'FILE_UNSUPPORTED' });
    expect(message).toContain(words);
    expect(message).toContain('CSV');
    expect(await filesKept()).toBe(before);
  });

  it('413 FILE_TOO_LARGE', async () => {
    const content = Buffer.alloc(1024 * 1024 + 1, 'a,b\n');
    const { status, code } = await upload(app, client, { name: 'x.csv', content });
    expect({ status, code }).toEqual({ status: 413, code: 'FILE_TOO_LARGE' });
  });

  it('422 VALIDATION_FAILED: no file, two files, a wrong field, an account that is not here', async () => {
    const file = new Blob(['Date,Amount\n2026-01-01,1\n']);
    const empty = new FormData();
    empty.append('accountId', '');
    const two = new FormData();
    two.append('file', file, 'a.csv');
    two.append('file', file, 'b.csv');
    const wrong = new FormData();
    wrong.append('statement', file, 'a.csv');
    for (const form of [empty, two, wrong]) {
      const { status, code, details } = await sendForm(app, client, { form });
      expect({ status, code }).toEqual({ status: 422, code: 'VALIDATION_FAILED' });
      expect(details).toMatchObject([{ path: 'file' }]);
    }
    const stranger = await (await signUp(app)).addAccount({ name: 'Not mine' });
    const { code, details } = await upload(app, client, {
      name: 'a.csv',
      content: 'Date,Amount\n2026-01-01,1\n',
      accountId: stranger,
    });
    expect({ code, details }).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path: 'accountId' }] });
  });

  it('415 MEDIA_TYPE_UNSUPPORTED and 400 MALFORMED_REQUEST: no form, and one that breaks off', async () => {
    expect((await client.post('/imports', {})).code).toBe('MEDIA_TYPE_UNSUPPORTED');
    const broken = await app.request('/api/v1/imports', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.accessToken}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDate,Am',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 'MALFORMED_REQUEST' });
  });

  it('answers a second time with the same Idempotency-Key as the first, and makes one draft', async () => {
    const sent = {
      name: 'k.csv',
      content: 'Date,Description,Amount\n2026-01-01,Tea,1\n',
      headers: { 'idempotency-key': 'once' },
    };
    const [first, second] = [await upload(app, client, sent), await upload(app, client, sent)];
    expect(second.status).toBe(201);
    expect(second.data.id).toBe(first.data.id);
    const other = await upload(app, client, {
      ...sent,
      content: 'Date,Description,Amount\n2026-01-01,Tea,2\n',
    });
    expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

const OFX = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>123<ACCTID>DE00 1111 2222<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260105<TRNAMT>-20.00<FITID>1<NAME>Grocer</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260106<TRNAMT>120.00<FITID>2<NAME>Employer<MEMO>January</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>20260106</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>
<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR
<CCACCTFROM><ACCTID>4111222233334444</CCACCTFROM>
<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260104<TRNAMT>-50.00<FITID>9<NAME>Fuel</STMTTRN></BANKTRANLIST>
<LEDGERBAL><BALAMT>-50.00<DTASOF>20260106</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>`;

describe('an OFX file with two statements', () => {
  it('goes to two accounts whose balances agree, and is known again by its account numbers', async () => {
    const draft = (await upload(app, client, { name: 'two.ofx', content: OFX })).data;
    expect(draft.questions).toMatchObject([
      { subject: 'account', statementIndex: 0 },
      { subject: 'account', statementIndex: 1 },
    ]);
    expect(draft.statements).toMatchObject([
      {
        fileAccount: '•••• 2222',
        suggestedType: 'checking',
        closingBalance: '100.00',
        closingDate: '2026-01-06',
      },
      { fileAccount: '•••• 4444', suggestedType: 'credit', closingBalance: '-50.00' },
    ]);
    const [checking, card] = [await newAccount(), await newAccount()];
    const mapped = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      accounts: [
        { statementIndex: 0, accountId: checking },
        { statementIndex: 1, accountId: card },
      ],
      version: draft.version,
    });
    expect(mapped.data).toMatchObject({
      questions: [],
      statements: [
        { resultingBalance: '100.00', balancesAgree: true },
        { resultingBalance: '-50.00', balancesAgree: true },
      ],
    });
    await client.post(`/imports/${draft.id}/commit`);
    expect([await balanceOf(client, checking), await balanceOf(client, card)]).toEqual(['100.00', '-50.00']);
    const anchors = await client.get<unknown[]>(`/accounts/${checking}/anchors`);
    expect(anchors.data).toMatchObject([{ date: '2026-01-06', balance: '100.00', source: 'import' }]);

    const again = (await upload(app, client, { name: 'again.ofx', content: OFX })).data;
    expect(again).toMatchObject({ questions: [], counts: { new: 0, duplicate: 3 } });
    expect(again.statements.map((statement) => statement.accountId)).toEqual([checking, card]);
  });

  it('finds the account by its last four digits and currency', async () => {
    const made = await client.post<{ id: string }>('/accounts', {
      name: 'Visa',
      type: 'credit',
      currency: 'EUR',
      accountNumberLast4: '7777',
    });
    const content = OFX.replace('4111222233334444', '4111222233337777');
    const { data } = await upload(app, client, { name: 'visa.ofx', content });
    expect(data.statements[1]?.accountId).toBe(made.data.id);
  });

  it('makes payees of the names', async () => {
    const { data } = await client.get<{ name: string }[]>('/payees');
    expect(data.map((payee) => payee.name)).toEqual(expect.arrayContaining(['Grocer', 'Employer', 'Fuel']));
  });
});

describe('a remembered reading', () => {
  it('is used for the next file of the account, said so, listed and forgotten', async () => {
    const accountId = await newAccount();
    const first = (
      await upload(app, client, {
        name: 'a.csv',
        accountId,
        content: csv('Day,What,Money', '03/04/2026,Tea,-1.00'),
      })
    ).data;
    expect(first.questions.map((question) => question.subject)).toEqual(['dateOrder']);
    await client.put(`/imports/${first.id}/mapping`, {
      mapping: { dateOrder: 'dmy' },
      version: first.version,
    });
    expect((await client.post<ImportSummary>(`/imports/${first.id}/commit`)).data.status).toBe('committed');

    const next = (
      await upload(app, client, { name: 'b.csv', content: csv('Day,What,Money', '05/06/2026,Cake,-2.00') })
    ).data;
    expect(next).toMatchObject({ questions: [], statements: [{ accountId, firstDate: '2026-06-05' }] });
    expect(next.notes).toContainEqual(
      expect.objectContaining({ subject: 'mapping', guess: `As last time for Account ${accounts}` }),
    );

    const profiles = await client.get<{ id: string; accountId: string }[]>('/import-profiles');
    const mine = profiles.data.find((profile) => profile.accountId === accountId);
    expect(mine).toMatchObject({ accountName: `Account ${accounts}`, mapping: { dateOrder: 'dmy' } });
    expect(
      (
        await app.request(`/api/v1/import-profiles/${mine?.id}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer ${client.accessToken}` },
        })
      ).status,
    ).toBe(204);
    expect((await client.delete(`/import-profiles/${mine?.id}`)).code).toBe('NOT_FOUND');
    const forgotten = (
      await upload(app, client, {
        name: 'c.csv',
        accountId,
        content: csv('Day,What,Money', '05/06/2026,Cake,-2.00'),
      })
    ).data;
    expect(forgotten.questions.map((question) => question.subject)).toEqual(['dateOrder']);
  });

  it('asks for the account when two accounts send the same kind of file (field note 6)', async () => {
    const content = csv('When,Text,Sum', '2026-01-15,Tea,-1.00');
    const [one, two] = [await newAccount(), await newAccount()];
    await importFile(app, client, { name: 'a.csv', content, accountId: one });
    await importFile(app, client, { name: 'b.csv', content, accountId: two });
    const { data } = await upload(app, client, { name: 'c.csv', content });
    expect(data.questions).toMatchObject([{ subject: 'account', statementIndex: 0 }]);
  });
});

describe('GET /imports and /imports/:id', () => {
  it('200: newest first, by pages', async () => {
    const other = await signUp(app);
    const ids: string[] = [];
    for (const name of ['a.csv', 'b.csv', 'c.csv']) {
      ids.push(
        (await upload(app, other, { name, content: 'Date,Description,Amount\n2026-01-01,Tea,1\n' })).data.id,
      );
    }
    const first = await other.get<ImportSummary[]>('/imports?limit=2');
    expect(first.data.map((each) => each.id)).toEqual([ids[2], ids[1]]);
    expect(first.pagination).toMatchObject({ hasMore: true, total: 3 });
    const second = await other.get<ImportSummary[]>(
      `/imports?limit=2&cursor=${first.pagination?.nextCursor}`,
    );
    expect(second.data.map((each) => each.id)).toEqual([ids[0]]);
    expect(second.pagination).toMatchObject({ hasMore: false, nextCursor: null });
    expect((await other.get(`/imports/${ids[0]}`)).headers.get('etag')).toContain('2');
    expect((await other.get('/imports?cursor=nonsense')).code).toBe('INVALID_CURSOR');
    expect((await client.get(`/imports/${ids[0]}`)).code).toBe('NOT_FOUND');
    expect((await client.get(`/imports/${ids[0]}/rows`)).code).toBe('NOT_FOUND');
  });
});

describe('GET /imports/:id/rows', () => {
  it('200: in file order, by pages and by fate', async () => {
    const lines = Array.from(
      { length: 5 },
      (_, index) => `2026-01-0${index + 1},Tea,${index === 2 ? 'x1x' : '-1.00'}`,
    );
    const { data } = await upload(app, client, {
      name: 'p.csv',
      content: csv('Date,Description,Amount', ...lines),
      accountId: await newAccount(),
    });
    const first = await client.get<{ rowNumber: number }[]>(`/imports/${data.id}/rows?limit=3`);
    expect(first.data.map((row) => row.rowNumber)).toEqual([1, 2, 3]);
    const second = await client.get<{ rowNumber: number }[]>(
      `/imports/${data.id}/rows?limit=3&cursor=${first.pagination?.nextCursor}`,
    );
    expect(second.data.map((row) => row.rowNumber)).toEqual([4, 5]);
    const invalid = await client.get<unknown[]>(`/imports/${data.id}/rows?fate=invalid`);
    expect(invalid.data).toMatchObject([{ rowNumber: 3, line: 4, fate: 'invalid', amount: null }]);
    expect(invalid.pagination?.total).toBe(1);
  });
});
