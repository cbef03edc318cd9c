import {
  createAccount,
  createAnchor,
  createTransaction,
  deleteAccount,
  getBalance,
  getBalanceAt,
  getBalanceHistory,
  getBalancesSummary,
  updateAccount,
  validateBalances,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

const NOW = new Date('2090-03-15T23:30:00.000Z');
const NOBODY = '01900000-0000-7000-8000-000000000000';

let app: TestApp;
let ada: ContractClient;
let eve: ContractClient;
let giro: { accountId: string };
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  ada = await registerClient(app, { currency: 'EUR', timezone: 'Pacific/Auckland' });
  eve = await registerClient(app);
  giro = { accountId: await addAccount(ada, { name: 'Giro', type: 'checking', creditLimit: '500' }) };
  await book(ada, { ...giro, date: '2090-01-15', amount: '300.00' });
  await book(ada, { ...giro, date: '2090-01-31', amount: '-50.00' });
  await say('2090-01-31', '1000.00');
  await book(ada, { ...giro, date: '2090-02-01', amount: '-200.00' });
  await book(ada, { ...giro, date: '2090-02-10', amount: '-40.00' });
  await book(ada, { ...giro, date: '2090-02-10', amount: '-9.90', status: 'pending' });
  await say('2090-02-28', '750.00');
  await book(ada, { ...giro, date: '2090-03-16', amount: '120.00' });
  await book(ada, { ...giro, date: '2090-03-17', amount: '-1.00' });
});
afterAll(() => app.close());

type AccountBody = Parameters<typeof ada.call<typeof createAccount>>[1]['body'];
type RowBody = Parameters<typeof ada.call<typeof createTransaction>>[1]['body'];
async function addAccount(client: ContractClient, body: AccountBody): Promise<string> {
  return (await client.call(createAccount, { body })).data.id;
}
async function book(client: ContractClient, body: RowBody): Promise<void> {
  await client.call(createTransaction, { body: { description: 'Row', ...body } });
}
async function say(date: string, balance: string): Promise<void> {
  await ada.call(createAnchor, { params: giro, body: { date, balance } });
}

