import type {
  BulkRefusals,
  BulkResult,
  Category,
  ChangeSet,
  Payee,
  Tag,
  Transaction,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;
let savings: string;
let dollars: string;
let groceries: string;
let salary: string;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
  const categories = (await user.get<Category[]>('/categories')).data;
  groceries = categories.find((category) => category.name === 'Groceries')?.id ?? '';
  salary = categories.find((category) => category.name === 'Salary')?.id ?? '';
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(fields: Record<string, unknown>): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date: '2026-03-01',
    amount: '-10.00',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}

async function read(id: string | null): Promise<Transaction> {
  return (await user.get<Transaction>(`/transactions/${id}`)).data;
}

function bulk(body: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer<BulkResult>> {
  return user.post<BulkResult>('/transactions/bulk', body, headers);
}

async function done(body: Record<string, unknown>): Promise<BulkResult> {
  const answer = await bulk(body);
  expect(answer.message).toBeUndefined();
  expect(answer.status).toBe(200);
  return answer.data;
}

async function balance(accountId: string): Promise<string> {
  return (await user.get<{ posted: string }>(`/accounts/${accountId}/balance/2026-12-31`)).data.posted;
}

async function newest(): Promise<ChangeSet | undefined> {
  return (await user.get<ChangeSet[]>('/change-sets?limit=1')).data[0];
}

/** Lines of what triggers keep and the rows do not give. */
async function differences(): Promise<unknown[]> {
  const rows = await app.adminQuery<{ total: string | null }>(
    `SELECT set_config('app.tenant_id', $1, false), d.* FROM (SELECT 1) one
     LEFT JOIN LATERAL (SELECT total FROM verify_uses() UNION ALL SELECT total FROM verify_totals()
       UNION ALL SELECT total FROM verify_category_counts()) d ON true`,
    [user.tenantId],
  );
  return rows.map(({ total }) => total).filter((total) => total !== null);
}

describe('create', () => {
  it('200: books rows in the order given, payees found or made once, sums and tags kept', async () => {
    const known = (await user.post<Payee>('/payees', { name: 'Baker' })).data;
    const result = await done({
      action: 'create',
      rows: [
        { accountId: giro, date: '2026-03-01', amount: '-3.20', payeeName: 'BAKER', tags: ['Food', 'food'] },
        { accountId: giro, date: '2026-03-02', amount: '-8', payeeName: 'Corner Shop' },
        { accountId: giro, date: '2026-03-02', amount: '-9', payeeName: 'corner shop', tags: ['FOOD'] },
        { accountId: giro, date: '2026-03-03', amount: '-50', transferAccountId: savings },
      ],
    });
    expect(result).toMatchObject({
      selected: 4,
      changed: 4,
      followed: 1,
      unchanged: 0,
      refused: { count: 0 },
    });
    const rows = await Promise.all((result.createdIds ?? []).map(read));
    expect(rows.map((row) => [row.amount, row.type, row.payeeName, row.tags])).toEqual([
      ['-3.20', 'expense', 'Baker', ['Food']],
      ['-8.00', 'expense', 'Corner Shop', []],
      ['-9.00', 'expense', 'Corner Shop', ['FOOD']],
      ['-50.00', 'transfer', null, []],
    ]);
    expect(rows[0]?.payeeId).toBe(known.id);
    expect(await balance(giro)).toBe('-70.20');
    expect(await balance(savings)).toBe('50.00');
    expect((await user.get<Tag[]>('/tags')).data.map((tag) => [tag.name, tag.transactionCount])).toEqual([
      ['Food', 2],
    ]);
    expect(await newest()).toMatchObject({
      kind: 'bulk',
      summary: 'Added 4 transactions',
      id: result.changeSetId,
    });
    expect(await differences()).toEqual([]);
  });

  it('422 BULK_REFUSED with index, code and reason of each bad row; nothing is there, not even the payees', async () => {
    const rows = [
      { accountId: giro, date: '2026-03-01', amount: '-1', payeeName: 'Nobody yet' },
      { accountId: giro, date: '2026-03-01', amount: '5', type: 'expense' },
      { accountId: NOWHERE, date: '2026-03-01', amount: '-1' },
      { accountId: giro, date: '2026-03-01', amount: '-1.234' },
    ];
    const refused = await bulk({ action: 'create', rows });
    expect([refused.status, refused.code]).toEqual([422, 'BULK_REFUSED']);
    expect(refused.message).toBe(
      '3 rows of 4 cannot be changed so, therefore none was. Leave them out, or send partial to do the others.',
    );
    const details = refused.details as BulkRefusals;
    expect(details.count).toBe(3);
    expect(details.rows.map(({ id, index, code }) => [id, index, code])).toEqual([
      [null, 1, 'EXPENSE_SIGN'],
      [null, 2, 'VALIDATION_FAILED'],
      [null, 3, 'AMOUNT_INVALID'],
    ]);
    expect((await user.get<Payee[]>('/payees')).data).toEqual([]);
    expect((await user.get('/transactions')).pagination?.total).toBe(0);

    const partial = await done({ action: 'create', rows, partial: true });
    expect(partial).toMatchObject({ changed: 1, refused: { count: 3 } });
    expect(partial.createdIds?.map((id) => id !== null)).toEqual([true, false, false, false]);
    expect((await user.get('/transactions')).pagination?.total).toBe(1);
  });

  it('200: the same Idempotency-Key books once', async () => {
    const body = { action: 'create', rows: [{ accountId: giro, date: '2026-03-01', amount: '-1' }] };
    const headers = { 'idempotency-key': 'bulk-1' };
    const first = await bulk(body, headers);
    const again = await bulk(body, headers);
    expect(again.data.createdIds).toEqual(first.data.createdIds);
    expect((await user.get('/transactions')).pagination?.total).toBe(1);
    const other = await bulk({ ...body, partial: true }, headers);
    expect([other.status, other.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('update', () => {
  it('200: sets what was given, merges metadata, moves dates; what was so already is counted apart', async () => {
    const one = await book({ metadata: { receipt: 'a', project: 'x' }, notes: 'old' });
    const two = await book({ date: '2026-02-27', paymentMethod: 'card' });
    const result = await done({
      action: 'update',
      ids: [one.id, two.id],
      set: {
        dateShiftDays: 2,
        paymentMethod: 'card',
        payeeName: 'Baker',
        notes: null,
        metadata: { project: null, trip: 7 },
      },
    });
    expect(result).toMatchObject({ changed: 2, unchanged: 0 });
    expect(await read(one.id)).toMatchObject({
      date: '2026-03-03',
      paymentMethod: 'card',
      payeeName: 'Baker',
      notes: null,
      metadata: { receipt: 'a', trip: 7 },
      version: 2,
    });
    expect(await read(two.id)).toMatchObject({ date: '2026-03-01', metadata: { trip: 7 } });
    expect((await newest())?.summary).toBe(
      'Changed the date, notes, payee, payment method and metadata of 2 transactions',
    );
    const again = await done({ action: 'update', ids: [one.id], set: { paymentMethod: 'card' } });
    expect(again).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await read(one.id)).version).toBe(2);
  });

  it('422: reasons of rows by id: stale, missing, wrong sign, reconciled; partial does the others', async () => {
    const fine = await book({});
    const income = await book({ amount: '5' });
    const reconciled = await book({ status: 'reconciled' });
    const changed = await book({});
    await user.put(`/transactions/${changed.id}`, { notes: 'x', version: 1 });
    const body = {
      action: 'update',
      ids: [
        { id: fine.id, version: 1 },
        income.id,
        reconciled.id,
        { id: changed.id, version: 1 },
        NOWHERE,
        fine.id,
      ],
      set: { type: 'expense', date: '2026-04-01' },
    };
    const refused = await bulk(body);
    expect((refused.details as BulkRefusals).rows.map(({ id, index, code }) => [id, index, code])).toEqual([
      [income.id, 1, 'EXPENSE_SIGN'],
      [reconciled.id, 2, 'WRONG_STATE'],
      [changed.id, 3, 'STALE_VERSION'],
      [NOWHERE, 4, 'NOT_FOUND'],
    ]);
    expect((await read(fine.id)).date).toBe('2026-03-01');
    expect(await done({ ...body, partial: true })).toMatchObject({ selected: 5, changed: 1 });
    expect((await read(fine.id)).date).toBe('2026-04-01');
    expect((await read(income.id)).date).toBe('2026-03-01');
  });

  it('200: a transfer moves as one, whichever of its legs were named', async () => {
    const leg = await book({ transferAccountId: savings });
    const other = leg.transferTransactionId;
    expect(await done({ action: 'update', ids: [leg.id], set: { dateShiftDays: 1 } })).toMatchObject({
      changed: 1,
      followed: 1,
    });
    expect([(await read(leg.id)).date, (await read(other)).date]).toEqual(['2026-03-02', '2026-03-02']);
    expect(await done({ action: 'update', ids: [leg.id, other], set: { dateShiftDays: 1 } })).toMatchObject({
      changed: 2,
      followed: 0,
    });
    expect([(await read(leg.id)).date, (await read(other)).date]).toEqual(['2026-03-03', '2026-03-03']);
    expect(await differences()).toEqual([]);
  });

  it('422: a request that does not say what, or which rows', async () => {
    for (const body of [
      { action: 'update', ids: [NOWHERE], set: {} },
      { action: 'update', ids: [NOWHERE], set: { date: '2026-01-01', dateShiftDays: 1 } },
      { action: 'update', set: { notes: 'x' } },
      { action: 'update', ids: [NOWHERE], filter: {}, set: { notes: 'x' } },
      { action: 'update', ids: [], set: { notes: 'x' } },
      { action: 'tag', ids: [NOWHERE] },
      { action: 'tag', ids: [NOWHERE], add: ['a'], set: ['b'] },
      { action: 'shred', ids: [NOWHERE] },
      { action: 'delete', ids: Array.from({ length: 10_001 }, () => NOWHERE) },
    ]) {
      const answer = await bulk(body);
      expect([answer.status, answer.code]).toEqual([422, 'VALIDATION_FAILED']);
    }
  });

  it('422: metadata that would grow beyond what a row may have', async () => {
    const row = await book({ metadata: { a: 'x'.repeat(15_000) } });
    const refused = await bulk({
      action: 'update',
      ids: [row.id],
      set: { metadata: { b: 'y'.repeat(15_000) } },
    });
    expect((refused.details as BulkRefusals).rows[0]?.message).toBe(
      'With what is there already it would be more than 20,000 characters.',
    );
  });
});

describe('categorise', () => {
  it('200: the kind of the category decides type and refund; transfers have none', async () => {
    const spent = await book({});
    const back = await book({ amount: '4' });
    const transfer = await book({ transferAccountId: savings });
    const ids = [spent.id, back.id, transfer.id];
    const refused = await bulk({ action: 'categorise', categoryId: groceries, ids });
    expect((refused.details as BulkRefusals).rows).toEqual([
      {
        id: transfer.id,
        index: 2,
        code: 'WRONG_STATE',
        message: 'A transfer between your own accounts has no category.',
      },
    ]);
    await done({ action: 'categorise', categoryId: groceries, ids, partial: true });
    expect(await read(spent.id)).toMatchObject({ categoryId: groceries, type: 'expense', isRefund: false });
    expect(await read(back.id)).toMatchObject({ categoryId: groceries, type: 'expense', isRefund: true });
    await done({ action: 'categorise', categoryId: salary, ids: [back.id] });
    expect(await read(back.id)).toMatchObject({ categoryId: salary, type: 'income', isRefund: false });
    await done({ action: 'categorise', categoryId: null, ids: [back.id] });
    expect((await read(back.id)).categoryId).toBeNull();
    const nowhere = await bulk({ action: 'categorise', categoryId: NOWHERE, ids: [spent.id] });
    expect((nowhere.details as BulkRefusals).rows[0]?.message).toBe('There is no such category.');
    expect(await differences()).toEqual([]);
  });
});

describe('tag', () => {
  it('200: adds, removes and sets, whatever the case; new tags register themselves', async () => {
    const one = await book({ tags: ['Trip', 'work'] });
    const two = await book({});
    await done({ action: 'tag', ids: [one.id, two.id], add: ['TRIP', 'Paris'], remove: ['WORK'] });
    expect([(await read(one.id)).tags, (await read(two.id)).tags]).toEqual([
      ['Trip', 'Paris'],
      ['Trip', 'Paris'],
    ]);
    expect((await newest())?.summary).toBe(
      'Tagged 2 transactions "TRIP" and "Paris" and took "WORK" off them',
    );
    await done({ action: 'tag', ids: [two.id], set: ['Home'] });
    const tags = (await user.get<Tag[]>('/tags')).data;
    expect(tags.map((tag) => [tag.name, tag.transactionCount])).toEqual([
      ['Home', 1],
      ['Paris', 1],
      ['Trip', 1],
      ['work', 0],
    ]);
    expect(await differences()).toEqual([]);
  });

  it('422: more than 50 tags a row', async () => {
    const row = await book({ tags: Array.from({ length: 50 }, (_, index) => `t${index}`) });
    const refused = await bulk({ action: 'tag', ids: [row.id], add: ['one more'] });
    expect((refused.details as BulkRefusals).rows[0]?.message).toBe('A row has 50 tags at most.');
  });
});

describe('move', () => {
  it('200: to another account of the same currency, transfers stay whole; 422 for other currencies', async () => {
    const spent = await book({});
    const transfer = await book({ amount: '-7', transferAccountId: savings });
    const cash = await user.addAccount({ name: 'Cash', type: 'cash' });
    await done({ action: 'move', accountId: cash, ids: [spent.id, transfer.id] });
    expect([await balance(giro), await balance(cash), await balance(savings)]).toEqual([
      '0.00',
      '-17.00',
      '7.00',
    ]);
    expect((await read(transfer.transferTransactionId)).transferAccountId).toBe(cash);

    const foreign = await bulk({ action: 'move', accountId: dollars, ids: [spent.id] });
    expect((foreign.details as BulkRefusals).rows[0]?.message).toBe(
      '"Dollars" is in USD and this row in EUR. Change it alone, with its amount there.',
    );
    const other = await bulk({ action: 'move', accountId: savings, ids: [transfer.id] });
    expect((other.details as BulkRefusals).rows[0]?.code).toBe('VALIDATION_FAILED');
    expect(await differences()).toEqual([]);
  });

  it('422: both legs of a transfer never end in one account', async () => {
    const cash = await user.addAccount({ name: 'Cash', type: 'cash' });
    const leg = await book({ transferAccountId: savings });
    const refused = await bulk({ action: 'move', accountId: cash, ids: [leg.id, leg.transferTransactionId] });
    expect((refused.details as BulkRefusals).rows.map(({ index }) => index)).toEqual([1]);
  });
});

describe('delete', () => {
  it('200: both legs of a transfer go, or the other one is kept as a row of its own; 422 for reconciled ones', async () => {
    const spent = await book({});
    const gone = await book({ amount: '-7', transferAccountId: savings });
    const kept = await book({ amount: '-5', transferAccountId: savings });
    const reconciled = await book({ status: 'reconciled' });
    const result = await done({
      action: 'delete',
      ids: [spent.id, gone.id, gone.transferTransactionId, reconciled.id],
      partial: true,
    });
    expect(result).toMatchObject({ changed: 3, followed: 0, refused: { count: 1 } });
    expect(result.refused.rows[0]?.message).toContain('This row is reconciled with a statement');
    expect((await user.get(`/transactions/${gone.transferTransactionId}`)).status).toBe(404);

    const alone = await done({ action: 'delete', ids: [kept.id], otherLeg: 'keep' });
    expect(alone).toMatchObject({ changed: 1, followed: 1 });
    expect(await read(kept.transferTransactionId)).toMatchObject({
      amount: '5.00',
      type: 'income',
      transferTransactionId: null,
      transferAccountId: null,
    });
    expect(await balance(savings)).toBe('5.00');

    expect((await user.post(`/change-sets/${alone.changeSetId}/revert`)).status).toBe(200);
    expect((await user.post(`/change-sets/${result.changeSetId}/revert`)).status).toBe(200);
    expect([await balance(giro), await balance(savings)]).toEqual(['-32.00', '12.00']);
    expect(await read(kept.transferTransactionId)).toMatchObject({
      type: 'transfer',
      transferTransactionId: kept.id,
    });
    expect(await differences()).toEqual([]);
  });
});

describe('what hangs on a row', () => {
  it('fees go with their transfer, refunds of a purchase stay on their own', async () => {
    const transfer = await book({
      amount: '-100',
      transferAccountId: savings,
      transferFee: { amount: '1.50' },
    });
    const purchase = await book({ amount: '-40', categoryId: groceries });
    const refund = await book({ amount: '15', refundOfId: purchase.id });
    expect(refund).toMatchObject({ isRefund: true, refundOfId: purchase.id });
    const result = await done({ action: 'delete', ids: [transfer.id, purchase.id] });
    expect(result).toMatchObject({ changed: 2, followed: 3 });
    expect(await read(refund.id)).toMatchObject({ refundOfId: null, isRefund: true });
    expect([await balance(giro), await balance(savings)]).toEqual(['15.00', '0.00']);
    expect(await differences()).toEqual([]);
    expect((await user.post(`/change-sets/${result.changeSetId}/revert`)).status).toBe(200);
    expect((await read(refund.id)).refundOfId).toBe(purchase.id);
    expect(await balance(giro)).toBe('-126.50');
  });

  it('422: a purchase of which something came back stays one; refunds of one action share what is left', async () => {
    const purchase = await book({ amount: '-40' });
    const rows = ['25', '10', '6', '5'].map((amount) => ({
      accountId: giro,
      date: '2026-03-05',
      amount,
      refundOfId: purchase.id,
    }));
    const result = await done({ action: 'create', rows, partial: true });
    expect(result.refused.rows.map(({ index }) => index)).toEqual([2]);
    expect(result.refused.rows[0]?.message).toContain('Only 5.00 EUR of this purchase can still come back.');
    const refused = await bulk({ action: 'update', ids: [purchase.id], set: { type: 'transfer' } });
    expect((refused.details as BulkRefusals).rows[0]?.message).toContain(
      '40.00 EUR of this purchase came back',
    );
  });

  it('parts of a split follow their whole; one alone takes what is its own', async () => {
    const whole = await book({ amount: '-30', tags: ['trip'] });
    const split = await user.put<{ splits: { id: string }[] }>(`/transactions/${whole.id}/splits`, {
      splits: [{ amount: '-10', categoryId: groceries }, { amount: '-20' }],
      version: whole.version,
    });
    expect(split.message).toBeUndefined();
    const [first = '', second = ''] = split.data.splits.map(({ id }) => id);
    await done({ action: 'update', ids: [whole.id], set: { date: '2026-04-04', status: 'pending' } });
    expect(await read(first)).toMatchObject({ date: '2026-04-04', status: 'pending' });
    const result = await done({
      action: 'categorise',
      categoryId: groceries,
      ids: [whole.id, second],
      partial: true,
    });
    expect(result.refused.rows.map(({ index, message }) => [index, message])).toEqual([
      [0, 'This row is split: its parts have the categories.'],
    ]);
    expect((await read(second)).categoryId).toBe(groceries);
    const alone = await bulk({ action: 'delete', ids: [first] });
    expect((alone.details as BulkRefusals).rows[0]?.code).toBe('WRONG_STATE');
    await done({ action: 'delete', ids: [whole.id] });
    expect((await user.get(`/transactions/${first}`)).status).toBe(404);
    expect(await differences()).toEqual([]);
  });
});

describe('by filter', () => {
  it('200: the rows that the list shows under the same parameters, and no others', async () => {
    await book({ description: 'Rewe' });
    const other = await book({ accountId: savings, description: 'Other' });
    await book({ description: 'Rewe', categoryId: salary });
    const result = await done({
      action: 'categorise',
      categoryId: groceries,
      filter: { accountId: giro, uncategorised: 'true', to: '2026-03-31' },
    });
    expect(result).toMatchObject({ selected: 1, changed: 1 });
    expect((await read(other.id)).categoryId).toBeNull();
    const none = await done({ action: 'delete', filter: { from: '2030-01-01' } });
    expect(none).toMatchObject({ selected: 0, changed: 0 });
  });

  it('422 TOO_MANY_ROWS names the number and what to do', async () => {
    await app.adminQuery(
      `WITH set AS MATERIALIZED (
         SELECT set_config('app.tenant_id', $1, false), set_config('app.change_set_id', s.id::text, false), s.id
         FROM change_sets s WHERE s.tenant_id = $1::uuid LIMIT 1
       )
       INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
       SELECT $1::uuid, uuid_v7(), $2::uuid, '2026-01-01', -100, 'EUR', 'expense', '', set.id
       FROM set CROSS JOIN generate_series(1, 10001)`,
      [user.tenantId, giro],
    );
    const refused = await bulk({ action: 'delete', filter: { accountId: giro } });
    expect([refused.status, refused.code]).toEqual([422, 'TOO_MANY_ROWS']);
    expect(refused.message).toBe(
      'The filter selects 10,001 rows, and one action takes up to 10,000. Narrow it down, for example to a year.',
    );
    const [first] = (await user.get<Transaction[]>('/transactions?limit=1')).data;
    await user.delete(`/transactions/${first?.id}`);
    expect(await done({ action: 'delete', filter: { accountId: giro } })).toMatchObject({ changed: 10_000 });
    expect(await balance(giro)).toBe('0.00');
    expect(await differences()).toEqual([]);
  });

  it('200: a tag is an index: its rows are found whatever the case, under every other condition too', async () => {
    const rows = [];
    for (const [date, tags] of [
      ['2026-01-01', ['Trip']],
      ['2026-01-02', ['trip', 'b']],
      ['2026-01-03', ['b']],
    ] as const) {
      rows.push(await book({ date, tags }));
    }
    const ids = async (query: string) =>
      (await user.get<Transaction[]>(`/transactions?${query}`)).data.map(({ id }) => id);
    expect(await ids('tag=TRIP')).toEqual([rows[1]?.id, rows[0]?.id]);
    expect(await ids('tag=trip&to=2026-01-01')).toEqual([rows[0]?.id]);
    expect(await ids('tag=trip&sort=date&limit=1')).toEqual([rows[0]?.id]);
    expect(await ids('tag=nothing')).toEqual([]);
    await user.delete(`/transactions/${rows[0]?.id}`);
    expect(await ids('tag=trip')).toEqual([rows[1]?.id]);
    expect((await user.get('/transactions/summary?tag=b')).data).toMatchObject([{ count: 2, net: '-20.00' }]);
  });
});

describe('dryRun', () => {
  it('200: says what would happen and changes nothing: no row, no change set, no payee, no key', async () => {
    const row = await book({ amount: '-10' });
    const transfer = await book({ amount: '-5', transferAccountId: savings });
    const reconciled = await book({ status: 'reconciled' });
    const before = await newest();
    const body = { action: 'delete', ids: [row.id, transfer.id, reconciled.id], dryRun: true };
    const headers = { 'idempotency-key': 'dry' };
    const { data } = await bulk(body, headers);
    expect(data).toMatchObject({
      dryRun: true,
      changeSetId: null,
      selected: 3,
      changed: 2,
      followed: 1,
      refused: { count: 1, rows: [{ id: reconciled.id, code: 'WRONG_STATE' }] },
    });
    expect(data.preview?.rows.map((each) => [each.before?.amount, each.after])).toEqual([
      ['-10.00', null],
      ['-5.00', null],
      ['5.00', null],
    ]);
    expect(data.preview?.sums).toEqual([{ currency: 'EUR', before: '-10.00', after: '0.00' }]);
    expect(data.preview?.balances).toEqual([
      { accountId: giro, name: 'Giro', currency: 'EUR', before: '-25.00', after: '-10.00' },
      { accountId: savings, name: 'Savings', currency: 'EUR', before: '5.00', after: '0.00' },
    ]);
    expect(await newest()).toEqual(before);
    expect((await read(row.id)).version).toBe(1);
    expect((await bulk({ ...body, dryRun: false, partial: true }, headers)).data).toMatchObject({
      changed: 2,
    });

    const payee = await done({
      action: 'create',
      rows: [{ accountId: giro, date: '2026-03-01', amount: '-1', payeeName: 'New' }],
      dryRun: true,
    });
    expect(payee.preview?.rows[0]?.after).toMatchObject({ amount: '-1.00', payeeName: 'New' });
    expect((await user.get<Payee[]>('/payees')).data).toEqual([]);
  });
});

describe('who may', () => {
  it('403 FORBIDDEN to those who only look; rows of another tenant are not there', async () => {
    const row = await book({});
    const stranger = await signUp(app);
    const refused = await stranger.post('/transactions/bulk', { action: 'delete', ids: [row.id] });
    expect((refused.details as BulkRefusals).rows[0]?.code).toBe('NOT_FOUND');
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [user.tenantId]);
    const viewer = await bulk({ action: 'delete', ids: [row.id], dryRun: true });
    expect([viewer.status, viewer.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('what is told', () => {
  it('one transactions_changed and not an event a row', async () => {
    const rows = [await book({}), await book({ accountId: savings })];
    const heard: { name: string; payload: unknown }[] = [];
    const stop = app.services.events.subscribe(({ tenantId, name, payload }) => {
      if (tenantId === user.tenantId) heard.push({ name, payload });
    });
    await done({ action: 'update', ids: rows.map(({ id }) => id), set: { notes: 'x' } });
    const names = () => heard.map(({ name }) => name);
    await expect.poll(names).toContain('transactions_changed');
    stop();
    // What the two bookings before have to tell may come late.
    expect(heard.filter(({ payload }) => !isCreation(payload))).toEqual([
      {
        name: 'transactions_changed',
        payload: { count: 2, account_ids: [giro, savings] },
      },
    ]);
  });
});

function isCreation(payload: unknown): boolean {
  return (
    typeof payload === 'object' && payload !== null && 'change' in payload && payload.change === 'created'
  );
}
