import type { ImportRow, ImportSummary } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accounts = 0;

beforeAll(async () => {
  app = await createTestApp();
  client = await signUp(app);
});
afterAll(() => app.close());

async function newAccount(currency = 'EUR'): Promise<string> {
  accounts += 1;
  return client.addAccount({ name: `Account ${accounts}`, currency });
}

async function draftOf(content: string, accountId?: string): Promise<ImportSummary> {
  const { data, message } = await upload(app, client, {
    name: 'a.csv',
    content,
    ...(accountId === undefined ? {} : { accountId }),
  });
  if (message !== undefined) throw new Error(message);
  return data;
}

describe('PUT /imports/:id/mapping', () => {
  it('200: reads the file again with the override, and keeps what was decided about a row', async () => {
    const draft = await draftOf(
      'Datum,What,Value\n03/04/2026,Tea,1.00\n05/06/2026,Cake,2.00\n',
      await newAccount(),
    );
    expect(draft.questions).toMatchObject(
      [{ subject: 'dateOrder' }, { subject: 'sign' }].slice(0, draft.questions.length),
    );
    expect(draft.questions[0]?.options.map((option) => option.value)).toContain('dmy');
    const read = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { dateOrder: 'dmy' },
      version: draft.version,
    });
    expect(await rowsOf(client, draft.id)).toMatchObject([{ date: '2026-04-03' }, { date: '2026-06-05' }]);
    await client.put(`/imports/${draft.id}/rows/2`, { decision: 'skip' });
    const now = await client.get<ImportSummary>(`/imports/${draft.id}`);
    const again = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { dateOrder: 'mdy', sign: { kind: 'inverted' } },
      version: now.data.version,
    });
    expect(again).toMatchObject({ status: 200, data: { questions: [], counts: { new: 1, skip: 1 } } });
    expect(again.headers.get('etag')).toContain(String(again.data.version));
    expect(again.data.version).toBeGreaterThan(read.data.version);
    expect(await rowsOf(client, draft.id)).toMatchObject([
      { date: '2026-03-04', amount: '-1.00', fate: 'new', decision: null },
      {
        date: '2026-05-06',
        amount: '-2.00',
        fate: 'skip',
        decision: 'skip',
        reason: 'You chose to leave it out.',
      },
    ]);
  });

  it('200: finds the order of another date column afresh', async () => {
    const draft = await draftOf(
      'Booked,Valued,Text,Value\n2026-01-15,14/01/2026,Tea,-3.00\n2026-01-30,29/01/2026,Cake,-4.00\n',
      await newAccount(),
    );
    expect(await rowsOf(client, draft.id)).toMatchObject([{ date: '2026-01-15' }, { date: '2026-01-30' }]);
    const other = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { columns: ['ignore', 'date', 'description', 'amount'] },
      version: draft.version,
    });
    expect(other.data.mapping?.dateOrder).toBe('dmy');
    expect(await rowsOf(client, draft.id)).toMatchObject([{ date: '2026-01-14' }, { date: '2026-01-29' }]);
  });

  it('200: asks where another date column cannot tell its order', async () => {
    const draft = await draftOf(
      'Booked,Valued,Text,Value\n2026-01-15,03/04/2026,Tea,-3.00\n2026-01-16,03/04/2026,Cake,-4.00\n',
      await newAccount(),
    );
    const other = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { columns: ['ignore', 'date', 'description', 'amount'] },
      version: draft.version,
    });
    expect(other.data.questions).toMatchObject([
      { subject: 'dateOrder', text: 'Is 03/04/2026 3 April 2026 or 4 March 2026?' },
    ]);
  });

  it('200: other columns', async () => {
    const draft = await draftOf(
      'When,Text,Out,In\n2026-01-15,Tea,3.00,\n2026-01-16,Pay,,9.00\n',
      await newAccount(),
    );
    const { data } = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      mapping: { columns: ['date', 'description', 'credit', 'debit'] },
      version: draft.version,
    });
    expect(data).toMatchObject({ questions: [], statements: [{ sum: '-6.00' }] });
  });

  it('200: an account in another currency, whose digits decide how amounts are read', async () => {
    const draft = await draftOf('Date,Description,Amount\n2026-01-05,Tea,-1200\n');
    expect(await rowsOf(client, draft.id)).toMatchObject([{ amount: '-1200.00', currency: 'EUR' }]);
    const accountId = await newAccount('JPY');
    const { data } = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      accountId,
      version: draft.version,
    });
    expect(data).toMatchObject({ questions: [], statements: [{ accountId, currency: 'JPY', sum: '-1200' }] });
  });

  it('says of rows in another currency than the account that they cannot be booked', async () => {
    const draft = await draftOf(
      'Date,Description,Amount,Currency\n2026-01-05,Tea,-1.00,EUR\n2026-01-06,Pie,-2.00,USD\n',
      await newAccount(),
    );
    expect(draft.counts).toMatchObject({ new: 1, invalid: 1 });
    expect((await rowsOf(client, draft.id))[1]?.reason).toBe('The row is in USD, and the account is in EUR.');
  });

  it('200: closing balances are left out when the user says so', async () => {
    const accountId = await newAccount();
    const draft = await draftOf(
      'Date,Description,Amount,Balance\n2026-01-05,Tea,-3.20,96.80\n2026-01-06,Cake,-4.00,92.80\n',
      accountId,
    );
    expect(draft.useClosingBalance).toBe(true);
    const { data } = await client.put<ImportSummary>(`/imports/${draft.id}/mapping`, {
      useClosingBalance: false,
      version: draft.version,
    });
    expect(data.useClosingBalance).toBe(false);
    await client.post(`/imports/${draft.id}/commit`);
    expect((await client.get(`/accounts/${accountId}/anchors`)).data).toEqual([]);
    expect(await balanceOf(client, accountId)).toBe('-7.20');
  });

  it("never writes over the user's own word for a day", async () => {
    const accountId = await newAccount();
    await client.post(`/accounts/${accountId}/anchors`, { date: '2026-01-06', balance: '90.00' });
    const content =
      'Date,Description,Amount,Balance\n2026-01-05,Tea,-3.20,96.80\n2026-01-06,Cake,-4.00,92.80\n';
    await importFile(app, client, { name: 'a.csv', content, accountId });
    expect((await client.get(`/accounts/${accountId}/anchors`)).data).toMatchObject([
      { balance: '90.00', source: 'user' },
    ]);
  });

  it('409 STALE_VERSION, 428 VERSION_REQUIRED, 404 NOT_FOUND, 409 WRONG_STATE', async () => {
    const draft = await draftOf('Date,Description,Amount\n2026-01-05,Tea,-1.00\n', await newAccount());
    const path = `/imports/${draft.id}/mapping`;
    expect(await client.put(path, { useClosingBalance: false, version: draft.version + 1 })).toMatchObject({
      code: 'STALE_VERSION',
      details: { current: { id: draft.id } },
    });
    expect((await client.put(path, { useClosingBalance: false })).code).toBe('VERSION_REQUIRED');
    expect((await (await signUp(app)).put(path, { version: 1 })).code).toBe('NOT_FOUND');
    await client.post(`/imports/${draft.id}/commit`);
    expect((await client.put(path, { version: draft.version })).code).toBe('WRONG_STATE');
  });

  it('422 VALIDATION_FAILED: an account or a statement that is not there, a mapping of an OFX file', async () => {
    const draft = await draftOf('Date,Description,Amount\n2026-01-05,Tea,-1.00\n');
    const path = `/imports/${draft.id}/mapping`;
    const stranger = await (await signUp(app)).addAccount({ name: 'Not mine' });
    const { version } = draft;
    expect(await client.put(path, { accountId: stranger, version })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'accountId' }],
    });
    const beyond = { accounts: [{ statementIndex: 3, accountId: await newAccount() }], version };
    expect(await client.put(path, beyond)).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'accounts.0.statementIndex' }],
    });
    const ofx = (await upload(app, client, { name: 'a.ofx', content: OFX })).data;
    const refused = await client.put(`/imports/${ofx.id}/mapping`, {
      mapping: { dateOrder: 'dmy' },
      version: ofx.version,
    });
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path: 'mapping' }] });
  });

  it('422 FILE_UNREADABLE: an override that leaves no rows changes nothing', async () => {
    const draft = await draftOf('Date,Description,Amount\n2026-01-05,Tea,-1.00\n', await newAccount());
    const refused = await client.put(`/imports/${draft.id}/mapping`, {
      mapping: { preambleRecords: 9 },
      version: draft.version,
    });
    expect(refused).toMatchObject({ status: 422, code: 'FILE_UNREADABLE' });
    expect((await client.get<ImportSummary>(`/imports/${draft.id}`)).data).toEqual(draft);
  });
});

