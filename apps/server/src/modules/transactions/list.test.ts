import type { Category, Pagination, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
const accounts: Record<string, string> = {};
const categories: Record<string, string> = {};

/** date, account, amount, description, category, payee, more */
const ROWS: readonly [
  string,
  string,
  string,
  string,
  string | null,
  string | null,
  Record<string, unknown>?,
][] = [
  ['2026-01-05', 'giro', '-10.00', 'Bread', 'Groceries', 'Baker', { tags: ['food'] }],
  ['2026-01-05', 'giro', '-20.00', 'Trousers 50% off', null, null],
  ['2026-01-20', 'giro', '2000.00', 'January pay', 'Salary', 'Employer'],
  ['2026-02-01', 'giro', '-30.00', 'Dinner', 'Restaurants', null, { notes: 'With Baker and Ada' }],
  ['2026-02-03', 'giro', '4.00', 'Bottle return', 'Groceries', 'Baker', { isRefund: true }],
  ['2026-02-10', 'yen', '-1200', 'Ramen', 'Food', null, { status: 'pending' }],
  ['2026-02-28', 'giro', '-100.00', 'To savings', null, null, { transferAccountId: 'savings' }],
];

beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
  accounts['giro'] = await user.addAccount({ name: 'Giro' });
  accounts['savings'] = await user.addAccount({ name: 'Savings', type: 'savings' });
  accounts['yen'] = await user.addAccount({ name: 'Yen', currency: 'JPY' });
  for (const { name, id } of (await user.get<Category[]>('/categories')).data) categories[name] = id;
  for (const [date, account, amount, description, category, payeeName, more] of ROWS) {
    const made = await user.post('/transactions', {
      accountId: accounts[account],
      date,
      amount,
      description,
      categoryId: category && categories[category],
      payeeName,
      ...more,
      ...(more?.['transferAccountId'] ? { transferAccountId: accounts['savings'] } : {}),
    });
    if (made.status !== 201) throw new Error(made.message);
  }
});
afterAll(() => app.close());

/** Descriptions and total of what a query selects; words in {braces} are ids. */
async function select(query: string): Promise<{ names: string[]; pagination: Pagination | undefined }> {
  const path = query.replace(/\{(\w+)\}/g, (_, name: string) => accounts[name] ?? categories[name] ?? name);
  const answer = await user.get<Transaction[]>(`/transactions?${path}`);
  expect(answer.message).toBeUndefined();
  return { names: answer.data.map((row) => row.description), pagination: answer.pagination };
}

