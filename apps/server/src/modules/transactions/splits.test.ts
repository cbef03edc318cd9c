import type { Category, Transaction, TransactionDetail } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
let groceries: string;
let household: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  const categories = (await user.get<Category[]>('/categories')).data;
  const idOf = (name: string) => categories.find((category) => category.name === name)?.id ?? '';
  groceries = idOf('Groceries');
  household = categories.find(({ kind, id }) => kind === 'expense' && id !== groceries)?.id ?? '';
});

async function book(fields: Record<string, unknown> = {}): Promise<Transaction> {
  const body = { accountId: giro, date: '2026-03-10', amount: '-10', ...fields };
  const made = await user.post<Transaction>('/transactions', body);
  expect(made.message).toBeUndefined();
  return made.data;
}

async function detail(id: string): Promise<TransactionDetail> {
  return (await user.get<TransactionDetail>(`/transactions/${id}`)).data;
}

function split(row: Pick<Transaction, 'id' | 'version'>, splits: unknown[], more: object = {}) {
  const body = { version: row.version, splits, ...more };
  return user.put<TransactionDetail>(`/transactions/${row.id}/splits`, body);
}

/** A row of -10.00 in two parts: groceries 6.00, household 4.00. */
async function bookSplit(fields: Record<string, unknown> = {}): Promise<TransactionDetail> {
  const parts = [
    { amount: '-6', categoryId: groceries },
    { amount: '-4', categoryId: household },
  ];
  const made = await split(await book({ payeeName: 'Market', ...fields }), parts);
  expect(made.message).toBeUndefined();
  return made.data;
}

function amountsOf(row: TransactionDetail): string[] {
  return row.splits.map(({ amount }) => amount);
}

async function balance(accountId: string, date = '2026-12-31'): Promise<string> {
  return (await user.get<{ posted: string }>(`/accounts/${accountId}/balance/${date}`)).data.posted;
}

async function proveTotals(): Promise<void> {
  const context = { tenantId: user.tenantId, userId: null };
  const differences = await app.database.jobTenant(
    context,
    null,
    async (tx) =>
      (
        await tx.client.query<{ total: string }>(
          'SELECT total FROM verify_totals() UNION ALL SELECT total FROM verify_category_counts()',
        )
      ).rows,
  );
  expect(differences).toEqual([]);
}

function expectRefused(answer: Answer<unknown>, refusal: readonly [number, string], hint: string): void {
  expect([answer.status, answer.code]).toEqual(refusal);
  expect(answer.message).toContain(hint);
}

