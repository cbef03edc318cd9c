import type {
  Category,
  ChangeSet,
  ChangeSetEntry,
  Obstacle,
  Pagination,
  Transaction,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { TenantContext } from '../../platform/database/index.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';
import { REVERTIBLES } from './repo.revert.ts';

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

async function find(id: string): Promise<ChangeSet> {
  return (await user.get<ChangeSet>(`/change-sets/${id}`)).data;
}

interface RevertAnswer {
  changeSetId: string;
  revertedRows: number;
  remaining: Obstacle[];
}

function revert(id: string, body?: Record<string, unknown>) {
  return user.post<RevertAnswer>(`/change-sets/${id}/revert`, body);
}

async function notes(): Promise<Record<string, string | null>> {
  const rows = (await user.get<Transaction[]>('/transactions?limit=200')).data;
  return Object.fromEntries(rows.map((row) => [row.description, row.notes]));
}

/** Several rows that one change set changed: each gets a note. */
async function annotate(rows: readonly Transaction[]): Promise<string> {
  const [session] = await app.adminQuery<{ user_id: string; id: string }>(
    'SELECT s.user_id, s.id FROM user_sessions s JOIN memberships m ON m.user_id = s.user_id WHERE m.tenant_id = $1',
    [user.tenantId],
  );
  const context: TenantContext = {
    tenantId: user.tenantId,
    userId: session?.user_id ?? '',
    sessionId: session?.id ?? '',
    origin: {},
  };
  return app.database.writeTenant(context, { kind: 'bulk', summary: 'Annotated' }, async (tx) => {
    await tx.client.query(
      "UPDATE transactions SET notes = 'new', version = version + 1, updated_at = now() WHERE id = ANY($1)",
      [rows.map((row) => row.id)],
    );
    return tx.changeSetId;
  });
}

async function three(): Promise<[Transaction, Transaction, Transaction]> {
  return [
    await book({ description: 'One', notes: 'old' }),
    await book({ description: 'Two', notes: 'old' }),
    await book({ description: 'Three', notes: 'old' }),
  ];
}

describe('reverting by row', () => {
  it('200: undoes the rows that are named, and marks the change set only when all of it is undone', async () => {
    const [one, two, three_] = await three();
    const id = await annotate([one, two, three_]);
    const first = await revert(id, { rows: [one.id] });
    expect([first.status, first.data.revertedRows, first.data.remaining]).toEqual([200, 1, []]);
    expect(await notes()).toEqual({ One: 'old', Two: 'new', Three: 'new' });
    expect(await find(id)).toMatchObject({ revertedById: null, undoneRows: 1 });
    expect((await newest()).summary).toBe('Undid: one row of Annotated');

    const again = await revert(id, { rows: [one.id] });
    expect([again.status, again.code]).toEqual([409, 'WRONG_STATE']);

    // The rest as a whole: what is undone already is left alone.
    const rest = await revert(id);
    expect(rest.data.revertedRows).toBe(2);
    expect(await notes()).toEqual({ One: 'old', Two: 'old', Three: 'old' });
    expect(await find(id)).toMatchObject({ revertedById: rest.data.changeSetId, undoneRows: 0 });
    expect((await revert(id)).code).toBe('WRONG_STATE');
  });

  it('200: undoing such an undoing makes its rows stand again, and no others', async () => {
    const [one, two, three_] = await three();
    const id = await annotate([one, two, three_]);
    const part = (await revert(id, { entries: [{ resourceType: 'transaction', resourceId: one.id }] })).data;
    const rest = (await revert(id, { rows: [two.id, three_.id] })).data;
    expect((await find(id)).revertedById).toBe(rest.changeSetId);

    const redone = (await revert(part.changeSetId)).data;
    expect(await notes()).toEqual({ One: 'new', Two: 'old', Three: 'old' });
    expect(await find(id)).toMatchObject({ revertedById: null, undoneRows: 2 });
    expect((await newest()).summary).toBe('Did again: one row of Annotated');

    // And undoing that: the first row is undone again, so that all of them are.
    await revert(redone.changeSetId);
    expect(await notes()).toEqual({ One: 'old', Two: 'old', Three: 'old' });
    expect((await find(id)).revertedById).toBe(part.changeSetId);
    expect((await find(part.changeSetId)).revertedById).toBeNull();
  });

  it('200: one row of an undoing of the whole stands again, the others stay undone', async () => {
    const [one, two, three_] = await three();
    const id = await annotate([one, two, three_]);
    const whole = (await revert(id)).data;
    await revert(whole.changeSetId, { rows: [two.id] });
    expect(await notes()).toEqual({ One: 'old', Two: 'new', Three: 'old' });
    expect(await find(id)).toMatchObject({ revertedById: null, undoneRows: 2 });
    expect(await find(whole.changeSetId)).toMatchObject({ revertedById: null, undoneRows: 1 });
    const entries = (await user.get<ChangeSetEntry[]>(`/change-sets/${id}/entries`)).data;
    expect(Object.fromEntries(entries.map((entry) => [entry.title, entry.isUndone]))).toEqual({
      One: true,
      Two: false,
      Three: true,
    });
    await revert(id, { rows: [two.id] });
    expect(await notes()).toEqual({ One: 'old', Two: 'old', Three: 'old' });
    expect((await find(id)).revertedById).not.toBeNull();
  });

  it('200: the other leg of a transfer goes along', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings });
    const made = await newest();
    expect((await revert(made.id, { rows: [out.id] })).data.revertedRows).toBe(2);
    expect(await notes()).toEqual({});
  });

  it('404 for a row that the change did not touch; 422 for no row at all', async () => {
    const [one, two] = await three();
    const id = await annotate([one]);
    expect((await revert(id, { rows: [two.id] })).code).toBe('NOT_FOUND');
    expect((await revert(id, { rows: [NOWHERE] })).code).toBe('NOT_FOUND');
    expect((await revert(id, { rows: [] })).code).toBe('VALIDATION_FAILED');
    expect(await notes()).toMatchObject({ One: 'new' });
  });

  it('409 NOT_REVERTIBLE: a row that was changed since, named, and nothing is undone', async () => {
    const [one, two, three_] = await three();
    const id = await annotate([one, two, three_]);
    await user.put(`/transactions/${two.id}`, { amount: '-11', version: 2 });
    const edit = await newest();
    const refused = await revert(id, { rows: [one.id, two.id] });
    expect([refused.status, refused.code, refused.details]).toEqual([
      409,
      'NOT_REVERTIBLE',
      [
        {
          resourceType: 'transaction',
          resourceId: two.id,
          summary: 'Two',
          changedBy: edit.id,
          reason: 'It was changed since.',
        },
      ],
    ]);
    expect(await notes()).toEqual({ One: 'new', Two: 'new', Three: 'new' });
  });
});

