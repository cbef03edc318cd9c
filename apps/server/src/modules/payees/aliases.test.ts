import type { Category, Payee, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, settled } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp({ withWorker: true });
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

async function add(fields: Record<string, unknown>): Promise<Payee> {
  const made = await user.post<Payee>('/payees', fields);
  expect(made.message).toBeUndefined();
  return made.data;
}

async function book(fields: Record<string, unknown>): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date: '2026-03-01',
    amount: '-1',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}

async function read(id: string): Promise<Payee> {
  return (await user.get<Payee>(`/payees/${id}`)).data;
}

/** Lines of what triggers keep of payees and the rows do not give. */
async function differences(): Promise<unknown[]> {
  const rows = await app.adminQuery<{ total: string | null }>(
    `SELECT set_config('app.tenant_id', $1, false), d.total FROM (SELECT 1) one LEFT JOIN verify_uses() d ON true`,
    [user.tenantId],
  );
  return rows.map(({ total }) => total).filter((total) => total !== null);
}

describe('aliases', () => {
  it('lead entries, searches and imports to their payee, whatever the case', async () => {
    const baker = await add({ name: 'Baker', aliases: ['BKR 0815', 'Bäckerei', 'baker'] });
    expect(baker.aliases).toEqual(['BKR 0815', 'Bäckerei']);
    expect((await book({ payeeName: 'bkr 0815' })).payeeId).toBe(baker.id);
    expect((await user.get<Payee[]>('/payees?q=0815')).data.map(({ name }) => name)).toEqual(['Baker']);

    const content = 'Date,Payee,Amount\n2026-01-05,BÄCKEREI,-3.20\n2026-01-06,Somebody new,-5.00\n';
    const { id } = await importFile(app, user, { name: 'bank.csv', content, accountId: giro });
    expect((await settled(user, id)).status).toBe('committed');
    const rows = (await user.get<Transaction[]>('/transactions?sort=date')).data;
    expect(rows.map((row) => row.payeeName)).toEqual(['Baker', 'Somebody new', 'Baker']);
    expect((await user.get<Payee[]>('/payees')).data.map(({ name }) => name)).toEqual([
      'Baker',
      'Somebody new',
    ]);
  });

  it('are set as a whole; a renamed payee loses the one that it is called now', async () => {
    const { id } = await add({ name: 'Baker', aliases: ['A', 'B'] });
    const saved = await user.put<Payee>(`/payees/${id}`, { aliases: ['B', 'C'], version: 1 });
    expect(saved.data).toMatchObject({ aliases: ['B', 'C'], version: 2 });
    const renamed = await user.put<Payee>(`/payees/${id}`, { name: 'c', version: 2 });
    expect(renamed.data).toMatchObject({ name: 'c', aliases: ['B'] });
    expect((await book({ payeeName: 'A' })).payeeId).not.toBe(id);
    const undone = await user.post(`/change-sets/${saved.headers.get('x-change-set')}/revert`);
    expect(undone.code).toBe('NOT_REVERTIBLE');
  });

  it('409 NAME_TAKEN: a name leads to one payee', async () => {
    await add({ name: 'Baker', aliases: ['Bread'] });
    const butcher = await add({ name: 'Butcher' });
    const tries = [
      await user.post('/payees', { name: 'bread' }),
      await user.put(`/payees/${butcher.id}`, { name: 'BREAD', version: 1 }),
      await user.put(`/payees/${butcher.id}`, { aliases: ['Meat', 'Bread'], version: 1 }),
      await user.put(`/payees/${butcher.id}`, { aliases: ['baker'], version: 1 }),
    ];
    expect(tries.map(({ status, code }) => [status, code])).toEqual(tries.map(() => [409, 'NAME_TAKEN']));
    expect(tries.map(({ message }) => message)).toEqual([
      '"bread" is another name of "Baker". Take it off there first.',
      '"BREAD" is another name of "Baker". Take it off there first.',
      '"Bread" leads to "Baker" already. Merge the two instead.',
      '"baker" leads to "Baker" already. Merge the two instead.',
    ]);
    expect(tries[2]?.details).toMatchObject([{ path: 'aliases.1' }]);
  });

  it('go with their payee, and are free again', async () => {
    const { id } = await add({ name: 'Baker', aliases: ['Bread'] });
    const deleted = await user.delete<{ changeSetId: string }>(`/payees/${id}`);
    const other = await add({ name: 'Bread' });
    await user.delete(`/payees/${other.id}`);
    expect((await user.post(`/change-sets/${deleted.data.changeSetId}/revert`)).status).toBe(200);
    expect((await read(id)).aliases).toEqual(['Bread']);
  });
});

