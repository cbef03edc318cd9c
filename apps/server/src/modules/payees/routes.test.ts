import type { Category, Pagination, Payee, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;
let groceries: string;
let restaurants: string;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  const categories = (await user.get<Category[]>('/categories')).data;
  groceries = categories.find((category) => category.name === 'Groceries')?.id ?? '';
  restaurants = categories.find((category) => category.name === 'Restaurants')?.id ?? '';
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function add(name: string): Promise<Payee> {
  const made = await user.post<Payee>('/payees', { name });
  expect(made.status).toBe(201);
  return made.data;
}

describe('listPayees', () => {
  it('200: by name; what begins with the words comes before what contains them; % and _ are letters', async () => {
    for (const name of ['Zoo', 'Old Bakery', 'Émile', 'bakery Schmidt', '100% Juice', '100_Juice'])
      await add(name);
    const names = async (query: string) =>
      (await user.get<Payee[]>(`/payees?${query}`)).data.map((payee) => payee.name);
    expect(await names('')).toEqual([
      '100% Juice',
      '100_Juice',
      'bakery Schmidt',
      'Old Bakery',
      'Zoo',
      'Émile',
    ]);
    expect(await names('q=BAK')).toEqual(['bakery Schmidt', 'Old Bakery']);
    expect(await names('q=%C3%A9mile')).toEqual(['Émile']);
    expect(await names('q=0%25')).toEqual(['100% Juice']);
    expect(await names('q=0_')).toEqual(['100_Juice']);
  });

  it('200: cursors pass every payee once; 400 INVALID_CURSOR', async () => {
    for (const name of ['A', 'b', 'C', 'd', 'E']) await add(name);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { data: Payee[]; pagination: Pagination | undefined } = await user.get<Payee[]>(
        `/payees?limit=2${next === '' ? '' : `&cursor=${next}`}`,
      );
      seen.push(...page.data.map((payee) => payee.name));
      next = page.pagination?.nextCursor ?? null;
    }
    expect(seen).toEqual(['A', 'b', 'C', 'd', 'E']);
    expect((await user.get('/payees?limit=2')).pagination?.total).toBe(5);
    expect((await user.get('/payees?cursor=x')).code).toBe('INVALID_CURSOR');
  });
});

describe('createPayee', () => {
  it('201, 409 NAME_TAKEN whatever the case, 422', async () => {
    expect(await add('Café')).toMatchObject({
      name: 'Café',
      transactionCount: 0,
      lastCategoryId: null,
      version: 1,
    });
    const taken = await user.post('/payees', { name: 'CAFÉ' });
    expect([taken.status, taken.code]).toEqual([409, 'NAME_TAKEN']);
    const refused = await user.post('/payees', { name: 'New', defaultCategoryId: NOWHERE });
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
  });
});

describe('getPayee', () => {
  it('200: counts its rows and knows the category of the newest; 404', async () => {
    const { id } = await add('Baker');
    for (const [date, categoryId] of [
      ['2026-02-01', groceries],
      ['2026-03-01', restaurants],
      ['2026-01-01', groceries],
    ]) {
      await user.post('/transactions', { accountId: giro, date, amount: '-1', payeeId: id, categoryId });
    }
    expect((await user.get(`/payees/${id}`)).data).toMatchObject({
      transactionCount: 3,
      lastCategoryId: restaurants,
    });
    expect((await user.get(`/payees/${NOWHERE}`)).code).toBe('NOT_FOUND');
  });
});

describe('updatePayee', () => {
  it('200: renames, also in case only; what is left out stays', async () => {
    const { id } = await add('Baker');
    await user.put(`/payees/${id}`, { defaultCategoryId: groceries, version: 1 });
    const saved = await user.put<Payee>(`/payees/${id}`, { name: 'BAKER', version: 2 });
    expect(saved.data).toMatchObject({ name: 'BAKER', defaultCategoryId: groceries, version: 3 });
  });

  it('409 NAME_TAKEN, 409 STALE_VERSION, 422, 428, 404', async () => {
    const { id } = await add('Baker');
    await add('Butcher');
    const codes = [];
    for (const change of [
      { name: 'butcher', version: 1 },
      { name: 'Other', version: 9 },
      { defaultCategoryId: NOWHERE, version: 1 },
      { name: 'Other' },
    ]) {
      codes.push((await user.put(`/payees/${id}`, change)).code);
    }
    expect(codes).toEqual(['NAME_TAKEN', 'STALE_VERSION', 'VALIDATION_FAILED', 'VERSION_REQUIRED']);
    expect((await user.put(`/payees/${NOWHERE}`, { version: 1 })).status).toBe(404);
  });
});

describe('deletePayee', () => {
  it('200: its rows stay without it, and the name is free again; 404', async () => {
    const { id } = await add('Baker');
    const row = await user.post<Transaction>('/transactions', {
      accountId: giro,
      date: '2026-03-01',
      amount: '-1',
      payeeId: id,
      description: 'Bread',
    });
    expect((await user.delete(`/payees/${id}`)).data).toMatchObject({ detachedTransactions: 1 });
    expect((await user.get<Transaction>(`/transactions/${row.data.id}`)).data).toMatchObject({
      payeeId: null,
      description: 'Bread',
    });
    expect((await user.delete(`/payees/${id}`)).code).toBe('NOT_FOUND');
    await add('Baker');
  });
});
