import {
  createAccount,
  createAnchor,
  createTransaction,
  deleteAccount,
  deleteTransaction,
  getAccount,
  getBalance,
  getTransaction,
  listAccounts,
  listAnchors,
  listTransactions,
  revertChangeSet,
  updateAccount,
} from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

/** Far ahead, so that no session of the test has ended by the database's own clock. In Auckland it is 16 March. */
const NOW = new Date('2090-03-15T23:30:00.000Z');
const TODAY = '2090-03-16';
const NOBODY = '01900000-0000-7000-8000-000000000000';

let app: TestApp;
let ada: ContractClient;
let eve: ContractClient;
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  ada = await registerClient(app, { currency: 'EUR', timezone: 'Pacific/Auckland' });
  eve = await registerClient(app);
});
afterAll(() => app.close());
beforeEach(() => ada.becomes('OWNER'));

let names = 0;
function newName(): string {
  names += 1;
  return `Account ${names}`;
}

async function newAccount(fields: Partial<Parameters<typeof addAccount>[0]> = {}) {
  return (await addAccount({ name: newName(), type: 'checking', ...fields })).data;
}
type AccountInput = Parameters<typeof ada.call<typeof createAccount>>[1]['body'];
function addAccount(body: AccountInput) {
  return ada.call(createAccount, { body });
}
async function book(accountId: string, amount: string, date = TODAY) {
  return (await ada.call(createTransaction, { body: { accountId, date, amount, description: 'Row' } })).data;
}

describe('POST /accounts', () => {
  it('201 in the tenant currency, empty, without an anchor', async () => {
    const { data } = await addAccount({ name: '  Giro ', type: 'checking' });
    expect(data).toMatchObject({
      name: 'Giro',
      type: 'checking',
      currency: 'EUR',
      creditLimit: null,
      isHidden: false,
      isArchived: false,
      transactionCount: 0,
      version: 1,
      balance: { date: TODAY, posted: '0.00', pending: '0.00', available: '0.00', currency: 'EUR' },
    });
    expect((await ada.call(listAnchors, { params: { accountId: data.id } })).data).toEqual([]);
  });

  it('201 with every field; the opening balance is an anchor, dated where the tenant is', async () => {
    const { data } = await addAccount({
      name: 'Tokyo card',
      type: 'credit',
      subtype: 'gold',
      currency: 'jpy',
      creditLimit: 50_000,
      institutionName: 'Bank of Japan',
      accountNumberLast4: '1234',
      isHidden: true,
      displayOrder: 7,
      color: '#1f5fe0',
      icon: 'card',
      openingBalance: '-1200',
    });
    expect(data).toMatchObject({
      subtype: 'gold',
      currency: 'JPY',
      creditLimit: '50000',
      institutionName: 'Bank of Japan',
      accountNumberLast4: '1234',
      isHidden: true,
      displayOrder: 7,
      color: '#1f5fe0',
      icon: 'card',
      balance: { posted: '-1200', available: '48800' },
    });
    const anchors = await ada.call(listAnchors, { params: { accountId: data.id } });
    expect(anchors.data).toMatchObject([
      { date: TODAY, balance: '-1200', currency: 'JPY', isInitialBalance: true, drift: null, source: 'user' },
    ]);
  });

  it('201 with an opening date in the past', async () => {
    const account = await newAccount({ openingBalance: '10.50', openingDate: '2089-01-31' });
    const anchors = await ada.call(listAnchors, { params: { accountId: account.id } });
    expect(anchors.data).toMatchObject([{ date: '2089-01-31', balance: '10.50' }]);
    expect(account.balance.posted).toBe('10.50');
  });

  it('409 NAME_TAKEN whatever the case; a deleted account frees its name', async () => {
    const account = await newAccount({ name: 'Piggy bank' });
    const refusal = await ada.refusal(createAccount, { body: { name: 'piggy BANK', type: 'cash' } });
    expect(refusal).toMatchObject({ status: 409, code: 'NAME_TAKEN', details: [{ path: 'name' }] });
    await ada.call(deleteAccount, { params: { accountId: account.id } });
    expect((await addAccount({ name: 'Piggy bank', type: 'cash' })).data.id).not.toBe(account.id);
  });

  it('201 for a name that another tenant has', async () => {
    const account = await newAccount();
    const { data } = await eve.call(createAccount, { body: { name: account.name, type: 'cash' } });
    expect(data.currency).toBe('USD');
  });

  it.each([
    [{ openingBalance: '1.005' }, 'openingBalance'],
    [{ creditLimit: '1.5', currency: 'JPY' }, 'creditLimit'],
  ])('422 AMOUNT_INVALID for more digits than the currency has: %j', async (fields, path) => {
    const refusal = await ada.refusal(createAccount, { body: { name: newName(), type: 'cash', ...fields } });
    expect(refusal).toMatchObject({ status: 422, code: 'AMOUNT_INVALID', details: [{ path }] });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ currency: 'XXX' }, 'currency'],
    [{ openingDate: '2090-02-30' }, 'openingDate'],
    [{ creditLimit: '-1' }, 'creditLimit'],
    [{ color: 'red' }, 'color'],
  ])('422 VALIDATION_FAILED for %j', async (fields, path) => {
    const refusal = await ada.refusal(createAccount, { body: { name: newName(), type: 'cash', ...fields } });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });

  it('403 FORBIDDEN for a viewer', async () => {
    await ada.becomes('VIEWER');
    const refusal = await ada.refusal(createAccount, { body: { name: newName(), type: 'cash' } });
    expect(refusal).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('401 UNAUTHENTICATED without a token', async () => {
    expect((await app.request('/api/v1/accounts')).status).toBe(401);
  });
});

