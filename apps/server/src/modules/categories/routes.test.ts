import type { Category, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let ids: Record<string, string>;
let giro: string;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  ids = Object.fromEntries((await tree()).map((category) => [category.name, category.id]));
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function tree(query = ''): Promise<Category[]> {
  return (await user.get<Category[]>(`/categories${query}`)).data;
}

async function find(name: string): Promise<Category | undefined> {
  return (await tree('?includeInactive=true')).find((category) => category.name === name);
}

async function add(fields: Record<string, unknown>): Promise<Category> {
  const made = await user.post<Category>('/categories', fields);
  expect(made.message).toBeUndefined();
  return made.data;
}

async function spend(category: string, amount = '-1'): Promise<Transaction> {
  const row = { accountId: giro, date: '2026-03-01', amount, categoryId: ids[category] };
  return (await user.post<Transaction>('/transactions', row)).data;
}

describe('listCategories', () => {
  it('200: the tree in order, with counts that include what is below', async () => {
    await spend('Groceries');
    await spend('Groceries');
    await spend('Food');
    const categories = await tree();
    expect(categories.slice(0, 2).map((category) => category.path)).toEqual([
      ['Income'],
      ['Income', 'Salary'],
    ]);
    const food = categories.findIndex((category) => category.name === 'Food');
    expect(categories[food]).toMatchObject({ depth: 0, transactionCount: 1, totalTransactionCount: 3 });
    expect(categories[food + 1]).toMatchObject({ name: 'Groceries', depth: 1, transactionCount: 2 });
  });

  it('200: by kind, and without what is retired and what stands below it', async () => {
    expect(new Set((await tree('?kind=income')).map((category) => category.kind))).toEqual(
      new Set(['income']),
    );
    await user.put(`/categories/${ids['Food']}`, { isActive: false, version: 1 });
    expect((await tree()).some((category) => category.path[0] === 'Food')).toBe(false);
    expect((await tree('?includeInactive=true')).some((category) => category.name === 'Groceries')).toBe(
      true,
    );
  });
});

describe('createCategory', () => {
  it('201: takes the kind of its parent and the last place', async () => {
    const made = await add({ name: 'Market', parentId: ids['Food'], color: '#0796c2' });
    expect(made).toMatchObject({
      kind: 'expense',
      path: ['Food', 'Market'],
      depth: 1,
      displayOrder: 4,
      version: 1,
    });
  });

  it.each<[number, string, { name: string; kind?: string; parentId?: string }]>([
    [422, 'VALIDATION_FAILED', { name: 'No kind' }],
    [422, 'VALIDATION_FAILED', { name: ' ', kind: 'expense' }],
    [422, 'VALIDATION_FAILED', { name: 'Other kind', kind: 'income', parentId: 'Food' }],
    [422, 'VALIDATION_FAILED', { name: 'Nowhere', parentId: NOWHERE }],
    [409, 'NAME_TAKEN', { name: 'gROCERIES', parentId: 'Food' }],
    [409, 'NAME_TAKEN', { name: 'food', kind: 'income' }],
  ])('%i %s: %j', async (status, code, fields) => {
    const parentId = fields.parentId && (ids[fields.parentId] ?? fields.parentId);
    const refused = await user.post('/categories', { ...fields, ...(parentId ? { parentId } : {}) });
    expect([refused.status, refused.code]).toEqual([status, code]);
  });

  it('422 CATEGORY_TOO_DEEP: five levels and no more', async () => {
    let parentId = ids['Groceries'];
    for (const name of ['Third', 'Fourth', 'Fifth']) parentId = (await add({ name, parentId })).id;
    const refused = await user.post('/categories', { name: 'Sixth', parentId });
    expect([refused.status, refused.code]).toEqual([422, 'CATEGORY_TOO_DEEP']);
  });
});

describe('getCategory', () => {
  it('200 with ETag; 404', async () => {
    const found = await user.get<Category>(`/categories/${ids['Food']}`);
    expect(found.data.name).toBe('Food');
    expect(found.headers.get('etag')).toContain('"1"');
    expect((await user.get(`/categories/${NOWHERE}`)).code).toBe('NOT_FOUND');
  });
});

describe('updateCategory', () => {
  it('200: renames and moves; what is left out stays', async () => {
    const saved = await user.put<Category>(`/categories/${ids['Groceries']}`, {
      name: 'Supermarket',
      parentId: null,
      version: 1,
    });
    expect(saved.data).toMatchObject({
      name: 'Supermarket',
      path: ['Supermarket'],
      color: '#617f52',
      version: 2,
    });
  });

  it('200: another kind at the root carries to what is below', async () => {
    await user.put(`/categories/${ids['Food']}`, { kind: 'income', version: 1 });
    expect((await find('Groceries'))?.kind).toBe('income');
  });

  it('422 CATEGORY_CYCLE, kinds that mix, unknown parent; 409 NAME_TAKEN, STALE_VERSION; 428; 404', async () => {
    const path = `/categories/${ids['Food']}`;
    const codes = [];
    for (const change of [
      { parentId: ids['Groceries'], version: 1 },
      { parentId: ids['Food'], version: 1 },
      { parentId: ids['Income'], version: 1 },
      { parentId: NOWHERE, version: 1 },
      { name: 'Housing', version: 1 },
      { name: 'Eating', version: 7 },
      { name: 'Eating' },
    ]) {
      codes.push((await user.put(path, change)).code);
    }
    const invalid = 'VALIDATION_FAILED';
    expect(codes).toEqual([
      'CATEGORY_CYCLE',
      'CATEGORY_CYCLE',
      invalid,
      invalid,
      'NAME_TAKEN',
      'STALE_VERSION',
      'VERSION_REQUIRED',
    ]);
    expect((await user.put(`/categories/${NOWHERE}`, { version: 1 })).status).toBe(404);
    const stale = await user.put(path, { name: 'Eating', version: 7 });
    expect(stale.details).toEqual({ current: await find('Food') });
  });

  it('two moves at once never make a cycle', async () => {
    const moved = await Promise.all([
      user.put(`/categories/${ids['Food']}`, { parentId: ids['Housing'], version: 1 }),
      user.put(`/categories/${ids['Housing']}`, { parentId: ids['Food'], version: 1 }),
    ]);
    expect(moved.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([200, 422]);
  });
});

describe('deleteCategory', () => {
  it('200: without rows and children nothing has to be said', async () => {
    expect((await user.delete(`/categories/${ids['Groceries']}`)).data).toMatchObject({
      reassignedTransactions: 0,
    });
    expect(await find('Groceries')).toBeUndefined();
  });

  it('409 REASSIGNMENT_NEEDED: says how many', async () => {
    await spend('Food');
    const refused = await user.delete(`/categories/${ids['Food']}`);
    expect([refused.status, refused.code]).toEqual([409, 'REASSIGNMENT_NEEDED']);
    expect(refused.details).toEqual({ transactions: 1, children: 4, series: 0, rules: 0 });
  });

  it('200: rows, children and defaults go to another category', async () => {
    const row = await spend('Food');
    const payee = await user.post<{ id: string }>('/payees', {
      name: 'Cook',
      defaultCategoryId: ids['Food'],
    });
    const gone = await user.delete(`/categories/${ids['Food']}?reassignTo=${ids['Shopping']}`);
    expect(gone.data).toMatchObject({ reassignedTransactions: 1 });
    expect((await find('Groceries'))?.path).toEqual(['Shopping', 'Groceries']);
    expect((await user.get<Transaction>(`/transactions/${row.id}`)).data).toMatchObject({
      categoryName: 'Shopping',
      version: 2,
    });
    expect((await user.get(`/payees/${payee.data.id}`)).data).toMatchObject({
      defaultCategoryId: ids['Shopping'],
    });
  });

  it('200: none leaves rows uncategorised and children at the root', async () => {
    const row = await spend('Food');
    await user.delete(`/categories/${ids['Food']}?reassignTo=none`);
    expect((await find('Groceries'))?.path).toEqual(['Groceries']);
    expect((await user.get<Transaction>(`/transactions/${row.id}`)).data.categoryId).toBeNull();
    const totals = await app.adminQuery(
      `SELECT count(*)::int AS count FROM category_monthly_totals WHERE category_id = $1 AND row_count <> 0`,
      [ids['Food']],
    );
    expect(totals).toEqual([{ count: 0 }]);
  });

  it('422: below itself, another kind, unknown; 409 for a child whose name is taken; 404', async () => {
    await add({ name: 'Electronics', parentId: ids['Food'] });
    const path = `/categories/${ids['Food']}`;
    const codes = [];
    for (const target of ['Groceries', 'Food', 'Income', NOWHERE, 'Shopping']) {
      codes.push((await user.delete(`${path}?reassignTo=${ids[target] ?? target}`)).code);
    }
    expect(codes).toEqual([
      'CATEGORY_CYCLE',
      'CATEGORY_CYCLE',
      'VALIDATION_FAILED',
      'VALIDATION_FAILED',
      'NAME_TAKEN',
    ]);
    expect((await user.delete(`/categories/${NOWHERE}`)).status).toBe(404);
    expect(await find('Food')).toBeDefined();
  });
});

describe('mergeCategories', () => {
  it('200: several become one, and undoing brings them back', async () => {
    const rows = [await spend('Restaurants'), await spend('Takeaway')];
    const merged = await user.post<{ changeSetId: string }>('/categories/merge', {
      sourceIds: [ids['Restaurants'], ids['Takeaway']],
      targetId: ids['Groceries'],
    });
    expect(merged.data).toMatchObject({ reassignedTransactions: 2 });
    expect((await find('Groceries'))?.transactionCount).toBe(2);
    expect(await find('Takeaway')).toBeUndefined();

    const undone = await user.post(`/change-sets/${merged.data.changeSetId}/revert`);
    expect(undone.data).toMatchObject({ revertedRows: 4 });
    expect((await find('Takeaway'))?.transactionCount).toBe(1);
    expect((await user.get<Transaction>(`/transactions/${rows[0]?.id}`)).data.categoryName).toBe(
      'Restaurants',
    );
  });

  it('422: itself, unknown, another kind, into its own branch', async () => {
    const codes = [];
    for (const [source, target] of [
      ['Food', 'Food'],
      [NOWHERE, 'Food'],
      ['Food', NOWHERE],
      ['Income', 'Food'],
      ['Food', 'Groceries'],
    ] as const) {
      const body = { sourceIds: [ids[source] ?? source], targetId: ids[target] ?? target };
      codes.push((await user.post('/categories/merge', body)).code);
    }
    const invalid = 'VALIDATION_FAILED';
    expect(codes).toEqual([invalid, invalid, invalid, invalid, 'CATEGORY_CYCLE']);
  });
});

describe('recurring series and rules of a category that goes', () => {
  interface Named {
    readonly categoryId: string | null;
    readonly version: number;
  }
  interface Rule {
    readonly condition: unknown;
    readonly actions: unknown;
    readonly missing: string[];
  }
  let series: string;
  let rule: string;
  beforeEach(async () => {
    const made = await user.post<{ id: string }>('/recurring', {
      name: 'Lunch',
      accountId: giro,
      amount: '-9',
      schedule: { frequency: 'monthly', interval: 1, anchorDate: '2026-01-05', days: [5], weekend: 'keep' },
      categoryId: ids['Restaurants'],
    });
    series = made.data.id;
    const written = await user.post<{ id: string }>('/rules', {
      name: 'Lunch',
      condition: { field: 'category', operator: 'oneOf', values: [ids['Restaurants'], ids['Groceries']] },
      actions: [
        { kind: 'setCategory', categoryId: ids['Restaurants'] },
        { kind: 'addTags', tags: ['lunch'] },
      ],
    });
    rule = written.data.id;
  });
  const readSeries = async () => (await user.get<Named>(`/recurring/${series}`)).data;
  const readRule = async () => (await user.get<Rule>(`/rules/${rule}`)).data;

  it('409 REASSIGNMENT_NEEDED: they name it, so somebody says what takes its place', async () => {
    const refused = await user.delete(`/categories/${ids['Restaurants']}`);
    expect([refused.status, refused.code, refused.message]).toEqual([
      409,
      'REASSIGNMENT_NEEDED',
      'This category has 1 recurring series, 1 rule. Say what takes its place (reassignTo): another category, or none.',
    ]);
    expect(refused.details).toEqual({ transactions: 0, children: 0, series: 1, rules: 1 });
  });

  it('200: they go to the category that takes its place, and undoing brings them back', async () => {
    const merged = await user.post<{ changeSetId: string }>('/categories/merge', {
      sourceIds: [ids['Restaurants']],
      targetId: ids['Groceries'],
    });
    expect(merged.data).toMatchObject({ reassignedTransactions: 0, reassignedSeries: 1, changedRules: 1 });
    expect(await readSeries()).toMatchObject({ categoryId: ids['Groceries'], version: 2 });
    expect(await readRule()).toMatchObject({
      condition: { field: 'category', operator: 'oneOf', values: [ids['Groceries']] },
      actions: [
        { kind: 'setCategory', categoryId: ids['Groceries'] },
        { kind: 'addTags', tags: ['lunch'] },
      ],
      missing: [],
      version: 2,
    });
    expect((await user.post(`/change-sets/${merged.data.changeSetId}/revert`)).status).toBe(200);
    expect((await readSeries()).categoryId).toBe(ids['Restaurants']);
    expect(await readRule()).toMatchObject({
      condition: { values: [ids['Restaurants'], ids['Groceries']] },
      actions: [{ categoryId: ids['Restaurants'] }, { tags: ['lunch'] }],
      missing: [],
    });
  });

  it('200: none leaves a series without a category; the rule says that its category is gone', async () => {
    const gone = await user.delete<{ changeSetId: string }>(
      `/categories/${ids['Restaurants']}?reassignTo=none`,
    );
    expect(gone.data).toMatchObject({ reassignedSeries: 1, changedRules: 0 });
    expect(await readSeries()).toMatchObject({ categoryId: null, version: 2 });
    expect((await readRule()).missing).toEqual(['category']);
    await user.post(`/change-sets/${gone.data.changeSetId}/revert`);
    expect((await readSeries()).categoryId).toBe(ids['Restaurants']);
    expect((await readRule()).missing).toEqual([]);
  });
});

describe('listCategoryTemplates', () => {
  it('200: the four sets', async () => {
    const templates = await user.get<{ id: string }[]>('/categories/templates');
    expect(templates.data.map((template) => template.id)).toEqual([
      'personal',
      'household',
      'freelancer',
      'small-business',
    ]);
  });
});

describe('applyCategoryTemplate', () => {
  it('200: adds what is missing, and nothing the second time', async () => {
    const first = await user.post<{ created: number }>('/categories/templates/household/apply');
    expect(first.data.created).toBeGreaterThan(20);
    expect((await user.post<{ created: number }>('/categories/templates/household/apply')).data.created).toBe(
      0,
    );
    expect((await find('Pets'))?.kind).toBe('expense');
  });

  it('422: an unknown template', async () => {
    expect((await user.post('/categories/templates/royal/apply')).code).toBe('VALIDATION_FAILED');
  });
});
