import type { ImportSummary } from '@fintrack/contract';
import type { ExportedRow } from '@fintrack/core/exporting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const FORMATS = ['csv', 'xlsx', 'json'] as const;
type Format = (typeof FORMATS)[number];

let app: TestApp;
let books: TestClient;
let giro: string;
let yen: string;

beforeAll(async () => {
  app = await createTestApp();
  books = await signUp(app);
  giro = await books.addAccount({ name: 'Giro', currency: 'EUR' });
  yen = await books.addAccount({ name: 'Yen', currency: 'JPY' });
  await fillBooks();
});
afterAll(() => app.close());

async function fillBooks(): Promise<void> {
  const fare = await make('/categories', { name: 'Fare', kind: 'expense' });
  const snacks = await make('/categories', { name: 'Snacks, "sweet"', kind: 'expense', parentId: fare });
  await make('/transactions', {
    accountId: giro,
    date: '2026-02-10',
    amount: '-12.50',
    payeeName: '=SUM(A1:A9)',
    description: 'Flat white,  "large" \u200B',
    categoryId: snacks,
    tags: ['treat', 'a,b'],
    notes: ' first line\r\nsecond\n\tthird ',
    valueDate: '2026-02-12',
    originalAmount: '-13.75',
    originalCurrency: 'CHF',
    paymentMethod: 'card',
    metadata: { receipt: { number: '007', lines: [1, 2] } },
  });
  const split = await make('/transactions', {
    accountId: giro,
    date: '2026-02-11',
    amount: '-30.00',
    description: '-Market',
  });
  await books.put(`/transactions/${split}/splits`, {
    version: 1,
    splits: [
      { amount: '-35.00', categoryId: fare, payeeName: '@stall', tags: ['week'] },
      { amount: '5.00', categoryId: snacks, notes: '=deposit', description: 'Bottles' },
    ],
  });
  // Two equal rows are two rows.
  for (let times = 0; times < 2; times += 1) {
    await make('/transactions', {
      accountId: giro,
      date: '2026-02-12',
      amount: '-2.20',
      description: 'Tram',
    });
  }
  await make('/transactions', {
    accountId: giro,
    transferAccountId: yen,
    transferAmount: '1600',
    transferFee: { amount: '1.10' },
    type: 'transfer',
    date: '2026-03-05',
    amount: '-10.00',
    description: 'To Japan',
  });
  const shoes = await make('/transactions', {
    accountId: giro,
    date: '2026-03-06',
    amount: '-80.00',
    description: 'Shoes',
    categoryId: fare,
    status: 'reconciled',
  });
  await make('/transactions', {
    accountId: giro,
    date: '2026-03-16',
    amount: '80.00',
    description: 'Shoes back',
    refundOfId: shoes,
  });
  await make('/transactions', {
    accountId: yen,
    date: '2026-03-20',
    amount: '-300',
    description: 'Announced',
    status: 'pending',
  });
  // What a bank has brought, and the user has made something else of.
  await importFile(app, books, {
    name: 'bank.csv',
    accountId: giro,
    content:
      'Date,Description,Amount,Transaction ID\n2026-04-01,CARD 0815 BAKERY,-4.40,T-1\n2026-04-02,SALARY,1000.00,T-2\n',
  });
  const { data: listed } = await books.get<{ id: string; version: number; description: string }[]>(
    '/transactions?from=2026-04-01&to=2026-04-01',
  );
  const bakery = listed[0];
  if (!bakery) throw new Error('The bank row is not there.');
  await books.put(`/transactions/${bakery.id}`, {
    version: bakery.version,
    description: 'Rolls',
    date: '2026-03-31',
    payeeName: 'Baker & Sons',
  });
}

async function make(path: string, body: unknown): Promise<string> {
  const made = await books.post<{ id: string }>(path, body);
  if (made.status !== 201) throw new Error(`POST ${path} answered ${made.status}: ${made.message}`);
  return made.data.id;
}