describe('listTransactions', () => {
  it('200: newest first, with an exact total', async () => {
    const { names, pagination } = await select('');
    expect(names).toEqual([
      'To savings',
      'To savings',
      'Ramen',
      'Bottle return',
      'Dinner',
      'January pay',
      'Trousers 50% off',
      'Bread',
    ]);
    expect(pagination).toEqual({
      limit: 50,
      nextCursor: null,
      hasMore: false,
      total: 8,
      totalIsCapped: false,
    });
  });

  it.each([
    ['accountId={savings}', ['To savings'], 1],
    ['accountId={savings},{yen}', ['To savings', 'Ramen'], 2],
    ['categoryId={Food}', ['Ramen', 'Bottle return', 'Dinner', 'Bread'], 4],
    ['categoryId={Groceries}&from=2026-02-01&to=2026-02-28', ['Bottle return'], 1],
    ['categoryId={Groceries}&from=2026-01-06', ['Bottle return'], 1],
    ['uncategorised=true', ['Trousers 50% off'], 1],
    ['uncategorised=false&limit=2', ['To savings', 'To savings'], 8],
    ['type=transfer', ['To savings', 'To savings'], 2],
    ['type=income', ['January pay'], 1],
    ['status=pending', ['Ramen'], 1],
    ['from=2026-01-20&to=2026-02-01', ['Dinner', 'January pay'], 2],
    ['tag=food', ['Bread'], 1],
    ['text=baker', ['Bottle return', 'Dinner', 'Bread'], 3],
    ['text=ADA%20baker', ['Dinner'], 1],
    ['text=50%25', ['Trousers 50% off'], 1],
    ['text=_', [], 0],
    // 4 is 400 cents and 4 yen: every row is compared in its own currency.
    ['minAmount=4', ['To savings', 'Bottle return', 'January pay'], 3],
    ['maxAmount=-30', ['To savings', 'Ramen', 'Dinner'], 3],
    ['minAmount=-30&maxAmount=-19.995', ['Dinner', 'Trousers 50% off'], 2],
    ['minAmount=-1200.5&maxAmount=-1199.5', ['Ramen'], 1],
    ['sort=amount&limit=3', ['To savings', 'Dinner', 'Trousers 50% off'], 8],
  ])('200: %s', async (query, names, total) => {
    const found = await select(query);
    expect(found.names).toEqual(names);
    expect(found.pagination?.total).toBe(total);
  });

  it('200: filters by payee and import', async () => {
    const payees = await user.get<{ id: string }[]>('/payees?q=baker');
    expect((await select(`payeeId=${payees.data[0]?.id}`)).names).toEqual(['Bottle return', 'Bread']);
    expect((await select('importId=01900000-0000-7000-8000-000000000000')).names).toEqual([]);
  });

  it('200: counts a payee or a tag alone exactly, however many rows there are', async () => {
    const many = await signUp(app);
    const accountId = await many.addAccount({ name: 'Many' });
    const row = { accountId, date: '2026-01-01', amount: '-0.01', payeeName: 'Tram', tags: ['ride'] };
    const made = await many.post<Transaction>('/transactions', row);
    const job = { tenantId: many.tenantId, userId: null };
    await app.database.jobTenant(job, { summary: 'Many' }, (tx) =>
      tx.client.query(
        `INSERT INTO transactions
           (tenant_id, id, account_id, date, amount_minor, currency, type, description, payee_id, tags, change_set_id)
         SELECT $1, gen_random_uuid(), $2, '2026-01-02', -1, 'EUR', 'expense', '', $3, '{Ride}', $4
         FROM generate_series(1, 10_004) AS n`,
        [many.tenantId, accountId, made.data.payeeId, tx.changeSetId],
      ),
    );
    const exact = { total: 10_005, totalIsCapped: false };
    expect((await many.get(`/transactions?payeeId=${made.data.payeeId}`)).pagination).toMatchObject(exact);
    expect((await many.get('/transactions?tag=RIDE')).pagination).toMatchObject(exact);
    expect((await many.get('/transactions?tag=ride&status=cleared')).pagination).toMatchObject({
      total: 10_000,
      totalIsCapped: true,
    });
    expect((await many.get('/transactions?tag=walk')).pagination).toMatchObject({ total: 0 });
  });

  it.each(['-date', 'date', '-amount', 'amount'])('200: cursors by %s pass every row once', async (sort) => {
    const whole = await user.get<Transaction[]>(`/transactions?sort=${sort}`);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { data: Transaction[]; pagination: Pagination | undefined } = await user.get<Transaction[]>(
        `/transactions?sort=${sort}&limit=3${next === '' ? '' : `&cursor=${next}`}`,
      );
      seen.push(...page.data.map((row) => row.id));
      next = page.pagination?.nextCursor ?? null;
    }
    expect(seen).toEqual(whole.data.map((row) => row.id));
    expect(seen).toHaveLength(8);
  });

  it('200: sorts by amount', async () => {
    const minor = (await user.get<Transaction[]>('/transactions?sort=amount')).data.map((row) => row.amount);
    expect(minor).toEqual(['-100.00', '-30.00', '-20.00', '-1200', '-10.00', '4.00', '100.00', '2000.00']);
  });

  it('200: page and limit work, too', async () => {
    const { names, pagination } = await select('page=3&limit=3');
    expect(names).toEqual(['Trousers 50% off', 'Bread']);
    expect(pagination).toMatchObject({ page: 3, hasMore: false, total: 8 });
  });

  it('400 INVALID_CURSOR, also for a cursor of another order', async () => {
    expect((await user.get('/transactions?cursor=nonsense')).code).toBe('INVALID_CURSOR');
    const page = await user.get('/transactions?limit=2');
    const refused = await user.get(`/transactions?sort=amount&cursor=${page.pagination?.nextCursor}`);
    expect([refused.status, refused.code]).toEqual([400, 'INVALID_CURSOR']);
  });

  it('400 PAGE_TOO_DEEP', async () => {
    const refused = await user.get('/transactions?page=1000&limit=200');
    expect([refused.status, refused.code]).toEqual([400, 'PAGE_TOO_DEEP']);
  });

  it('422: filters that cannot be read', async () => {
    for (const query of ['accountId=x', 'from=2026-02-30', 'minAmount=1,5', 'sort=payee', 'limit=0']) {
      expect((await user.get(`/transactions?${query}`)).code, query).toBe('VALIDATION_FAILED');
    }
  });
});

describe('summariseTransactions', () => {
  const euros = (count: number, [moneyIn, moneyOut, net]: readonly [string, string, string]) => ({
    currency: 'EUR',
    count,
    moneyIn,
    moneyOut,
    net,
  });
  const yen = { currency: 'JPY', count: 1, moneyIn: '0', moneyOut: '1200', net: '-1200' };

  it.each([
    ['', [euros(7, ['2104.00', '160.00', '1944.00']), yen]],
    ['from=2026-02-01', [euros(4, ['104.00', '130.00', '-26.00']), yen]],
    ['categoryId={Food}', [euros(3, ['4.00', '40.00', '-36.00']), yen]],
    ['type=expense', [euros(4, ['4.00', '60.00', '-56.00']), yen]],
    ['uncategorised=true', [euros(1, ['0.00', '20.00', '-20.00'])]],
    ['text=baker', [euros(3, ['4.00', '40.00', '-36.00'])]],
    ['status=pending', [yen]],
    ['tag=nothing', []],
  ])('200: %s', async (query, totals) => {
    const path = query.replace(/\{(\w+)\}/g, (_, name: string) => categories[name] ?? name);
    expect((await user.get(`/transactions/summary?${path}`)).data).toEqual(totals);
  });

  it('200: totals and rows give the same sums', async () => {
    const fromTotals = await user.get('/transactions/summary?type=expense');
    const fromRows = await user.get('/transactions/summary?type=expense&from=2026-01-02');
    expect(fromRows.data).toEqual(fromTotals.data);
  });
});
