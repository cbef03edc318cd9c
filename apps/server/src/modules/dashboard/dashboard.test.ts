import {
  createAccount,
  createAnchor,
  createCategory,
  createTransaction,
  getDashboardSummary,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

/** In Auckland it is 16 March. */
const NOW = new Date('2090-03-15T23:30:00.000Z');

let app: TestApp;
let ada: ContractClient;
let food: string;
let transport: string;
let giro: string;
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  ada = await registerClient(app, { currency: 'EUR', timezone: 'Pacific/Auckland' });
  await fillBooks();
});
afterAll(() => app.close());

type AccountBody = Parameters<typeof ada.call<typeof createAccount>>[1]['body'];
type RowBody = Parameters<typeof ada.call<typeof createTransaction>>[1]['body'];
async function addAccount(body: AccountBody): Promise<string> {
  return (await ada.call(createAccount, { body })).data.id;
}
async function addCategory(name: string, parentId?: string): Promise<string> {
  const body = parentId === undefined ? { name, kind: 'expense' as const } : { name, parentId };
  return (await ada.call(createCategory, { body })).data.id;
}
async function book(date: string, amount: string, row: Partial<RowBody> = {}): Promise<void> {
  await ada.call(createTransaction, { body: { accountId: giro, date, amount, description: 'Row', ...row } });
}

async function fillBooks(): Promise<void> {
  giro = await addAccount({
    name: 'Giro',
    type: 'checking',
    openingBalance: '1000.00',
    openingDate: '2089-12-31',
  });
  const card = await addAccount({ name: 'Card', type: 'credit' });
  const dollars = await addAccount({
    name: 'Dollars',
    type: 'cash',
    currency: 'USD',
    openingBalance: '50.00',
    openingDate: '2090-01-01',
    isHidden: true,
  });
  const house = await addAccount({
    name: 'House',
    type: 'property',
    openingBalance: '100.00',
    openingDate: '2090-01-01',
  });
  food = await addCategory('Provisions');
  const snacks = await addCategory('Snacks', food);
  transport = await addCategory('Getting about');

  await book('2090-02-10', '-30.00', { categoryId: food });
  await book('2090-02-11', '-7.00', { categoryId: snacks });
  await book('2090-02-12', '100.00');
  await book('2090-03-02', '-40.00', { categoryId: food });
  await book('2090-03-03', '-10.00', { categoryId: snacks });
  await book('2090-03-04', '-25.00', { accountId: card, categoryId: transport });
  await book('2090-03-05', '5.00', { type: 'expense', isRefund: true, categoryId: snacks });
  await book('2090-03-06', '2000.00');
  await book('2090-03-07', '-3.00');
  await book('2090-03-08', '-25.00', { type: 'transfer', transferAccountId: card });
  await book('2090-03-09', '-9.00', { accountId: dollars, categoryId: food });

  const anchor = (accountId: string, date: string, balance: string) =>
    ada.call(createAnchor, { params: { accountId }, body: { date, balance } });
  await anchor(giro, '2090-03-10', '2989.00');
  await anchor(house, '2090-02-01', '120.00');
  await app.adminQuery(
    `INSERT INTO imports (tenant_id, id, file_name, file_size, file_sha256, status)
     SELECT $1, gen_random_uuid(), 'bank.csv', 1, '', status FROM unnest(ARRAY['draft', 'committed', 'failed']) status`,
    [ada.tenantId],
  );
}