describe('reverting what can be', () => {
  it('200: undoes the rows that were left alone and lists the others with the reason', async () => {
    const [one, two, three_] = await three();
    const id = await annotate([one, two, three_]);
    await user.put(`/transactions/${two.id}`, { amount: '-11', version: 2 });
    const edit = await newest();
    const { data } = await revert(id, { partial: true });
    expect(data.revertedRows).toBe(2);
    expect(data.remaining).toEqual([
      {
        resourceType: 'transaction',
        resourceId: two.id,
        summary: 'Two',
        changedBy: edit.id,
        reason: 'It was changed since.',
      },
    ]);
    expect(await notes()).toEqual({ One: 'old', Two: 'new', Three: 'old' });
    expect((await newest()).summary).toBe('Undid: 2 rows of Annotated');
    expect(await find(id)).toMatchObject({ revertedById: null, undoneRows: 2 });

    // With the edit out of the way the rest can be undone.
    await revert(edit.id);
    expect((await revert(id)).data.revertedRows).toBe(1);
    expect((await find(id)).revertedById).not.toBeNull();
  });

  it('200: what others use stays, and what belongs to a row that stays', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    const out = await book({ transferAccountId: savings, payeeName: 'Baker' });
    const made = await newest();
    const payee = (await user.get<{ id: string }[]>('/payees')).data[0];
    const other = await book({ payeeId: payee?.id, description: 'Later' });
    await user.put(`/transactions/${out.id}`, { notes: 'mine', version: 1 });
    const refused = await revert(made.id, { partial: true });
    expect([refused.status, refused.code]).toEqual([409, 'NOT_REVERTIBLE']);
    const reasons = (refused.details as Obstacle[]).map(({ resourceType, reason }) => [resourceType, reason]);
    expect(reasons.map((pair) => pair.join(': ')).toSorted()).toEqual([
      expect.stringMatching(/^payee: It is used by the transaction “(Bread|Later)”\.$/),
      'transaction: It belongs to a row that stays.',
      'transaction: It was changed since.',
    ]);
    expect((await user.get<Transaction>(`/transactions/${other.id}`)).data.payeeId).toBe(payee?.id);
  });

  it('200: a name that is taken keeps its row, and only that', async () => {
    const first = (await user.post<Category>('/categories', { name: 'First', kind: 'expense' })).data;
    const second = (await user.post<Category>('/categories', { name: 'Second', kind: 'expense' })).data;
    const target = (await user.post<Category>('/categories', { name: 'Target', kind: 'expense' })).data;
    const merged = await user.post<{ changeSetId: string }>('/categories/merge', {
      sourceIds: [first.id, second.id],
      targetId: target.id,
    });
    await user.post('/categories', { name: 'First', kind: 'expense' });
    const { data } = await revert(merged.data.changeSetId, { partial: true });
    expect(data.remaining.map((row) => [row.resourceId, row.reason])).toEqual([
      [first.id, 'Something else has taken its name or place.'],
    ]);
    const names = (await user.get<Category[]>('/categories')).data.map((row) => row.name);
    expect(names).toContain('Second');
    expect(names.filter((name) => name === 'First')).toHaveLength(1);
  });

  it('200: an import whose rows were touched; 409 for single rows of one', async () => {
    const done = await importFile(app, user, {
      name: 'bank.csv',
      content: 'Date,Description,Amount\n2026-01-05,Mill,-4.00\n2026-01-06,Shop,-6.00\n',
      accountId: giro,
    });
    const booking = await newest();
    expect(booking).toMatchObject({ kind: 'import', importId: done.id });
    const [row] = (await user.get<Transaction[]>('/transactions?text=Mill')).data;
    await user.put(`/transactions/${row?.id}`, { notes: 'mine', version: row?.version });
    expect((await revert(booking.id, { rows: [row?.id] })).code).toBe('NOT_REVERTIBLE');
    expect((await revert(booking.id)).code).toBe('NOT_REVERTIBLE');
    const { data } = await revert(booking.id, { partial: true });
    expect(data.revertedRows).toBe(1);
    expect(data.remaining).toEqual([
      expect.objectContaining({ resourceId: row?.id, reason: 'It was changed since.' }),
    ]);
    expect(Object.values(await notes())).toEqual(['mine']);
    expect(await find(booking.id)).toMatchObject({ revertedById: data.changeSetId });
    expect(await newest()).toMatchObject({
      importId: done.id,
      summary: `Undid: one row of ${booking.summary}`,
    });
  });
});