describe('GET /accounts', () => {
  it('200 in display order, without hidden and archived ones unless asked; balances and counts of today', async () => {
    const client = await registerClient(app);
    const add = async (body: AccountInput) => (await client.call(createAccount, { body })).data;
    const second = await add({ name: 'b', type: 'checking', displayOrder: 1 });
    const first = await add({ name: 'Z', type: 'cash', openingBalance: '5', openingDate: '2090-03-01' });
    const hidden = await add({ name: 'H', type: 'savings', displayOrder: 2, isHidden: true });
    const archived = await add({ name: 'a', type: 'checking', displayOrder: 1 });
    await client.call(updateAccount, {
      params: { accountId: archived.id },
      version: 1,
      body: { isArchived: true },
    });
    const row = { accountId: first.id, description: 'Row', date: '2090-03-10' };
    await client.call(createTransaction, { body: { ...row, amount: '-2.25' } });
    await client.call(createTransaction, { body: { ...row, amount: '-1.00', status: 'pending' } });
    await client.call(createTransaction, { body: { ...row, amount: '9.00', date: '2090-12-31' } });

    const list = async (
      query: NonNullable<Parameters<typeof client.call<typeof listAccounts>>[1]['query']>,
    ) => (await client.call(listAccounts, { query })).data;
    expect((await list({})).map((account) => account.name)).toEqual(['Z', 'b']);
    expect((await list({}))[0]).toMatchObject({
      transactionCount: 3,
      balance: { posted: '2.75', pending: '-1.00', available: '1.75' },
    });
    const everything = await list({ includeArchived: 'true', includeHidden: 'true' });
    expect(everything.map((account) => account.id)).toEqual([first.id, archived.id, second.id, hidden.id]);
    expect((await list({ type: 'checking' })).map((account) => account.id)).toEqual([second.id]);
  });
});

describe('GET /accounts/{accountId}', () => {
  it('200 with the version as ETag', async () => {
    const account = await newAccount();
    const { data } = await ada.call(getAccount, { params: { accountId: account.id } });
    expect(data).toEqual(account);
  });

  it("404 NOT_FOUND for nobody's and for another tenant's account", async () => {
    const account = await newAccount();
    for (const [client, accountId] of [
      [ada, NOBODY],
      [eve, account.id],
    ] as const) {
      expect(await client.refusal(getAccount, { params: { accountId } })).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      });
    }
  });
});

