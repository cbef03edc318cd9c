import type {
  CategoriserModelWire,
  CategoriserMonth,
  Category,
  FieldOrigin,
  SuggestedTransaction,
  Transaction,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { TASKS } from '../../entry/tasks.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { MONTHS } from './repo.accuracy.ts';
import { CORRECTIONS } from './repo.labels.ts';
import { trainTenant } from './train.ts';

/** Mid-November 2026 in the tenant's zone. */
const app: TestApp = await createTestApp({ clock: { now: () => new Date('2026-11-15T12:00:00Z') } });
let user: TestClient;
let giro: string;
let categories: readonly Category[];
let files = 0;

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  categories = (await user.get<Category[]>('/categories')).data;
});
afterAll(() => app.close());

function idOf(name: string): string {
  const found = categories.find((category) => category.name === name);
  if (!found) throw new Error(`there is no category ${name}`);
  return found.id;
}

async function book(description: string, categoryId: string | null, more: object = {}): Promise<Transaction> {
  const fields = { accountId: giro, date: '2026-10-05', amount: '-12.50', description, categoryId, ...more };
  const made = await user.post<Transaction>('/transactions', fields);
  if (made.status !== 201) throw new Error(`${made.status} ${made.message}`);
  return made.data;
}

/** Imports lines "date,amount,description" and answers the booked rows, by description. */
async function importLines(...lines: string[]): Promise<Map<string, Transaction>> {
  files += 1;
  const content = ['Date,Amount,Description', ...lines, ''].join('\n');
  const { id } = await importFile(app, user, { name: `bank${files}.csv`, content, accountId: giro });
  const { data } = await user.get<Transaction[]>(`/transactions?importId=${id}&limit=200`);
  return new Map(data.map((row) => [row.description, row]));
}

const model = async (): Promise<CategoriserModelWire> =>
  (await user.get<CategoriserModelWire>('/categorising/model')).data;
const suggestionsFor = async (id: string): Promise<SuggestedTransaction['suggestions']> =>
  (await user.get<SuggestedTransaction[]>(`/categorising/suggestions?transactionId=${id}`)).data[0]
    ?.suggestions ?? [];
const train = () => trainTenant(app.services, user.tenantId);

async function taskNamed(name: string): Promise<void> {
  const task = TASKS.find((one) => one.name === name);
  if (!task) throw new Error(`there is no task ${name}`);
  await task.run({}, app.services);
}

describe('an import', () => {
  it('sets what the shipped table is sure of, says so, and leaves the rest', async () => {
    const rows = await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711', '2026-10-02,-9.99,ZORBAX 12');
    const lidl = rows.get('LIDL SAGT DANKE 4711');
    expect(lidl?.categoryName).toBe('Groceries');
    expect(rows.get('ZORBAX 12')?.categoryId).toBeNull();
    const { data } = await user.get<{ fields: FieldOrigin[] }>(`/transactions/${lidl?.id}/provenance`);
    expect(data.fields.find(({ field }) => field === 'categoryId')).toMatchObject({
      name: 'Groceries',
      setBy: 'import',
      setter: { by: 'model', version: 0, reason: '"lidl" usually means Groceries' },
    });
  });

  it('honours a correction at once, before any training', async () => {
    const rows = await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711');
    const lidl = rows.get('LIDL SAGT DANKE 4711');
    await user.put(`/transactions/${lidl?.id}`, {
      categoryId: idOf('Household goods'),
      version: lidl?.version,
    });
    const next = await importLines('2026-10-08,-19.80,LIDL SAGT DANKE 4899');
    const row = next.get('LIDL SAGT DANKE 4899');
    expect(row?.categoryName).toBe('Household goods');
    const { data } = await user.get<{ fields: FieldOrigin[] }>(`/transactions/${row?.id}/provenance`);
    expect(data.fields.find(({ field }) => field === 'categoryId')?.setter).toMatchObject({
      by: 'model',
      reason: 'You chose Household goods the last time',
    });
  });

  it('sets nothing by itself when that is off, and still suggests', async () => {
    await user.put('/categorising/settings', { boldness: 'off' });
    const rows = await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711');
    const lidl = rows.get('LIDL SAGT DANKE 4711');
    expect(lidl?.categoryId).toBeNull();
    expect((await suggestionsFor(lidl?.id ?? ''))[0]?.categoryName).toBe('Groceries');
  });

  it('never sets a category that was retired or deleted', async () => {
    const groceries = categories.find(({ name }) => name === 'Groceries');
    await user.put(`/categories/${groceries?.id}`, { isActive: false, version: groceries?.version });
    const rows = await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711');
    expect(rows.get('LIDL SAGT DANKE 4711')?.categoryName).not.toBe('Groceries');
    const offered = await suggestionsFor(rows.get('LIDL SAGT DANKE 4711')?.id ?? '');
    expect(offered.map(({ categoryName }) => categoryName)).not.toContain('Groceries');
  });
});

