import type { Account, Anchor, Reconciliation, ReconciliationRow, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

const NOWHERE = '01900000-0000-7000-8000-000000000000';
type Shown = Reconciliation & { readonly rows: ReconciliationRow[] };
type Done = Reconciliation & { readonly changeSetId: string };

let app: TestApp;
let user: TestClient;
let giro: string;
let rows: Transaction[];
beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
});
afterAll(() => app.close());

/** February opens at 1,000.00; the statement closes at 945.50 without the row of 3.00 and the pending one. */
beforeEach(async () => {
  giro = await user.addAccount({ name: crypto.randomUUID() });
  await user.post(`/accounts/${giro}/anchors`, { date: '2026-01-31', balance: '1000.00' });
  rows = [
    await book('2026-01-20', '-9.00'),
    await book('2026-02-03', '-4.50'),
    await book('2026-02-10', '-50.00'),
    await book('2026-02-27', '-3.00'),
    await book('2026-02-28', '-8.00', { status: 'pending' }),
    await book('2026-03-01', '-7.00'),
  ];
});

async function book(date: string, amount: string, fields: object = {}): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', { accountId: giro, date, amount, ...fields });
  expect(made.status).toBe(201);
  return made.data;
}
const idOf = (index: number): string => rows[index]?.id ?? NOWHERE;
const path = (id = ''): string => `/accounts/${giro}/reconciliations${id === '' ? '' : `/${id}`}`;

