import {
  getBalanceAt,
  getBalancesSummary,
  listAnchors,
  summariseTransactions,
  validateBalances,
} from '@fintrack/contract';
import { startOfMonth } from '@fintrack/core/dates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../apps/server/src/testing/contract-client.ts';
import { createTestApp, type TestApp } from '../apps/server/src/testing/create-test-app.ts';
import { enterBook, idOf } from './enter-book.ts';
import { type Figure, readGoldenBooks } from './golden-book.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe.each(readGoldenBooks())('golden book $name, through the API', (book) => {
  let client: ContractClient;
  let ids: ReadonlyMap<string, string>;
  beforeAll(async () => {
    client = await registerClient(app, { currency: book.base });
    ids = await enterBook(client, book);
  });

  it.each(book.figures)('$kind at $date: $account $currency', async (figure) => {
    expect(await askFigure(client, ids, figure)).toEqual(figure);
  });

  it('has derived totals that are what the rows say', async () => {
    expect((await client.call(validateBalances, { query: { totals: 'true' } })).data).toMatchObject({
      totalsAgree: true,
      differences: [],
    });
  });
});

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
    case 'category': {
      const query = {
        categoryId: idOf(ids, figure.category),
        from: startOfMonth(figure.date),
        to: figure.date,
      };
      const { data } = await client.call(summariseTransactions, { query });
      return { ...figure, amount: data[0]?.net ?? 'nothing' };
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
