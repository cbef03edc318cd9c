import type { Category, Payee, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
let dollars: string;
let yen: string;
let groceries: string;

beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
  yen = await user.addAccount({ name: 'Yen', currency: 'JPY' });
  const categories = await user.get<Category[]>('/categories');
  groceries = categories.data.find((category) => category.name === 'Groceries')?.id ?? '';
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(fields: Record<string, unknown>): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date: '2026-03-01',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  expect(made.status).toBe(201);
  return made.data;
}

async function read(id: string | null): Promise<Transaction> {
  return (await user.get<Transaction>(`/transactions/${id}`)).data;
}

async function balance(accountId: string): Promise<string> {
  return (await user.get<{ posted: string }>(`/accounts/${accountId}/balance/2026-12-31`)).data.posted;
}

describe('createTransaction', () => {
  it('201: the sign says the type; the account says the currency', async () => {
    const spent = await book({ amount: '-12.50', description: 'Lunch', tags: ['work'], notes: 'with Ada' });
    expect(spent).toMatchObject({
      amount: '-12.50',
      currency: 'EUR',
      type: 'expense',
      status: 'cleared',
      accountName: 'Giro',
      tags: ['work'],
      notes: 'with Ada',
      version: 1,
    });
    expect(await book({ amount: 3000 })).toMatchObject({ amount: '3000.00', type: 'income' });
    expect(await book({ amount: '5', isRefund: true })).toMatchObject({ type: 'expense', isRefund: true });
    expect(await book({ accountId: yen, amount: '-1200' })).toMatchObject({
      amount: '-1200',
      currency: 'JPY',
    });
  });

  it('201: carries an ETag and the change set', async () => {
    const made = await user.post('/transactions', { accountId: giro, date: '2026-03-01', amount: '-1' });
    expect(made.headers.get('etag')).toContain('"1"');
    expect(made.headers.get('x-change-set')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('201: finds a payee whatever the case, or makes it; takes its category only when none was said', async () => {
    const first = await book({ amount: '-3', payeeName: 'MÜLLER Bäckerei' });
    const second = await book({ amount: '-4', payeeName: 'Müller bäckerei' });
    expect(second.payeeId).toBe(first.payeeId);
    expect(second.payeeName).toBe('MÜLLER Bäckerei');

    const payee = await user.get<Payee>(`/payees/${first.payeeId}`);
    await user.put(`/payees/${first.payeeId}`, { defaultCategoryId: groceries, version: payee.data.version });
    expect((await book({ amount: '-5', payeeId: first.payeeId })).categoryId).toBe(groceries);
    expect((await book({ amount: '-5', payeeId: first.payeeId, categoryId: null })).categoryId).toBeNull();
    expect((await book({ amount: '5', payeeId: first.payeeId })).categoryId).toBeNull();
  });

  it('201: keeps the original amount in its own currency', async () => {
    const row = await book({ amount: '-9.20', originalAmount: '-1500', originalCurrency: 'JPY' });
    expect(row).toMatchObject({ originalAmount: '-1500', originalCurrency: 'JPY' });
  });

  it('201: a transfer books both legs, linked both ways', async () => {
    const before = [await balance(giro), await balance(savings)];
    expect(before[1]).toBe('0.00');
    const out = await book({ amount: '-200', transferAccountId: savings });
    const arrived = await read(out.transferTransactionId);
    expect(out).toMatchObject({ type: 'transfer', amount: '-200.00', transferAccountId: savings });
    expect(arrived).toMatchObject({
      type: 'transfer',
      amount: '200.00',
      accountId: savings,
      transferAccountId: giro,
      transferTransactionId: out.id,
    });
    expect(await balance(savings)).toBe('200.00');
  });

  it('201: a transfer across currencies books what was said', async () => {
    const out = await book({ amount: '-100', transferAccountId: dollars, transferAmount: '108.25' });
    expect(await read(out.transferTransactionId)).toMatchObject({ amount: '108.25', currency: 'USD' });
    const back = await book({
      amount: '50',
      type: 'transfer',
      transferAccountId: dollars,
      transferAmount: '54',
    });
    expect(await read(back.transferTransactionId)).toMatchObject({ amount: '-54.00', currency: 'USD' });
  });

  it.each([
    ['EXPENSE_SIGN', { type: 'expense', amount: '12.5' }, 'write -12.50, or set isRefund to true'],
    ['INCOME_SIGN', { type: 'income', amount: '-12.5' }, 'write 12.50, or set isRefund to true'],
    ['AMOUNT_INVALID', { amount: '-1.005' }, 'more than 2 digits'],
    ['AMOUNT_INVALID', { amount: '-1.5', accountId: 'yen' }, 'more than 0 digits'],
    ['VALIDATION_FAILED', { amount: 'many' }, 'amount'],
    ['VALIDATION_FAILED', { amount: '1', date: '2026-02-30' }, 'date'],
    ['VALIDATION_FAILED', { amount: '1', accountId: NOWHERE }, 'no such account'],
    ['VALIDATION_FAILED', { amount: '1', categoryId: NOWHERE }, 'no such category'],
    ['VALIDATION_FAILED', { amount: '1', payeeId: NOWHERE }, 'no such payee'],
    ['VALIDATION_FAILED', { amount: '1', originalAmount: '2' }, 'together'],
    ['VALIDATION_FAILED', { amount: '-1', transferAccountId: 'dollars' }, 'transferAmount'],
    ['VALIDATION_FAILED', { amount: '-1', transferAccountId: 'giro' }, 'another account'],
    [
      'VALIDATION_FAILED',
      { amount: '-1', transferAccountId: 'savings', transferAmount: '2' },
      'same currency',
    ],
    [
      'VALIDATION_FAILED',
      { amount: '-1', type: 'expense', transferAccountId: 'savings' },
      'type to transfer',
    ],
    ['VALIDATION_FAILED', { amount: '-1', transferAmount: '2' }, 'transferAccountId'],
  ])('422 %s: %j', async (code, fields, hint) => {
    const named: Record<string, string> = { yen, dollars, giro, savings };
    const body = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, named[value] ?? value]),
    );
    const refused = await user.post('/transactions', { accountId: giro, date: '2026-03-01', ...body });
    expect([refused.status, refused.code]).toEqual([422, code]);
    expect(refused.message).toContain(hint);
    expect(refused.details).toEqual([expect.objectContaining({ path: expect.any(String) as unknown })]);
  });

  it('409 WRONG_STATE: an archived account takes no new rows', async () => {
    const old = await user.addAccount({ name: 'Old' });
    await user.put(`/accounts/${old}`, { isArchived: true, version: 1 });
    const refused = await user.post('/transactions', { accountId: old, date: '2026-03-01', amount: '-1' });
    expect([refused.status, refused.code]).toEqual([409, 'WRONG_STATE']);
    expect(refused.message).toContain('"Old" is archived');
  });

  it('Idempotency-Key: the same request gets the first answer and one row', async () => {
    const body = { accountId: giro, date: '2026-03-02', amount: '-7.77', description: 'once' };
    const key = { 'idempotency-key': 'once-1' };
    const first = await user.post<Transaction>('/transactions', body, key);
    const again = await user.post<Transaction>('/transactions', body, key);
    expect(again.status).toBe(201);
    expect(again.data).toEqual(first.data);
    const found = await user.get<Transaction[]>('/transactions?text=once');
    expect(found.data.map((row) => row.id)).toEqual([first.data.id]);
  });

  it('Idempotency-Key: ten at once make one row', async () => {
    const body = { accountId: giro, date: '2026-03-02', amount: '-8.88', description: 'parallel' };
    const key = { 'idempotency-key': 'parallel-1' };
    const made = await Promise.all(
      Array.from({ length: 10 }, () => user.post<Transaction>('/transactions', body, key)),
    );
    expect(new Set(made.map((answer) => answer.data.id)).size).toBe(1);
    expect((await user.get<Transaction[]>('/transactions?text=parallel')).data).toHaveLength(1);
  });

  it('409 IDEMPOTENCY_KEY_REUSED: the key belongs to another body', async () => {
    const body = { accountId: giro, date: '2026-03-02', amount: '-1' };
    await user.post('/transactions', body, { 'idempotency-key': 'reused-1' });
    const refused = await user.post(
      '/transactions',
      { ...body, amount: '-2' },
      { 'idempotency-key': 'reused-1' },
    );
    expect([refused.status, refused.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('twenty parallel writers into one account on one day: the balance is exact', async () => {
    const busy = await user.addAccount({ name: 'Busy' });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => book({ accountId: busy, amount: `-${index + 1}.01` })),
    );
    expect(await balance(busy)).toBe('-210.20');
  });
});

describe('getTransaction', () => {
  it('200 with ETag, 404 for an unknown one', async () => {
    const row = await book({ amount: '-1' });
    const found = await user.get<Transaction>(`/transactions/${row.id}`);
    expect(found.data).toMatchObject(row);
    expect(found.headers.get('etag')).toContain('"1"');
    expect((await user.get(`/transactions/${NOWHERE}`)).code).toBe('NOT_FOUND');
  });
});

describe('updateTransaction', () => {
  it('200: what is left out stays, null clears', async () => {
    const row = await book({ amount: '-10', description: 'Kept', notes: 'gone', categoryId: groceries });
    const saved = await user.put<Transaction>(`/transactions/${row.id}`, {
      amount: '-11',
      notes: null,
      version: 1,
    });
    expect(saved.status).toBe(200);
    const { updatedAt: _, ...rest } = saved.data;
    const { updatedAt: __, ...before } = row;
    expect(rest).toEqual({ ...before, amount: '-11.00', notes: null, version: 2 });
  });

  it('200: If-Match names the version, too; a save without a difference changes nothing', async () => {
    const row = await book({ amount: '-10' });
    const saved = await user.put<Transaction>(
      `/transactions/${row.id}`,
      { amount: '-10.0' },
      { 'if-match': '"1"' },
    );
    expect(saved.data).toEqual(row);
  });

  it('200: both legs of a transfer keep in step in amount and date; notes are each their own', async () => {
    const out = await book({ amount: '-40', transferAccountId: savings, notes: 'first' });
    await user.put(`/transactions/${out.id}`, {
      amount: '-41.5',
      date: '2026-04-01',
      notes: 'mine',
      version: 1,
    });
    const arrived = await read(out.transferTransactionId);
    expect(arrived).toMatchObject({ amount: '41.50', date: '2026-04-01', notes: 'first', version: 2 });
    // And from the other side, turned around.
    await user.put(`/transactions/${arrived.id}`, { amount: '-1', version: 2 });
    expect(await read(out.id)).toMatchObject({ amount: '1.00', date: '2026-04-01', notes: 'mine' });
  });

  it('200: across currencies an amount changes one leg only', async () => {
    const out = await book({ amount: '-100', transferAccountId: dollars, transferAmount: '110' });
    await user.put(`/transactions/${out.id}`, { amount: '-99', version: 1 });
    expect(await read(out.transferTransactionId)).toMatchObject({ amount: '110.00', version: 1 });
  });

  it('200: moving a row to another account moves the balances', async () => {
    const from = await user.addAccount({ name: 'From' });
    const to = await user.addAccount({ name: 'To' });
    const row = await book({ accountId: from, amount: '-10' });
    await user.put(`/transactions/${row.id}`, { accountId: to, version: 1 });
    expect([await balance(from), await balance(to)]).toEqual(['0.00', '-10.00']);
  });

  it('409 STALE_VERSION with the row as it is now; nothing is lost', async () => {
    const row = await book({ amount: '-10' });
    await user.put(`/transactions/${row.id}`, { description: 'theirs', version: 1 });
    const refused = await user.put(`/transactions/${row.id}`, { description: 'mine', version: 1 });
    expect([refused.status, refused.code]).toEqual([409, 'STALE_VERSION']);
    expect(refused.details).toMatchObject({
      current: { id: row.id, description: 'theirs', version: 2 },
      changedBy: { name: '', at: (await read(row.id)).updatedAt },
    });
    expect((await read(row.id)).description).toBe('theirs');
  });

  it('428 VERSION_REQUIRED, 404 NOT_FOUND', async () => {
    const row = await book({ amount: '-10' });
    const refused = await user.put(`/transactions/${row.id}`, { amount: '-1' });
    expect([refused.status, refused.code]).toEqual([428, 'VERSION_REQUIRED']);
    expect((await user.put(`/transactions/${NOWHERE}`, { version: 1 })).status).toBe(404);
  });

  it('409 WRONG_STATE: a reconciled row keeps amount, date and account until it is cleared', async () => {
    const row = await book({ amount: '-10', status: 'reconciled' });
    const path = `/transactions/${row.id}`;
    for (const change of [{ amount: '-11' }, { date: '2026-03-02' }, { accountId: savings }]) {
      const refused = await user.put(path, { ...change, version: 1 });
      expect([refused.status, refused.code]).toEqual([409, 'WRONG_STATE']);
    }
    expect((await user.delete(path)).code).toBe('WRONG_STATE');
    expect((await user.put<Transaction>(path, { notes: 'fine', version: 1 })).data.version).toBe(2);
    const cleared = await user.put<Transaction>(path, { status: 'cleared', amount: '-11', version: 2 });
    expect(cleared.data).toMatchObject({ status: 'cleared', amount: '-11.00' });
  });

  it('409 WRONG_STATE: a reconciled leg holds the other one', async () => {
    const out = await book({ amount: '-40', transferAccountId: savings });
    await user.put(`/transactions/${out.transferTransactionId}`, { status: 'reconciled', version: 1 });
    const refused = await user.put(`/transactions/${out.id}`, { amount: '-41', version: 1 });
    expect([refused.status, refused.code]).toEqual([409, 'WRONG_STATE']);
  });

  it('422: signs, references and another currency are checked as when booking', async () => {
    const row = await book({ amount: '-10' });
    const codes = [];
    for (const change of [
      { amount: '10' },
      { type: 'income' },
      { amount: '-10.001' },
      { categoryId: NOWHERE },
      { payeeId: NOWHERE },
      { accountId: NOWHERE },
      { accountId: dollars },
      { transferAccountId: savings },
    ]) {
      codes.push((await user.put(`/transactions/${row.id}`, { ...change, version: 1 })).code);
    }
    const unsaid = 'VALIDATION_FAILED';
    expect(codes).toEqual([
      'EXPENSE_SIGN',
      'INCOME_SIGN',
      'AMOUNT_INVALID',
      unsaid,
      unsaid,
      unsaid,
      unsaid,
      unsaid,
    ]);
    expect((await read(row.id)).version).toBe(1);
  });

  it('parallel saves of one version: one wins, the others are told', async () => {
    const row = await book({ amount: '-10' });
    const saved = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        user.put(`/transactions/${row.id}`, { description: `writer ${index}`, version: 1 }),
      ),
    );
    expect(saved.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([
      200, 409, 409, 409, 409,
    ]);
  });
});

describe('deleteTransaction', () => {
  it('200: the row is gone, and both legs of a transfer', async () => {
    const row = await book({ amount: '-1' });
    const gone = await user.delete<{ deleted: number; changeSetId: string }>(`/transactions/${row.id}`);
    expect(gone.data).toEqual({ deleted: 1, changeSetId: gone.headers.get('x-change-set') });
    expect((await user.get(`/transactions/${row.id}`)).status).toBe(404);
    expect((await user.delete(`/transactions/${row.id}`)).code).toBe('NOT_FOUND');

    const out = await book({ amount: '-40', transferAccountId: savings });
    expect(
      (await user.delete<{ deleted: number }>(`/transactions/${out.transferTransactionId}`)).data.deleted,
    ).toBe(2);
    expect((await user.get(`/transactions/${out.id}`)).status).toBe(404);
  });
});
