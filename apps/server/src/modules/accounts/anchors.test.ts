import {
  type Account,
  createAccount,
  createAnchor,
  createTransaction,
  deleteAnchor,
  getBalance,
  getBalanceAt,
  getChangeSet,
  listAnchors,
  listTransactions,
  revertChangeSet,
} from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

const NOW = new Date('2090-03-15T23:30:00.000Z');
const NOBODY = '01900000-0000-7000-8000-000000000000';

let app: TestApp;
let ada: ContractClient;
let eve: ContractClient;
let params: { accountId: string };
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  ada = await registerClient(app, { currency: 'EUR', timezone: 'Pacific/Auckland' });
  eve = await registerClient(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  await ada.becomes('OWNER');
  const { id: accountId } = await newAccount();
  params = { accountId };
});

async function newAccount(): Promise<Account> {
  return (await ada.call(createAccount, { body: { name: crypto.randomUUID(), type: 'checking' } })).data;
}
async function say(date: string, balance: string) {
  return (await ada.call(createAnchor, { params, body: { date, balance } })).data;
}
async function book(date: string, amount: string) {
  await ada.call(createTransaction, { body: { ...params, date, amount, description: 'Row' } });
}
async function postedAt(date: string) {
  return (await ada.call(getBalanceAt, { params: { ...params, date } })).data.posted;
}

describe('POST /accounts/{accountId}/anchors', () => {
  it('201 dated today where the tenant is; the balance follows and no row is written', async () => {
    const { data } = await ada.call(createAnchor, { params, body: { balance: '120.00' } });
    expect(data).toMatchObject({
      accountId: params.accountId,
      date: '2090-03-16',
      balance: '120.00',
      currency: 'EUR',
      description: null,
      isInitialBalance: false,
      confidenceLevel: 'high',
      source: 'user',
      drift: null,
      version: 1,
    });
    expect((await ada.call(getBalance, { params })).data.posted).toBe('120.00');
    expect((await ada.call(listTransactions, { query: params })).data).toEqual([]);
  });

  it('201 at the other path, with every field', async () => {
    const body = {
      balance: -7,
      date: '2090-01-31',
      description: ' Statement 1 ',
      isInitialBalance: true,
      confidenceLevel: 'low',
    } as const;
    const alias = { ...createAnchor, path: '/accounts/{accountId}/anchor' };
    expect((await ada.call(alias, { params, body })).data).toMatchObject({
      balance: '-7.00',
      date: '2090-01-31',
      description: 'Statement 1',
      isInitialBalance: true,
      confidenceLevel: 'low',
    });
  });

  it('201 shows a difference as drift, never as a row', async () => {
    await say('2090-01-31', '100.00');
    await book('2090-02-10', '-30.00');
    expect((await say('2090-02-28', '65.00')).drift).toBe('-5.00');
    expect(await postedAt('2090-02-27')).toBe('70.00');
    expect(await postedAt('2090-02-28')).toBe('65.00');
    expect((await ada.call(listTransactions, { query: params })).data).toHaveLength(1);
  });

  it('201 replaces the anchor of the same day; undoing brings the first one back', async () => {
    const first = await say('2090-01-31', '100.00');
    const { data: second, changeSetId } = await ada.call(createAnchor, {
      params,
      body: { date: '2090-01-31', balance: '90.00' },
    });
    expect(second).toMatchObject({ id: first.id, balance: '90.00', version: 2 });
    expect((await ada.call(listAnchors, { params })).data).toHaveLength(1);
    await ada.call(revertChangeSet, { params: { changeSetId: changeSetId ?? '' } });
    expect(await postedAt('2090-01-31')).toBe('100.00');
  });

  it('201 for all of ten parallel ones of a day leaves one anchor', async () => {
    const balances = Array.from({ length: 10 }, (_, index) => `${index}.00`);
    const made = await Promise.all(balances.map((balance) => say('2090-01-31', balance)));
    expect(new Set(made.map((anchor) => anchor.id)).size).toBe(1);
    const { data } = await ada.call(listAnchors, { params });
    expect(data).toMatchObject([{ version: 10 }]);
  });

  it('422 AMOUNT_INVALID for more digits than the currency has', async () => {
    expect(await ada.refusal(createAnchor, { params, body: { balance: '1.001' } })).toMatchObject({
      status: 422,
      code: 'AMOUNT_INVALID',
      details: [{ path: 'balance' }],
    });
  });

  it('422 VALIDATION_FAILED for a day that does not exist', async () => {
    expect(
      await ada.refusal(createAnchor, { params, body: { balance: '1', date: '2090-02-29' } }),
    ).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
      details: [{ path: 'date' }],
    });
  });

  it("404 NOT_FOUND for nobody's and for another tenant's account, 403 FORBIDDEN for a viewer", async () => {
    const body = { balance: '1' };
    expect(await ada.refusal(createAnchor, { params: { accountId: NOBODY }, body })).toMatchObject({
      status: 404,
    });
    expect(await eve.refusal(createAnchor, { params, body })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
    await ada.becomes('VIEWER');
    expect(await ada.refusal(createAnchor, { params, body })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });
});

