import type {
  Category,
  FieldOrigin,
  ImportRow,
  ImportSummary,
  RuleWire,
  Transaction,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, rowsOf, upload } from '../../testing/import-client.ts';
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

async function rule(name: string, contains: string, ...actions: unknown[]): Promise<RuleWire> {
  const condition = { field: 'rawText', operator: 'contains', value: contains };
  const made = await user.post<RuleWire>('/rules', { name, condition, actions });
  if (made.status !== 201) throw new Error(`createRule answered ${made.status}: ${made.message}`);
  return made.data;
}

const file = (content: string) => ({ name: 'bank.csv', content, accountId: giro });
const setCategory = (categoryId: string) => ({ kind: 'setCategory', categoryId });

async function booked(description: string): Promise<Transaction> {
  const rows = (await user.get<Transaction[]>('/transactions?limit=50&include=splits')).data;
  const found = rows.find((row) => row.description === description);
  if (!found) throw new Error(`there is no row ${description}`);
  return found;
}

describe('an import with rules', () => {
  it('shows before the commit what each row gets and who says so, and books it', async () => {
    const mill = await rule(
      'Mill',
      'mill',
      setCategory(groceries),
      { kind: 'setPayee', payeeName: 'The Mill' },
      { kind: 'addTags', tags: ['flour, "fine"', 'b\\c'] },
      { kind: 'setNotes', text: 'Line one\nline two' },
    );
    const content = 'Date,Description,Amount\n2026-01-05,MILL 0815,-4.00\n2026-01-06,Xyzzy,-700.00\n';
    const draft = await upload(app, user, file(content));
    const by = { by: 'rule', ruleId: mill.id, name: 'Mill', version: 1 };
    const [first, second] = await rowsOf(user, draft.data.id);
    expect(first).toMatchObject({
      fate: 'new',
      filled: {
        categoryId: groceries,
        categoryName: 'Groceries',
        payeeName: 'The Mill',
        tags: ['flour, "fine"', 'b\\c'],
        notes: 'Line one\nline two',
        setBy: { category: by, payee: by, tags: by, notes: by },
      },
    });
    expect(second).toMatchObject({ filled: null });
    await user.post(`/imports/${draft.data.id}/commit`);
    const row = await booked('MILL 0815');
    expect(row).toMatchObject({
      categoryId: groceries,
      payeeName: 'The Mill',
      tags: ['flour, "fine"', 'b\\c'],
      notes: 'Line one\nline two',
      type: 'expense',
      isRefund: false,
    });
    const { data } = await user.get<{ fields: FieldOrigin[] }>(`/transactions/${row.id}/provenance`);
    const origin = (field: string) => data.fields.find((one) => one.field === field);
    expect(origin('categoryId')).toMatchObject({ setBy: 'rule', setter: by });
    expect(origin('payeeId')).toMatchObject({ setBy: 'rule', setter: by });
    expect(origin('amount')).toMatchObject({ setBy: 'import', setter: null });
  });

  it('leaves out what a rule skips, with the rule as the reason, unless the user says otherwise', async () => {
    await rule('No holds', 'hold', { kind: 'skip' });
    const content = 'Date,Description,Amount\n2026-01-05,Card hold,-4.00\n2026-01-06,Second hold,-5.00\n';
    const draft = await upload(app, user, file(content));
    expect(draft.data.counts).toMatchObject({ new: 0, skip: 2 });
    const [first] = await rowsOf(user, draft.data.id);
    expect([first?.fate, first?.reason]).toEqual(['skip', 'Your rule "No holds" leaves it out.']);
    const changed = await user.put<ImportRow>(`/imports/${draft.data.id}/rows/2`, { decision: 'add' });
    expect(changed.data.fate).toBe('new');
    await user.post(`/imports/${draft.data.id}/commit`);
    const rows = (await user.get<Transaction[]>('/transactions')).data;
    expect(rows.map(({ description }) => description)).toEqual(['Second hold']);
  });

  it('books splits with their parts and the sides of transfers, and takes all of it back', async () => {
    await rule('Share', 'mill', {
      kind: 'split',
      parts: [
        { share: { kind: 'percent', percent: '50' }, categoryId: groceries, notes: 'half' },
        { share: { kind: 'rest' }, categoryId: dining },
      ],
    });
    await rule('Saving', 'to savings', { kind: 'markTransfer', accountId: savings });
    const content = 'Date,Description,Amount\n2026-01-05,Mill,-4.01\n2026-01-06,To savings,-50.00\n';
    const done = await importFile(app, user, file(content));
    expect(
      (await booked('Mill')).splits?.map(({ amount, categoryId, notes }) => [amount, categoryId, notes]),
    ).toEqual([
      ['-2.01', groceries, 'half'],
      ['-2.00', dining, null],
    ]);
    expect(await booked('To savings')).toMatchObject({ type: 'transfer', transferAccountId: savings });
    const [verified] = await app.adminQuery<{ parts: string }>(
      'SELECT count(*) AS parts FROM transactions WHERE tenant_id = $1 AND parent_id IS NOT NULL AND deleted_at IS NULL',
      [user.tenantId],
    );
    expect(verified?.parts).toBe('2');
    const back = await user.post<ImportSummary>(`/imports/${done.id}/revert`, {});
    expect(back.data.status).toBe('reverted');
    const [left] = await app.adminQuery<{ rows: string }>(
      'SELECT count(*) AS rows FROM transactions WHERE tenant_id = $1 AND deleted_at IS NULL',
      [user.tenantId],
    );
    expect(left?.rows).toBe('0');
  });

  it('a row whose amount was corrected has no parts: they came to another amount', async () => {
    await rule('Share', 'mill', {
      kind: 'split',
      parts: [
        { share: { kind: 'percent', percent: '50' }, categoryId: groceries },
        { share: { kind: 'rest' }, categoryId: dining },
      ],
    });
    const draft = await upload(app, user, file('Date,Description,Amount\n2026-01-05,Mill,-4.00\n'));
    await user.put(`/imports/${draft.data.id}/rows/1`, { amount: '-5' });
    const committed = await user.post<ImportSummary>(`/imports/${draft.data.id}/commit`);
    expect(committed.message).toBeUndefined();
    expect(await booked('Mill')).toMatchObject({ amount: '-5.00', isSplit: false });
  });

  it('without a rule the file’s category counts, then the payee’s usual one, each by name', async () => {
    await user.post('/payees', { name: 'Baker', defaultCategoryId: groceries });
    const content =
      'Date,Payee,Description,Category,Amount\n2026-01-05,BAKER,One,Restaurants,-1.00\n2026-01-06,baker,Two,,-2.00\n2026-01-07,Baker,Three,,3.00\n';
    const draft = await upload(app, user, file(content));
    const rows = await rowsOf(user, draft.data.id);
    expect(rows.map(({ filled }) => filled && [filled.categoryName, filled.setBy.category])).toEqual([
      ['Restaurants', { by: 'file' }],
      ['Groceries', { by: 'payee', name: 'Baker' }],
      null,
    ]);
    await user.post(`/imports/${draft.data.id}/commit`);
    expect((await booked('Two')).categoryId).toBe(groceries);
    const { data } = await user.get<{ fields: FieldOrigin[] }>(
      `/transactions/${(await booked('Two')).id}/provenance`,
    );
    expect(data.fields.find(({ field }) => field === 'categoryId')).toMatchObject({
      setBy: 'import',
      setter: { by: 'payee', name: 'Baker' },
    });
  });

  it('field note 7: a rule renames a payee, and the same file again brings nothing', async () => {
    await rule('Rename', 'pos 4711', { kind: 'setPayee', payeeName: 'The Shop' });
    const content = 'Date,Description,Amount\n2026-01-05,POS 4711 SHOP,-4.00\n';
    await importFile(app, user, file(content));
    const again = await upload(app, user, file(content));
    expect(again.data.counts).toMatchObject({ new: 0, duplicate: 1 });
  });
});