describe('what it learns from', () => {
  it('is what people chose, and not what it set itself', async () => {
    for (const number of [1, 2, 3, 4]) await book(`Zorbax ${number}`, idOf('Hobbies'));
    await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711', '2026-10-02,-9.99,Zorbax 99');
    expect((await model()).correctionsSince).toBe(4);
    await train();
    expect(await model()).toMatchObject({
      version: 1,
      rows: 4,
      merchants: 1,
      categories: 1,
      correctionsSince: 0,
    });
  });

  it('is a correction of what it set, too', async () => {
    const rows = await importLines('2026-10-01,-45.10,LIDL SAGT DANKE 4711');
    const lidl = rows.get('LIDL SAGT DANKE 4711');
    await user.put(`/transactions/${lidl?.id}`, { categoryId: idOf('Presents'), version: lidl?.version });
    await train();
    expect((await model()).rows).toBe(1);
  });

  it('is not a category that a rule set', async () => {
    await user.post('/rules', {
      name: 'Zorbax',
      condition: { all: [{ field: 'rawText', operator: 'contains', value: 'zorbax' }] },
      actions: [{ type: 'setCategory', categoryId: idOf('Hobbies') }],
    });
    await importLines('2026-10-01,-45.10,ZORBAX 1');
    await book('Blorp', idOf('Presents'));
    await train();
    expect((await model()).rows).toBe(1);
  });

  it('is what the file says a person had chosen elsewhere', async () => {
    files += 1;
    const content =
      'Date,Amount,Description,Category\n2026-10-01,-5.00,QUUX 1,Hobbies\n2026-10-02,-6.00,QUUX 2,Hobbies\n';
    await importFile(app, user, { name: `bank${files}.csv`, content, accountId: giro });
    await train();
    expect((await model()).rows).toBe(2);
  });
});

describe('listCategorySuggestions', () => {
  it('200: the likeliest three with reasons in words, for one row', async () => {
    await book('ZORBAX 9', idOf('Presents'));
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) await book(`ZORBAX ${number}`, idOf('Hobbies'));
    await train();
    const row = await book('Zorbax 10', null);
    const suggestions = await suggestionsFor(row.id);
    expect(suggestions.length).toBeLessThanOrEqual(3);
    expect(suggestions[0]).toMatchObject({
      categoryName: 'Hobbies',
      path: ['Leisure', 'Hobbies'],
      reasons: ['You chose Hobbies the last time', '8 of 9 rows like this were Hobbies'],
    });
    expect(suggestions[1]).toMatchObject({ categoryName: 'Presents' });
  });

  it('200: rows without a category, newest first, page by page; none for a transfer', async () => {
    const savings = await user.addAccount({ name: 'Savings' });
    await book('First', null, { date: '2026-10-01' });
    await book('Second', null, { date: '2026-10-02' });
    await book('To savings', null, { type: 'transfer', transferAccountId: savings, date: '2026-10-03' });
    const first = await user.get<SuggestedTransaction[]>('/categorising/suggestions?limit=1');
    expect(first.data.map(({ transaction }) => transaction.description)).toEqual(['Second']);
    const next = await user.get<SuggestedTransaction[]>(
      `/categorising/suggestions?limit=1&cursor=${first.pagination?.nextCursor}`,
    );
    expect(next.data.map(({ transaction }) => transaction.description)).toEqual(['First']);
    expect(next.pagination?.hasMore).toBe(false);
  });

  it('200: nothing of another tenant: neither rows nor what they taught', async () => {
    for (const number of [1, 2, 3, 4]) await book(`ZORBAX ${number}`, idOf('Hobbies'));
    await train();
    const mine = await book('ZORBAX 5', null);
    const other = await signUp(app);
    const asked = await other.get<SuggestedTransaction[]>(
      `/categorising/suggestions?transactionId=${mine.id}`,
    );
    expect(asked.data).toEqual([]);
    expect((await other.get<CategoriserModelWire>('/categorising/model')).data).toMatchObject({
      version: 0,
      rows: 0,
      correctionsSince: 0,
    });
  });

  it('400 INVALID_CURSOR, 422 VALIDATION_FAILED', async () => {
    expect((await user.get('/categorising/suggestions?cursor=nonsense')).code).toBe('INVALID_CURSOR');
    expect((await user.get('/categorising/suggestions?transactionId=1')).code).toBe('VALIDATION_FAILED');
  });
});

