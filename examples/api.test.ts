import {
  ACCOUNT_TYPES,
  createAccount,
  createAnchor,
  createTransaction,
  getBalanceAt,
  getBalancesSummary,
  listAnchors,
  validateBalances,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../apps/server/src/testing/contract-client.ts';
import { createTestApp, type TestApp } from '../apps/server/src/testing/create-test-app.ts';
import { type Figure, type GoldenBook, readGoldenBooks } from './golden-book.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe.each(readGoldenBooks())('golden book $name, through the API', (book) => {
  let client: ContractClient;
  let accountIds: ReadonlyMap<string, string>;
  beforeAll(async () => {
    client = await registerClient(app, { currency: book.base });
    accountIds = await enterBook(client, book);
  });

  it.each(book.figures)('$kind at $date: $account $currency', async (figure) => {
    expect(await askFigure(client, accountIds, figure)).toEqual(figure);
  });

  it('has derived totals that are what the rows say', async () => {
    expect((await client.call(validateBalances, {})).data).toMatchObject({
      totalsAgree: true,
      differences: [],
    });
  });
});

async function enterBook(client: ContractClient, book: GoldenBook): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, type: written, currency, creditLimit } of book.accounts) {
    const type = ACCOUNT_TYPES.find((each) => each === written);
    if (!type) throw new Error(`There is no account type "${written}".`);
    const { data } = await client.call(createAccount, { body: { name, type, currency, creditLimit } });
    ids.set(name, data.id);
  }
  for (const { date, account, balance } of book.anchors) {
    const params = { accountId: idOf(ids, account) };
    await client.call(createAnchor, { params, body: { date, balance } });
  }
  for (const { account, ...row } of book.rows) {
    const type = row.isRefund ? { type: 'expense' as const } : {};
    await client.call(createTransaction, { body: { accountId: idOf(ids, account), ...row, ...type } });
  }
  for (const { date, from, to, amount, arrives, description } of book.transfers) {
    await client.call(createTransaction, {
      body: {
        type: 'transfer',
        accountId: idOf(ids, from),
        transferAccountId: idOf(ids, to),
        date,
        amount: `-${amount}`,
        description,
        ...(arrives === null ? {} : { transferAmount: arrives }),
      },
    });
  }
  return ids;
}

async function askFigure(
  client: ContractClient,
  ids: ReadonlyMap<string, string>,
  figure: Figure,
): Promise<Figure> {
  switch (figure.kind) {
    case 'worth': {
      const { data } = await client.call(getBalancesSummary, { query: { at: figure.date } });
      return { ...figure, assets: data.assets, liabilities: data.liabilities, netWorth: data.netWorth };
    }
    case 'unconverted': {
      const { data } = await client.call(getBalancesSummary, { query: { at: figure.date } });
      const found = data.unconverted.find((each) => each.currency === figure.currency);
      return { ...figure, netWorth: found?.netWorth ?? 'not there' };
    }
    case 'drift': {
      const params = { accountId: idOf(ids, figure.account) };
      const { data } = await client.call(listAnchors, { params });
      const found = data.find((anchor) => anchor.date === figure.date);
      return { ...figure, amount: found ? found.drift : 'no anchor' };
    }
    default: {
      const params = { accountId: idOf(ids, figure.account), date: figure.date };
      const { data } = await client.call(getBalanceAt, { params });
      const amounts = { balance: data.posted, pending: data.pending, available: data.available };
      return { ...figure, amount: amounts[figure.kind] };
    }
  }
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The book has no account "${name}".`);
  return id;
}
