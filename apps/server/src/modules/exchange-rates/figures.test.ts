import {
  createAccount,
  createAnchor,
  createTransaction,
  getBalancesSummary,
  getDashboardSummary,
  getFxGain,
  getNetWorthHistory,
  putExchangeRate,
  updateSettings,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

const NOW = new Date('2090-03-15T12:00:00.000Z');

let app: TestApp;
let ada: ContractClient;
let dollars: string;
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  for (const line of [
    'EUR USD 2089-12-31 1.25',
    'EUR USD 2090-01-09 1.00',
    'EUR USD 2090-01-20 1.60',
    'EUR USD 2090-01-31 1.28',
    'EUR USD 2090-02-28 1.25',
    'EUR USD 2090-03-13 1.60',
    'EUR GBP 2090-01-20 0.80',
  ]) {
    await app.adminQuery(
      "INSERT INTO exchange_rates (source, base, quote, date, rate) VALUES ('ecb', $1, $2, $3, $4)",
      line.split(' '),
    );
  }
  ada = await registerClient(app, { currency: 'EUR', timezone: 'UTC' });
  dollars = await fillBooks(ada);
});
afterAll(() => app.close());

async function addAccount(
  client: ContractClient,
  ...[name, currency, opening]: [string, string, string]
): Promise<string> {
  const body = { name, type: 'checking' as const, currency };
  const { data } = await client.call(createAccount, {
    body: { ...body, openingBalance: opening, openingDate: '2089-12-31' },
  });
  return data.id;
}

/** 500 EUR, and 1,000 USD of which 400 are spent after 200 came in. */
async function fillBooks(client: ContractClient): Promise<string> {
  await addAccount(client, 'Giro', 'EUR', '500.00');
  const account = await addAccount(client, 'Dollars', 'USD', '1000.00');
  await book(client, account, '2090-01-10', '200.00');
  await book(client, account, '2090-01-20', '-400.00');
  return account;
}
async function book(
  client: ContractClient,
  ...[accountId, date, amount]: [string, string, string]
): Promise<void> {
  await client.call(createTransaction, { body: { accountId, date, amount, description: 'Row' } });
}
const rowsOf = (client: ContractClient) =>
  app.adminQuery('SELECT * FROM transactions WHERE tenant_id = $1 ORDER BY id', [client.tenantId]);

describe('GET /balances/summary', () => {
  it('200 other currencies count at the rate of the day, with where it is from', async () => {
    const { data } = await ada.call(getBalancesSummary, { query: { at: '2090-03-15' } });
    // 800.00 USD / 1.60 = 500.00 EUR: Friday's rate on a Sunday.
    expect(data).toMatchObject({ netWorth: '1000.00', assets: '1000.00', unconverted: [] });
    expect(data.converted).toEqual([
      {
        currency: 'USD',
        assets: '800.00',
        liabilities: '0.00',
        netWorth: '800.00',
        inBase: { assets: '500.00', liabilities: '0.00', netWorth: '500.00' },
        rate: {
          from: 'USD',
          to: 'EUR',
          rate: '0.625',
          date: '2090-03-13',
          isFallback: true,
          isPinned: false,
          via: null,
          legs: [{ base: 'EUR', quote: 'USD', rate: '1.6', date: '2090-03-13', source: 'ecb' }],
        },
      },
    ]);
    expect(data.accounts.map(({ name, balance, inBase }) => [name, balance, inBase])).toEqual([
      ['Dollars', '800.00', '500.00'],
      ['Giro', '500.00', '500.00'],
    ]);
  });

  it('field note 12: 200 at a day without a rate the currency stands apart, never at 1 nor at today’s', async () => {
    const { data } = await ada.call(getBalancesSummary, { query: { at: '2090-02-15' } });
    expect(data).toMatchObject({ netWorth: '500.00', converted: [] });
    expect(data.unconverted).toMatchObject([
      {
        currency: 'USD',
        netWorth: '800.00',
      },
    ]);
    expect(data.unconverted[0]?.reason).toContain('is of 2090-01-31, 15 days before 2090-02-15');
    expect(data.accounts.map(({ inBase }) => inBase)).toEqual([null, '500.00']);
  });

  it('field note 12: a new base currency or rate derives anew, and changes no row of the books', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    const account = await fillBooks(client);
    await book(client, account, '2090-01-25', '-0.01');
    const before = await rowsOf(client);
    const { data: inEuros } = await client.call(getBalancesSummary, { query: { at: '2090-03-15' } });
    // 799.99 / 1.60 = 499.99375
    expect(inEuros.netWorth).toBe('999.99');

    const version = await app.adminQuery<{ version: number }>('SELECT version FROM tenants WHERE id = $1', [
      client.tenantId,
    ]);
    await client.call(updateSettings, { body: { currency: 'USD', version: version[0]?.version } });
    const { data: inDollars } = await client.call(getBalancesSummary, { query: { at: '2090-03-15' } });
    // 500.00 EUR * 1.60 + 799.99 USD
    expect(inDollars).toMatchObject({ baseCurrency: 'USD', netWorth: '1599.99' });

    const pin = { base: 'EUR', quote: 'USD', date: '2090-03-15', rate: '2' };
    await client.call(putExchangeRate, { body: pin });
    const { data: pinned } = await client.call(getBalancesSummary, { query: { at: '2090-03-15' } });
    expect(pinned.netWorth).toBe('1799.99');
    expect(await rowsOf(client)).toEqual(before);
  });
});