describe('updateCategoriserSettings', () => {
  it('200: a version at a time, and can be undone', async () => {
    expect(await model()).toMatchObject({ boldness: 'usual', settingsVersion: 0 });
    const first = await user.put('/categorising/settings', { boldness: 'cautious', version: 0 });
    expect(first.data).toEqual({ boldness: 'cautious', version: 1 });
    const second = await user.put('/categorising/settings', { boldness: 'off', version: 1 });
    expect(second.data).toEqual({ boldness: 'off', version: 2 });
    expect((await model()).inWords).toBe('It sets no category by itself: it only suggests, and you choose.');
    const [change] = (await user.get<{ id: string }[]>('/change-sets?limit=1')).data;
    const undone = await user.post(`/change-sets/${change?.id}/revert`);
    expect(undone.message).toBeUndefined();
    expect(await model()).toMatchObject({ boldness: 'cautious', settingsVersion: 3 });
  });

  it('409 STALE_VERSION, 422 VALIDATION_FAILED, 403 FORBIDDEN for who only reads', async () => {
    await user.put('/categorising/settings', { boldness: 'bold' });
    const stale = await user.put('/categorising/settings', { boldness: 'off', version: 0 });
    expect([stale.status, stale.code, stale.details]).toEqual([
      409,
      'STALE_VERSION',
      { current: { boldness: 'bold', version: 1 } },
    ]);
    expect((await user.put('/categorising/settings', { boldness: 'reckless' })).status).toBe(422);
    await app.adminQuery(`UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1`, [user.tenantId]);
    expect((await user.put('/categorising/settings', { boldness: 'off' })).status).toBe(403);
    expect((await user.post('/categorising/retrain')).status).toBe(403);
  });
});

describe('training', () => {
  it('202: is queued once, however often it is asked for, and makes the next version', async () => {
    await book('ZORBAX', idOf('Hobbies'));
    expect((await user.post('/categorising/retrain')).status).toBe(202);
    expect((await user.post('/categorising/retrain')).status).toBe(202);
    const queued = await app.adminQuery<{ count: string }>(
      `SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'categorising.train' AND key LIKE $1`,
      [`%${user.tenantId}`],
    );
    expect(queued).toEqual([{ count: '1' }]);
    await train();
    await train();
    expect((await model()).version).toBe(2);
  });

  it('happens after twenty corrections, and each night where there was one', async () => {
    for (let number = 0; number < 19; number += 1) await book(`ZORBAX ${number}`, idOf('Hobbies'));
    await taskNamed('train_categorisers_after_corrections');
    expect((await model()).version).toBe(0);
    await book('ZORBAX', idOf('Hobbies'));
    await taskNamed('train_categorisers_after_corrections');
    expect(await model()).toMatchObject({ version: 1, rows: 20 });
    const quiet = await signUp(app);
    await taskNamed('train_categorisers_nightly');
    expect((await quiet.get<CategoriserModelWire>('/categorising/model')).data.version).toBe(0);
  });

  it('keeps the figures of every version and the models of the last two', async () => {
    await book('ZORBAX', idOf('Hobbies'));
    for (let time = 0; time < 3; time += 1) await train();
    const kept = await app.adminQuery(
      `SELECT version, model IS NOT NULL AS kept, trained_rows FROM category_models WHERE tenant_id = $1
       ORDER BY version`,
      [user.tenantId],
    );
    expect(kept).toEqual([
      { version: 1, kept: false, trained_rows: 1 },
      { version: 2, kept: true, trained_rows: 1 },
      { version: 3, kept: true, trained_rows: 1 },
    ]);
  });
});