async function begin(fields: object = {}): Promise<Reconciliation> {
  const made = await user.post<Reconciliation>(path(), {
    statementDate: '2026-02-28',
    closingBalance: '945.50',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}
const show = async (id: string, query = ''): Promise<Shown> =>
  (await user.get<Shown>(`${path(id)}${query}`)).data;
const tick = (id: string, body: object): Promise<Answer<Reconciliation>> =>
  user.put(`${path(id)}/rows`, body);
const finish = (id: string): Promise<Answer<Done>> => user.post(`${path(id)}/finish`);
const unlock = (id: string, reason = 'A row was wrong'): Promise<Answer<Done>> =>
  user.post(`${path(id)}/unlock`, { reason });
const read = async (index: number): Promise<Transaction> =>
  (await user.get<Transaction>(`/transactions/${idOf(index)}`)).data;
const undo = (changeSetId: string): Promise<Answer<{ changeSetId: string }>> =>
  user.post(`/change-sets/${changeSetId}/revert`);

async function finished(): Promise<Done> {
  const { id } = await begin();
  await tick(id, { tick: [idOf(1), idOf(2)] });
  const done = await finish(id);
  expect(done.message).toBeUndefined();
  return done.data;
}

describe('POST /accounts/{accountId}/reconciliations', () => {
  it('201 opens from what the bank stated before, with the posted rows since', async () => {
    const made = await begin();
    expect(made).toMatchObject({
      accountId: giro,
      status: 'open',
      openingDate: '2026-01-31',
      openingBalance: '1000.00',
      openingSource: 'anchor',
      tickedCount: 0,
      tickedSum: '0.00',
      difference: '-54.50',
      untickedCount: 3,
      untickedSum: '-57.50',
    });
    expect((await show(made.id)).rows.map((row) => [row.id, row.amount, row.isTicked])).toEqual([
      [idOf(1), '-4.50', false],
      [idOf(2), '-50.00', false],
      [idOf(3), '-3.00', false],
    ]);
  });

  it('201 opens from the statement before, whose left-out rows stay on offer', async () => {
    await finished();
    const next = await begin({ statementDate: '2026-03-31', closingBalance: '935.50' });
    expect(next).toMatchObject({
      openingDate: '2026-02-28',
      openingBalance: '945.50',
      openingSource: 'previous',
    });
    expect((await show(next.id)).rows.map((row) => row.id)).toEqual([idOf(3), idOf(5)]);
    await tick(next.id, { tick: [idOf(3), idOf(5)] });
    expect((await finish(next.id)).data).toMatchObject({ status: 'finished', difference: '0.00' });
  });

  it('201 opens from what is given, or from nothing', async () => {
    const stated = await begin({ openingBalance: '100', openingDate: '2026-02-05' });
    expect(stated).toMatchObject({ openingBalance: '100.00', openingSource: 'stated', untickedCount: 2 });
    const bare = await user.addAccount({ name: crypto.randomUUID() });
    const zero = await user.post<Reconciliation>(`/accounts/${bare}/reconciliations`, {
      statementDate: '2026-02-28',
      closingBalance: '1',
    });
    expect(zero.data).toMatchObject({ openingBalance: '0.00', openingDate: null, openingSource: 'zero' });
  });

  it('409 WRONG_STATE while one is open, and for a statement that is reconciled', async () => {
    const done = await finished();
    const again = await user.post(path(), { statementDate: '2026-02-28', closingBalance: '945.50' });
    expect([again.status, again.code, again.details]).toEqual([
      409,
      'WRONG_STATE',
      { reconciliationId: done.id },
    ]);
    const open = await begin({ statementDate: '2026-03-31' });
    const second = await user.post(path(), { statementDate: '2026-04-30', closingBalance: '1' });
    expect([second.status, second.code, second.details]).toEqual([
      409,
      'WRONG_STATE',
      { reconciliationId: open.id },
    ]);
  });

  it.each([
    [{ openingDate: '2026-02-28' }, 'VALIDATION_FAILED', 'openingDate'],
    [{ openingDate: '2026-02-05' }, 'VALIDATION_FAILED', 'openingBalance'],
    [{ closingBalance: '1.005' }, 'AMOUNT_INVALID', 'closingBalance'],
    [{ openingBalance: '1.005' }, 'AMOUNT_INVALID', 'openingBalance'],
    [{ statementDate: 'soon' }, 'VALIDATION_FAILED', 'statementDate'],
  ])('422 for %j', async (fields, code, field) => {
    const refused = await user.post(path(), {
      statementDate: '2026-02-28',
      closingBalance: '945.50',
      ...fields,
    });
    expect([refused.status, refused.code]).toEqual([422, code]);
    expect(refused.details).toMatchObject([{ path: field }]);
  });

  it('422 for an opening balance that the statement before contradicts', async () => {
    await finished();
    const body = { statementDate: '2026-03-31', closingBalance: '1', openingBalance: '945.51' };
    const refused = await user.post(path(), body);
    expect(refused.details).toMatchObject([{ path: 'openingBalance' }]);
    const moved = await user.post(path(), { ...body, openingBalance: '945.50', openingDate: '2026-02-27' });
    expect(moved.details).toMatchObject([{ path: 'openingDate' }]);
  });

  it("404 NOT_FOUND for another tenant's account, in every one of the calls", async () => {
    const done = await finished();
    const stranger = await signUp(app);
    const statement = { statementDate: '2026-02-28', closingBalance: '1' };
    const answers = [
      await stranger.get(path()),
      await stranger.post(path(), statement),
      await stranger.get(path(done.id)),
      await stranger.put(`${path(done.id)}/rows`, { untickAll: true }),
      await stranger.post(`${path(done.id)}/finish`),
      await stranger.post(`${path(done.id)}/unlock`, { reason: 'Mine' }),
      await stranger.delete(path(done.id)),
      await user.get(path(NOWHERE)),
      await user.delete(path(NOWHERE)),
    ];
    expect(answers.map(({ code }) => code)).toEqual(Array.from({ length: 9 }, () => 'NOT_FOUND'));
    expect((await show(done.id)).status).toBe('finished');
  });
});

describe('PUT .../{reconciliationId}/rows', () => {
  it('200 ticks and unticks, by ids, up to a day and all; the difference is live and no row is touched', async () => {
    const { id } = await begin();
    expect((await tick(id, { tick: [idOf(1), idOf(2)] })).data).toMatchObject({
      tickedCount: 2,
      difference: '0.00',
    });
    expect((await tick(id, { untick: [idOf(2)] })).data).toMatchObject({
      tickedSum: '-4.50',
      difference: '-50.00',
    });
    expect((await tick(id, { untickAll: true, tickUntil: '2026-02-10' })).data).toMatchObject({
      tickedCount: 2,
    });
    expect((await tick(id, { untickAll: true })).data).toMatchObject({ tickedCount: 0 });
    expect(await read(1)).toMatchObject({ status: 'cleared', reconciliationId: null, version: 1 });
  });

  it('200 follows the rows: what is edited, deleted or pending again counts as it is now', async () => {
    const { id } = await begin();
    await tick(id, { tick: [idOf(1), idOf(2), idOf(3)] });
    await user.put(`/transactions/${idOf(2)}`, { amount: '-51.00', version: 1 });
    await user.delete(`/transactions/${idOf(1)}`);
    await user.put(`/transactions/${idOf(3)}`, { status: 'pending', version: 1 });
    expect(await show(id)).toMatchObject({ tickedCount: 1, tickedSum: '-51.00', untickedCount: 0 });
  });

  it('422 VALIDATION_FAILED for rows that are not of the statement; nothing is ticked then', async () => {
    const { id } = await begin();
    const refused = await tick(id, { tick: [idOf(1), idOf(0), idOf(4), idOf(5), NOWHERE] });
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(refused.message).toContain('4 rows are not');
    expect((await show(id)).tickedCount).toBe(0);
  });

  it('409 WRONG_STATE for one that is finished', async () => {
    const done = await finished();
    expect(await tick(done.id, { untickAll: true })).toMatchObject({ status: 409, code: 'WRONG_STATE' });
  });
});

describe('POST .../{reconciliationId}/finish', () => {
  it('200 locks the ticked rows, keeps the closing balance as an anchor, and shows on the account', async () => {
    const done = await finished();
    expect(done).toMatchObject({
      status: 'finished',
      tickedCount: 2,
      tickedSum: '-54.50',
      difference: '0.00',
    });
    expect(await read(1)).toMatchObject({ status: 'reconciled', reconciliationId: done.id, version: 2 });
    expect(await read(3)).toMatchObject({ status: 'cleared', reconciliationId: null });
    const anchors = await user.get<Anchor[]>(`/accounts/${giro}/anchors`);
    expect(anchors.data[0]).toMatchObject({
      date: '2026-02-28',
      balance: '945.50',
      source: 'user',
      description: 'Reconciled statement',
      // The row of 3.00 that the bank did not have yet.
      drift: '3.00',
    });
    expect((await user.get<Account>(`/accounts/${giro}`)).data.reconciledUntil).toBe('2026-02-28');
    expect((await show(done.id)).rows.map((row) => row.id)).toEqual([idOf(1), idOf(2)]);
  });

  it('200 leaves an anchor that says the same as it is', async () => {
    await user.post(`/accounts/${giro}/anchors`, {
      date: '2026-02-28',
      balance: '945.50',
      description: 'Mine',
    });
    await finished();
    const anchors = await user.get<Anchor[]>(`/accounts/${giro}/anchors`);
    expect(anchors.data[0]).toMatchObject({ description: 'Mine', version: 1 });
  });

  it('409 RECONCILIATION_OFF with the difference as money and the likeliest cause', async () => {
    const { id } = await begin({ closingBalance: '942.50' });
    await tick(id, { tick: [idOf(1), idOf(2)] });
    const refused = await finish(id);
    expect([refused.status, refused.code]).toEqual([409, 'RECONCILIATION_OFF']);
    expect(refused.details).toMatchObject({ difference: '-3.00', currency: 'EUR' });
    expect(refused.message).toContain(
      'off by -3.00 EUR. Most likely: A row of exactly that amount is not ticked',
    );
    expect(await read(1)).toMatchObject({ status: 'cleared' });
    await user.delete(`/transactions/${idOf(3)}`);
    expect((await finish(id)).message).toContain('A row that the bank has was deleted');
  });

  it('409 WRONG_STATE when it is finished already', async () => {
    const done = await finished();
    expect(await finish(done.id)).toMatchObject({ status: 409, code: 'WRONG_STATE' });
  });

  it('two who finish at once: one does, the other is told', async () => {
    const { id } = await begin();
    await tick(id, { tick: [idOf(1), idOf(2)] });
    const answers = await Promise.all([finish(id), finish(id)]);
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 409]);
  });

  it('a statement of 2,000 rows is ticked and locked at once', async () => {
    const { id } = await begin({ closingBalance: '-1057.50' });
    const lines = Array.from({ length: 2000 }, (_, index) => `2026-02-15,Row ${index},-1.00`);
    const content = ['Date,Text,Amount', ...lines].join('\n');
    await importFile(app, user, { name: 'bank.csv', content, accountId: giro });
    expect((await tick(id, { tickUntil: '2026-02-28' })).data).toMatchObject({
      tickedCount: 2003,
      difference: '0.00',
    });
    const first = await user.get<Shown>(`${path(id)}?limit=1000`);
    const second = await user.get<Shown>(`${path(id)}?limit=1000&cursor=${first.pagination?.nextCursor}`);
    const third = await user.get<Shown>(`${path(id)}?limit=1000&cursor=${second.pagination?.nextCursor}`);
    expect([first, second, third].map(({ data }) => data.rows.length)).toEqual([1000, 1000, 3]);
    expect(third.pagination).toMatchObject({ nextCursor: null, hasMore: false });
    expect((await finish(id)).data).toMatchObject({ status: 'finished', tickedCount: 2003 });
  });
});

