import type { Category, ChangeSet, Pagination, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app, { name: 'Ada' });
  giro = await user.addAccount({ name: 'Giro' });
});
afterAll(() => app.close());

const NOWHERE = '01900000-0000-7000-8000-000000000000';

async function book(fields: Record<string, unknown> = {}): Promise<Transaction> {
  const body = { accountId: giro, date: '2026-03-01', amount: '-10', description: 'Bread', ...fields };
  return (await user.post<Transaction>('/transactions', body)).data;
}

async function newest(): Promise<ChangeSet> {
  const [first] = (await user.get<ChangeSet[]>('/change-sets?limit=1')).data;
  if (!first) throw new Error('there is no change set');
  return first;
}

function revert(id: string) {
  return user.post<{ changeSetId: string; revertedRows: number }>(`/change-sets/${id}/revert`);
}

async function ids(): Promise<string[]> {
  return (await user.get<Transaction[]>('/transactions')).data.map((row) => row.id);
}

describe('listChangeSets', () => {
  it('200: newest first, by whom, with cursors; a save without a difference is not there', async () => {
    const row = await book({ payeeName: 'Baker' });
    await user.put(`/transactions/${row.id}`, { amount: '-10', version: 1 });
    const all = await user.get<ChangeSet[]>('/change-sets');
    expect(all.data.map((set) => [set.kind, set.summary, set.userName])).toEqual([
      ['request', 'Added a transaction of -10 on 2026-03-01: Baker', 'Ada'],
      ['request', 'Added the account "Giro"', 'Ada'],
      ['setup', expect.any(String), 'Ada'],
    ]);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { data: ChangeSet[]; pagination: Pagination | undefined } = await user.get<ChangeSet[]>(
        `/change-sets?limit=1${next === '' ? '' : `&cursor=${next}`}`,
      );
      seen.push(...page.data.map((set) => set.id));
      next = page.pagination?.nextCursor ?? null;
    }
    expect(seen).toEqual(all.data.map((set) => set.id));
    expect((await user.get('/change-sets?cursor=x')).code).toBe('INVALID_CURSOR');
  });
});

describe('the currency of a change set', () => {
  it('200: is that of the row which its words tell the amount of, also of what undid it; null where no row has one', async () => {
    const yen = await user.addAccount({ name: 'Yen', currency: 'JPY' });
    await book({ accountId: yen, amount: '-1500' });
    const made = await newest();
    expect([made.summary, made.currency]).toEqual([
      'Added a transaction of -1500 on 2026-03-01: Bread',
      'JPY',
    ]);
    expect((await revert(made.id)).status).toBe(200);
    expect(await newest()).toMatchObject({ kind: 'revert', currency: 'JPY' });
    await user.post('/tags', { name: 'Holiday' });
    expect((await newest()).currency).toBeNull();
  });
});

describe('getChangeSet', () => {
  it('200: each row before and after, money exact; 404', async () => {
    // Beyond what a JSON number holds exactly.
    const row = await book({ amount: '-900719925474099.93' });
    await user.put(`/transactions/${row.id}`, { amount: '-900719925474099.95', version: 1 });
    const { id } = await newest();
    const found = await user.get<{ entries: unknown[]; entryCount: number }>(`/change-sets/${id}`);
    expect(found.data.entryCount).toBe(1);
    expect(found.data.entries).toEqual([
      {
        action: 'update',
        resourceType: 'transaction',
        resourceId: row.id,
        before: expect.objectContaining({
          amount: '-900719925474099.93',
          accountId: giro,
          version: 1,
        }) as unknown,
        after: expect.objectContaining({
          amount: '-900719925474099.95',
          date: '2026-03-01',
          version: 2,
        }) as unknown,
      },
    ]);
    expect(JSON.stringify(found.data)).not.toContain('tenant');
    expect((await user.get(`/change-sets/${NOWHERE}`)).code).toBe('NOT_FOUND');
  });

  it("200: an anchor shows its balance in the account's currency", async () => {
    const yen = await user.addAccount({ name: 'Yen', currency: 'JPY' });
    await user.post(`/accounts/${yen}/anchors`, { balance: '1200', date: '2026-03-01' });
    const found = await user.get<{ entries: { after: unknown }[] }>(`/change-sets/${(await newest()).id}`);
    expect(found.data.entries[0]?.after).toMatchObject({ balance: '1200' });
  });
});