describe('replaceSplits', () => {
  it('200: parts with their categories, which take payee, description and tags of the whole unless told otherwise', async () => {
    const row = await book({
      payeeName: 'Market',
      description: 'Saturday',
      tags: ['home'],
      categoryId: groceries,
    });
    const made = await split(row, [
      { amount: '-6', categoryId: groceries, notes: 'bread' },
      { amount: '-4', categoryId: household, payeeName: 'Stall', description: 'soap', tags: [] },
    ]);
    expect(made.status).toBe(200);
    expect(made.headers.get('etag')).toContain('"2"');
    expect(made.data).toMatchObject({ isSplit: true, amount: '-10.00', categoryId: null, version: 2 });
    expect(made.data.splits).toMatchObject([
      {
        amount: '-6.00',
        categoryId: groceries,
        categoryName: 'Groceries',
        payeeName: 'Market',
        description: 'Saturday',
        tags: ['home'],
        notes: 'bread',
        isRefund: false,
      },
      { amount: '-4.00', categoryId: household, payeeName: 'Stall', description: 'soap', tags: [] },
    ]);
    expect(await balance(giro)).toBe('-10.00');
    await proveTotals();
  });

  it('200: a part whose sign is the other one gives back, such as a deposit', async () => {
    const made = await split(await book(), [{ amount: '-10.25' }, { amount: '0.25', categoryId: groceries }]);
    expect(made.data.splits.map(({ amount, isRefund }) => [amount, isRefund])).toEqual([
      ['-10.25', false],
      ['0.25', true],
    ]);
  });

  it('200: replaces the parts; one that is named keeps its identity and what is left out of it', async () => {
    const whole = await bookSplit();
    const [first] = whole.splits;
    const again = await split(whole, [{ id: first?.id, amount: '-3' }, { amount: '-5' }, { amount: '-2' }]);
    expect(amountsOf(again.data)).toEqual(['-3.00', '-5.00', '-2.00']);
    expect(again.data.splits[0]).toMatchObject({ id: first?.id, categoryId: groceries, version: 2 });
    await proveTotals();
  });

  it('200: an empty list makes it one row again, with the category that all parts had', async () => {
    const mixed = await split(await bookSplit(), []);
    expect(mixed.data).toMatchObject({ isSplit: false, splits: [], categoryId: null, amount: '-10.00' });
    const row = await book();
    const same = await split(row, [
      { amount: '-6', categoryId: groceries },
      { amount: '-4', categoryId: groceries },
    ]);
    expect((await split(same.data, [])).data).toMatchObject({ isSplit: false, categoryId: groceries });
    await proveTotals();
  });

  it('200: changes the amount together with its parts', async () => {
    const whole = await bookSplit();
    const changed = await split(whole, [{ amount: '-7' }, { amount: '-5' }], { amount: '-12' });
    expect([changed.data.amount, amountsOf(changed.data)]).toEqual(['-12.00', ['-7.00', '-5.00']]);
    expect(await balance(giro)).toBe('-12.00');
    await proveTotals();
  });

  it('200: undone as one change, and the undoing undone', async () => {
    const row = await book({ categoryId: groceries });
    const made = await split(row, [{ amount: '-6' }, { amount: '-4' }]);
    const undone = await user.post<{ changeSetId: string }>(
      `/change-sets/${made.headers.get('x-change-set')}/revert`,
    );
    expect(await detail(row.id)).toMatchObject({ isSplit: false, splits: [], categoryId: groceries });
    await user.post(`/change-sets/${undone.data.changeSetId}/revert`);
    expect(amountsOf(await detail(row.id))).toEqual(['-6.00', '-4.00']);
    await proveTotals();
  });

  it.each([
    ['too little', ['-6', '-3'], '-9.00 EUR and the whole is -10.00 EUR: -1.00 EUR are left', '-1.00'],
    ['too much', ['-6', '-4.5'], '-10.50 EUR and the whole is -10.00 EUR: 0.50 EUR are left', '0.50'],
  ])('422 SPLITS_UNEQUAL: %s is said with the amount', async (...[_, amounts, hint, remainder]) => {
    const refused = await split(
      await book(),
      amounts.map((amount) => ({ amount })),
    );
    expectRefused(refused, [422, 'SPLITS_UNEQUAL'], hint);
    expect(refused.details).toEqual([expect.objectContaining({ path: 'splits', remainder })]);
  });

  it.each([
    ['VALIDATION_FAILED', 'One part is no split', [{ amount: '-10' }]],
    ['VALIDATION_FAILED', 'needs an amount', [{ amount: '-10' }, { amount: '0' }]],
    ['AMOUNT_INVALID', 'more than 2 digits', [{ amount: '-5.005' }, { amount: '-4.995' }]],
    ['VALIDATION_FAILED', 'no such category', [{ amount: '-5' }, { amount: '-5', categoryId: 'nowhere' }]],
    ['VALIDATION_FAILED', 'no such payee', [{ amount: '-5' }, { amount: '-5', payeeId: 'nowhere' }]],
    ['VALIDATION_FAILED', 'no such part', [{ amount: '-5' }, { amount: '-5', id: 'nowhere' }]],
    ['VALIDATION_FAILED', 'at most 100 parts', Array.from({ length: 101 }, () => ({ amount: '-1' }))],
  ])('422 %s: %s', async (code, hint, parts) => {
    const named = parts.map((part) =>
      Object.fromEntries(
        Object.entries(part).map(([key, value]) => [key, value === 'nowhere' ? NOWHERE : value]),
      ),
    );
    const refused = await split(await book(), named);
    expect([refused.status, refused.code]).toEqual([422, code]);
    expect(JSON.stringify([refused.message, refused.details])).toContain(hint);
  });

  it('404 NOT_FOUND, 409 STALE_VERSION with the row as it is, 428 VERSION_REQUIRED', async () => {
    const row = await book();
    const parts = [{ amount: '-6' }, { amount: '-4' }];
    expectRefused(await split({ id: NOWHERE, version: 1 }, parts), [404, 'NOT_FOUND'], 'no such');
    await user.put(`/transactions/${row.id}`, { notes: 'theirs', version: 1 });
    const stale = await split(row, parts);
    expectRefused(stale, [409, 'STALE_VERSION'], 'Look at it again');
    expect(stale.details).toMatchObject({ current: { notes: 'theirs', version: 2 } });
    const unsaid = await user.put(`/transactions/${row.id}/splits`, { splits: parts });
    expectRefused(unsaid, [428, 'VERSION_REQUIRED'], '');
  });

  it('409 WRONG_STATE: a transfer and a part of a split are not split', async () => {
    const leg = await book({ transferAccountId: savings });
    const parts = [{ amount: '-6' }, { amount: '-4' }];
    expectRefused(await split(leg, parts), [409, 'WRONG_STATE'], 'A transfer between your own accounts');
    const [part] = (await bookSplit()).splits;
    const refused = await split({ id: part?.id ?? '', version: 1 }, parts);
    expectRefused(refused, [409, 'WRONG_STATE'], 'one part of a split');
  });

  it('the lock of a reconciled row: its parts may change, its amount may not', async () => {
    const row = await book({ status: 'reconciled' });
    const parted = await split(row, [{ amount: '-6' }, { amount: '-4' }]);
    expect(parted.status).toBe(200);
    const more = await split(parted.data, [{ amount: '-6' }, { amount: '-5' }], { amount: '-11' });
    expectRefused(more, [409, 'WRONG_STATE'], 'reconciled with a statement');
  });

  it('two who split one row at once: one does, the other is told', async () => {
    const row = await book();
    const answers = await Promise.all([
      split(row, [{ amount: '-6' }, { amount: '-4' }]),
      split(row, [{ amount: '-5' }, { amount: '-5' }]),
    ]);
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 409]);
    expect((await detail(row.id)).splits).toHaveLength(2);
  });

  it('a row of another tenant is not there', async () => {
    const row = await book();
    user = await signUp(app);
    expect((await split(row, [{ amount: '-6' }, { amount: '-4' }])).code).toBe('NOT_FOUND');
  });
});