describe('a row that a statement holds', () => {
  it('409 WRONG_STATE: keeps amount, date, account and status, and is not deleted; its words can change', async () => {
    await finished();
    for (const change of [
      { amount: '-5' },
      { date: '2026-02-04' },
      { status: 'cleared' },
      { status: 'pending' },
    ]) {
      const refused = await user.put(`/transactions/${idOf(1)}`, { ...change, version: 2 });
      expect([change, refused.status, refused.code]).toEqual([change, 409, 'WRONG_STATE']);
    }
    const deleted = await user.delete(`/transactions/${idOf(1)}`);
    expect([deleted.code, deleted.message]).toEqual([
      'WRONG_STATE',
      expect.stringContaining('Unlock that reconciliation'),
    ]);
    expect((await user.put(`/transactions/${idOf(1)}`, { notes: 'Seen', version: 2 })).status).toBe(200);
  });

  it('200: one that was marked by hand is unmarked by hand', async () => {
    const marked = await book('2026-02-11', '-1.00', { status: 'reconciled' });
    const freed = await user.put(`/transactions/${marked.id}`, { status: 'cleared', version: 1 });
    expect(freed.status).toBe(200);
  });
});

describe('POST .../{reconciliationId}/unlock', () => {
  it('200 frees the rows; the reason is in the list and in the history, the stated balance stays', async () => {
    const done = await finished();
    const freed = await unlock(done.id, 'The bakery was wrong');
    expect(freed.data).toMatchObject({
      status: 'unlocked',
      unlockReason: 'The bakery was wrong',
      tickedCount: 2,
    });
    expect(await read(1)).toMatchObject({ status: 'cleared', reconciliationId: null });
    const history = await user.get<{ summary: string }[]>('/change-sets');
    expect(history.data[0]?.summary).toBe('Unlocked a reconciled statement: The bakery was wrong');
    expect((await user.get<Account>(`/accounts/${giro}`)).data.reconciledUntil).toBeNull();
    expect((await user.get<Anchor[]>(`/accounts/${giro}/anchors`)).data).toHaveLength(2);
    expect((await begin()).openingSource).toBe('anchor');
  });

  it('422 VALIDATION_FAILED without a reason; 409 WRONG_STATE for one that is not finished', async () => {
    const { id } = await begin();
    expect(await user.post(`${path(id)}/unlock`, { reason: ' ' })).toMatchObject({ status: 422 });
    expect(await unlock(id)).toMatchObject({ status: 409, code: 'WRONG_STATE' });
  });
});