async function download(client: TestClient, format: Format, query = ''): Promise<Buffer> {
  const response = await app.request(`/api/v1/exports/transactions.${format}?sort=date${query}`, {
    headers: { authorization: `Bearer ${client.accessToken}` },
  });
  if (response.status !== 200) throw new Error(`The export answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** All rows, with the places of the rows that they name in place of ids, which are new in other books. */
async function contentsOf(client: TestClient): Promise<unknown[]> {
  const text = (await download(client, 'json')).toString('utf8');
  const { transactions } = JSON.parse(text) as { transactions: ExportedRow[] };
  const keyOf = (row: ExportedRow): string => [row.date, row.account, row.amount, row.description].join('|');
  const sorted = transactions.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const place = new Map(sorted.map((row, index) => [row.id, index]));
  const placeOf = (id: string | null): number | null => (id === null ? null : (place.get(id) ?? -1));
  return sorted.map(({ id: _, ...row }) => ({
    ...row,
    transferId: placeOf(row.transferId),
    refundOfId: placeOf(row.refundOfId),
    feeOfId: placeOf(row.feeOfId),
  }));
}

async function newBooks(): Promise<TestClient> {
  const client = await signUp(app);
  await client.addAccount({ name: 'Giro', currency: 'EUR' });
  await client.addAccount({ name: 'Yen', currency: 'JPY' });
  return client;
}

async function balances(client: TestClient): Promise<unknown> {
  const { data } = await client.get<{ name: string; balance: unknown; pending: unknown }[]>('/accounts');
  return data.map(({ name, balance, pending }) => ({ name, balance, pending }));
}

describe.each(FORMATS)('field note 21: an export as %s, imported again', (format) => {
  it('into new books gives equal rows: parts, transfers, refunds, tags, other currencies and bank lines', async () => {
    const target = await newBooks();
    const made = await importFile(app, target, {
      name: `export.${format}`,
      content: await download(books, format),
    });
    expect(made.counts).toMatchObject({ new: 12, invalid: 0, skip: 0, duplicate: 0 });
    expect(await contentsOf(target)).toEqual(await contentsOf(books));
    expect(await balances(target)).toEqual(await balances(books));
  });

  it('into the same account is nothing but duplicates, also of rows that no bank has written', async () => {
    const before = await contentsOf(books);
    const draft = await upload(app, books, {
      name: `export.${format}`,
      content: await download(books, format),
    });
    expect(draft.data.counts).toMatchObject({ new: 0, ask: 0, match: 0, duplicate: 12, invalid: 0 });
    const committed = await books.post<ImportSummary>(`/imports/${draft.data.id}/commit`);
    expect(committed.status).toBe(202);
    expect(await contentsOf(books)).toEqual(before);
  });
});

describe('an export that comes back', () => {
  it('twice into other books is there once', async () => {
    const target = await newBooks();
    const content = await download(books, 'csv');
    await importFile(app, target, { name: 'export.csv', content });
    const again = await importFile(app, target, { name: 'again.csv', content });
    expect(again.counts).toMatchObject({ new: 0, duplicate: 12 });
  });

  it('finds its accounts by their names', async () => {
    const target = await newBooks();
    const { data } = await upload(app, target, { name: 'export.csv', content: await download(books, 'csv') });
    expect(data.statements.map(({ accountId }) => accountId === null)).toEqual([false, false]);
    // Also where the form was sent with one of them chosen.
    const [, other] = data.statements;
    const chosen = await upload(app, target, {
      name: 'export.csv',
      content: await download(books, 'csv'),
      accountId: other?.accountId ?? '',
    });
    expect(chosen.data.statements.map(({ accountId }) => accountId)).toEqual(
      data.statements.map(({ accountId }) => accountId),
    );
    expect(chosen.data.questions).toEqual([]);
  });

  it('knows a row by its id when its amount, day and text were changed here meanwhile', async () => {
    const content = await download(books, 'csv', '&to=2026-02-12');
    const { data } = await books.get<{ id: string; version: number; notes: string | null }[]>(
      '/transactions?from=2026-02-12&to=2026-02-12',
    );
    const tram = data[0];
    if (!tram) throw new Error('The row is not there.');
    const changed = await books.put<{ version: number }>(`/transactions/${tram.id}`, {
      version: tram.version,
      amount: '-3.30',
      date: '2026-02-13',
      description: 'Tram to work',
    });
    const draft = await upload(app, books, { name: 'export.csv', content });
    expect(draft.data.counts).toMatchObject({ new: 0, ask: 0, duplicate: 4 });
    const rows = await rowsOf(books, draft.data.id);
    expect(rows.map(({ reason }) => reason)).toContain('It is the row here that the file was made from.');
    await books.put(`/transactions/${tram.id}`, {
      version: changed.data.version,
      amount: '-2.20',
      date: '2026-02-12',
      description: 'Tram',
    });
  });

  it('with a leg of a transfer whose other account is not in it brings an expense, and no half transfer', async () => {
    const target = await newBooks();
    const made = await importFile(app, target, {
      name: 'export.csv',
      content: await download(books, 'csv', `&accountId=${giro}&from=2026-03-05&to=2026-03-05`),
    });
    expect(made.counts).toMatchObject({ new: 2 });
    const { data } =
      await target.get<{ type: string; amount: string; transferTransactionId: string | null }[]>(
        '/transactions?sort=amount',
      );
    expect(data).toMatchObject([
      { type: 'expense', amount: '-10.00', transferTransactionId: null },
      { type: 'expense', amount: '-1.10' },
    ]);
  });

  it('with a row that somebody added in a spreadsheet brings that row, and says which line is wrong', async () => {
    const lines = (await download(books, 'csv', '&to=2026-02-10')).toString('utf8').split('\r\n');
    const empty = ','.repeat(25 - 7);
    const content = [
      lines[0],
      `2026-02-14,Giro,,Typed,,-7.00,EUR${empty}`,
      `14.02.2026,Giro,,Typed,,-7.00,EUR${empty}`,
      '',
    ].join('\r\n');
    const draft = await upload(app, await newBooks(), { name: 'edited.csv', content });
    expect(draft.data.counts).toMatchObject({ new: 1, invalid: 1 });
  });

  it('is not replayed: there is no other way to read it', async () => {
    const target = await newBooks();
    const made = await importFile(app, target, { name: 'export.csv', content: await download(books, 'csv') });
    const refused = await target.post(`/imports/${made.id}/replay`, {});
    expect([refused.status, refused.code]).toEqual([409, 'WRONG_STATE']);
    expect(refused.message).toContain('FinTrack itself has made this file');
  });

  it('taken back as a whole leaves nothing', async () => {
    const target = await newBooks();
    const made = await importFile(app, target, { name: 'export.csv', content: await download(books, 'csv') });
    const reverted = await target.post(`/imports/${made.id}/revert`);
    expect(reverted.status).toBe(200);
    expect(await contentsOf(target)).toEqual([]);
  });
});