describe('GET /accounts/{accountId}/balance', () => {
  it('200 today where the tenant is, without its proof', async () => {
    expect((await ada.call(getBalance, { params: giro })).data).toEqual({
      ...giro,
      date: '2090-03-16',
      posted: '870.00',
      pending: '-9.90',
      available: '1360.10',
      credit: { limit: '500.00', used: '0.00', usedPercent: '0.0' },
      currency: 'EUR',
    });
  });

  it('200 with explain: anchor, days newest first, drift', async () => {
    const { data } = await ada.call(getBalance, { params: giro, query: { explain: 'true' } });
    expect(data.explanation).toMatchObject({
      anchor: { date: '2090-02-28', balance: '750.00', source: 'user', description: null },
      direction: 'forward',
      from: '2090-03-01',
      to: '2090-03-16',
      sum: '120.00',
      rowCount: 1,
      days: [{ date: '2090-03-16', posted: '120.00', pending: '0.00', rowCount: 1 }],
      daysAreCapped: false,
      drift: '-10.00',
    });
  });

  it("404 NOT_FOUND for another tenant's account", async () => {
    expect(await eve.refusal(getBalance, { params: giro })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('GET /accounts/{accountId}/balance/{date}', () => {
  it.each([
    ['2090-01-14', '750.00', '0.00'],
    ['2090-01-15', '1050.00', '0.00'],
    ['2090-01-30', '1050.00', '0.00'],
    ['2090-01-31', '1000.00', '0.00'],
    ['2090-02-01', '800.00', '0.00'],
    ['2090-02-10', '760.00', '-9.90'],
    ['2090-02-28', '750.00', '-9.90'],
    ['2090-03-17', '869.00', '-9.90'],
  ])('200 at %s: %s posted, %s pending', async (...[date, posted, pending]) => {
    const { data } = await ada.call(getBalanceAt, { params: { ...giro, date } });
    expect(data).toMatchObject({ date, posted, pending });
  });

  it('200 with explain before the first anchor: backward', async () => {
    const { data } = await ada.call(getBalanceAt, {
      params: { ...giro, date: '2090-01-15' },
      query: { explain: '1' },
    });
    expect(data.explanation).toMatchObject({
      anchor: { date: '2090-01-31' },
      direction: 'backward',
      from: '2090-01-16',
      to: '2090-01-31',
      sum: '-50.00',
      rowCount: 1,
      drift: null,
    });
  });

  it('422 VALIDATION_FAILED for a day that does not exist', async () => {
    const refusal = await ada.refusal(getBalanceAt, { params: { ...giro, date: '2090-02-29' } });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path: 'date' }] });
  });

  it("404 NOT_FOUND for nobody's account", async () => {
    const refusal = await ada.refusal(getBalanceAt, { params: { accountId: NOBODY, date: '2090-01-01' } });
    expect(refusal).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('GET /accounts/{accountId}/balance-history', () => {
  it('200 by day, gaps filled, with the anchors in between', async () => {
    const { data } = await ada.call(getBalanceHistory, {
      params: giro,
      query: { from: '2090-01-30', to: '2090-02-02' },
    });
    expect(data).toEqual({
      ...giro,
      currency: 'EUR',
      points: [
        { date: '2090-01-30', balance: '1050.00' },
        { date: '2090-01-31', balance: '1000.00' },
        { date: '2090-02-01', balance: '800.00' },
        { date: '2090-02-02', balance: '800.00' },
      ],
      anchors: [{ date: '2090-01-31', balance: '1000.00', drift: null }],
    });
  });

  it('200 by month up to today, and by week up to a day', async () => {
    const monthly = await ada.call(getBalanceHistory, {
      params: giro,
      query: { from: '2090-01-01', interval: 'month' },
    });
    expect(monthly.data.points).toEqual([
      { date: '2090-01-31', balance: '1000.00' },
      { date: '2090-02-28', balance: '750.00' },
      { date: '2090-03-16', balance: '870.00' },
    ]);
    expect(monthly.data.anchors[1]).toEqual({ date: '2090-02-28', balance: '750.00', drift: '-10.00' });
    const weekly = await ada.call(getBalanceHistory, {
      params: giro,
      query: { from: '2090-01-28', to: '2090-02-10', interval: 'week' },
    });
    expect(weekly.data.points).toEqual([
      { date: '2090-01-29', balance: '1050.00' },
      { date: '2090-02-05', balance: '800.00' },
      { date: '2090-02-10', balance: '760.00' },
    ]);
  });

  it('200 the last year by day when nothing is said', async () => {
    const { points } = (await ada.call(getBalanceHistory, { params: giro })).data;
    expect(points).toHaveLength(365);
    expect([points[0]?.date, points.at(-1)?.date]).toEqual(['2089-03-17', '2090-03-16']);
  });

  it.each([
    [{ from: '2090-02-02', to: '2090-02-01' }, 'from'],
    [{ from: '2070-01-01', to: '2090-02-01' }, 'interval'],
    [{ from: 'yesterday' }, 'from'],
  ])('422 VALIDATION_FAILED for %j', async (query, path) => {
    const refusal = await ada.refusal(getBalanceHistory, { params: giro, query });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });

  it("404 NOT_FOUND for another tenant's account", async () => {
    expect(await eve.refusal(getBalanceHistory, { params: giro })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

describe('GET /balances/summary', () => {
  it('200 per account and type, net worth in the base currency, other currencies apart', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    const opened = { openingDate: '2090-03-01' };
    await addAccount(client, { name: 'A', type: 'checking', openingBalance: '100', ...opened });
    await addAccount(client, { name: 'B', type: 'checking', openingBalance: '-20', ...opened });
    const card = await addAccount(client, { name: 'C', type: 'credit', openingBalance: '-30.50', ...opened });
    await addAccount(client, { name: 'D', type: 'credit', openingBalance: '5', ...opened });
    await addAccount(client, { name: 'E', type: 'loan', currency: 'USD', openingBalance: '-7', ...opened });
    await addAccount(client, { name: 'F', type: 'cash', currency: 'JPY', openingBalance: '900', ...opened });
    await book(client, { accountId: card, date: '2090-03-02', amount: '-1.00', status: 'pending' });
    const { data } = await client.call(getBalancesSummary, { query: { at: '2090-03-05' } });
    expect(data).toMatchObject({
      at: '2090-03-05',
      baseCurrency: 'EUR',
      assets: '80.00',
      liabilities: '25.50',
      netWorth: '54.50',
      unconverted: [
        { currency: 'JPY', assets: '900', liabilities: '0', netWorth: '900' },
        { currency: 'USD', assets: '0.00', liabilities: '7.00', netWorth: '-7.00' },
      ],
      byType: [
        { type: 'checking', currency: 'EUR', balance: '80.00', accountCount: 2 },
        { type: 'cash', currency: 'JPY', balance: '900', accountCount: 1 },
        { type: 'credit', currency: 'EUR', balance: '-25.50', accountCount: 2 },
        { type: 'loan', currency: 'USD', balance: '-7.00', accountCount: 1 },
      ],
    });
    expect(data.accounts.map(({ name, balance, pending }) => [name, balance, pending])).toContainEqual([
      'C',
      '-30.50',
      '-1.00',
    ]);
  });

  it('hidden and archived accounts count', async () => {
    const client = await registerClient(app);
    const hidden = await addAccount(client, {
      name: 'Hidden',
      type: 'cash',
      isHidden: true,
      openingBalance: '3',
    });
    const archived = await addAccount(client, { name: 'Archived', type: 'cash', openingBalance: '4' });
    const empty = await addAccount(client, { name: 'Empty', type: 'cash' });
    const deleted = await addAccount(client, { name: 'Deleted', type: 'cash', openingBalance: '5' });
    for (const accountId of [archived, empty]) {
      await client.call(updateAccount, { params: { accountId }, version: 1, body: { isArchived: true } });
    }
    await client.call(deleteAccount, { params: { accountId: deleted } });
    const { data } = await client.call(getBalancesSummary, {});
    expect(data).toMatchObject({
      netWorth: '7.00',
      assets: '7.00',
      byType: [{ balance: '7.00', accountCount: 2 }],
    });
    expect(data.accounts.map((account) => account.id)).toEqual([archived, hidden]);
  });

  it('200 zeros for a tenant without accounts', async () => {
    const client = await registerClient(app);
    expect((await client.call(getBalancesSummary, {})).data).toMatchObject({
      at: '2090-03-15',
      assets: '0.00',
      liabilities: '0.00',
      netWorth: '0.00',
      accounts: [],
    });
  });

  it('422 VALIDATION_FAILED for a day that does not exist', async () => {
    expect(await ada.refusal(getBalancesSummary, { query: { at: '2090-13-01' } })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('credit use', () => {
  it('is what is owed with what is pending, of the limit; none of an overpaid card, none known of a limit of zero', async () => {
    const client = await registerClient(app, { currency: 'EUR' });
    const credit = async (accountId: string) =>
      (await client.call(getBalance, { params: { accountId } })).data;
    const card = await addAccount(client, { name: 'Card', type: 'credit', creditLimit: '900' });
    await book(client, { accountId: card, date: '2090-03-01', amount: '-200.00' });
    await book(client, { accountId: card, date: '2090-03-02', amount: '-100.00', status: 'pending' });
    expect(await credit(card)).toMatchObject({
      posted: '-200.00',
      pending: '-100.00',
      available: '600.00',
      credit: { limit: '900.00', used: '300.00', usedPercent: '33.3' },
    });
    await book(client, { accountId: card, date: '2090-03-03', amount: '350.00' });
    expect(await credit(card)).toMatchObject({
      available: '950.00',
      credit: { used: '0.00', usedPercent: '0.0' },
    });
    const none = await addAccount(client, { name: 'None', type: 'credit', creditLimit: '0' });
    expect((await credit(none)).credit).toEqual({ limit: '0.00', used: '0.00', usedPercent: null });
    const giroOf = await addAccount(client, { name: 'Plain', type: 'checking' });
    expect((await credit(giroOf)).credit).toBeNull();
  });
});

describe('GET /balances/validate', () => {
  it('200 with the drifts that are not zero', async () => {
    expect((await ada.call(validateBalances, { query: { totals: 'true' } })).data).toMatchObject({
      checkedAt: NOW.toISOString(),
      totalsAgree: true,
      differences: [],
      accounts: [{ id: giro.accountId, name: 'Giro', anchorCount: 2, driftCount: 1 }],
      drifts: [
        {
          ...giro,
          accountName: 'Giro',
          from: '2090-01-31',
          to: '2090-02-28',
          currency: 'EUR',
          drift: '-10.00',
        },
      ],
    });
  });

  it('200 names each derived total that is not what the rows say', async () => {
    const client = await registerClient(app, { currency: 'JPY' });
    const accountId = await addAccount(client, { name: 'Yen', type: 'cash' });
    await book(client, { accountId, date: '2090-01-10', amount: '500' });
    // What no writer of the program can do: past the triggers, by the database's owner.
    await app.adminQuery('UPDATE account_daily_totals SET posted_minor = 501 WHERE account_id = $1', [
      accountId,
    ]);
    await app.adminQuery('UPDATE category_monthly_totals SET amount_minor = 499 WHERE account_id = $1', [
      accountId,
    ]);
    expect((await client.call(validateBalances, { query: { totals: 'true' } })).data).toMatchObject({
      totalsAgree: false,
      differences: [
        {
          total: 'account_daily',
          accountId,
          categoryId: null,
          period: '2090-01-10',
          stored: '501',
          actual: '500',
        },
        {
          total: 'account_monthly',
          accountId,
          categoryId: null,
          period: '2090-01-01',
          stored: '500',
          actual: '501',
        },
        {
          total: 'category_monthly',
          accountId,
          categoryId: null,
          period: '2090-01-01',
          stored: '499',
          actual: '500',
        },
      ],
      drifts: [],
    });
  });
});