describe('DELETE .../{reconciliationId}', () => {
  it('200 gives it up; undoing that brings it back with its ticks', async () => {
    const { id } = await begin();
    await tick(id, { tick: [idOf(1)] });
    const gone = await user.delete<{ changeSetId: string }>(path(id));
    expect((await user.get(path(id))).status).toBe(404);
    await undo(gone.data.changeSetId);
    expect(await show(id)).toMatchObject({ status: 'open', tickedCount: 1 });
  });

  it('409 WRONG_STATE for one that is finished', async () => {
    const done = await finished();
    expect(await user.delete(path(done.id))).toMatchObject({ status: 409, code: 'WRONG_STATE' });
  });
});

describe('undo', () => {
  it('of finishing opens it with its ticks again; of that undo it is finished again', async () => {
    const done = await finished();
    const undone = await undo(done.changeSetId);
    expect(undone.message).toBeUndefined();
    expect(await show(done.id)).toMatchObject({ status: 'open', tickedCount: 2, difference: '0.00' });
    expect(await read(1)).toMatchObject({ status: 'cleared', reconciliationId: null });
    expect((await user.get<Anchor[]>(`/accounts/${giro}/anchors`)).data).toHaveLength(1);
    await undo(undone.data.changeSetId);
    expect(await show(done.id)).toMatchObject({ status: 'finished', difference: '0.00' });
    expect(await read(1)).toMatchObject({ status: 'reconciled', reconciliationId: done.id });
  });

  it('of unlocking locks the rows again', async () => {
    const done = await finished();
    await undo((await unlock(done.id)).data.changeSetId);
    expect(await show(done.id)).toMatchObject({ status: 'finished', unlockReason: null, difference: '0.00' });
    expect(await read(2)).toMatchObject({ status: 'reconciled', reconciliationId: done.id });
  });

  it('409 NOT_REVERTIBLE of unlocking once a freed row was edited, and of finishing while another one is open', async () => {
    const done = await finished();
    const freed = await unlock(done.id);
    await user.put(`/transactions/${idOf(1)}`, { amount: '-5', version: 3 });
    expect((await undo(freed.data.changeSetId)).code).toBe('NOT_REVERTIBLE');
    const other = await finishedElsewhere();
    await user.post(`/accounts/${other.accountId}/reconciliations`, {
      statementDate: '2026-03-31',
      closingBalance: '0',
    });
    expect((await undo(other.changeSetId)).code).toBe('NOT_REVERTIBLE');
  });

  it('of one row alone undoes the whole reconciliation, so that it never holds less than it says', async () => {
    const done = await finished();
    await user.post(`/change-sets/${done.changeSetId}/revert`, { rows: [idOf(1)] });
    expect(await show(done.id)).toMatchObject({ status: 'open' });
    expect(await read(2)).toMatchObject({ status: 'cleared', reconciliationId: null });
  });

  async function finishedElsewhere(): Promise<Done> {
    const accountId = await user.addAccount({ name: crypto.randomUUID() });
    const base = `/accounts/${accountId}/reconciliations`;
    const { data } = await user.post<Reconciliation>(base, {
      statementDate: '2026-02-28',
      closingBalance: '0',
    });
    return (await user.post<Done>(`${base}/${data.id}/finish`)).data;
  }
});