describe('what a payee is used for', () => {
  it('is exact per currency, through changes, deletions and undo', async () => {
    const dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
    const { id } = await add({ name: 'Shop' });
    const other = await add({ name: 'Other' });
    const first = await book({ payeeId: id, amount: '-10' });
    await book({ payeeId: id, amount: '4', date: '2026-04-02' });
    await book({ payeeId: id, amount: '-3', accountId: dollars });
    expect(await read(id)).toMatchObject({
      transactionCount: 3,
      lastUsedOn: '2026-04-02',
      totals: [
        { currency: 'EUR', count: 2, net: '-6.00' },
        { currency: 'USD', count: 1, net: '-3.00' },
      ],
    });
    await user.put(`/transactions/${first.id}`, { payeeId: other.id, amount: '-11', version: 1 });
    expect((await read(id)).totals).toMatchObject([{ net: '4.00' }, { net: '-3.00' }]);
    expect((await read(other.id)).totals).toEqual([{ currency: 'EUR', count: 1, net: '-11.00' }]);
    const deleted = await user.delete<{ changeSetId: string }>(`/transactions/${first.id}`);
    expect(await read(other.id)).toMatchObject({ transactionCount: 0, totals: [], lastUsedOn: null });
    await user.post(`/change-sets/${deleted.data.changeSetId}/revert`);
    expect((await read(other.id)).transactionCount).toBe(1);
    expect(await differences()).toEqual([]);
  });

  it('sorts the list: the most used first, the latest used first', async () => {
    const often = await add({ name: 'Often' });
    const late = await add({ name: 'Late' });
    await add({ name: 'Never' });
    await book({ payeeId: often.id });
    await book({ payeeId: often.id });
    await book({ payeeId: late.id, date: '2026-05-01' });
    const names = async (sort: string) => {
      const first = await user.get<Payee[]>(`/payees?sort=${sort}&limit=2`);
      const rest = await user.get<Payee[]>(`/payees?sort=${sort}&cursor=${first.pagination?.nextCursor}`);
      return [...first.data, ...rest.data].map(({ name }) => name);
    };
    expect(await names('-transactions')).toEqual(['Often', 'Late', 'Never']);
    expect(await names('-lastUsed')).toEqual(['Late', 'Often', 'Never']);
    const { pagination } = await user.get('/payees?sort=-transactions&limit=1');
    expect((await user.get(`/payees?cursor=${pagination?.nextCursor}`)).code).toBe('INVALID_CURSOR');
  });
});