describe('GET /balances/net-worth', () => {
  it('200 each point at the rates of its own day; a day without one is told', async () => {
    const query = { from: '2089-12-31', to: '2090-03-15', interval: 'month' } as const;
    const { data } = await ada.call(getNetWorthHistory, { query });
    expect(data.baseCurrency).toBe('EUR');
    expect(data.points).toEqual([
      // 500 + 1000 / 1.25
      { date: '2089-12-31', assets: '1300.00', liabilities: '0.00', netWorth: '1300.00', unconverted: [] },
      // 500 + 800 / 1.28
      { date: '2090-01-31', assets: '1125.00', liabilities: '0.00', netWorth: '1125.00', unconverted: [] },
      // 500 + 800 / 1.25
      { date: '2090-02-28', assets: '1140.00', liabilities: '0.00', netWorth: '1140.00', unconverted: [] },
      { date: '2090-03-15', assets: '1000.00', liabilities: '0.00', netWorth: '1000.00', unconverted: [] },
    ]);
  });

  it('200 by day over a long time and by single days are the same; explained with the rates', async () => {
    const query = { from: '2089-12-31', to: '2090-03-15', interval: 'day' } as const;
    const { points } = (await ada.call(getNetWorthHistory, { query })).data;
    expect(points).toHaveLength(75);
    const gap = points.filter((point) => point.unconverted.length > 0).map(({ date }) => date);
    // Seven days after each quote and not one more.
    expect([gap[0], gap.at(-1), gap.length]).toEqual(['2090-01-08', '2090-03-12', 32]);
    const few = { from: '2090-02-25', to: '2090-03-15', interval: 'day', explain: 'true' } as const;
    const explained = (await ada.call(getNetWorthHistory, { query: few })).data.points;
    expect(explained.map(({ netWorth }) => netWorth)).toEqual(
      points.slice(-explained.length).map(({ netWorth }) => netWorth),
    );
    expect(explained.at(-1)?.converted).toMatchObject([{ currency: 'USD', rate: { date: '2090-03-13' } }]);
  });

  it.each([
    [{ from: '2090-03-02', to: '2090-03-01' }, 'from'],
    [{ from: '2070-01-01', interval: 'day' }, 'interval'],
    [{ from: '2089-01-01', interval: 'day', explain: 'true' }, 'interval'],
  ] as const)('422 VALIDATION_FAILED for %j', async (query, path) => {
    const refusal = await ada.refusal(getNetWorthHistory, { query });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });
});

describe('GET /dashboard/summary', () => {
  it('200 net worth, its line and its accounts in the base currency', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    // The rate fell from 1.25 to 1.60 dollars a euro: 640.00 became 500.00.
    expect(data.netWorth).toMatchObject({ total: '1000.00', change: '-140.00' });
    expect(data.netWorth.line.slice(-4)).toEqual([
      { date: '2089-12-31', balance: '1300.00', isComplete: true },
      { date: '2090-01-31', balance: '1125.00', isComplete: true },
      { date: '2090-02-28', balance: '1140.00', isComplete: true },
      { date: '2090-03-15', balance: '1000.00', isComplete: true },
    ]);
    // No rate was known before: the dollars are missing, and it is said.
    expect(data.netWorth.line[0]).toEqual({ date: '2089-03-31', balance: '500.00', isComplete: false });
    expect(data.converted).toMatchObject([{ currency: 'USD', inBase: { netWorth: '500.00' } }]);
    expect(data.accounts.map(({ name, inBase }) => [name, inBase])).toEqual([
      ['Dollars', '500.00'],
      ['Giro', '500.00'],
    ]);
  });

  it('200 the change leaves out a currency that had no rate on one of both days', async () => {
    const client = await registerClient(app, { currency: 'EUR', timezone: 'UTC' });
    await addAccount(client, 'Giro', 'EUR', '500.00');
    await addAccount(client, 'Pounds', 'GBP', '80.00');
    await client.call(putExchangeRate, {
      body: { base: 'EUR', quote: 'GBP', date: '2090-03-15', rate: '0.8' },
    });
    const { data } = await client.call(getDashboardSummary, {});
    expect(data.netWorth).toMatchObject({ total: '600.00', change: '0.00' });
  });
});

