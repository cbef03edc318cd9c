import type { Category, FieldOrigin, RuleRun, RuleWire, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
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

const CSV =
  'Date,Description,Amount\n2026-01-05,MILL 0815 BERLIN,-4.00\n2026-01-06,Mill two,-6.00\n2026-01-07,Xyzzy,-700.00\n2026-01-08,To savings,-50.00\n';

async function importRows(content = CSV) {
  await importFile(app, user, { name: 'bank.csv', content, accountId: giro });
}

async function rule(actions: unknown[], value = 'mill', fields: Record<string, unknown> = {}) {
  const condition = { field: 'rawText', operator: 'contains', value };
  const made = await user.post<RuleWire>('/rules', { name: 'Mill', condition, actions, ...fields });
  if (made.status !== 201) throw new Error(`createRule answered ${made.status}: ${made.message}`);
  return made.data;
}

async function apply(body: Record<string, unknown> = {}): Promise<RuleRun> {
  const run = await user.post<RuleRun>('/rules/apply', body);
  if (run.status !== 202) throw new Error(`applyRules answered ${run.status}: ${run.message}`);
  return run.data;
}

async function row(description: string): Promise<Transaction> {
  const all = (await user.get<Transaction[]>('/transactions?limit=50&include=splits')).data;
  const found = all.find((one) => one.description === description);
  if (!found) throw new Error(`there is no row ${description}`);
  return found;
}

const setCategory = (categoryId: string) => ({ kind: 'setCategory', categoryId });

describe('applyRules', () => {
  it('202: one change set that says how many rows, remembers the rule, and can be undone', async () => {
    await importRows();
    const made = await rule([
      setCategory(groceries),
      { kind: 'setPayee', payeeName: 'The Mill' },
      { kind: 'addTags', tags: ['flour'] },
      { kind: 'appendNotes', text: 'milled' },
    ]);
    const run = await apply();
    expect(run).toMatchObject({
      status: 'done',
      rows: 4,
      total: 4,
      changed: 2,
      kept: 0,
      refused: 0,
      error: null,
    });
    expect(await row('MILL 0815 BERLIN')).toMatchObject({
      categoryId: groceries,
      type: 'expense',
      payeeName: 'The Mill',
      tags: ['flour'],
      notes: 'milled',
    });
    expect((await row('Xyzzy')).categoryId).toBeNull();
    const set = await user.get<{ kind: string; summary: string }>(`/change-sets/${run.changeSetId}`);
    expect(set.data).toMatchObject({ kind: 'rule', summary: 'Applied the rule "Mill" to 2 rows' });
    const { id } = await row('Mill two');
    const origins = await user.get<{ fields: FieldOrigin[] }>(`/transactions/${id}/provenance`);
    for (const field of ['categoryId', 'payeeId', 'notes', 'tags']) {
      expect(origins.data.fields.find((one) => one.field === field)).toMatchObject({
        setBy: 'rule',
        setter: { by: 'rule', ruleId: made.id, name: 'Mill', version: 1 },
        changeSetId: run.changeSetId,
      });
    }
    // Again: nothing is left to do, and nothing is said twice.
    expect(await apply()).toMatchObject({ changed: 0, changeSetId: null });
    const undone = await user.post(`/change-sets/${run.changeSetId}/revert`, {});
    expect(undone.status).toBe(200);
    expect(await row('Mill two')).toMatchObject({ categoryId: null, payeeName: null, tags: [], notes: null });
    expect(await user.get<RuleRun>(`/rules/runs/${run.id}`)).toMatchObject({ data: run });
  });

  it('202: what a person set stays, field by field, unless it is to be overwritten', async () => {
    await importRows();
    const mill = await row('Mill two');
    await user.put(`/transactions/${mill.id}`, { categoryId: dining, version: 1 });
    await rule([setCategory(groceries), { kind: 'addTags', tags: ['flour'] }]);
    expect(await apply()).toMatchObject({ changed: 2, kept: 1 });
    expect(await row('Mill two')).toMatchObject({ categoryId: dining, tags: ['flour'] });
    expect(await apply({ overwrite: true })).toMatchObject({ changed: 1, kept: 0 });
    expect(await row('Mill two')).toMatchObject({ categoryId: groceries });
    // Now it is the rule's: another rule may change it.
    await rule([setCategory(dining)], 'mill two', { name: 'Two' });
    expect(await apply()).toMatchObject({ changed: 1, kept: 0 });
    expect(await row('Mill two')).toMatchObject({ categoryId: dining });
  });

  it('202: a correction that was overwritten is the person’s again once that is undone', async () => {
    await importRows();
    const mill = await row('Mill two');
    await user.put(`/transactions/${mill.id}`, { categoryId: dining, version: 1 });
    await rule([setCategory(groceries)]);
    const run = await apply({ overwrite: true });
    await user.post(`/change-sets/${run.changeSetId}/revert`, {});
    expect(await apply()).toMatchObject({ changed: 1, kept: 1 });
    expect(await row('Mill two')).toMatchObject({ categoryId: dining });
  });

  it('202: the chosen rules alone, over the chosen rows alone', async () => {
    await importRows();
    await rule([setCategory(groceries)]);
    const rent = await rule([{ kind: 'addTags', tags: ['home'] }], 'z', { name: 'All z' });
    const run = await apply({ ruleIds: [rent.id], filter: { q: 'xyzzy' } });
    expect(run).toMatchObject({ rows: 1, changed: 1 });
    expect(await row('Xyzzy')).toMatchObject({ tags: ['home'] });
    expect(await row('MILL 0815 BERLIN')).toMatchObject({ tags: [], categoryId: null });
  });

  it('202: splits to the minor unit and marks transfers; both can be undone', async () => {
    await importRows();
    await rule(
      [
        {
          kind: 'split',
          parts: [
            { share: { kind: 'amount', amount: '1.25' }, categoryId: dining },
            { share: { kind: 'rest' }, categoryId: groceries },
          ],
        },
      ],
      'mill',
    );
    await rule([{ kind: 'markTransfer', accountId: savings }], 'to savings', { name: 'Savings' });
    const run = await apply();
    expect(run).toMatchObject({ changed: 3, refused: 0 });
    expect((await row('Mill two')).splits?.map(({ amount, categoryId }) => [amount, categoryId])).toEqual([
      ['-1.25', dining],
      ['-4.75', groceries],
    ]);
    expect(await row('To savings')).toMatchObject({ type: 'transfer', transferAccountId: savings });
    expect(await apply()).toMatchObject({ changed: 0 });
    const undone = await user.post(`/change-sets/${run.changeSetId}/revert`, {});
    expect(undone.message).toBeUndefined();
    expect(await row('Mill two')).toMatchObject({ isSplit: false });
    expect(await row('To savings')).toMatchObject({ type: 'expense', transferAccountId: null });
  });

  it('202: an income that gets an expense category is a refund of it', async () => {
    await importRows('Date,Description,Amount\n2026-01-05,Mill pays back,4.00\n2026-01-06,Xyzzy,-1.00\n');
    await rule([setCategory(groceries)]);
    await apply();
    expect(await row('Mill pays back')).toMatchObject({ type: 'expense', isRefund: true });
  });

  it('404 NOT_FOUND: a rule or a run that is not there; 422 for a filter that is none', async () => {
    const nowhere = '01900000-0000-7000-8000-000000000000';
    expect((await user.post('/rules/apply', { ruleIds: [nowhere] })).code).toBe('NOT_FOUND');
    expect((await user.get(`/rules/runs/${nowhere}`)).code).toBe('NOT_FOUND');
    expect((await user.post('/rules/apply', { filter: { from: 'soon' } })).code).toBe('VALIDATION_FAILED');
  });
});