describe('mergePayees', () => {
  it('200: rows, default category and names go to the target; undone all is as before', async () => {
    const target = await add({ name: 'Baker' });
    const one = await add({ name: 'BKR', defaultCategoryId: groceries, aliases: ['B.'] });
    const two = await add({ name: 'Bäcker', defaultCategoryId: restaurants });
    const rows = [
      await book({ payeeId: one.id, amount: '-2', categoryId: null }),
      await book({ payeeId: two.id, amount: '-3', categoryId: null }),
    ];
    const merged = await user.post<{ movedTransactions: number; changeSetId: string }>('/payees/merge', {
      sourceIds: [one.id, two.id],
      targetId: target.id,
    });
    expect(merged.data.movedTransactions).toBe(2);
    expect(await read(target.id)).toMatchObject({
      aliases: ['B.', 'BKR', 'Bäcker'],
      defaultCategoryId: groceries,
      transactionCount: 2,
      totals: [{ net: '-5.00' }],
    });
    expect((await user.get(`/payees/${one.id}`)).status).toBe(404);
    // A later entry under an old name lands on the target.
    expect((await book({ payeeName: 'bkr' })).payeeId).toBe(target.id);
    expect((await user.get(`/change-sets/${merged.data.changeSetId}`)).data).toMatchObject({
      kind: 'bulk',
      summary: 'Merged 2 payees into "Baker"',
    });
    expect(await differences()).toEqual([]);

    expect((await user.post(`/change-sets/${merged.data.changeSetId}/revert`)).status).toBe(200);
    expect(await read(one.id)).toMatchObject({ name: 'BKR', aliases: ['B.'], transactionCount: 1 });
    expect(await read(target.id)).toMatchObject({
      aliases: [],
      defaultCategoryId: null,
      transactionCount: 1,
    });
    expect((await user.get<Transaction>(`/transactions/${rows[1]?.id}`)).data.payeeId).toBe(two.id);
    expect(await differences()).toEqual([]);
  });

  it('200: recurring series and rules follow; undone they are as before', async () => {
    const target = await add({ name: 'Baker' });
    const source = await add({ name: 'BKR' });
    const { data: series } = await user.post<{ id: string }>('/recurring', {
      name: 'Bread',
      accountId: giro,
      amount: '-4',
      schedule: { frequency: 'weekly', interval: 1, anchorDate: '2026-01-05', days: [], weekend: 'keep' },
      payeeId: source.id,
    });
    const { data: rule } = await user.post<{ id: string }>('/rules', {
      name: 'Bread',
      condition: { any: [{ field: 'payee', operator: 'equals', value: 'bkr' }] },
      actions: [{ kind: 'setPayee', payeeName: 'BKR' }],
    });
    const payeeOf = async () => (await user.get<{ payeeId: string }>(`/recurring/${series.id}`)).data.payeeId;
    const readRule = async () => (await user.get<object>(`/rules/${rule.id}`)).data;
    expect(await payeeOf()).toBe(source.id);

    const merged = await user.post<{ changeSetId: string }>('/payees/merge', {
      sourceIds: [source.id],
      targetId: target.id,
    });
    expect(merged.data).toMatchObject({ movedTransactions: 0, movedSeries: 1, changedRules: 1 });
    expect(await payeeOf()).toBe(target.id);
    expect(await readRule()).toMatchObject({
      condition: { any: [{ field: 'payee', operator: 'equals', value: 'Baker' }] },
      actions: [{ kind: 'setPayee', payeeName: 'Baker' }],
      version: 2,
    });
    expect((await user.post(`/change-sets/${merged.data.changeSetId}/revert`)).status).toBe(200);
    expect(await payeeOf()).toBe(source.id);
    expect(await readRule()).toMatchObject({ actions: [{ payeeName: 'BKR' }] });

    const deleted = await user.delete<{ changeSetId: string }>(`/payees/${source.id}`);
    expect(deleted.data).toMatchObject({ detachedTransactions: 0, detachedSeries: 1 });
    expect(await payeeOf()).toBeNull();
    await user.post(`/change-sets/${deleted.data.changeSetId}/revert`);
    expect(await payeeOf()).toBe(source.id);
  });

  it('422: unknown payees, and a payee into itself; 403 to those who only look', async () => {
    const { id } = await add({ name: 'Baker' });
    const refused = await user.post('/payees/merge', { sourceIds: [NOWHERE, id], targetId: id });
    expect([refused.status, refused.details]).toEqual([
      422,
      [
        { path: 'sourceIds.0', message: 'There is no such payee.' },
        { path: 'sourceIds.1', message: 'A payee cannot be merged into itself.' },
      ],
    ]);
    const nowhere = await user.post('/payees/merge', { sourceIds: [id], targetId: NOWHERE });
    expect(nowhere.details).toEqual([{ path: 'targetId', message: 'There is no such payee.' }]);
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [user.tenantId]);
    expect((await user.post('/payees/merge', { sourceIds: [id], targetId: NOWHERE })).code).toBe('FORBIDDEN');
  });
});