describe('GET /reports/fx-gain', () => {
  const year = { from: '2090-01-01', to: '2090-01-31' };

  it('200 opening + flows + gain = closing, each at the rate of its day', async () => {
    const { data } = await ada.call(getFxGain, { query: year });
    expect(data).toMatchObject({ baseCurrency: 'EUR', ...year, gain: '-125.00', isComplete: true });
    expect(data.accounts).toMatchObject([
      {
        accountId: dollars,
        accountName: 'Dollars',
        currency: 'USD',
        // / 1.25
        opening: { amount: '1000.00', inBase: '800.00' },
        openingRate: { rate: '0.8', date: '2089-12-31', isFallback: false },
        // 200 / 1.00 - 400 / 1.60
        flows: { amount: '-200.00', inBase: '-50.00' },
        unexplained: { amount: '0.00', inBase: '0.00' },
        // / 1.28
        closing: { amount: '800.00', inBase: '625.00' },
        closingRate: { rate: '0.78125' },
        gain: '-125.00',
        unknown: [],
      },
    ]);
  });

  it('200 what the bank said without rows is no gain', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    const accountId = await fillBooks(client);
    // 32.00 USD less than the rows say, at 1.28.
    await client.call(createAnchor, {
      params: { accountId },
      body: { date: '2090-01-31', balance: '768.00' },
    });
    const { data } = await client.call(getFxGain, { query: year });
    expect(data.accounts[0]).toMatchObject({
      unexplained: { amount: '-32.00', inBase: '-25.00' },
      closing: { amount: '768.00', inBase: '600.00' },
      gain: '-125.00',
    });
  });

  it('field note 12: 200 without a rate there is no gain, and the missing rates are listed', async () => {
    const { data } = await ada.call(getFxGain, { query: { from: '2090-01-01', to: '2090-02-15' } });
    expect(data).toMatchObject({ gain: '0.00', isComplete: false });
    expect(data.accounts[0]).toMatchObject({
      closing: { amount: '800.00', inBase: null },
      closingRate: null,
      gain: null,
      unknown: [{ from: 'USD', to: 'EUR', date: '2090-02-15', lastDate: '2090-01-31' }],
    });
  });

  it('200 transfers across currencies beside the reference rate of their day', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    const euros = await addAccount(client, 'Euros', 'EUR', '1000.00');
    const pounds = await addAccount(client, 'Pounds', 'GBP', '0.00');
    const legs = [
      [
        '01900000-0000-7000-8000-0000000000a1',
        '01900000-0000-7000-8000-0000000000a2',
        euros,
        'EUR',
        '-50000',
      ],
      [
        '01900000-0000-7000-8000-0000000000a2',
        '01900000-0000-7000-8000-0000000000a1',
        pounds,
        'GBP',
        '39500',
      ],
    ];
    await app.database.jobTenant(
      { tenantId: client.tenantId, userId: client.userId },
      { summary: 'A transfer' },
      async (tx) => {
        for (const [id, other, account, currency, minor] of legs) {
          await tx.client.query(
            `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description,
               transfer_transaction_id, change_set_id)
             VALUES ($1, $2, $3, '2090-01-20', $4, $5, 'transfer', 'Exchange', $6, $7)`,
            [client.tenantId, id, account, minor, currency, other, tx.changeSetId],
          );
        }
      },
    );
    const { data } = await client.call(getFxGain, { query: year });
    expect(data.transfers).toMatchObject([
      {
        transactionId: legs[0]?.[0],
        date: '2090-01-20',
        fromAccountName: 'Euros',
        toAccountName: 'Pounds',
        sent: '500.00',
        sentCurrency: 'EUR',
        received: '395.00',
        receivedCurrency: 'GBP',
        impliedRate: '0.79',
        reference: { rate: '0.8' },
        expected: '400.00',
        difference: '-5.00',
      },
    ]);
  });

  it('200 nothing to tell where every account is in the base currency', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    await addAccount(client, 'Giro', 'EUR', '500.00');
    const { data } = await client.call(getFxGain, {});
    expect(data).toMatchObject({ gain: '0.00', isComplete: true, accounts: [], transfers: [] });
    expect([data.from, data.to]).toEqual(['2090-01-01', '2090-03-15']);
  });

  it.each([
    [{ from: '2090-02-02', to: '2090-02-01' }, 'from'],
    [{ from: '2070-01-01' }, 'from'],
  ])('422 VALIDATION_FAILED for %j', async (query, path) => {
    const refusal = await ada.refusal(getFxGain, { query });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });
});