const OFX = `OFXHEADER:100

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>12345678<ACCTTYPE>SAVINGS</BANKACCTFROM>
<BANKTRANLIST><STMTTRN><DTPOSTED>20260105<TRNAMT>-20.00<FITID>1<NAME>Grocer</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

/** The second row has no amount that can be read. */
const MOSTLY_READABLE = [
  'Date,Description,Amount',
  '2026-01-05,Tea,-1.00',
  '2026-01-06,Cake,12..5',
  ...['07', '08', '09', '10', '11', '12', '13', '14'].map((day) => `2026-01-${day},Bus,-2.00`),
].join('\n');

describe('PUT /imports/:id/rows/:row', () => {
  it('200: corrects a row that could not be read, which is then booked; the same line is known again', async () => {
    const accountId = await newAccount();
    const content = MOSTLY_READABLE;
    const draft = await draftOf(content, accountId);
    expect(draft.counts).toMatchObject({ new: 9, invalid: 1 });
    const fixed = await client.put<ImportRow>(`/imports/${draft.id}/rows/2`, {
      date: '2026-01-06',
      amount: '-4.50',
      description: 'Cake',
    });
    expect(fixed).toMatchObject({
      status: 200,
      data: { fate: 'new', amount: '-4.50', date: '2026-01-06', description: 'Cake' },
    });
    expect((await client.get<ImportSummary>(`/imports/${draft.id}`)).data).toMatchObject({
      counts: { new: 10, invalid: 0 },
      statements: [{ newSum: '-21.50' }],
    });
    await client.post(`/imports/${draft.id}/commit`);
    expect(await balanceOf(client, accountId)).toBe('-21.50');
    const again = await draftOf(content, accountId);
    await client.put(`/imports/${again.id}/rows/2`, { date: '2026-01-06', amount: '-4.50' });
    expect((await client.get<ImportSummary>(`/imports/${again.id}`)).data.counts).toMatchObject({
      new: 0,
      duplicate: 10,
    });
  });

  it("200: a corrected row keeps the bank's own text and key", async () => {
    const accountId = await newAccount();
    const content = 'Date,Description,Amount\n2026-01-05,POS 17 TEA,-1.00\n';
    const draft = await draftOf(content, accountId);
    await client.put(`/imports/${draft.id}/rows/1`, { description: 'Tea', amount: -1.5 });
    await client.post(`/imports/${draft.id}/commit`);
    expect((await client.get(`/transactions?accountId=${accountId}`)).data).toMatchObject([
      { description: 'Tea', rawDescription: 'POS 17 TEA', amount: '-1.50' },
    ]);
    expect((await draftOf(content, accountId)).counts).toMatchObject({ new: 0, duplicate: 1 });
  });

  it('200: adds a duplicate all the same, and takes the word back', async () => {
    const accountId = await newAccount();
    const content = 'Date,Description,Amount\n2026-01-05,Tea,-1.00\n';
    await importFile(app, client, { name: 'a.csv', content, accountId });
    const draft = await draftOf(content, accountId);
    const path = `/imports/${draft.id}/rows/1`;
    expect((await client.put<ImportRow>(path, { decision: 'add' })).data).toMatchObject({
      fate: 'new',
      decision: 'add',
      reason: 'You chose to add it.',
    });
    expect((await client.put<ImportRow>(path, { decision: null })).data).toMatchObject({
      fate: 'duplicate',
      decision: null,
    });
    await client.put(path, { decision: 'add' });
    await client.post(`/imports/${draft.id}/commit`);
    expect(await balanceOf(client, accountId)).toBe('-2.00');
  });

  it('422 AMOUNT_INVALID and VALIDATION_FAILED, 404 NOT_FOUND, 409 WRONG_STATE', async () => {
    const draft = await draftOf(MOSTLY_READABLE, await newAccount());
    const path = `/imports/${draft.id}/rows`;
    expect((await client.put(`${path}/1`, { amount: '1.005' })).code).toBe('AMOUNT_INVALID');
    expect(await client.put(`${path}/2`, { decision: 'add' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'decision' }],
    });
    expect((await client.put(`${path}/99`, { decision: 'add' })).code).toBe('NOT_FOUND');
    expect((await (await signUp(app)).put(`${path}/1`, { decision: 'add' })).code).toBe('NOT_FOUND');
    await client.post(`/imports/${draft.id}/commit`);
    expect((await client.put(`${path}/1`, { decision: 'skip' })).code).toBe('WRONG_STATE');
  });
});

describe('DELETE /imports/:id', () => {
  async function remove(id: string, as = client): Promise<number> {
    const response = await app.request(`/api/v1/imports/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${as.accessToken}` },
    });
    return response.status;
  }

  it('204: rows and file are gone; 404 and 409 otherwise', async () => {
    const draft = await draftOf('Date,Description,Amount\n2026-01-05,Tea,-1.00\n', await newAccount());
    expect(await remove(draft.id, await signUp(app))).toBe(404);
    expect(await remove(draft.id)).toBe(204);
    expect((await client.get(`/imports/${draft.id}`)).code).toBe('NOT_FOUND');
    const rows = await app.adminQuery<{ count: string }>(
      'SELECT count(*) FROM import_rows WHERE import_id = $1',
      [draft.id],
    );
    expect(rows[0]?.count).toBe('0');
    const file = app.services.files.get(`imports/${client.tenantId}/${draft.id}`);
    await expect(file.toArray()).rejects.toMatchObject({ name: 'FileMissing' });
    const booked = await importFile(app, client, {
      name: 'b.csv',
      content: 'Date,Description,Amount\n2026-01-05,Tea,-1.00\n',
      accountId: await newAccount(),
    });
    expect(await remove(booked.id)).toBe(409);
  });
});

describe('a CSV file with several accounts', () => {
  it('has one statement for each, and each goes where it is told', async () => {
    const draft = await draftOf(
      'Date,Description,Amount,Account Name\n2026-01-15,Tea,-1.00,Checking\n2026-01-16,Fuel,-2.00,Card\n2026-01-17,Cake,-3.00,Checking\n',
    );
    expect(draft.statements).toMatchObject([
      { fileAccount: 'Checking', rowCount: 2, sum: '-4.00' },
      { fileAccount: 'Card', rowCount: 1, sum: '-2.00' },
    ]);
    const [checking, card] = [await newAccount(), await newAccount()];
    const accounts = [
      { statementIndex: 0, accountId: checking },
      { statementIndex: 1, accountId: card },
    ];
    await client.put(`/imports/${draft.id}/mapping`, { accounts, version: draft.version });
    await client.post(`/imports/${draft.id}/commit`);
    expect([await balanceOf(client, checking), await balanceOf(client, card)]).toEqual(['-4.00', '-2.00']);
  });
});
