import {
  createAccount,
  createCategory,
  createTransaction,
  exportTransactionsCsv,
  exportTransactionsJson,
  exportTransactionsXlsx,
  listAuditLogs,
  listTransactions,
  replaceSplits,
} from '@fintrack/contract';
import type { ExportedRow } from '@fintrack/core/exporting';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp } from '../../testing/test-client.ts';
import { rowsAsWorkbook } from './rows-as-workbook.ts';

type RowQuery = Parameters<typeof client.call<typeof exportTransactionsCsv>>[1]['query'];
type NewRow = Parameters<typeof client.call<typeof createTransaction>>[1]['body'];

let app: TestApp;
let client: ContractClient;
let giro: string;
let yen: string;
let food: string;
let snacks: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestApp();
  client = await registerClient(app, { currency: 'EUR', timezone: 'UTC' });
  giro = await addAccount('Giro', 'EUR');
  yen = await addAccount('Yen', 'JPY');
  food = await addCategory('Fare');
  snacks = await addCategory('Snacks', food);
  ids['coffee'] = await addRow({
    accountId: giro,
    date: '2026-02-10',
    amount: '-12.50',
    payeeName: '=SUM(A1:A9)',
    description: 'Flat white, "large"',
    categoryId: snacks,
    tags: ['treat', 'a,b'],
    notes: 'first line\nsecond',
    valueDate: '2026-02-12',
    originalAmount: '-13.75',
    originalCurrency: 'CHF',
    paymentMethod: 'card',
  });
  ids['split'] = await addRow({
    accountId: giro,
    date: '2026-02-11',
    amount: '-30.00',
    description: 'Market',
  });
  const whole = await client.call(replaceSplits, {
    params: { transactionId: ids['split'] },
    body: {
      version: 1,
      splits: [
        { amount: '-20.00', categoryId: food },
        { amount: '-10.00', categoryId: snacks, notes: 'sweets' },
      ],
    },
  });
  ids['part'] = whole.data.splits[1]?.id ?? '';
  ids['transfer'] = await addRow({
    accountId: giro,
    transferAccountId: yen,
    transferAmount: '1600',
    type: 'transfer',
    date: '2026-03-05',
    amount: '-10.00',
    description: '-to Japan',
  });
});
afterAll(() => app.close());

async function addAccount(name: string, currency: string): Promise<string> {
  return (await client.call(createAccount, { body: { name, type: 'checking', currency } })).data.id;
}

async function addCategory(name: string, parentId?: string): Promise<string> {
  const body = { name, kind: 'expense' as const, ...(parentId === undefined ? {} : { parentId }) };
  return (await client.call(createCategory, { body })).data.id;
}

async function addRow(body: NewRow): Promise<string> {
  return (await client.call(createTransaction, { body })).data.id;
}

async function csv(query: RowQuery = {}): Promise<string> {
  return (await client.call(exportTransactionsCsv, { query })).data.text();
}

async function json(query: RowQuery = {}): Promise<{ count: number; transactions: ExportedRow[] }> {
  const { data: response } = await client.call(exportTransactionsJson, { query });
  return JSON.parse(await response.text()) as { count: number; transactions: ExportedRow[] };
}

/** The files of a workbook as text. */
async function workbook(query: RowQuery = {}): Promise<Record<string, string>> {
  const { data: response } = await client.call(exportTransactionsXlsx, { query });
  return unzip(new Uint8Array(await response.arrayBuffer()));
}

function unzip(bytes: Uint8Array): Record<string, string> {
  const files = Object.entries(unzipSync(bytes));
  return Object.fromEntries(files.map(([name, content]) => [name, new TextDecoder().decode(content)]));
}