describe('a large change set', () => {
  it('of 10,000 rows is undone as one, and in part, to the last row', async () => {
    const rows = await asOwner(app.ownerUrl, async (client) => {
      await client.query('BEGIN');
      const made = await client.query<{ id: string }>(
        `WITH s AS (INSERT INTO change_sets (tenant_id, id, kind, summary) VALUES ($1, uuid_v7(), 'bulk', 'Filled') RETURNING id)
         SELECT set_config('app.change_set_id', s.id::text, true), set_config('app.tenant_id', $1::text, true), s.id FROM s`,
        [user.tenantId],
      );
      await client.query(
        `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
         SELECT $1, uuid_v7(), $2, '2026-02-01', -100 - n, 'EUR', 'expense', 'Row ' || n, $3 FROM generate_series(1, 10000) n`,
        [user.tenantId, giro, made.rows[0]?.id],
      );
      await client.query('COMMIT');
      return made.rows[0]?.id ?? '';
    });
    const half = await app.adminQuery<{ id: string }>(
      'SELECT resource_id AS id FROM audit_logs WHERE change_set_id = $1 ORDER BY id LIMIT 5000',
      [rows],
    );
    expect((await revert(rows, { rows: half.map((row) => row.id) })).data.revertedRows).toBe(5000);
    expect((await find(rows)).undoneRows).toBe(5000);
    expect((await revert(rows)).data.revertedRows).toBe(5000);
    expect(await notes()).toEqual({});
    const totals = await app.adminQuery<{ left: string }>(
      'SELECT coalesce(sum(row_count), 0)::text AS left FROM account_daily_totals WHERE account_id = $1',
      [giro],
    );
    expect(totals).toEqual([{ left: '0' }]);
    const seen = new Set<string>();
    let cursor = '';
    do {
      const page: { data: ChangeSetEntry[]; pagination: Pagination | undefined } = await user.get<
        ChangeSetEntry[]
      >(`/change-sets/${rows}/entries?limit=200${cursor}`);
      for (const entry of page.data) seen.add(entry.id);
      cursor = page.pagination?.nextCursor ? `&cursor=${page.pagination.nextCursor}` : '';
    } while (cursor !== '');
    expect(seen.size).toBe(10_000);
  }, 120_000);
});

