import type { Category, Transaction, TransactionDetail } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
let dollars: string;
let groceries: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
  const categories = (await user.get<Category[]>('/categories')).data;
  groceries = categories.find(({ name }) => name === 'Groceries')?.id ?? '';
});

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(fields: Record<string, unknown>): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date: '2026-03-01',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}

async function detail(id: string | null | undefined): Promise<TransactionDetail> {
  return (await user.get<TransactionDetail>(`/transactions/${id}`)).data;
}

async function balances(): Promise<string[]> {
  const read = async (id: string) =>
    (await user.get<{ posted: string }>(`/accounts/${id}/balance/2026-12-31`)).data.posted;
  return Promise.all([giro, savings, dollars].map(read));
}

function link(row: Transaction, body: Record<string, unknown>) {
  return user.post<TransactionDetail>(`/transactions/${row.id}/transfer`, body);
}

async function undo(answer: Answer<unknown>): Promise<void> {
  const undone = await user.post(`/change-sets/${answer.headers.get('x-change-set')}/revert`);
  expect(undone.message).toBeUndefined();
}

function expectRefused(answer: Answer<unknown>, refusal: readonly [number, string], hint: string): void {
  expect([answer.status, answer.code]).toEqual(refusal);
  expect(answer.message).toContain(hint);
}

describe('a transfer and its fee', () => {
  it('across currencies says the implied rate from either side, and the other leg', async () => {
    const out = await book({ amount: '-100', transferAccountId: dollars, transferAmount: '108.25' });
    const paid = await detail(out.id);
    expect(paid).toMatchObject({
      transferRate: '1.0825',
      otherLeg: { amount: '108.25', currency: 'USD', accountName: 'Dollars' },
      fees: [],
    });
    const received = await detail(out.transferTransactionId);
    expect(received).toMatchObject({ transferRate: '0.9237875289', otherLeg: { id: out.id } });
  });

  it('within one currency has no rate', async () => {
    const out = await book({ amount: '-100', transferAccountId: savings });
    expect((await detail(out.id)).transferRate).toBeNull();
  });

  it('201: a fee is a row of the paying account, of either direction of the transfer', async () => {
    const fee = { amount: '1.50', categoryId: groceries, payeeName: 'Bank' };
    const out = await book({ amount: '-100', transferAccountId: savings, transferFee: fee });
    expect(await balances()).toEqual(['-101.50', '100.00', '0.00']);
    const paid = await detail(out.id);
    expect(paid.fees).toMatchObject([
      { accountId: giro, amount: '-1.50', payeeName: 'Bank', date: '2026-03-01' },
    ]);
    expect((await detail(out.transferTransactionId)).fees).toEqual(paid.fees);
    const booked = await detail(paid.fees[0]?.id);
    expect(booked).toMatchObject({
      type: 'expense',
      categoryId: groceries,
      feeOfId: out.id,
      feeOf: { id: out.id },
    });

    const back = await book({
      amount: '50',
      type: 'transfer',
      transferAccountId: savings,
      transferFee: { amount: 1 },
    });
    expect((await detail(back.id)).fees).toMatchObject([{ accountId: savings, amount: '-1.00' }]);
  });

  it.each([
    [{ transferFee: { amount: '1' } }, 'Only a transfer has a fee'],
    [{ transferAccountId: 'savings', transferFee: { amount: '0' } }, 'A fee is above zero'],
    [{ transferAccountId: 'savings', transferFee: { amount: '-1' } }, 'A fee is above zero'],
    [{ transferAccountId: 'savings', transferFee: { amount: '1', categoryId: NOWHERE } }, 'no such category'],
  ])('422 VALIDATION_FAILED: %j', async (fields, hint) => {
    const body = 'transferAccountId' in fields ? { ...fields, transferAccountId: savings } : fields;
    const refused = await user.post('/transactions', {
      accountId: giro,
      date: '2026-03-01',
      amount: '-10',
      ...body,
    });
    expectRefused(refused, [422, 'VALIDATION_FAILED'], hint);
    expect(await balances()).toEqual(['0.00', '0.00', '0.00']);
  });

  it('200: the other amount can be changed with the own one', async () => {
    const out = await book({ amount: '-100', transferAccountId: dollars, transferAmount: '108' });
    const path = `/transactions/${out.id}`;
    await user.put(path, { amount: '-200', transferAmount: '215', version: 1 });
    expect((await detail(out.id)).transferRate).toBe('1.075');
    await user.put(path, { transferAmount: '214', version: 2 });
    expect((await detail(out.id)).otherLeg?.amount).toBe('214.00');
    const plain = await book({ amount: '-1' });
    const refused = await user.put(`/transactions/${plain.id}`, { transferAmount: '1', version: 1 });
    expectRefused(refused, [422, 'VALIDATION_FAILED'], 'This row is no transfer');
  });

  it('200: legs that the bank booked on different days keep their days', async () => {
    const out = await book({ amount: '-100' });
    const arrived = await book({ accountId: savings, amount: '100', date: '2026-03-03' });
    await link(out, { otherId: arrived.id });
    await user.put(`/transactions/${out.id}`, { date: '2026-03-02', version: 2 });
    expect((await detail(arrived.id)).date).toBe('2026-03-03');
  });
});