describe('getCategoriserAccuracy', () => {
  it('200: by month, what stood and what was corrected; too few say nothing', async () => {
    const october = Array.from(
      { length: 12 },
      (_, day) => `2026-10-${String(day + 10)},-${day + 1}.00,LIDL ${day}a1`,
    );
    const rows = await importLines(
      ...october,
      '2026-10-03,-5.00,ZORBAX 1',
      '2026-10-04,-5.00,BLORP 1',
      '2026-09-04,-8.00,LIDL 1',
      '2025-01-04,-8.00,LIDL 2',
    );
    const wrong = rows.get('LIDL 3a1');
    await user.put(`/transactions/${wrong?.id}`, { categoryId: idOf('Presents'), version: wrong?.version });
    const taken = rows.get('LIDL 4a1');
    await user.put(`/transactions/${taken?.id}`, { categoryId: null, version: taken?.version });
    await user.delete(`/transactions/${rows.get('LIDL 5a1')?.id}`);
    await book('Typed by hand', idOf('Groceries'));
    const { data } = await user.get<{ months: CategoriserMonth[]; total: Omit<CategoriserMonth, 'month'> }>(
      '/categorising/accuracy?by=month',
    );
    expect(data.months).toEqual([
      { month: '2026-09', committed: 1, stood: 1, corrected: 0, left: 0, accuracy: null, coverage: 1 },
      // Nine of eleven stood; eleven of thirteen were set.
      { month: '2026-10', committed: 11, stood: 9, corrected: 2, left: 2, accuracy: 0.818, coverage: 0.846 },
    ]);
    expect(data.total).toEqual({
      committed: 12,
      stood: 10,
      corrected: 2,
      left: 2,
      accuracy: 0.833,
      coverage: 0.857,
    });
  });

  it('200: nothing where nothing was imported', async () => {
    const { data } = await user.get('/categorising/accuracy');
    expect(data).toEqual({
      months: [],
      total: { committed: 0, stood: 0, corrected: 0, left: 0, accuracy: null, coverage: null },
    });
  });
});

describe('what is read of a million imported rows', () => {
  beforeEach(async () => {
    // Of a few entries one index is as good as another.
    await app.adminQuery(
      `INSERT INTO audit_logs (tenant_id, change_set_id, action, resource_type)
       SELECT $1, lpad(to_hex(n / 10), 32, '0')::uuid, 'create', 'transaction' FROM generate_series(1, 5000) n`,
      [user.tenantId],
    );
    await app.adminQuery('ANALYZE audit_logs');
  });

  /** Small tables are read whole; here only indexes may be. */
  async function planOf(text: string, values: unknown[]): Promise<string> {
    return app.database.jobTenant({ tenantId: user.tenantId, userId: null }, null, async (tx) => {
      await tx.client.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off');
      const plan = await tx.client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      return plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  }

  it('of how well it does: an index of the lines it was asked about, and the rows that were changed', async () => {
    const plan = await planOf(MONTHS, ['2026-01-01']);
    expect(plan).toContain('Index Only Scan using import_rows_asked');
    expect(plan).toContain('using audit_logs_recategorised');
    expect(plan).toContain('using transactions_uncounted');
  });

  it('of corrections: changed categories, and the change sets of people one after the other', async () => {
    const plan = await planOf(CORRECTIONS, ['00000000-0000-0000-0000-000000000000', 1000, null]);
    expect(plan).toContain('using audit_logs_recategorised');
    expect(plan).toMatch(/using audit_logs_change_set[^\n]*\n[^\n]*change_set_id = x/);
  });
});
