import type { Account, BulkResult, Category, Transaction } from '@fintrack/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

/*
 * One action on many rows and the same change of each row alone, in the same order, leave the same books: what a single
 * change refuses, the action refuses of that row, and nothing else.
 */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const ACCOUNTS = ['Giro', 'Savings', 'Cash', 'Dollars'] as const;
const CATEGORIES = ['Groceries', 'Salary'] as const;

interface Books {
  readonly client: TestClient;
  readonly ids: readonly string[];
  readonly accounts: Readonly<Record<string, string>>;
  readonly categories: Readonly<Record<string, string>>;
}

const row = fc.record({
  account: fc.constantFrom(...ACCOUNTS.slice(0, 3)),
  date: fc.constantFrom('2026-01-01', '2026-02-28', '2026-03-31'),
  amount: fc.constantFrom('-12.34', '5.00', '-0.01', '1000.00'),
  isRefund: fc.boolean(),
  to: fc.constantFrom(null, null, ...ACCOUNTS.slice(0, 3)),
  status: fc.constantFrom('pending', 'cleared', 'reconciled'),
  tags: fc.subarray(['a', 'B', 'c']),
});
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

const change = fc.record(
  {
    date: fc.constantFrom('2026-01-01', '2026-06-15'),
    status: fc.constantFrom('pending', 'cleared', 'reconciled'),
    type: fc.constantFrom('income', 'expense', 'transfer'),
    isRefund: fc.boolean(),
    description: fc.constantFrom('', 'Lunch'),
    notes: fc.constantFrom(null, 'two\nlines'),
    payeeName: fc.constantFrom('Baker', 'BAKER', 'New one'),
    category: fc.constantFrom(null, ...CATEGORIES),
    paymentMethod: fc.constantFrom(null, 'card'),
  },
  { requiredKeys: [] },
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** Two books with the same rows. */
async function newBooks(rows: readonly Row[]): Promise<Books> {
  const client = await signUp(app);
  const accounts: Record<string, string> = {};
  for (const name of ACCOUNTS) {
    accounts[name] = await client.addAccount({ name, currency: name === 'Dollars' ? 'USD' : 'EUR' });
  }
  const listed = (await client.get<Category[]>('/categories')).data;
  const categories = Object.fromEntries(
    CATEGORIES.map((name) => [name, listed.find((category) => category.name === name)?.id ?? '']),
  );
  const ids: string[] = [];
  for (const { account, to, amount, isRefund, ...rest } of rows) {
    const isTransfer = to !== null && to !== account;
    const fields = isTransfer ? { transferAccountId: accounts[to] } : { isRefund };
    const body = { ...rest, ...fields, amount, accountId: accounts[account] };
    const made = await client.post<Transaction>('/transactions', body);
    expect(made.message).toBeUndefined();
    ids.push(made.data.id);
    if (isTransfer && made.data.transferTransactionId) ids.push(made.data.transferTransactionId);
  }
  return { client, ids, accounts, categories };
}

/** What two books with the same rows have different ones of. */
const WITHOUT = {
  id: '',
  accountId: '',
  payeeId: '',
  categoryId: '',
  categoryColor: '',
  transferTransactionId: '',
  version: 0,
  createdAt: '',
  updatedAt: '',
};

/** Everything that the books say, without ids and versions. */
async function readBooks({ client }: Books): Promise<unknown> {
  const { data: rows } = await client.get<Transaction[]>('/transactions?limit=200&sort=amount');
  const { data: accounts } = await client.get<Account[]>('/accounts');
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return {
    balances: accounts.map(({ name, balance }) => [name, balance.posted, balance.pending]),
    rows: rows
      .map((each) =>
        JSON.stringify({
          ...each,
          ...WITHOUT,
          transferAccountId: names.get(each.transferAccountId ?? '') ?? null,
        }),
      )
      .toSorted(),
  };
}

async function singly(books: Books, body: Record<string, unknown>): Promise<number> {
  let refused = 0;
  for (const id of books.ids) {
    const { data } = await books.client.get<Transaction>(`/transactions/${id}`);
    const answer = await books.client.put(`/transactions/${id}`, { ...body, version: data.version });
    if (answer.status !== 200) refused += 1;
  }
  return refused;
}

async function atOnce(books: Books, action: Record<string, unknown>): Promise<BulkResult> {
  const answer = await books.client.post<BulkResult>('/transactions/bulk', {
    ids: books.ids,
    partial: true,
    ...action,
  });
  expect(answer.message).toBeUndefined();
  return answer.data;
}

function bodyOf({ category, ...rest }: Change, { categories }: Books): Record<string, unknown> {
  return {
    ...rest,
    ...(category === undefined ? {} : { categoryId: category === null ? null : categories[category] }),
  };
}

const RUNS = { numRuns: 12 };
/** Each run registers two tenants. */
const TIMEOUT_MS = 120_000;

describe('bulk and single', () => {
  it(
    'updates leave equal rows and refuse the same ones',
    async () => {
      const rows = fc.array(row, { minLength: 1, maxLength: 5 });
      const changes = change.filter((value) => Object.keys(value).length > 0);
      await fc.assert(
        fc.asyncProperty(rows, changes, async (given, wanted) => {
          const [many, one] = [await newBooks(given), await newBooks(given)];
          const { refused } = await atOnce(many, { action: 'update', set: bodyOf(wanted, many) });
          expect(refused.count).toBe(await singly(one, bodyOf(wanted, one)));
          expect(await readBooks(many)).toEqual(await readBooks(one));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'moves leave equal rows and refuse the same ones',
    async () => {
      const rows = fc.array(row, { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(rows, fc.constantFrom(...ACCOUNTS), async (given, to) => {
          const [many, one] = [await newBooks(given), await newBooks(given)];
          const { refused } = await atOnce(many, { action: 'move', accountId: many.accounts[to] });
          expect(refused.count).toBe(await singly(one, { accountId: one.accounts[to] }));
          expect(await readBooks(many)).toEqual(await readBooks(one));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'deletions leave equal rows and refuse the same ones; undone all is as before',
    async () => {
      const rows = fc.array(row, { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(rows, fc.constantFrom('delete', 'keep'), async (given, otherLeg) => {
          const [many, one] = [await newBooks(given), await newBooks(given)];
          const before = await readBooks(many);
          const { changeSetId, refused } = await atOnce(many, { action: 'delete', otherLeg });
          let notDeleted = 0;
          for (const id of one.ids) {
            const answer = await one.client.delete(`/transactions/${id}?otherLeg=${otherLeg}`);
            if (answer.status === 409) notDeleted += 1;
          }
          expect(refused.count).toBe(notDeleted);
          expect(await readBooks(many)).toEqual(await readBooks(one));
          const undone = await many.client.post(`/change-sets/${changeSetId}/revert`);
          expect(undone.message).toBeUndefined();
          expect(await readBooks(many)).toEqual(before);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'bookings leave equal rows',
    async () => {
      const rows = fc.array(row, { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const [many, one] = [await newBooks([]), await newBooks(given)];
          const bookings = given.map(({ account, to, isRefund, ...rest }) => ({
            ...rest,
            accountId: many.accounts[account],
            ...(to !== null && to !== account ? { transferAccountId: many.accounts[to] } : { isRefund }),
          }));
          const answer = await many.client.post('/transactions/bulk', { action: 'create', rows: bookings });
          expect(answer.message).toBeUndefined();
          expect(await readBooks(many)).toEqual(await readBooks(one));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