describe('revertChangeSet', () => {
  it('200: what was made goes, with the payee that came with it, and comes back when that is undone', async () => {
    const row = await book({ payeeName: 'Baker' });
    const made = await newest();
    const undone = await revert(made.id);
    expect([undone.status, undone.data.revertedRows]).toEqual([200, 2]);
    expect(await ids()).toEqual([]);
    expect((await user.get<unknown[]>('/payees')).data).toEqual([]);
    expect(await newest()).toMatchObject({
      kind: 'revert',
      revertsId: made.id,
      summary: `Undid: ${made.summary}`,
    });
    const stored = await app.adminQuery('SELECT deleted_reason FROM transactions WHERE id = $1', [row.id]);
    expect(stored).toEqual([{ deleted_reason: 'revert' }]);

    const again = await revert(undone.data.changeSetId);
    expect(again.data.revertedRows).toBe(2);
    const back = (await user.get<Transaction>(`/transactions/${row.id}`)).data;
    const { version, updatedAt: _, ...rest } = back;
    const { version: __, updatedAt: ___, ...before } = row;
    expect(rest).toMatchObject(before);
    expect(version).toBe(3);
    // It stands again, so it can be undone again.
    const list = (await user.get<ChangeSet[]>('/change-sets')).data;
    expect(list.find((set) => set.id === made.id)?.revertedById).toBeNull();
    expect((await revert(made.id)).status).toBe(200);
  });

  it('200: a deleted transfer is back with both legs', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings });
    await user.delete(`/transactions/${out.id}`);
    expect((await revert((await newest()).id)).data.revertedRows).toBe(2);
    expect(new Set(await ids())).toEqual(new Set([out.id, out.transferTransactionId]));
    const verified = await app.adminQuery<{ posted: string }>(
      'SELECT sum(posted_minor)::text AS posted FROM account_daily_totals WHERE account_id = $1',
      [savings],
    );
    expect(verified).toEqual([{ posted: '1000' }]);
  });

  it('200: edits are undone one by one, newest first', async () => {
    const row = await book();
    await user.put(`/transactions/${row.id}`, { description: 'Rolls', version: 1 });
    const first = await newest();
    await user.put(`/transactions/${row.id}`, { amount: '-11', version: 2 });
    const second = await newest();
    expect((await revert(first.id)).code).toBe('NOT_REVERTIBLE');
    await revert(second.id);
    expect((await revert(first.id)).status).toBe(200);
    expect((await user.get(`/transactions/${row.id}`)).data).toMatchObject({
      description: 'Bread',
      amount: '-10.00',
    });
  });

  it('409 WRONG_STATE: it was undone already; 404', async () => {
    await book();
    const { id } = await newest();
    await revert(id);
    const refused = await revert(id);
    expect([refused.status, refused.code]).toEqual([409, 'WRONG_STATE']);
    expect((await revert(NOWHERE)).code).toBe('NOT_FOUND');
  });

  it('409 NOT_REVERTIBLE: names the rows that later edits touched, and undoes nothing', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings });
    const made = await newest();
    await user.put(`/transactions/${out.id}`, { notes: 'mine', version: 1 });
    const edit = await newest();
    const refused = await revert(made.id);
    expect([refused.status, refused.code]).toEqual([409, 'NOT_REVERTIBLE']);
    expect(refused.details).toEqual([
      {
        resourceType: 'transaction',
        resourceId: out.id,
        summary: 'Bread',
        changedBy: edit.id,
        reason: 'It was changed since.',
      },
    ]);
    expect(await ids()).toHaveLength(2);
    expect((await newest()).id).toBe(edit.id);
  });

  it('409 NOT_REVERTIBLE: other rows use what it made', async () => {
    const payee = await user.post<{ id: string }>('/payees', { name: 'Baker' });
    const made = await newest();
    const row = await book({ payeeId: payee.data.id });
    const refused = await revert(made.id);
    expect(refused.code).toBe('NOT_REVERTIBLE');
    expect(refused.details).toEqual([
      expect.objectContaining({ resourceType: 'transaction', resourceId: row.id, summary: 'Bread' }),
    ]);
    expect((await user.get(`/payees/${payee.data.id}`)).status).toBe(200);
  });

  it('409 NOT_REVERTIBLE: a row cannot come back into a category that is gone', async () => {
    const category = await user.post<Category>('/categories', { name: 'Short', kind: 'expense' });
    const row = await book({ categoryId: category.data.id });
    await user.delete(`/transactions/${row.id}`);
    const deletion = await newest();
    await user.delete(`/categories/${category.data.id}`);
    const refused = await revert(deletion.id);
    expect(refused.code).toBe('NOT_REVERTIBLE');
    expect(refused.details).toEqual([
      expect.objectContaining({ resourceType: 'category', resourceId: category.data.id, summary: 'Short' }),
    ]);
    expect(await ids()).toEqual([]);
  });

  it('409 NOT_REVERTIBLE: its old name is taken, or its old place would make a cycle', async () => {
    const first = await user.post<Category>('/categories', { name: 'First', kind: 'expense' });
    await user.put(`/categories/${first.data.id}`, { name: 'Second', version: 1 });
    const rename = await newest();
    const other = await user.post<Category>('/categories', { name: 'First', kind: 'expense' });
    expect((await revert(rename.id)).code).toBe('NOT_REVERTIBLE');

    await user.put(`/categories/${first.data.id}`, { parentId: other.data.id, version: 2 });
    await user.put(`/categories/${first.data.id}`, { parentId: null, version: 3 });
    const toRoot = await newest();
    await user.put(`/categories/${other.data.id}`, { parentId: first.data.id, version: 1 });
    expect((await revert(toRoot.id)).code).toBe('NOT_REVERTIBLE');
  });

  it('undone twice at once: one does it, the other is told', async () => {
    await book();
    const { id } = await newest();
    const answers = await Promise.all([revert(id), revert(id), revert(id)]);
    expect(answers.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([
      200, 409, 409,
    ]);
  });
});