describe('editing either side of a split', () => {
  it('409 WRONG_STATE: the amount of the whole alone', async () => {
    const whole = await bookSplit();
    const refused = await user.put(`/transactions/${whole.id}`, { amount: '-11', version: whole.version });
    expectRefused(refused, [409, 'WRONG_STATE'], 'together with the parts');
    const categorised = { categoryId: groceries, version: whole.version };
    expectRefused(
      await user.put(`/transactions/${whole.id}`, categorised),
      [409, 'WRONG_STATE'],
      'its parts have the categories',
    );
  });

  it('409 WRONG_STATE: the amount of a part, with what would be left', async () => {
    const [part] = (await bookSplit()).splits;
    const path = `/transactions/${part?.id}`;
    const refused = await user.put(path, { amount: '-7', version: 1 });
    expectRefused(
      refused,
      [409, 'WRONG_STATE'],
      'with -7.00 EUR here, 1.00 EUR of the whole would belong to no part',
    );
    for (const change of [{ date: '2026-03-11' }, { accountId: savings }, { status: 'pending' }]) {
      expectRefused(
        await user.put(path, { ...change, version: 1 }),
        [409, 'WRONG_STATE'],
        'those of the whole',
      );
    }
    expectRefused(await user.delete(path), [409, 'WRONG_STATE'], 'does not go alone');
  });

  it('200: a part has a category, payee, notes and tags of its own; who has the split open is told', async () => {
    const whole = await bookSplit();
    const [part] = whole.splits;
    const saved = await user.put<Transaction>(`/transactions/${part?.id}`, {
      categoryId: household,
      notes: 'mine',
      version: 1,
    });
    expect(saved.data).toMatchObject({ categoryId: household, notes: 'mine', parentId: whole.id });
    expect((await split(whole, [])).code).toBe('STALE_VERSION');
    const answer = await detail(part?.id ?? '');
    expect(answer.whole).toMatchObject({ id: whole.id, amount: '-10.00', accountName: 'Giro' });
  });

  it('200: parts follow the whole in date, account, status, payee and description', async () => {
    const whole = await bookSplit();
    const [first, second] = whole.splits;
    await user.put(`/transactions/${second?.id}`, { description: 'own words', version: 1 });
    const { version } = await detail(whole.id);
    const moved = await user.put<Transaction>(`/transactions/${whole.id}`, {
      date: '2026-04-02',
      accountId: savings,
      status: 'pending',
      payeeName: 'Bazaar',
      description: 'moved',
      version,
    });
    expect(moved.message).toBeUndefined();
    const followed = { date: '2026-04-02', accountId: savings, status: 'pending', payeeName: 'Bazaar' };
    expect(await detail(first?.id ?? '')).toMatchObject({ ...followed, description: 'moved' });
    expect(await detail(second?.id ?? '')).toMatchObject({ ...followed, description: 'own words' });
    await proveTotals();
  });

  it('200: the whole goes with its parts, and comes back with them', async () => {
    const whole = await bookSplit();
    const gone = await user.delete<{ deleted: number; changeSetId: string }>(`/transactions/${whole.id}`);
    expect(gone.data.deleted).toBe(1);
    for (const { id } of whole.splits) expect((await user.get(`/transactions/${id}`)).status).toBe(404);
    await proveTotals();
    await user.post(`/change-sets/${gone.data.changeSetId}/revert`);
    expect(amountsOf(await detail(whole.id))).toEqual(['-6.00', '-4.00']);
    await proveTotals();
  });
});