describe('linkTransfer', () => {
  it('200: two rows become the legs of one transfer; each keeps its category for the day when it is unlinked', async () => {
    const out = await book({ amount: '-100', categoryId: groceries });
    const arrived = await book({ accountId: savings, amount: '100', date: '2026-03-03' });
    const linked = await link(arrived, { otherId: out.id, version: 1 });
    expect(linked.data).toMatchObject({
      type: 'transfer',
      transferAccountId: giro,
      otherLeg: { id: out.id },
    });
    expect(await detail(out.id)).toMatchObject({
      type: 'transfer',
      transferAccountId: savings,
      transferTransactionId: arrived.id,
      categoryId: groceries,
    });
    expect(await balances()).toEqual(['-100.00', '100.00', '0.00']);
    await undo(linked);
    expect(await detail(out.id)).toMatchObject({ type: 'expense', transferTransactionId: null });
  });

  it('200: across currencies any two amounts', async () => {
    const out = await book({ amount: '-100' });
    const arrived = await book({ accountId: dollars, amount: '107.5' });
    expect((await link(out, { otherId: arrived.id })).data.transferRate).toBe('1.075');
  });

  it('200: a fee explains a difference; the account keeps its balance', async () => {
    const out = await book({ amount: '-102' });
    const arrived = await book({ accountId: savings, amount: '100' });
    const linked = await link(out, { otherId: arrived.id, fee: { amount: '2', payeeName: 'Bank' } });
    expect(linked.data).toMatchObject({ amount: '-100.00', fees: [{ amount: '-2.00', payeeName: 'Bank' }] });
    expect(await balances()).toEqual(['-102.00', '100.00', '0.00']);
    await undo(linked);
    expect(await detail(out.id)).toMatchObject({ amount: '-102.00', type: 'expense', fees: [] });
    expect(await balances()).toEqual(['-102.00', '100.00', '0.00']);
  });

  it.each([
    ['a difference that nobody explains', '-102', '100', {}, 'give it as a fee of 2.00 EUR'],
    [
      'a fee that does not explain it',
      '-102',
      '100',
      { fee: { amount: '1' } },
      'give it as a fee of 2.00 EUR',
    ],
    ['a fee where nothing is missing', '-100', '100', { fee: { amount: '1' } }, 'no room for a fee'],
    ['more that arrived than left', '-98', '100', {}, 'more than was paid'],
    ['two rows of one direction', '-100', '-100', {}, 'takes money away'],
    ['a row of nothing', '-100', '0', {}, 'takes money away'],
  ])('422 VALIDATION_FAILED: %s', async (...[_, paid, received, more, hint]) => {
    const out = await book({ amount: paid });
    const arrived = await book({ accountId: savings, amount: received });
    expectRefused(await link(out, { otherId: arrived.id, ...more }), [422, 'VALIDATION_FAILED'], hint);
    expect((await detail(out.id)).type).toBe('expense');
  });

  it('422: two rows of one account, itself, and one that is not there', async () => {
    const out = await book({ amount: '-100' });
    const beside = await book({ amount: '100' });
    expectRefused(await link(out, { otherId: beside.id }), [422, 'VALIDATION_FAILED'], 'in one account');
    expectRefused(await link(out, { otherId: out.id }), [422, 'VALIDATION_FAILED'], 'no such other');
    expectRefused(await link(out, { otherId: NOWHERE }), [422, 'VALIDATION_FAILED'], 'no such other');
    expectRefused(await link({ ...out, id: NOWHERE }, { otherId: out.id }), [404, 'NOT_FOUND'], 'no such');
  });

  it('409: what is linked, split, a fee or a purchase with refunds, and a stale version', async () => {
    const arrived = await book({ accountId: savings, amount: '100' });
    const leg = await book({
      amount: '-100',
      transferAccountId: dollars,
      transferAmount: '1',
      transferFee: { amount: '100' },
    });
    const split = await book({ amount: '-100' });
    await user.put(`/transactions/${split.id}/splits`, {
      version: 1,
      splits: [{ amount: '-60' }, { amount: '-40' }],
    });
    const [fee] = (await detail(leg.id)).fees;
    const purchase = await book({ amount: '-100' });
    const refund = await book({ amount: '100', accountId: savings, refundOfId: purchase.id });
    const rows: readonly (readonly [string | undefined, string])[] = [
      [leg.id, 'is a leg of a transfer already'],
      [split.id, 'is split'],
      [fee?.id, 'is the fee of another transfer'],
      [purchase.id, 'of which something came back'],
    ];
    for (const [id, hint] of rows) {
      expectRefused(
        await link({ ...leg, id: id ?? '' }, { otherId: arrived.id }),
        [409, 'WRONG_STATE'],
        hint,
      );
    }
    const plain = await book({ amount: '-100' });
    expectRefused(await link(plain, { otherId: refund.id }), [409, 'WRONG_STATE'], 'gives back a purchase');
    expectRefused(
      await link(plain, { otherId: arrived.id, version: 7 }),
      [409, 'STALE_VERSION'],
      'Look at it again',
    );
  });

  it('the lock of a reconciled row: it may be linked, and not be reduced by a fee', async () => {
    const out = await book({ amount: '-102', status: 'reconciled' });
    const arrived = await book({ accountId: savings, amount: '100' });
    const refused = await link(out, { otherId: arrived.id, fee: { amount: '2' } });
    expectRefused(refused, [409, 'WRONG_STATE'], 'reconciled with a statement');
    const whole = await book({ accountId: savings, amount: '102' });
    expect((await link(out, { otherId: whole.id })).data).toMatchObject({
      type: 'transfer',
      status: 'reconciled',
    });
  });

  it('a row of another tenant is not there', async () => {
    const theirs = await book({ amount: '100', accountId: savings });
    user = await signUp(app);
    giro = await user.addAccount({ name: 'Giro' });
    const mine = await book({ amount: '-100' });
    expectRefused(await link(mine, { otherId: theirs.id }), [422, 'VALIDATION_FAILED'], 'no such other');
    expectRefused(await link(theirs, { otherId: mine.id }), [404, 'NOT_FOUND'], 'no such');
  });
});

