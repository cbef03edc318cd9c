import {
  createAccount,
  createAnchor,
  createTransaction,
  exportBeancount,
  exportJournal,
  listAuditLogs,
  putExchangeRate,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp } from '../../testing/test-client.ts';

let app: TestApp;
let client: ContractClient;
let giro: string;
let dollars: string;

beforeAll(async () => {
  app = await createTestApp();
  client = await registerClient(app, { currency: 'EUR', timezone: 'UTC' });
  giro = await addAccount('Giro', 'EUR', { openingBalance: '100.00', openingDate: '2026-01-31' });
  dollars = await addAccount('Dollars', 'USD');
  await addRow({ accountId: giro, date: '2026-01-15', amount: '40.00', description: 'Before' });
  await addRow({ accountId: giro, date: '2026-02-10', amount: '-25.00', description: 'Shoes' });
  await addRow({
    accountId: giro,
    date: '2026-02-12',
    amount: '-3.30',
    description: 'Announced',
    status: 'pending',
  });
  await addRow({
    accountId: giro,
    transferAccountId: dollars,
    transferAmount: '11.00',
    type: 'transfer',
    date: '2026-03-05',
    amount: '-10.00',
  });
});
afterAll(() => app.close());

async function addAccount(
  name: string,
  currency: string,
  opening: { openingBalance?: string; openingDate?: string } = {},
): Promise<string> {
  return (await client.call(createAccount, { body: { name, type: 'checking', currency, ...opening } })).data
    .id;
}

async function addRow(
  body: Parameters<typeof client.call<typeof createTransaction>>[1]['body'],
): Promise<void> {
  await client.call(createTransaction, { body });
}

async function journal(query: { from?: string; to?: string; accountId?: string } = {}): Promise<string> {
  return (await client.call(exportJournal, { query })).data.text();
}

/** The entries alone: first lines and postings. */
function entriesOf(text: string): string[] {
  return text.split('\n').filter((line) => /^(?:\d{4}-| {4}[A-Z])/u.test(line));
}

describe('200', () => {
  it('is the whole of the books as a file to save', async () => {
    const { data: response } = await client.call(exportJournal, { query: {} });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('attachment; filename="fintrack.journal"');
    expect(entriesOf(await response.text())).toEqual([
      '2026-01-14 * Opening balance',
      '    Assets:Giro  60.00 EUR',
      '    Equity:Opening Balances  -60.00 EUR',
      '2026-01-15 * Before',
      '    Assets:Giro  40.00 EUR',
      '    Income:Uncategorised  -40.00 EUR',
      '2026-01-31 * Balance as the bank has it',
      '    Assets:Giro  0.00 EUR = 100.00 EUR',
      '2026-02-10 * Shoes',
      '    Assets:Giro  -25.00 EUR',
      '    Expenses:Uncategorised  25.00 EUR',
      '2026-02-12 ! Announced',
      '    Equity:Pending:Giro  -3.30 EUR',
      '    Expenses:Uncategorised  3.30 EUR',
      '2026-03-05 *',
      '    Assets:Giro  -10.00 EUR',
      '    Assets:Dollars  11.00 USD @@ 10.00 EUR',
    ]);
  });

  it('for beancount is called so', async () => {
    const { data: response } = await client.call(exportBeancount, {
      query: { from: '2026-02-01', to: '2026-02-28' },
    });
    expect(response.headers.get('content-disposition')).toContain(
      'filename="fintrack-from-2026-02-01-to-2026-02-28.beancount"',
    );
    expect(await response.text()).toContain('2026-01-31 open Assets:Giro EUR\n');
  });

  it('from a day on opens with what there was, pending rows apart', async () => {
    expect(entriesOf(await journal({ from: '2026-02-20', accountId: giro }))).toEqual([
      '2026-02-19 * Opening balance',
      '    Assets:Giro  75.00 EUR',
      '    Equity:Opening Balances  -75.00 EUR',
      '2026-02-19 * Pending before the first day',
      '    Equity:Pending:Giro  -3.30 EUR',
      '    Equity:Opening Balances  3.30 EUR',
      '2026-03-05 *',
      '    Assets:Giro  -10.00 EUR',
      // The other account is not in the file.
      '    Equity:Transfers  10.00 EUR',
    ]);
  });

  it('is the same file for the same books', async () => {
    expect(await journal()).toBe(await journal());
  });

  it('field note 12: a price stands on the days that have a rate, and on no other', async () => {
    const rate = { base: 'USD', quote: 'EUR', date: '2026-02-02', rate: '0.91' };
    await client.call(putExchangeRate, { body: rate });
    const prices = (await journal({ to: '2026-02-28' })).split('\n').filter((line) => line.startsWith('P '));
    expect(prices).toEqual(['P 2026-02-02 USD 0.91 EUR']);
  });

  it('is for members who may only read', async () => {
    await client.becomes('ADVISOR');
    await expect(journal()).resolves.toContain('End of the books');
    await client.becomes('OWNER');
  });

  it('has nothing of another tenant', async () => {
    const other = await registerClient(app, { currency: 'EUR' });
    const text = await (await other.call(exportJournal, { query: {} })).data.text();
    expect(text).toContain('; End of the books: 0 entries, 0 balance assertions.\n');
    expect(text).not.toContain('Giro');
  });

  it('is in the audit trail with what was taken out', async () => {
    await journal({ from: '2026-02-01', accountId: giro });
    const { data } = await client.call(listAuditLogs, { query: { action: 'export', limit: 1 } });
    expect(data[0]).toMatchObject({
      action: 'export',
      resourceType: 'journal',
      userId: client.userId,
      newValues: { format: 'hledger', from: '2026-02-01', to: null, accountIds: [giro] },
    });
  });
});

