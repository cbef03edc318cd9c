import type { Category, RulePreview, RuleReportWire, RuleWire, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;
let savings: string;
let groceries: string;
let dining: string;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  const categories = (await user.get<Category[]>('/categories')).data;
  groceries = categories.find(({ name }) => name === 'Groceries')?.id ?? '';
  dining = categories.find(({ name }) => name === 'Restaurants')?.id ?? '';
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';
const contains = (value: string) => ({ field: 'description', operator: 'contains', value });
const toGroceries = () => [{ kind: 'setCategory', categoryId: groceries }];

async function add(fields: Record<string, unknown> = {}): Promise<RuleWire> {
  const made = await user.post<RuleWire>('/rules', {
    name: 'Bread',
    condition: contains('bread'),
    actions: toGroceries(),
    ...fields,
  });
  if (made.status !== 201) throw new Error(`createRule answered ${made.status}: ${made.message}`);
  return made.data;
}

async function book(description: string, amount = '-10', fields: Record<string, unknown> = {}) {
  const body = { accountId: giro, date: '2026-03-01', amount, description, ...fields };
  return (await user.post<Transaction>('/transactions', body)).data;
}

const names = async (): Promise<string[]> =>
  (await user.get<RuleWire[]>('/rules')).data.map(({ name, position }) => `${position} ${name}`);

describe('createRule', () => {
  it('201: at the end of the order, or at a place', async () => {
    const first = await add({ name: 'First' });
    expect(first).toMatchObject({
      name: 'First',
      condition: contains('bread'),
      actions: [{ kind: 'setCategory', categoryId: groceries }],
      isActive: true,
      position: 1,
      missing: [],
      version: 1,
    });
    await add({ name: 'Last' });
    await add({ name: 'Second', position: 2, isActive: false });
    expect(await names()).toEqual(['1 First', '2 Second', '3 Last']);
  });

  it('201: tests nest', async () => {
    const condition = {
      all: [
        { any: [contains('a'), { field: 'payee', operator: 'oneOf', values: ['b', 'c'] }] },
        { not: { field: 'amount', operator: 'between', from: '-20', to: '-10.5' } },
        { field: 'weekday', operator: 'oneOf', values: [6, 7] },
        { field: 'tags', operator: 'empty' },
      ],
    };
    expect((await add({ condition })).condition).toEqual(condition);
  });

  it.each([
    ['no name', { name: '' }],
    ['no action', { actions: [] }],
    ['a test that there is not', { condition: { field: 'colour', operator: 'equals', value: 'red' } }],
    [
      'an operator that the field has not',
      { condition: { field: 'amount', operator: 'contains', value: '1' } },
    ],
    ['a group of nothing', { condition: { all: [] } }],
    [
      'groups too deep',
      {
        condition: {
          not: { not: { not: { not: { not: { field: 'payee', operator: 'empty' } } } } },
        },
      },
    ],
    ['an amount that is none', { condition: { field: 'amount', operator: 'equals', value: '1,50' } }],
    [
      'percentages that miss the whole',
      {
        actions: [
          {
            kind: 'split',
            parts: [
              { share: { kind: 'percent', percent: '50' }, categoryId: null },
              { share: { kind: 'percent', percent: '49' }, categoryId: null },
            ],
          },
        ],
      },
    ],
  ])('422 VALIDATION_FAILED: %s', async (_, fields) => {
    const refused = await user.post('/rules', {
      name: 'Bread',
      condition: contains('bread'),
      actions: toGroceries(),
      ...fields,
    });
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  it('422 VALIDATION_FAILED: more than 100 conditions, however they are put', async () => {
    const fifty = { any: Array.from({ length: 50 }, () => contains('x')) };
    const refused = await user.post('/rules', {
      name: 'Many',
      condition: { all: [fifty, fifty] },
      actions: toGroceries(),
    });
    expect(refused.status).toBe(422);
  });

  it('422 VALIDATION_FAILED: a condition of a million levels is refused and not run into', async () => {
    const levels = 50_000;
    const condition = `${'{"not":'.repeat(levels)}{"field":"payee","operator":"empty"}${'}'.repeat(levels)}`;
    const response = await app.request('/api/v1/rules', {
      method: 'POST',
      headers: { authorization: `Bearer ${user.accessToken}`, 'content-type': 'application/json' },
      body: `{"name":"Deep","condition":${condition},"actions":[{"kind":"stop"}]}`,
    });
    expect(response.status).toBe(422);
  });

  it('422 VALIDATION_FAILED: a category or account that is not there', async () => {
    for (const action of [
      { kind: 'setCategory', categoryId: NOWHERE },
      { kind: 'markTransfer', accountId: NOWHERE },
    ]) {
      const refused = await user.post('/rules', { name: 'x', condition: contains('x'), actions: [action] });
      expect([refused.status, refused.details]).toEqual([
        422,
        [{ path: 'actions.0', message: expect.stringContaining('There is no such') as string }],
      ]);
    }
  });

  it.each([['a(b'], ['(a)\\1'], ['(?=a)b'], ['(a{1,1000}){1,1000}']])(
    'field note 22: the pattern %s is refused, because it cannot be read or cannot be fast',
    async (value) => {
      const refused = await user.post('/rules', {
        name: 'x',
        condition: { field: 'rawText', operator: 'matches', value },
        actions: [{ kind: 'stop' }],
      });
      expect([refused.status, refused.message]).toEqual([
        422,
        expect.stringContaining('This pattern') as string,
      ]);
    },
  );

  it('403 FORBIDDEN for who may only read; 404 NOT_FOUND for another tenant', async () => {
    const rule = await add();
    const stranger = await signUp(app);
    expect((await stranger.get(`/rules/${rule.id}`)).code).toBe('NOT_FOUND');
    expect((await stranger.get<RuleWire[]>('/rules')).data).toEqual([]);
  });
});

describe('updateRule', () => {
  it('200: what is left out stays; 409 STALE_VERSION, 428 VERSION_REQUIRED, 404 NOT_FOUND', async () => {
    const rule = await add();
    const path = `/rules/${rule.id}`;
    const changed = await user.put<RuleWire>(path, { name: 'Bakery', isActive: false, version: 1 });
    expect(changed.data).toMatchObject({
      name: 'Bakery',
      isActive: false,
      version: 2,
      condition: rule.condition,
    });
    const late = await user.put(path, { name: 'Late', version: 1 });
    expect([late.code, late.details]).toEqual(['STALE_VERSION', { current: changed.data }]);
    expect((await user.put(path, { name: 'x' })).code).toBe('VERSION_REQUIRED');
    expect((await user.put(`/rules/${NOWHERE}`, { name: 'x', version: 1 })).code).toBe('NOT_FOUND');
  });

  it('200: says which rule names a category that is gone', async () => {
    const cake = (await user.post<Category>('/categories', { name: 'Cake', kind: 'expense' })).data;
    const rule = await add({ actions: [{ kind: 'setCategory', categoryId: cake.id }] });
    await user.delete(`/categories/${cake.id}?reassignTo=none`);
    expect((await user.get<RuleWire>(`/rules/${rule.id}`)).data.missing).toEqual(['category']);
  });
});

describe('orderRules', () => {
  it('200: every rule once; undone as one; 409 CONFLICT for another list', async () => {
    const [a, b, c] = [await add({ name: 'A' }), await add({ name: 'B' }), await add({ name: 'C' })];
    const ruleIds = [c.id, a.id, b.id];
    const ordered = await user.put<RuleWire[]>('/rules/order', { ruleIds });
    expect(ordered.data.map(({ name }) => name)).toEqual(['C', 'A', 'B']);
    expect((await user.put('/rules/order', { ruleIds: [a.id, b.id] })).code).toBe('CONFLICT');
    expect((await user.put('/rules/order', { ruleIds: [a.id, a.id, b.id] })).code).toBe('CONFLICT');
    const [newest] = (await user.get<{ id: string }[]>('/change-sets?limit=1')).data;
    const undone = await user.post(`/change-sets/${newest?.id}/revert`, {});
    expect([undone.status, await names()]).toEqual([200, ['1 A', '2 B', '3 C']]);
  });
});

describe('deleteRule', () => {
  it('200: can be undone; 404 NOT_FOUND when it is gone', async () => {
    const rule = await add();
    const gone = await user.delete<{ changeSetId: string }>(`/rules/${rule.id}`);
    expect([gone.status, await names()]).toEqual([200, []]);
    expect((await user.delete(`/rules/${rule.id}`)).code).toBe('NOT_FOUND');
    await user.post(`/change-sets/${gone.data.changeSetId}/revert`, {});
    expect(await names()).toEqual(['1 Bread']);
  });
});

describe('previewRule', () => {
  it('200: matching rows with what would be different, and what a person set stays', async () => {
    await book('Rye bread', '-4', { tags: ['x'] });
    await book('Bread', '-5', { categoryId: dining });
    await book('Cake', '-6');
    const { data, status } = await user.post<RulePreview>('/rules/preview', {
      condition: contains('BREAD'),
      actions: [...toGroceries(), { kind: 'addTags', tags: ['food'] }],
    });
    expect(status).toBe(200);
    expect(data).toMatchObject({ rows: 3, isWhole: true, matches: 2, changes: 2 });
    const shown = data.examples.map(({ transaction, after, kept }) => [
      transaction.description,
      after.categoryName,
      after.tags,
      kept,
    ]);
    expect(shown).toEqual([
      ['Bread', undefined, ['food'], ['category']],
      // Tags that a person gave stay as they are, one by one and as a whole.
      ['Rye bread', 'Groceries', undefined, ['tags']],
    ]);
    expect(data.report).toMatchObject({ ruleId: null, problem: null, conflicts: [] });
    expect((await user.get<RuleWire[]>('/rules')).data).toEqual([]);
  });

  it('200: names conflicts, and rules that would be shadowed, by where the rule stands', async () => {
    await book('Bread');
    const dine = await add({ name: 'Dine', actions: [{ kind: 'setCategory', categoryId: dining }] });
    const draft = { condition: contains('bread'), actions: toGroceries() };
    const last = (await user.post<RulePreview>('/rules/preview', draft)).data;
    expect(last.report.conflicts).toEqual([
      { ruleId: dine.id, name: 'Dine', field: 'category', rows: 1, isWinner: true },
    ]);
    expect(last.others.map(({ name, problem }) => [name, problem])).toEqual([['Dine', 'shadowed']]);
    const first = (await user.post<RulePreview>('/rules/preview', { ...draft, position: 1 })).data;
    expect(first.report).toMatchObject({
      problem: 'shadowed',
      shadowedBy: [{ ruleId: dine.id, name: 'Dine' }],
      conflicts: [{ isWinner: false }],
    });
  });

  it('422 VALIDATION_FAILED', async () => {
    const refused = await user.post('/rules/preview', { condition: contains(''), actions: toGroceries() });
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
  });
});

describe('checkRules', () => {
  it('200: rules that match nothing, and rules that are never asked', async () => {
    await book('Bread');
    await add({ name: 'Stopper', actions: [{ kind: 'addTags', tags: ['x'] }, { kind: 'stop' }] });
    await add({ name: 'Never' });
    await add({ name: 'Nothing', condition: contains('caviar') });
    await add({ name: 'Off', isActive: false });
    const { data } = await user.get<{ rows: number; reports: RuleReportWire[] }>('/rules/check');
    expect(data.reports.map(({ name, problem, shadowedBy }) => [name, problem, shadowedBy[0]?.name])).toEqual(
      [
        ['Stopper', null, undefined],
        ['Never', 'shadowed', 'Stopper'],
        ['Nothing', 'dead', undefined],
      ],
    );
  });
});

describe('field note 22', () => {
  it('field note 22: a pattern that other engines take for ever with has its answer at once', async () => {
    await add({
      condition: { field: 'description', operator: 'matches', value: '(a+)+$' },
      actions: [{ kind: 'addTags', tags: ['hit'] }],
    });
    // 1,999 letters and then what makes a backtracking engine try 2^1999 ways.
    const row = await book(`${'a'.repeat(1998)}!b`);
    expect(row.tags).toEqual([]);
    expect((await book('baaa')).tags).toEqual(['hit']);
  });
});

describe('rows that are typed in', () => {
  it('201: rules fill what was left empty and nothing else', async () => {
    await add({
      actions: [
        ...toGroceries(),
        { kind: 'setPayee', payeeName: 'Baker' },
        { kind: 'addTags', tags: ['food'] },
        { kind: 'setNotes', text: 'From the rule' },
        { kind: 'skip' },
      ],
    });
    const empty = await book('Bread');
    expect(empty).toMatchObject({
      categoryId: groceries,
      payeeName: 'Baker',
      tags: ['food'],
      notes: 'From the rule',
    });
    const full = await book('Bread', '-10', {
      categoryId: null,
      payeeName: 'Own',
      tags: ['mine'],
      notes: 'Own',
    });
    expect(full).toMatchObject({ categoryId: null, payeeName: 'Own', tags: ['mine'], notes: 'Own' });
    const provenance = await user.get<{ fields: { field: string; setBy: string; setter: unknown }[] }>(
      `/transactions/${empty.id}/provenance`,
    );
    const by = Object.fromEntries(provenance.data.fields.map(({ field, setter }) => [field, setter]));
    expect(by['categoryId']).toMatchObject({ by: 'rule', name: 'Bread', version: 1 });
    expect(by['amount']).toBeNull();
    const transfer = await book('Bread', '-10', { transferAccountId: savings });
    expect(transfer).toMatchObject({ categoryId: null, type: 'transfer' });
  });

  it('201: rules are those of this moment, whoever changed them and on whichever machine', async () => {
    const made = await add({ actions: toGroceries() });
    const categoryOf = async () => (await book('Bread')).categoryId;
    expect(await categoryOf()).toBe(groceries);
    // As another machine would: past everything that this one keeps in memory.
    const elsewhere = (text: string, values: readonly string[]) =>
      app.services.database.jobTenant(
        { tenantId: user.tenantId, userId: null },
        { summary: 'Elsewhere' },
        async (tx) => void (await tx.client.query(text, [...values])),
      );
    const touched = 'version = version + 1, updated_at = now()';
    const actions = JSON.stringify([{ kind: 'setCategory', categoryId: dining }]);
    await elsewhere(`UPDATE rules SET actions = $2::jsonb, ${touched} WHERE id = $1`, [made.id, actions]);
    expect(await categoryOf()).toBe(dining);
    await elsewhere(`UPDATE categories SET deleted_at = now(), ${touched} WHERE id = $1`, [dining]);
    expect(await categoryOf()).toBeNull();
    await elsewhere(`UPDATE categories SET deleted_at = NULL, ${touched} WHERE id = $1`, [dining]);
    expect(await categoryOf()).toBe(dining);
    await user.put(`/rules/${made.id}`, { isActive: false, version: 2 });
    expect(await categoryOf()).toBeNull();
    await user.put(`/rules/${made.id}`, { isActive: true, version: 3 });
    expect(await categoryOf()).toBe(dining);
    const other = await signUp(app);
    const theirs = await other.addAccount({ name: 'Giro' });
    const row = { accountId: theirs, date: '2026-03-01', amount: '-1', description: 'Bread' };
    expect((await other.post<Transaction>('/transactions', row)).data.categoryId).toBeNull();
  });

  it('201: a split comes with its parts, in a bulk action too', async () => {
    await add({
      actions: [
        {
          kind: 'split',
          parts: [
            { share: { kind: 'percent', percent: '33.3' }, categoryId: groceries, notes: 'a third' },
            { share: { kind: 'rest' }, categoryId: dining },
          ],
        },
      ],
    });
    const row = await book('Bread', '-10.01');
    const detail = await user.get<Transaction>(`/transactions/${row.id}`);
    expect(detail.data.splits?.map(({ amount, categoryId, notes }) => [amount, categoryId, notes])).toEqual([
      ['-3.33', groceries, 'a third'],
      ['-6.68', dining, null],
    ]);
    const bulk = await user.post<{ createdIds: string[] }>('/transactions/bulk', {
      action: 'create',
      rows: [{ accountId: giro, date: '2026-03-02', amount: '-20', description: 'bread' }],
    });
    const other = await user.get<Transaction>(`/transactions/${bulk.data.createdIds[0]}`);
    expect(other.data.splits?.map(({ amount }) => amount)).toEqual(['-6.66', '-13.34']);
  });
});