describe('GET /accounts/{accountId}/anchors', () => {
  it('200 newest first, each with its drift', async () => {
    await say('2090-02-28', '70.00');
    await say('2090-01-31', '100.00');
    await book('2090-02-10', '-30.00');
    await say('2090-03-10', '70.50');
    const { data } = await ada.call(listAnchors, { params });
    expect(data.map(({ date, balance, drift }) => [date, balance, drift])).toEqual([
      ['2090-03-10', '70.50', '0.50'],
      ['2090-02-28', '70.00', '0.00'],
      ['2090-01-31', '100.00', null],
    ]);
  });

  it("404 NOT_FOUND for another tenant's account", async () => {
    expect(await eve.refusal(listAnchors, { params })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('DELETE /accounts/{accountId}/anchors/{anchorId}', () => {
  it('200 takes it back: balances and later drift are as if it had never been; it is audited and can be undone', async () => {
    await say('2090-01-31', '100.00');
    const middle = await say('2090-02-10', '80.00');
    await say('2090-02-28', '80.00');
    const { data } = await ada.call(deleteAnchor, { params: { ...params, anchorId: middle.id } });
    expect(await postedAt('2090-02-10')).toBe('100.00');
    const drifts = async () => (await ada.call(listAnchors, { params })).data.map((anchor) => anchor.drift);
    expect(await drifts()).toEqual(['-20.00', null]);
    const changeSet = await ada.call(getChangeSet, { params: { changeSetId: data.changeSetId } });
    expect(changeSet.data.entries).toMatchObject([
      { action: 'delete', resourceType: 'anchor', resourceId: middle.id },
    ]);
    await ada.call(revertChangeSet, { params: { changeSetId: data.changeSetId } });
    expect(await drifts()).toEqual(['0.00', '-20.00', null]);
  });

  it('404 NOT_FOUND for one that is gone, of another account, or of another tenant', async () => {
    const { id: anchorId } = await say('2090-01-31', '1.00');
    const other = await newAccount();
    const elsewhere = { params: { accountId: other.id, anchorId } };
    expect(await ada.refusal(deleteAnchor, elsewhere)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await eve.refusal(deleteAnchor, { params: { ...params, anchorId } })).toMatchObject({
      status: 404,
    });
    await ada.call(deleteAnchor, { params: { ...params, anchorId } });
    expect(await ada.refusal(deleteAnchor, { params: { ...params, anchorId } })).toMatchObject({
      status: 404,
    });
  });

  it('403 FORBIDDEN for an advisor', async () => {
    const { id: anchorId } = await say('2090-01-31', '1.00');
    await ada.becomes('ADVISOR');
    expect(await ada.refusal(deleteAnchor, { params: { ...params, anchorId } })).toMatchObject({
      status: 403,
    });
  });
});