describe('a long export', () => {
  it('is of one moment, whatever is written while it is read', async () => {
    const { data: response } = await client.call(exportJournal, { query: {} });
    const before = await journal();
    await addRow({ accountId: giro, date: '2026-03-20', amount: '-1.00', description: 'Meanwhile' });
    await client.call(createAnchor, {
      params: { accountId: giro },
      body: { date: '2026-03-21', balance: '5.00' },
    });
    expect(await response.text()).toBe(before);
    expect(await journal()).toContain('Meanwhile');
  });

  it('that breaks off gives its connection back, so that others can begin', async () => {
    for (let times = 0; times < 10; times += 1) {
      const { data: response } = await client.call(exportJournal, { query: {} });
      await response.body?.cancel();
    }
    await expect(journal()).resolves.toContain('End of the books');
  });

  it('reads rows as they are asked for, and all of them', async () => {
    const many = await registerClient(app, { currency: 'EUR' });
    const { data: account } = await many.call(createAccount, { body: { name: 'Many', type: 'cash' } });
    await app.database.jobTenant(many, { summary: 'Many' }, (tx) =>
      tx.client.query(
        `INSERT INTO transactions
           (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
         SELECT $1, gen_random_uuid(), $2, date '2026-01-01' + n % 90, -1, 'EUR', 'expense', 'Row ' || n, $3
         FROM generate_series(1, 1701) AS n`,
        [many.tenantId, account.id, tx.changeSetId],
      ),
    );
    const text = await (await many.call(exportJournal, { query: {} })).data.text();
    expect(text).toContain('; End of the books: 1701 entries, 0 balance assertions.\n');
    expect(new Set(text.match(/^ {8}; id:.*$/gmu)).size).toBe(1701);
  });
});

describe('refusals', () => {
  it('401 without a session', async () => {
    expect((await app.request('/api/v1/exports/ledger.journal')).status).toBe(401);
  });

  it('404 for an account that is not there, or is somebody else’s', async () => {
    const other = await registerClient(app);
    expect(await other.refusal(exportJournal, { query: { accountId: giro } })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('422 for a time that ends before it begins, and for dates that do not exist', async () => {
    expect(
      await client.refusal(exportJournal, { query: { from: '2026-02-02', to: '2026-02-01' } }),
    ).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
      details: [
        { path: 'from', message: 'The time begins on 2026-02-02 and ends before, on 2026-02-01. Swap them.' },
      ],
    });
    expect(await client.refusal(exportBeancount, { query: { to: '2026-02-30' } })).toMatchObject({
      status: 422,
    });
  });

  it('nothing refused is in the audit trail', async () => {
    const other = await registerClient(app);
    await other.refusal(exportJournal, { query: { accountId: giro } });
    const { data } = await other.call(listAuditLogs, { query: { action: 'export' } });
    expect(data).toEqual([]);
  });
});

it('HEAD says what the file would be called, and is no export', async () => {
  const user = await signUp(app);
  const response = await app.request('/api/v1/exports/ledger.journal?to=2026-01-31', {
    method: 'HEAD',
    headers: { authorization: `Bearer ${user.accessToken}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('filename="fintrack-to-2026-01-31.journal"');
  expect(await response.text()).toBe('');
  expect((await user.get('/audit/logs?action=export')).data).toEqual([]);
});