describe('PUT /accounts/{accountId}', () => {
  it('200 changes what is given and keeps the rest', async () => {
    const account = await newAccount({ institutionName: 'Bank', creditLimit: '100' });
    const { data } = await ada.call(updateAccount, {
      params: { accountId: account.id },
      version: 1,
      body: { name: 'Renamed', type: 'savings', creditLimit: null, isHidden: true },
    });
    expect(data).toMatchObject({
      name: 'Renamed',
      type: 'savings',
      creditLimit: null,
      isHidden: true,
      institutionName: 'Bank',
      version: 2,
    });
  });

  it('200 archives and brings back', async () => {
    const { id: accountId } = await newAccount();
    const update = (version: number, isArchived: boolean) =>
      ada.call(updateAccount, { params: { accountId }, version, body: { isArchived } });
    expect((await update(1, true)).data.isArchived).toBe(true);
    expect((await update(2, false)).data.isArchived).toBe(false);
  });

  it('200 changes the currency of an account without amounts, its credit limit read anew', async () => {
    const { id: accountId } = await newAccount({ creditLimit: '100.00' });
    const { data } = await ada.call(updateAccount, {
      params: { accountId },
      version: 1,
      body: { currency: 'JPY' },
    });
    expect(data).toMatchObject({
      currency: 'JPY',
      creditLimit: '100',
      balance: { posted: '0', available: '100' },
    });
  });

  it('422 AMOUNT_INVALID when the kept credit limit does not fit the new currency', async () => {
    const { id: accountId } = await newAccount({ creditLimit: '100.50' });
    const body = { currency: 'JPY' };
    expect(await ada.refusal(updateAccount, { params: { accountId }, version: 1, body })).toMatchObject({
      status: 422,
      code: 'AMOUNT_INVALID',
      details: [{ path: 'creditLimit' }],
    });
  });

  it.each(['a row', 'a deleted row', 'an anchor'])('409 CURRENCY_FIXED with %s', async (what) => {
    const { id: accountId } = await newAccount();
    if (what === 'an anchor') await ada.call(createAnchor, { params: { accountId }, body: { balance: '0' } });
    else {
      const { id: transactionId } = await book(accountId, '-1');
      if (what === 'a deleted row') await ada.call(deleteTransaction, { params: { transactionId } });
    }
    expect(
      await ada.refusal(updateAccount, { params: { accountId }, version: 1, body: { currency: 'USD' } }),
    ).toMatchObject({ status: 409, code: 'CURRENCY_FIXED' });
  });

  it('409 NAME_TAKEN', async () => {
    const [one, other] = [await newAccount(), await newAccount()];
    const body = { name: other.name };
    expect(
      await ada.refusal(updateAccount, { params: { accountId: one.id }, version: 1, body }),
    ).toMatchObject({
      status: 409,
      code: 'NAME_TAKEN',
    });
  });

  it('409 STALE_VERSION with the account as it is', async () => {
    const { id: accountId } = await newAccount();
    const update = (name: string) => ({ params: { accountId }, version: 1, body: { name } });
    const name = newName();
    await ada.call(updateAccount, update(name));
    expect(await ada.refusal(updateAccount, update(newName()))).toMatchObject({
      status: 409,
      code: 'STALE_VERSION',
      details: { current: { id: accountId, name, version: 2 } },
    });
  });

  it('428 VERSION_REQUIRED without a version', async () => {
    const { id: accountId } = await newAccount();
    expect(
      await ada.refusal(updateAccount, { params: { accountId }, body: { name: newName() } }),
    ).toMatchObject({
      status: 428,
      code: 'VERSION_REQUIRED',
    });
  });

  it("404 NOT_FOUND for another tenant's account, 403 FORBIDDEN for a viewer", async () => {
    const { id: accountId } = await newAccount();
    const update = { params: { accountId }, version: 1, body: { name: 'Mine' } };
    expect(await eve.refusal(updateAccount, update)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    await ada.becomes('VIEWER');
    expect(await ada.refusal(updateAccount, update)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('DELETE /accounts/{accountId}', () => {
  it('200 deletes an account without rows; undoing brings it back with its anchor', async () => {
    const { id: accountId } = await newAccount({ openingBalance: '7.00' });
    const { data } = await ada.call(deleteAccount, { params: { accountId } });
    expect(data).toMatchObject({ outcome: 'deleted', deletedTransactions: 0 });
    expect(await ada.refusal(getAccount, { params: { accountId } })).toMatchObject({ status: 404 });
    await ada.call(revertChangeSet, { params: { changeSetId: data.changeSetId } });
    const account = await ada.call(getAccount, { params: { accountId } });
    expect(account.data.balance.posted).toBe('7.00');
  });

  it('200 archives an account that has rows, again and again', async () => {
    const { id: accountId } = await newAccount();
    await book(accountId, '-3.00');
    for (const version of [2, 2]) {
      const { data } = await ada.call(deleteAccount, { params: { accountId } });
      expect(data).toMatchObject({ outcome: 'archived', deletedTransactions: 0 });
      const account = await ada.call(getAccount, { params: { accountId } });
      expect(account.data).toMatchObject({ isArchived: true, version, balance: { posted: '-3.00' } });
    }
  });

  it('200 with force deletes the rows too, leaves the other legs of transfers, and can be undone as one', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    await book(account.id, '-3.00');
    const transfer = { accountId: account.id, date: TODAY, amount: '-5.00', type: 'transfer' } as const;
    const { data: leg } = await ada.call(createTransaction, {
      body: { ...transfer, transferAccountId: other.id },
    });
    const partner = { params: { transactionId: leg.transferTransactionId ?? '' } };

    const { data } = await ada.call(deleteAccount, {
      params: { accountId: account.id },
      query: { force: 'true' },
    });
    expect(data).toMatchObject({ outcome: 'deleted', deletedTransactions: 2 });
    const left = await ada.call(listTransactions, { query: { accountId: account.id } });
    expect(left.data).toEqual([]);
    expect((await ada.call(getBalance, { params: { accountId: other.id } })).data.posted).toBe('5.00');
    expect((await ada.call(getTransaction, partner)).data).toMatchObject({
      transferTransactionId: null,
      transferAccountId: null,
    });

    await ada.call(revertChangeSet, { params: { changeSetId: data.changeSetId } });
    expect((await ada.call(getBalance, { params: { accountId: account.id } })).data.posted).toBe('-8.00');
    expect((await ada.call(getTransaction, partner)).data).toMatchObject({ transferTransactionId: leg.id });
  });

  it("404 NOT_FOUND for another tenant's account, 403 FORBIDDEN for a viewer", async () => {
    const { id: accountId } = await newAccount();
    expect(await eve.refusal(deleteAccount, { params: { accountId } })).toMatchObject({ status: 404 });
    await ada.becomes('VIEWER');
    expect(await ada.refusal(deleteAccount, { params: { accountId } })).toMatchObject({ status: 403 });
  });
});