describe('GET /accounts/{accountId}/reconciliations', () => {
  it('200 newest statement first, cancelled ones left out, by pages', async () => {
    const first = await finished();
    const cancelled = await begin({ statementDate: '2026-03-31' });
    await user.delete(path(cancelled.id));
    const second = await begin({ statementDate: '2026-04-30', closingBalance: '1' });
    expect((await user.get<Reconciliation[]>(path())).data.map(({ id }) => id)).toEqual([
      second.id,
      first.id,
    ]);
    const page = await user.get<Reconciliation[]>(`${path()}?limit=1`);
    expect(page.pagination).toMatchObject({ hasMore: true });
    const next = await user.get<Reconciliation[]>(`${path()}?limit=1&cursor=${page.pagination?.nextCursor}`);
    expect(next.data.map(({ id }) => id)).toEqual([first.id]);
  });

  it('400 INVALID_CURSOR', async () => {
    expect(await user.get(`${path()}?cursor=nonsense`)).toMatchObject({
      status: 400,
      code: 'INVALID_CURSOR',
    });
  });

  it('401 UNAUTHENTICATED without a token; 403 FORBIDDEN for one who may only look', async () => {
    expect((await app.request(`/api/v1${path()}`)).status).toBe(401);
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [user.tenantId]);
    const refused = await user.post(path(), { statementDate: '2026-02-28', closingBalance: '1' });
    expect([refused.status, refused.code]).toEqual([403, 'FORBIDDEN']);
    await app.adminQuery("UPDATE memberships SET role = 'OWNER' WHERE tenant_id = $1", [user.tenantId]);
  });
});