describe('listChangeSetEntries', () => {
  it('200: changed fields alone, with names for ids and money as money', async () => {
    const food = (await user.post<Category>('/categories', { name: 'Fine food', kind: 'expense' })).data;
    const row = await book({ payeeName: 'Baker' });
    const made = await newest();
    await user.put(`/transactions/${row.id}`, { categoryId: food.id, amount: '-12.5', version: 1 });
    const edit = await newest();
    const [entry] = (await user.get<ChangeSetEntry[]>(`/change-sets/${edit.id}/entries`)).data;
    expect(entry).toMatchObject({
      action: 'update',
      resourceType: 'transaction',
      title: 'Bread',
      isUndone: false,
    });
    const sorted = entry?.changes.toSorted((left, right) => (left.field < right.field ? -1 : 1));
    expect(sorted).toEqual([
      {
        field: 'amount',
        before: '-10.00',
        after: '-12.50',
        beforeName: null,
        afterName: null,
        currency: 'EUR',
      },
      {
        field: 'categoryId',
        before: null,
        after: food.id,
        beforeName: null,
        afterName: 'Fine food',
        currency: null,
      },
    ]);
    const entries = (await user.get<ChangeSetEntry[]>(`/change-sets/${made.id}/entries`)).data;
    const booked = entries.find((one) => one.resourceType === 'transaction');
    const fields = Object.fromEntries(
      (booked?.changes ?? []).map((change) => [change.field, change.afterName ?? change.after]),
    );
    expect(fields).toEqual({
      accountId: 'Giro',
      amount: '-10.00',
      currency: 'EUR',
      date: '2026-03-01',
      description: 'Bread',
      payeeId: 'Baker',
      status: 'cleared',
      type: 'expense',
    });
  });

  it('200: a row without a description is called by its payee', async () => {
    await book({ description: '', payeeName: 'Baker' });
    const entries = (await user.get<ChangeSetEntry[]>(`/change-sets/${(await newest()).id}/entries`)).data;
    expect(entries.find((entry) => entry.resourceType === 'transaction')?.title).toBe('Baker');
  });

  it('404; 400 for a foreign cursor', async () => {
    expect((await user.get(`/change-sets/${NOWHERE}/entries`)).code).toBe('NOT_FOUND');
    const { id } = await newest();
    expect((await user.get(`/change-sets/${id}/entries?cursor=x`)).code).toBe('INVALID_CURSOR');
  });
});