describe('GET /dashboard/summary', () => {
  it('200 net worth with its line and its change, other currencies apart', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    expect(data).toMatchObject({ month: '2090-03', baseCurrency: 'EUR' });
    // Giro as the bank says 2,989.00, the house 120.00; the card was paid off.
    expect(data.netWorth).toMatchObject({
      total: '3109.00',
      assets: '3109.00',
      liabilities: '0.00',
      change: '1926.00',
    });
    expect(data.netWorth.line).toHaveLength(13);
    expect(data.netWorth.line[0]).toEqual({ date: '2089-03-31', balance: '1100.00', isComplete: false });
    expect(data.netWorth.line.slice(-3)).toEqual([
      { date: '2090-01-31', balance: '1100.00', isComplete: false },
      { date: '2090-02-28', balance: '1183.00', isComplete: false },
      { date: '2090-03-16', balance: '3109.00', isComplete: false },
    ]);
    expect(data.unconverted).toMatchObject([{ currency: 'USD', netWorth: '41.00' }]);
  });

  it('200 the accounts that are not hidden', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    expect(data.accounts.map(({ name, type, balance }) => [name, type, balance])).toEqual([
      ['Card', 'credit', '0.00'],
      ['Giro', 'checking', '2989.00'],
      ['House', 'property', '120.00'],
    ]);
  });

  it('200 cash flow without transfers, refunds taken off what was spent', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    expect(data.cashFlow).toEqual({
      moneyIn: '2000.00',
      moneyOut: '73.00',
      net: '1927.00',
      months: [
        { month: '2089-10', moneyIn: '0.00', moneyOut: '0.00' },
        { month: '2089-11', moneyIn: '0.00', moneyOut: '0.00' },
        { month: '2089-12', moneyIn: '0.00', moneyOut: '0.00' },
        { month: '2090-01', moneyIn: '0.00', moneyOut: '0.00' },
        { month: '2090-02', moneyIn: '100.00', moneyOut: '37.00' },
        { month: '2090-03', moneyIn: '2000.00', moneyOut: '73.00' },
      ],
    });
  });

  it('200 spending by root category, most first, beside the month before', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    const shown = data.spendingByCategory.map(({ color: _, ...rest }) => rest);
    expect(shown).toEqual([
      { categoryId: food, name: 'Provisions', amount: '45.00', previousAmount: '37.00', transactionCount: 3 },
      {
        categoryId: transport,
        name: 'Getting about',
        amount: '25.00',
        previousAmount: '0.00',
        transactionCount: 1,
      },
      {
        categoryId: null,
        name: 'Uncategorised',
        amount: '3.00',
        previousAmount: '0.00',
        transactionCount: 1,
      },
    ]);
  });

  it('200 the eight newest transactions', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    expect(data.recentTransactions.map(({ date }) => date)).toEqual([
      '2090-03-09',
      '2090-03-08',
      '2090-03-08',
      '2090-03-07',
      '2090-03-06',
      '2090-03-05',
      '2090-03-04',
      '2090-03-03',
    ]);
  });

  it('200 what waits: rows without a category but transfers, drift but of valuations, open imports', async () => {
    const { data } = await ada.call(getDashboardSummary, {});
    expect(data.toReview).toEqual({
      uncategorised: 3,
      drifts: [{ accountId: giro, accountName: 'Giro', date: '2090-03-10', currency: 'EUR', drift: '-1.00' }],
      openImports: 1,
      transferProposals: 0,
      ruleProposals: [],
    });
  });

  it('200 for an earlier month: its figures, and net worth at its end', async () => {
    const { data } = await ada.call(getDashboardSummary, { query: { month: '2090-02' } });
    expect(data).toMatchObject({
      month: '2090-02',
      netWorth: { total: '1183.00', change: '83.00' },
      cashFlow: { moneyIn: '100.00', moneyOut: '37.00', net: '63.00' },
      spendingByCategory: [
        { categoryId: food, amount: '37.00', previousAmount: '0.00', transactionCount: 2 },
      ],
    });
    expect(data.netWorth.line.map(({ date }) => date)).toEqual(
      expect.arrayContaining(['2089-02-28', '2089-12-31', '2090-01-31', '2090-02-28']),
    );
    expect(data.netWorth.line).toHaveLength(13);
  });

  it('200 zeros for a tenant that has nothing yet', async () => {
    const eve = await registerClient(app, { currency: 'JPY' });
    const { data } = await eve.call(getDashboardSummary, {});
    expect(data).toMatchObject({
      month: '2090-03',
      netWorth: { total: '0', change: '0' },
      accounts: [],
      cashFlow: { moneyIn: '0', moneyOut: '0', net: '0' },
      spendingByCategory: [],
      recentTransactions: [],
      toReview: { uncategorised: 0, drifts: [], openImports: 0, transferProposals: 0, ruleProposals: [] },
    });
  });

  it('422 VALIDATION_FAILED for a month that does not exist', async () => {
    expect(await ada.refusal(getDashboardSummary, { query: { month: '2090-13' } })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
      details: [{ path: 'month' }],
    });
  });

  it('401 UNAUTHENTICATED without a token', async () => {
    expect((await app.request('/api/v1/dashboard/summary')).status).toBe(401);
  });
});