describe('rules that are proposed', () => {
  const content = ['05', '06', '07', '08']
    .map((day) => `2026-01-${day},STADTWERKE BERLIN ${day}/26,-4.00`)
    .join('\n');

  async function correct(count: number): Promise<void> {
    await importFile(app, user, file(`Date,Description,Amount\n${content}\n`));
    const rows = (await user.get<Transaction[]>('/transactions')).data.slice(0, count);
    for (const { id, version } of rows) {
      await user.put(`/transactions/${id}`, { categoryId: groceries, version });
    }
  }

  type Proposal = { id: string; value: string; rows: number; categoryName: string };
  const proposals = async (): Promise<Proposal[]> => (await user.get<Proposal[]>('/rules/proposals')).data;

  it('200: after three equal corrections, not after two', async () => {
    await correct(2);
    expect(await proposals()).toEqual([]);
    const [row] = (await user.get<Transaction[]>('/transactions?uncategorised=true')).data;
    await user.put(`/transactions/${row?.id}`, { categoryId: groceries, version: row?.version });
    expect(await proposals()).toEqual([
      expect.objectContaining({
        field: 'rawText',
        value: 'stadtwerke berlin',
        categoryName: 'Groceries',
        rows: 3,
        condition: { field: 'rawText', operator: 'contains', value: 'stadtwerke berlin' },
      }),
    ]);
  });

  it('201: accepted, it is a rule and is proposed no more; 404 NOT_FOUND afterwards', async () => {
    await correct(3);
    const [proposal] = await proposals();
    const made = await user.post<RuleWire>(`/rules/proposals/${proposal?.id}/accept`, {});
    expect([made.status, made.data]).toEqual([
      201,
      expect.objectContaining({ name: 'stadtwerke berlin: Groceries', isActive: true, position: 1 }),
    ]);
    expect(await proposals()).toEqual([]);
    const again = await user.post(`/rules/proposals/${proposal?.id}/accept`, {});
    expect([again.status, again.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('200: dismissed, it never comes back, but for an undo', async () => {
    await correct(3);
    const [proposal] = await proposals();
    const gone = await user.post<{ changeSetId: string }>(`/rules/proposals/${proposal?.id}/dismiss`, {});
    expect(gone.status).toBe(200);
    const [row] = (await user.get<Transaction[]>('/transactions?uncategorised=true')).data;
    await user.put(`/transactions/${row?.id}`, { categoryId: groceries, version: row?.version });
    expect(await proposals()).toEqual([]);
    await user.post(`/change-sets/${gone.data.changeSetId}/revert`, {});
    expect(await proposals()).toHaveLength(1);
    expect((await user.post(`/rules/proposals/${'x'.repeat(22)}/dismiss`, {})).code).toBe('NOT_FOUND');
  });

  it('200: the dashboard names them among what waits', async () => {
    type Waiting = { toReview: { ruleProposals: Proposal[] } };
    const waiting = async () => (await user.get<Waiting>('/dashboard/summary')).data.toReview.ruleProposals;
    await correct(3);
    const [proposal, ...others] = await waiting();
    expect([proposal, others]).toMatchObject([{ value: 'stadtwerke berlin', rows: 3 }, []]);
    await user.post(`/rules/proposals/${proposal?.id}/dismiss`, {});
    expect(await waiting()).toEqual([]);
  });

  it('200: rows that a merged category takes along are no corrections', async () => {
    await importFile(app, user, file(`Date,Description,Amount\n${content}\n`));
    const { data: other } = await user.post<{ id: string }>('/categories', {
      name: 'Power',
      kind: 'expense',
    });
    const rows = (await user.get<Transaction[]>('/transactions')).data;
    const edits = rows.map(({ id, version }) => ({ id, version, categoryId: other.id }));
    for (const { id, ...fields } of edits.slice(0, 3)) await user.put(`/transactions/${id}`, fields);
    expect(await proposals()).toHaveLength(1);
    const merged = await user.post('/categories/merge', { sourceIds: [other.id], targetId: groceries });
    expect(merged.status).toBe(200);
    expect(await proposals()).toEqual([]);
  });

  it('200: not what a rule does already', async () => {
    await correct(3);
    await rule('Power', 'stadtwerke', setCategory(groceries));
    expect(await proposals()).toEqual([]);
  });
});