describe('listChangeSets with filters', () => {
  it('200: by kind, user, day and row', async () => {
    const row = await book();
    const made = await newest();
    await user.put(`/transactions/${row.id}`, { notes: 'x', version: 1 });
    const edit = await newest();
    await revert(edit.id);
    const ids = async (query: string) =>
      (await user.get<ChangeSet[]>(`/change-sets?${query}`)).data.map((set) => set.id);
    const undone = (await newest()).id;
    expect(await ids('kind=revert')).toEqual([undone]);
    expect(await ids(`resourceType=transaction&resourceId=${row.id}`)).toEqual([undone, edit.id, made.id]);
    expect(await ids(`resourceId=${row.id}`)).toEqual([undone, edit.id, made.id]);
    expect(await ids('resourceType=account')).toHaveLength(1);
    expect(await ids(`userId=${NOWHERE}`)).toEqual([]);
    expect((await ids(`userId=${made.userId}`)).length).toBeGreaterThan(3);
    const day = new Date().toISOString().slice(0, 10);
    expect((await ids(`from=2026-01-01`)).length).toBeGreaterThan(3);
    expect(await ids('to=2026-01-01')).toEqual([]);
    expect((await ids(`from=${day}&to=${day}`)).length).toBeGreaterThanOrEqual(0);
    expect((await user.get('/change-sets?kind=magic')).code).toBe('VALIDATION_FAILED');
  });
});

/** Tables whose changes are in the trail and are not written back, each with the reason. */
const NOT_REVERTED: Readonly<Record<string, string>> = {
  memberships: 'Who may enter is changed by inviting and removing, never by undoing.',
};

describe('every table with an audit trigger', () => {
  it('can be reverted, with columns that it has, or says why not', async () => {
    const triggers = await app.adminQuery<{ table: string }>(
      `SELECT DISTINCT t.tgrelid::regclass::text AS table FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
       WHERE NOT t.tgisinternal AND f.proname ~ '^audit_' ORDER BY 1`,
    );
    const known = new Set([...REVERTIBLES.map((resource) => resource.table), ...Object.keys(NOT_REVERTED)]);
    expect(triggers.map((row) => row.table).filter((table) => !known.has(table))).toEqual([]);
    expect(triggers.length).toBeGreaterThan(6);
    const columns = await app.adminQuery<{ name: string }>(
      "SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'",
    );
    const there = new Set(columns.map((row) => row.name));
    const missing = REVERTIBLES.flatMap(({ table, columns: own, deletion }) =>
      [...own, ...deletion, 'version', 'updated_at'].map((column) => `${table}.${column}`),
    ).filter((name) => !there.has(name));
    expect(missing).toEqual([]);
  });

  it('is written back whole: what a person can change is among its columns', async () => {
    const kept =
      `tenant_id id version created_at updated_at deleted_at deleted_reason change_set_id created_by`.split(
        ' ',
      );
    const columns = await app.adminQuery<{ table: string; name: string }>(
      `SELECT c.table_name AS table, c.column_name AS name FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.table_name = ANY($1) AND c.is_generated = 'NEVER' ORDER BY 1, 2`,
      [REVERTIBLES.map((resource) => resource.table)],
    );
    const written = new Set(
      REVERTIBLES.flatMap(({ table, columns: own }) => own.map((column) => `${table}.${column}`)),
    );
    const left = columns
      .filter(({ name }) => !kept.includes(name))
      .map(({ table, name }) => `${table}.${name}`)
      .filter((name) => !written.has(name));
    // What the bytes of a file are, what a statement said and whose a filter is, never changes.
    const fixed = ['attachments', 'reconciliations', 'saved_filters'];
    expect(left.filter((name) => !fixed.includes(name.split('.')[0] ?? ''))).toEqual([]);
  });
});
