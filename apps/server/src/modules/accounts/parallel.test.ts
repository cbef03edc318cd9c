import {
  createAccount,
  createTransaction,
  getBalance,
  listTransactions,
  validateBalances,
} from '@fintrack/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { insertMember } from '../../testing/test-member.ts';
import { deleteAccount } from './service.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

it('field note 10: twenty parallel inserts on one day are all in the balance', async () => {
  const client = await registerClient(app);
  const { data: account } = await client.call(createAccount, {
    body: { name: 'Shared', type: 'checking', openingBalance: '1000.00', openingDate: '2026-01-31' },
  });
  const accountId = account.id;
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      client.call(createTransaction, {
        body: { accountId, date: '2026-02-01', amount: `-${index + 1}.01`, description: `Row ${index}` },
      }),
    ),
  );
  const { data } = await client.call(getBalance, { params: { accountId }, query: { explain: 'true' } });
  // 1 + 2 + ... + 20 = 210, and twenty cents.
  expect(data.posted).toBe('789.80');
  expect(data.explanation).toMatchObject({
    sum: '-210.20',
    rowCount: 20,
    days: [{ date: '2026-02-01', rowCount: 20 }],
  });
  expect((await client.call(validateBalances, { query: { totals: 'true' } })).data).toMatchObject({
    totalsAgree: true,
    differences: [],
    drifts: [],
  });
});

it('field note 10: single rows and transfers of one day, sixty at once, are all booked', async () => {
  const client = await registerClient(app);
  const [giro, savings] = await Promise.all(
    ['Giro', 'Savings'].map(async (name) => {
      const { data } = await client.call(createAccount, { body: { name, type: 'checking' } });
      return data.id;
    }),
  );
  const date = '2026-02-01';
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      client.call(createTransaction, {
        body:
          index % 2 === 0
            ? { accountId: giro ?? '', date, amount: '-1.00', description: `Row ${index}` }
            : { accountId: giro ?? '', date, amount: '-2.00', transferAccountId: savings ?? '' },
      }),
    ),
  );
  const balances = await Promise.all(
    [giro, savings].map((accountId) =>
      client.call(getBalance, { params: { accountId: accountId ?? '' }, query: {} }),
    ),
  );
  // Thirty rows of 1.00 and thirty transfers of 2.00.
  expect(balances.map(({ data }) => data.posted)).toEqual(['-90.00', '60.00']);
  expect((await client.call(validateBalances, { query: { totals: 'true' } })).data.totalsAgree).toBe(true);
});

it('a row that is booked while its account is being deleted is refused, not lost in it', async () => {
  const client = await registerClient(app);
  const { data: account } = await client.call(createAccount, { body: { name: 'Closing', type: 'checking' } });
  const accountId = account.id;
  const partner = await insertMember(app.ownerUrl, { tenantId: client.tenantId });
  const booking = await app.database.writeTenant(partner, { summary: 'Deleted an account' }, async (tx) => {
    await deleteAccount(tx, { accountId, deleteRows: null });
    const body = { accountId, date: '2026-02-01', amount: '-1.00', description: 'Late' };
    const refused = client.refusal(createTransaction, { body });
    await somebodyWaits();
    // Not awaited in here: it waits for this transaction.
    return { refused };
  });
  expect(await booking.refused).toMatchObject({ status: 422, details: [{ path: 'accountId' }] });
  expect((await client.call(listTransactions, {})).data).toEqual([]);
});

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await app.adminQuery(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (waiting.length > 0) return;
  }
}