describe('the database keeps a split whole, whoever writes', () => {
  async function write(text: string, values: unknown[]): Promise<unknown> {
    const context = { tenantId: user.tenantId, userId: null };
    return app.database
      .jobTenant(context, { summary: 'behind the back' }, async (tx) => tx.client.query(text, values))
      .then(() => 'written')
      .catch((error: unknown) => error);
  }

  it.each([
    [
      'a part of another amount',
      'amount_minor = amount_minor - 1',
      'parent_id',
      'is not the sum of its parts',
    ],
    ['a part in another account', 'account_id = $2', 'parent_id', 'disagree in account'],
    [
      'a part that goes',
      "deleted_at = now(), deleted_reason = 'user'",
      'parent_id',
      'is a split without parts',
    ],
    ['a whole of another amount', 'amount_minor = amount_minor - 1', 'id', 'is not the sum of its parts'],
    ['a whole that is none', 'is_split = false', 'id', 'has parts and is no split'],
  ])('%s is refused at the end', async (...[_, set, column, problem]) => {
    const whole = await bookSplit();
    const values = set.includes('$2') ? [whole.id, savings] : [whole.id];
    const error = await write(`UPDATE transactions SET ${set} WHERE ${column} = $1`, values);
    expect(error).toMatchObject({ code: '23514', constraint: 'transactions_split' });
    expect(String(error)).toContain(problem);
    expect(amountsOf(await detail(whole.id))).toEqual(['-6.00', '-4.00']);
  });

  it('whole and parts in any order, as long as they agree in the end', async () => {
    const whole = await bookSplit();
    const [first] = whole.splits;
    const context = { tenantId: user.tenantId, userId: null };
    await app.database.jobTenant(context, { summary: 'both' }, async (tx) => {
      await tx.client.query('UPDATE transactions SET amount_minor = -700 WHERE id = $1', [first?.id]);
      await tx.client.query('UPDATE transactions SET amount_minor = -1100 WHERE id = $1', [whole.id]);
    });
    expect(amountsOf(await detail(whole.id))).toEqual(['-7.00', '-4.00']);
  });

  it('parts follow a whole that another writer moves, many at once', async () => {
    const wholes = [await bookSplit(), await bookSplit()];
    await write('UPDATE transactions SET date = $2 WHERE id = ANY($1)', [
      wholes.map(({ id }) => id),
      '2026-05-05',
    ]);
    for (const whole of wholes) {
      const [part] = (await detail(whole.id)).splits;
      expect((await detail(part?.id ?? '')).date).toBe('2026-05-05');
    }
    await proveTotals();
  });
});