describe('200 CSV', () => {
  it('is the list as a file to save, with its splits, tags and original amounts', async () => {
    const { data: response } = await client.call(exportTransactionsCsv, {
      query: { to: '2026-02-28', sort: 'date' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(
      'attachment; filename="fintrack-transactions-to-2026-02-28.csv"',
    );
    const parts = JSON.stringify([
      { amount: '-20.00', category: ['Fare'], payee: null, description: 'Market', notes: null, tags: [] },
      {
        amount: '-10.00',
        category: ['Fare', 'Snacks'],
        payee: null,
        description: 'Market',
        notes: 'sweets',
        tags: [],
      },
    ]).replaceAll('"', '""');
    // The byte order mark, by which Excel knows UTF-8, is taken away by the reading of the text.
    expect((await response.text()).split('\r\n')).toEqual([
      'Date,Account,Payee,Description,Category,Amount,Currency,Type,Status,Tags,Notes,Value date,Original amount,Original currency,Refund,Payment method,Transfer account,Splits,Bank text,Bank id,FinTrack id,Transfer id,Refund of,Fee of,Part of,More',
      `2026-02-10,Giro,'=SUM(A1:A9),"Flat white, ""large""",Fare / Snacks,-12.50,EUR,expense,cleared,"[""treat"",""a,b""]","first line\nsecond",2026-02-12,-13.75,CHF,,card,,,,,${ids['coffee']},,,,,`,
      `2026-02-11,Giro,,Market,,-30.00,EUR,expense,cleared,,,,,,,,,"${parts}",,,${ids['split']},,,,,`,
      '',
    ]);
  });

  it('begins with a byte order mark', async () => {
    const { data: response } = await client.call(exportTransactionsCsv, { query: {} });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
  });

  it('field note 21: no cell of it runs as a formula', async () => {
    const lines = (await csv({ from: '2026-03-01', sort: '-date' })).split('\r\n');
    expect(lines.filter((line) => line.includes(ids['transfer'] ?? ''))[0]).toContain(",'-to Japan,");
    expect(await csv()).not.toMatch(/(?:^|,|")(?:[=+@]|-[^\d])/mu);
  });

  it('names the account and the row at the other end of a transfer', async () => {
    const { transactions } = await json({ from: '2026-03-01', accountId: yen });
    expect(transactions).toMatchObject([
      {
        account: 'Yen',
        amount: '1600',
        currency: 'JPY',
        type: 'transfer',
        transferAccount: 'Giro',
        transferId: ids['transfer'],
      },
    ]);
  });
});

describe('200 JSON', () => {
  it('says what it is, and at its end how many rows it has', async () => {
    const { data: response } = await client.call(exportTransactionsJson, { query: { to: '2026-02-10' } });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(await response.text())).toEqual({
      format: 'fintrack-transactions',
      version: 1,
      transactions: [
        {
          id: ids['coffee'],
          date: '2026-02-10',
          valueDate: '2026-02-12',
          account: 'Giro',
          amount: '-12.50',
          currency: 'EUR',
          originalAmount: '-13.75',
          originalCurrency: 'CHF',
          type: 'expense',
          status: 'cleared',
          isRefund: false,
          payee: '=SUM(A1:A9)',
          description: 'Flat white, "large"',
          category: ['Fare', 'Snacks'],
          tags: ['treat', 'a,b'],
          notes: 'first line\nsecond',
          paymentMethod: 'card',
          splits: null,
          transferAccount: null,
          transferId: null,
          refundOfId: null,
          feeOfId: null,
          partOfId: null,
          bankText: null,
          bankId: null,
          metadata: {},
        },
      ],
      count: 1,
    });
  });

  it('of nothing is whole, too', async () => {
    expect(await json({ from: '2030-01-01' })).toMatchObject({ transactions: [], count: 0 });
  });
});

describe('200 XLSX', () => {
  it('has typed cells, the digits of each currency, and a header that stays', async () => {
    const files = await workbook({ sort: 'date' });
    const sheet = files['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    // 10 February 2026 is day 46063 of a spreadsheet.
    expect(sheet).toContain('<c r="A2" s="3"><v>46063</v></c>');
    expect(sheet).toContain('<c r="F2" s="5"><v>-12.50</v></c>');
    expect(sheet).toContain('<c r="M2" s="5"><v>-13.75</v></c>');
    expect(sheet).toMatch(/<c r="F\d" s="4"><v>1600<\/v><\/c>/u);
    const styles = files['xl/styles.xml'] ?? '';
    expect(styles).toContain('<numFmt numFmtId="165" formatCode="#,##0"/>');
    expect(styles).toContain('<numFmt numFmtId="166" formatCode="#,##0.00"/>');
    expect(Object.keys(files).toSorted()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
  });

  it('field note 21: a text that looks like a formula is a guarded text', async () => {
    const sheet = (await workbook({ to: '2026-02-10' }))['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toContain(
      '<c r="C2" s="2" t="inlineStr"><is><t xml:space="preserve">\'=SUM(A1:A9)</t></is></c>',
    );
    expect(sheet).not.toContain('<f>');
  });

  it('goes on in another sheet where one is full', async () => {
    const { transactions } = await json({ accountId: giro });
    const [row] = transactions;
    if (row === undefined) throw new Error('There is no row.');
    const pages = (async function* () {
      yield [row, { ...row, notes: '\u0001 & <b> _x0041_' }, row];
      yield [{ ...row, amount: '-99999999999999.99', date: '1899-12-31' as typeof row.date }];
    })();
    const chunks: Uint8Array[] = [];
    for await (const chunk of rowsAsWorkbook(pages, 3)) chunks.push(chunk);
    const files = unzip(new Uint8Array(Buffer.concat(chunks)));
    const rowsIn = (number: number): number =>
      files[`xl/worksheets/sheet${number}.xml`]?.match(/<row /gu)?.length ?? 0;
    expect([rowsIn(1), rowsIn(2), rowsIn(3)]).toEqual([3, 3, 0]);
    expect(files['xl/workbook.xml']).toContain('<sheet name="Transactions 2" sheetId="2" r:id="rId2"/>');
    expect(files['xl/worksheets/sheet1.xml']).toContain('_x0001_ &amp; &lt;b&gt; _x005F_x0041_');
    // More digits than a number of a spreadsheet has, and a day before its first.
    expect(files['xl/worksheets/sheet2.xml']).toContain('>-99999999999999.99</t>');
    expect(files['xl/worksheets/sheet2.xml']).toContain('>1899-12-31</t>');
  });
});

describe('the rows', () => {
  it.each<[string, RowQuery]>([
    ['of an account', { accountId: 'giro' }],
    ['of a category, in which parts stand for their wholes', { categoryId: 'food' }],
    ['of a tag', { tag: 'Treat' }],
    ['of a search in words', { q: 'flat' }],
    ['of a search with operators', { q: 'amount:>20 -japan' }],
    ['by amount', { sort: 'amount' }],
  ])('%s are those of the list, in its order', async (_, asked) => {
    const known: Record<string, string> = { giro, food };
    const query = Object.fromEntries(
      Object.entries(asked ?? {}).map(([key, value]) => [key, known[String(value)] ?? value]),
    );
    const { data: listed } = await client.call(listTransactions, { query });
    const { transactions } = await json(query);
    expect(listed.length).toBeGreaterThan(0);
    expect(transactions.map(({ id, amount }) => [id, amount])).toEqual(
      listed.map(({ id, amount }) => [id, amount]),
    );
  });

  it('of a category say which split they are a part of', async () => {
    const { transactions } = await json({ categoryId: snacks, sort: 'amount' });
    expect(transactions.map(({ id, amount, partOfId }) => [id, amount, partOfId])).toEqual([
      [ids['coffee'], '-12.50', null],
      [ids['part'], '-10.00', ids['split']],
    ]);
  });

  it('are for members who may only read', async () => {
    await client.becomes('ADVISOR');
    await expect(json()).resolves.toMatchObject({ count: 4 });
    await client.becomes('OWNER');
  });

  it('are never those of another tenant', async () => {
    const other = await registerClient(app, { currency: 'EUR' });
    const query = { accountId: giro };
    expect(await (await other.call(exportTransactionsJson, { query })).data.json()).toMatchObject({
      count: 0,
    });
  });

  it('are in the audit trail with what was asked', async () => {
    await csv({ accountId: giro, q: 'flat' });
    const { data } = await client.call(listAuditLogs, { query: { action: 'export', limit: 1 } });
    expect(data[0]).toMatchObject({
      action: 'export',
      resourceType: 'transactions',
      userId: client.userId,
      newValues: { format: 'csv', accountId: [giro], q: 'flat' },
    });
  });
});

describe('a long export', () => {
  it('has every row once, is of one moment, and reads as it is asked', async () => {
    const many = await registerClient(app, { currency: 'EUR' });
    const { data: account } = await many.call(createAccount, { body: { name: 'Many', type: 'cash' } });
    const insert = (from: number, to: number): Promise<unknown> =>
      app.database.jobTenant(many, { summary: 'Many' }, (tx) =>
        tx.client.query(
          `INSERT INTO transactions
             (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
           SELECT $1, gen_random_uuid(), $2, date '2026-01-01' + n % 90, -1, 'EUR', 'expense', 'Row ' || n, $3
           FROM generate_series($4::int, $5::int) AS n`,
          [many.tenantId, account.id, tx.changeSetId, from, to],
        ),
      );
    await insert(1, 1701);
    const { data: response } = await many.call(exportTransactionsJson, { query: { q: 'row' } });
    await insert(1702, 1800);
    const file = JSON.parse(await response.text()) as { count: number; transactions: ExportedRow[] };
    expect(file.count).toBe(1701);
    expect(new Set(file.transactions.map(({ description }) => description)).size).toBe(1701);
  });

  it.each([exportTransactionsCsv, exportTransactionsXlsx, exportTransactionsJson])(
    'that breaks off gives its connection back, so that others can begin ($id)',
    async (endpoint) => {
      for (let times = 0; times < 10; times += 1) {
        const { data: response } = await client.call(endpoint, { query: {} });
        const reader = response.body?.getReader();
        if (times % 2 === 0) await reader?.read();
        await reader?.cancel();
      }
      await expect(json()).resolves.toMatchObject({ count: 4 });
    },
  );
});

describe('refusals', () => {
  it('401 without a session', async () => {
    expect((await app.request('/api/v1/exports/transactions.csv')).status).toBe(401);
  });

  it('422 for a search that cannot be read, and for a filter that is none', async () => {
    expect(await client.refusal(exportTransactionsCsv, { query: { q: 'amount:>much' } })).toMatchObject({
      status: 422,
      code: 'SEARCH_UNREADABLE',
    });
    expect(await client.refusal(exportTransactionsXlsx, { query: { accountId: 'mine' } })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
    });
  });

  it('nothing refused is in the audit trail', async () => {
    const other = await registerClient(app);
    await other.refusal(exportTransactionsCsv, { query: { q: 'amount:>much' } });
    expect((await other.call(listAuditLogs, { query: { action: 'export' } })).data).toEqual([]);
  });
});

it('HEAD says what the file would be called, and is no export', async () => {
  const user = await signUp(app);
  const response = await app.request('/api/v1/exports/transactions.xlsx?from=2026-01-01', {
    method: 'HEAD',
    headers: { authorization: `Bearer ${user.accessToken}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain(
    'filename="fintrack-transactions-from-2026-01-01.xlsx"',
  );
  expect((await user.get('/audit/logs?action=export')).data).toEqual([]);
});