describe('unlinkTransfer', () => {
  it('200: the legs are an expense and an income, the fee an expense; undone as one', async () => {
    const out = await book({ amount: '-100', transferAccountId: savings, transferFee: { amount: '2' } });
    const [fee] = (await detail(out.id)).fees;
    const freed = await user.delete<TransactionDetail>(`/transactions/${out.id}/transfer`);
    expect(freed.data).toMatchObject({ type: 'expense', transferAccountId: null, otherLeg: null, fees: [] });
    expect(await detail(out.transferTransactionId)).toMatchObject({
      type: 'income',
      transferTransactionId: null,
    });
    expect((await detail(fee?.id)).feeOfId).toBeNull();
    expect(await balances()).toEqual(['-102.00', '100.00', '0.00']);
    await undo(freed);
    expect(await detail(out.id)).toMatchObject({ type: 'transfer', fees: [{ id: fee?.id }] });
  });

  it('409 WRONG_STATE for what is no transfer, 404 NOT_FOUND', async () => {
    const row = await book({ amount: '-100' });
    expectRefused(
      await user.delete(`/transactions/${row.id}/transfer`),
      [409, 'WRONG_STATE'],
      'nothing to unlink',
    );
    expectRefused(await user.delete(`/transactions/${NOWHERE}/transfer`), [404, 'NOT_FOUND'], 'no such');
  });
});

describe('field note 14: transfers across currencies, and a transfer whose other leg is deleted', () => {
  it('deletes both legs with their fee, also across currencies, and brings all three back', async () => {
    const out = await book({
      amount: '-100',
      transferAccountId: dollars,
      transferAmount: '108',
      transferFee: { amount: '2' },
    });
    const gone = await user.delete<{ deleted: number }>(`/transactions/${out.transferTransactionId}`);
    expect(gone.data.deleted).toBe(3);
    expect(await balances()).toEqual(['0.00', '0.00', '0.00']);
    await undo(gone);
    expect(await balances()).toEqual(['-102.00', '0.00', '108.00']);
  });

  it('keeps the other leg as a row of its own when it is told to, and its fee with it', async () => {
    const transfer = {
      amount: '-100',
      transferAccountId: dollars,
      transferAmount: '108',
      transferFee: { amount: '2' },
    };
    const out = await book(transfer);
    const [fee] = (await detail(out.id)).fees;
    const gone = await user.delete<{ deleted: number }>(
      `/transactions/${out.transferTransactionId}?otherLeg=keep`,
    );
    expect(gone.data.deleted).toBe(1);
    expect(await detail(out.id)).toMatchObject({
      type: 'expense',
      amount: '-100.00',
      transferAccountId: null,
      transferTransactionId: null,
      otherLeg: null,
    });
    expect((await detail(fee?.id)).feeOfId).toBeNull();
    expect(await balances()).toEqual(['-102.00', '0.00', '0.00']);
    await undo(gone);
    expect(await detail(out.id)).toMatchObject({ type: 'transfer', otherLeg: { amount: '108.00' } });

    const other = await book(transfer);
    const paying = await user.delete<{ deleted: number }>(`/transactions/${other.id}?otherLeg=keep`);
    expect(paying.data.deleted).toBe(2);
    expect(await detail(other.transferTransactionId)).toMatchObject({ type: 'income', amount: '108.00' });
  });

  it('409 WRONG_STATE: a reconciled row of it holds what would go; what stays may be reconciled', async () => {
    const out = await book({ amount: '-40', transferAccountId: savings });
    await user.put(`/transactions/${out.transferTransactionId}`, { status: 'reconciled', version: 1 });
    expectRefused(await user.delete(`/transactions/${out.id}`), [409, 'WRONG_STATE'], 'reconciled');
    expect((await user.delete(`/transactions/${out.id}?otherLeg=keep`)).status).toBe(200);
    expect(await detail(out.transferTransactionId)).toMatchObject({ status: 'reconciled', type: 'income' });
  });
});