describe('lists of splits', () => {
  async function listed(query: string): Promise<Answer<Transaction[]>> {
    return user.get<Transaction[]>(`/transactions?${query}`);
  }

  it('without a category a split is one row, with its parts where they are asked for', async () => {
    const whole = await bookSplit();
    const plain = await listed('');
    expect(plain.data.map(({ id, splits }) => [id, splits])).toEqual([[whole.id, undefined]]);
    const [row] = (await listed('include=splits')).data;
    expect(row?.splits?.map(({ amount, categoryId }) => [amount, categoryId])).toEqual([
      ['-6.00', groceries],
      ['-4.00', household],
    ]);
  });

  it('by category it is its parts of that category, and the totals are the sum of what is listed', async () => {
    const whole = await bookSplit();
    const plain = await book({ amount: '-1.5', categoryId: groceries, date: '2026-03-09' });
    for (const span of ['', '&from=2026-03-01&to=2026-03-31', '&from=2026-03-02&to=2026-03-30']) {
      const found = await listed(`categoryId=${groceries}${span}`);
      expect(
        found.data.map(({ id, parentId, amount }) => [id === plain.id ? 'plain' : parentId, amount]),
      ).toEqual([
        [whole.id, '-6.00'],
        ['plain', '-1.50'],
      ]);
      expect(found.pagination?.total).toBe(2);
      const totals = await user.get(`/transactions/summary?categoryId=${groceries}${span}`);
      expect(totals.data).toEqual([
        { currency: 'EUR', count: 2, moneyIn: '0.00', moneyOut: '7.50', net: '-7.50' },
      ]);
    }
  });

  it('a part stands with the balance after its whole', async () => {
    await bookSplit();
    await book({ amount: '-1', date: '2026-03-10' });
    const found = await listed(`categoryId=${groceries}&accountId=${giro}&include=running`);
    expect(found.data.map(({ amount, runningBalance }) => [amount, runningBalance])).toEqual([
      ['-6.00', '-10.00'],
    ]);
  });

  it('without a category among its parts it is found as uncategorised, part by part', async () => {
    const row = await book();
    await split(row, [{ amount: '-6', categoryId: groceries }, { amount: '-4' }]);
    const found = await listed('uncategorised=true');
    expect(found.data.map(({ parentId, amount }) => [parentId, amount])).toEqual([[row.id, '-4.00']]);
    expect(found.pagination?.total).toBe(1);
  });

  it('by type it is one row, and the totals agree with the list', async () => {
    await split(await book(), [{ amount: '-10.25' }, { amount: '0.25' }]);
    await book({ amount: '5', type: 'expense', isRefund: true });
    for (const span of ['from=2026-03-01&to=2026-03-31', 'from=2026-03-02&to=2026-03-30']) {
      const found = await listed(`type=expense&${span}`);
      expect([found.data.length, found.pagination?.total]).toEqual([2, 2]);
      const totals = await user.get(`/transactions/summary?type=expense&${span}`);
      expect(totals.data).toEqual([
        { currency: 'EUR', count: 2, moneyIn: '5.00', moneyOut: '10.00', net: '-5.00' },
      ]);
    }
  });

  it.each(['-date', 'date', '-amount', 'amount'])(
    'pages by category, parts among rows, sorted by %s',
    async (sort) => {
      for (const day of [1, 2, 3]) {
        await bookSplit({ date: `2026-03-0${day}` });
        await book({ amount: `-${day}.5`, categoryId: groceries, date: `2026-03-0${day}` });
      }
      const whole = (await listed(`categoryId=${groceries}&sort=${sort}`)).data.map(({ id }) => id);
      expect(whole).toHaveLength(6);
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Answer<Transaction[]> = await listed(
          `categoryId=${groceries}&sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        paged.push(...page.data.map(({ id }) => id));
        cursor = page.pagination?.nextCursor ?? null;
      }
      expect(paged).toEqual(whole);
      const second = await listed(`categoryId=${groceries}&sort=${sort}&limit=4&page=2`);
      expect(second.data.map(({ id }) => id)).toEqual(whole.slice(4));
    },
  );
});

describe('field note 11: every later running balance is right', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
  const balances = () => Promise.all(days.map((day) => balance(giro, day)));

  it('after editing the date of an old row, deleting several at once, and editing a split', async () => {
    const rows = [];
    for (const [index, day] of days.entries()) rows.push(await book({ date: day, amount: `-${index + 1}` }));
    expect(await balances()).toEqual(['-1.00', '-3.00', '-6.00', '-10.00', '-15.00']);

    // The row of -1 moves from the first day to the fourth.
    await user.put(`/transactions/${rows[0]?.id}`, { date: '2026-03-04', version: 1 });
    expect(await balances()).toEqual(['0.00', '-2.00', '-5.00', '-10.00', '-15.00']);

    // The row of -3 on the third day is split, then made -4 with its parts, then moved to the second day.
    const third = rows[2];
    if (!third) throw new Error('five rows were booked');
    const parted = await split(third, [{ amount: '-1' }, { amount: '-2' }]);
    expect(await balances()).toEqual(['0.00', '-2.00', '-5.00', '-10.00', '-15.00']);
    const grown = await split(parted.data, [{ amount: '-1.5' }, { amount: '-2.5' }], { amount: '-4' });
    expect(await balances()).toEqual(['0.00', '-2.00', '-6.00', '-11.00', '-16.00']);
    const { version } = grown.data;
    await user.put(`/transactions/${third.id}`, { date: '2026-03-02', version });
    expect(await balances()).toEqual(['0.00', '-6.00', '-6.00', '-11.00', '-16.00']);

    // The split and the row of -4 go in one action.
    const ids = [third.id, rows[3]?.id];
    const gone = await user.post('/transactions/bulk', { action: 'delete', ids });
    expect(gone.message).toBeUndefined();
    expect(await balances()).toEqual(['0.00', '-2.00', '-2.00', '-3.00', '-8.00']);
    await proveTotals();
  });
});

const NOWHERE = '01900000-0000-7000-8000-000000000000';
