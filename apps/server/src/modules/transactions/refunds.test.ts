import type { Category, Transaction, TransactionDetail } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let dollars: string;
let groceries: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
  const categories = (await user.get<Category[]>('/categories')).data;
  groceries = categories.find(({ name }) => name === 'Groceries')?.id ?? '';
});

const NOWHERE = '01900000-0000-7000-8000-000000000000';

function post(fields: Record<string, unknown>): Promise<Answer<Transaction>> {
  return user.post<Transaction>('/transactions', { accountId: giro, date: '2026-03-10', ...fields });
}

async function book(fields: Record<string, unknown>): Promise<Transaction> {
  const made = await post(fields);
  expect(made.message).toBeUndefined();
  return made.data;
}

async function detail(id: string): Promise<TransactionDetail> {
  return (await user.get<TransactionDetail>(`/transactions/${id}`)).data;
}

function expectRefused(answer: Answer<unknown>, refusal: readonly [number, string], hint: string): void {
  expect([answer.status, answer.code]).toEqual(refusal);
  expect(answer.message).toContain(hint);
}

describe('a refund and its purchase', () => {
  it('201: is an expense that brings money in, in the category of the purchase; both say what is left', async () => {
    const purchase = await book({ amount: '-30', categoryId: groceries, payeeName: 'Shop' });
    expect((await detail(purchase.id)).refundable).toBe('30.00');
    const refund = await book({ amount: '12', refundOfId: purchase.id });
    expect(refund).toMatchObject({
      type: 'expense',
      isRefund: true,
      categoryId: groceries,
      refundOfId: purchase.id,
    });
    expect(await detail(refund.id)).toMatchObject({
      purchase: { id: purchase.id, amount: '-30.00' },
      refundable: null,
    });
    await book({ amount: '18', refundOfId: purchase.id });
    const left = await detail(purchase.id);
    expect(left.refunds.map(({ amount }) => amount)).toEqual(['12.00', '18.00']);
    expect(left.refundable).toBe('0.00');
  });

  it('200: an income becomes the refund of a purchase, and is free again', async () => {
    const purchase = await book({ amount: '-30', categoryId: groceries });
    const row = await book({ amount: '12' });
    const linked = await user.put<Transaction>(`/transactions/${row.id}`, {
      refundOfId: purchase.id,
      version: 1,
    });
    expect(linked.data).toMatchObject({ type: 'expense', isRefund: true, categoryId: groceries });
    const freed = await user.put<Transaction>(`/transactions/${row.id}`, { refundOfId: null, version: 2 });
    expect(freed.data).toMatchObject({ refundOfId: null, isRefund: true });
    expect((await detail(purchase.id)).refunds).toEqual([]);
  });

  it('a category that was said stays', async () => {
    const purchase = await book({ amount: '-30', categoryId: groceries });
    expect((await book({ amount: '12', refundOfId: purchase.id, categoryId: null })).categoryId).toBeNull();
  });

  it('201: of a purchase in another currency by the original amount', async () => {
    const purchase = await book({ accountId: dollars, amount: '-50' });
    const unsaid = await post({ amount: '20', refundOfId: purchase.id });
    expectRefused(unsaid, [422, 'VALIDATION_FAILED'], 'how much of it came back in USD');
    const original = { originalAmount: '21.5', originalCurrency: 'USD' };
    await book({ amount: '20', refundOfId: purchase.id, ...original });
    expect((await detail(purchase.id)).refundable).toBe('28.50');
  });

  it.each([
    ['nothing', NOWHERE, 'no such purchase'],
    ['an income', 'income', 'Only an expense'],
    ['a refund', 'refund', 'Only an expense'],
    ['a transfer', 'transfer', 'Only an expense'],
    ['a part of a split', 'part', 'Choose the whole purchase'],
    ['a purchase that is too small', 'small', 'Only 5.00 EUR of this purchase can still come back'],
  ])('422 VALIDATION_FAILED: the purchase is %s', async (_, kind, hint) => {
    const split = await book({ amount: '-30' });
    const parts = await user.put<TransactionDetail>(`/transactions/${split.id}/splits`, {
      version: 1,
      splits: [{ amount: '-20' }, { amount: '-10' }],
    });
    const rows: Record<string, string | undefined> = {
      income: (await book({ amount: '30' })).id,
      refund: (await book({ amount: '30', isRefund: true })).id,
      transfer: (await book({ amount: '-30', transferAccountId: dollars, transferAmount: '30' })).id,
      part: parts.data.splits[0]?.id,
      small: (await book({ amount: '-5' })).id,
    };
    const refused = await post({ amount: '10', refundOfId: rows[kind] ?? kind });
    expectRefused(refused, [422, 'VALIDATION_FAILED'], hint);
  });

  it.each([
    [{ amount: '-10' }, 'A refund brings money in'],
    [{ amount: '10', type: 'income' }, 'is an expense. Leave type out'],
    [{ amount: '10', isRefund: false }, 'Leave isRefund out'],
  ])('422 VALIDATION_FAILED: %j', async (fields, hint) => {
    const purchase = await book({ amount: '-30' });
    expectRefused(await post({ ...fields, refundOfId: purchase.id }), [422, 'VALIDATION_FAILED'], hint);
  });

  it('the sum of refunds stays within the purchase, whichever of them changes', async () => {
    const purchase = await book({ amount: '-30' });
    const refund = await book({ amount: '20', refundOfId: purchase.id });
    const path = `/transactions/${refund.id}`;
    expectRefused(
      await user.put(path, { amount: '31', version: 1 }),
      [422, 'VALIDATION_FAILED'],
      'Only 30.00 EUR',
    );
    expect((await user.put(path, { amount: '30', version: 1 })).status).toBe(200);
    expectRefused(
      await user.put(path, { type: 'income', isRefund: false, version: 2 }),
      [422, 'VALIDATION_FAILED'],
      'stays a refund',
    );
    const smaller = await user.put(`/transactions/${purchase.id}`, { amount: '-29', version: 1 });
    expectRefused(smaller, [409, 'WRONG_STATE'], '30.00 EUR of this purchase came back');
    expect((await user.put(`/transactions/${purchase.id}`, { amount: '-31', version: 1 })).status).toBe(200);
  });

  it('two refunds at once cannot both take the rest', async () => {
    const purchase = await book({ amount: '-30' });
    const answers = await Promise.all([
      post({ amount: '20', refundOfId: purchase.id }),
      post({ amount: '20', refundOfId: purchase.id }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 422]);
  });

  it('a purchase that is deleted leaves its refunds as they are, linked again when it comes back', async () => {
    const purchase = await book({ amount: '-30' });
    const refund = await book({ amount: '20', refundOfId: purchase.id });
    const gone = await user.delete<{ deleted: number; changeSetId: string }>(`/transactions/${purchase.id}`);
    expect(gone.data.deleted).toBe(1);
    expect(await detail(refund.id)).toMatchObject({ refundOfId: null, purchase: null, isRefund: true });
    await user.post(`/change-sets/${gone.data.changeSetId}/revert`);
    expect((await detail(refund.id)).purchase?.id).toBe(purchase.id);
  });
});

describe('listPurchases', () => {
  async function purchasesOf(id: string): Promise<unknown[]> {
    const found = await user.get<{ id: string; refundable: string }[]>(`/transactions/${id}/purchases`);
    expect(found.message).toBeUndefined();
    return found.data.map((row) => [row.id, row.refundable]);
  }

  it('200: of the same payee, before it, with enough left; the one of exactly its amount first', async () => {
    const exact = await book({ amount: '-12', payeeName: 'Shop', date: '2026-03-01' });
    const larger = await book({ amount: '-30', payeeName: 'Shop', date: '2026-03-05' });
    await book({ amount: '-11.99', payeeName: 'Shop', date: '2026-03-05' });
    await book({ amount: '-30', payeeName: 'Shop', date: '2026-03-11' });
    await book({ amount: '-12', payeeName: 'Another', date: '2026-03-05' });
    const taken = await book({ amount: '-30', payeeName: 'Shop', date: '2026-03-06' });
    await book({ amount: '20', refundOfId: taken.id });
    const refund = await book({ amount: '12', isRefund: true, payeeName: 'Shop' });
    expect(await purchasesOf(refund.id)).toEqual([
      [exact.id, '12.00'],
      [larger.id, '30.00'],
    ]);
  });

  it('200: without a payee, of exactly its amount in its account; none for a row that pays', async () => {
    const purchase = await book({ amount: '-12', description: 'card', date: '2026-03-01' });
    await book({ amount: '-13', date: '2026-03-01' });
    const refund = await book({ amount: '12', isRefund: true });
    expect(await purchasesOf(refund.id)).toEqual([[purchase.id, '12.00']]);
    expect(await purchasesOf(purchase.id)).toEqual([]);
  });

  it('404 NOT_FOUND', async () => {
    expect((await user.get(`/transactions/${NOWHERE}/purchases`)).code).toBe('NOT_FOUND');
  });
});
