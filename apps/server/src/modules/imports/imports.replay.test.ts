import type { ImportReplay, ImportSummary, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
});
afterAll(() => app.close());

/** Names that no list of merchants has: no category is guessed for them. */
const FILE = [
  'Date,Description,Amount,Extra,State',
  '2026-01-05,Qwurp,-3.20,Qwurp shop,completed',
  '2026-01-06,Blixa,-4.10,Blixa shop,completed',
  '2026-01-07,Vronk,100.00,Vronk firm,completed',
  '2026-01-08,Zemtl,-90.00,Zemtl inn,pending',
  '',
].join('\n');

const book = (content = FILE): Promise<ImportSummary> =>
  importFile(app, client, { name: 'bank.csv', accountId, content });

async function replay(id: string, body: Readonly<Record<string, unknown>>): Promise<ImportReplay> {
  const answer = await client.post<ImportReplay>(`/imports/${id}/replay`, body);
  if (answer.status !== 200) throw new Error(`replay answered ${answer.status}: ${answer.message}`);
  return answer.data;
}

async function transactions(): Promise<Transaction[]> {
  return (await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=200`)).data;
}

async function linesNow(): Promise<string[]> {
  return (await transactions())
    .map(({ date, amount, status, description }) => `${date} ${amount} ${status} ${description}`)
    .toSorted();
}

async function edit(description: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const row = (await transactions()).find((each) => each.description === description);
  const answer = await client.put(`/transactions/${row?.id}`, { ...body, version: row?.version });
  expect(answer.status).toBe(200);
}

const AS_BOOKED = [
  '2026-01-05 -3.20 cleared Qwurp',
  '2026-01-06 -4.10 cleared Blixa',
  '2026-01-07 100.00 cleared Vronk',
  '2026-01-08 -90.00 pending Zemtl',
];
/** The memo is the description now. */
const BY_MEMO = { columns: ['date', 'ignore', 'amount', 'description', 'state'] };

describe('POST /imports/:id/replay', () => {
  it('says that nothing is different when nothing is', async () => {
    const { id } = await book();
    const result = await replay(id, {});
    expect(result).toMatchObject({
      isApplied: false,
      changeSetId: null,
      matcherVersion: 'v2',
      counts: { added: 0, changed: 0, removed: 0, kept: 0, unchanged: 4 },
      rows: [],
    });
    expect(await linesNow()).toEqual(AS_BOOKED);
  });

  it('a dry run shows what another mapping would change, names what the user edited, and writes nothing', async () => {
    const { id } = await book();
    await edit('Blixa', { description: 'Sunday rolls' });
    const before = await client.get<ImportSummary>(`/imports/${id}`);
    const result = await replay(id, { mapping: BY_MEMO });
    expect(result.counts).toEqual({ added: 0, changed: 3, removed: 0, kept: 1, unchanged: 0 });
    expect(result.rows[0]).toMatchObject({
      line: 2,
      change: 'changed',
      fields: [{ name: 'description', before: 'Qwurp', after: 'Qwurp shop', kept: false }],
    });
    expect(result.rows[1]).toMatchObject({
      line: 3,
      change: 'kept',
      reason: 'You changed it since, so it stays.',
      fields: [{ name: 'description', before: 'Sunday rolls', after: 'Blixa shop', kept: true }],
    });
    expect((await client.get<ImportSummary>(`/imports/${id}`)).data).toEqual(before.data);
    expect(await linesNow()).toContain('2026-01-05 -3.20 cleared Qwurp');
  });

  it('applied, it is one change set that can be undone; the rows keep their ids and are known by their new text', async () => {
    const { id } = await book();
    const ids = (await transactions()).map((row) => row.id).toSorted();
    await edit('Blixa', { notes: 'For Sunday' });
    const result = await replay(id, { mapping: BY_MEMO, apply: true });
    expect(result).toMatchObject({ isApplied: true, counts: { changed: 4, kept: 0 } });
    expect(await linesNow()).toEqual([
      '2026-01-05 -3.20 cleared Qwurp shop',
      '2026-01-06 -4.10 cleared Blixa shop',
      '2026-01-07 100.00 cleared Vronk firm',
      '2026-01-08 -90.00 pending Zemtl inn',
    ]);
    expect((await transactions()).map((row) => row.id).toSorted()).toEqual(ids);
    expect((await transactions()).find((row) => row.description === 'Blixa shop')?.notes).toBe('For Sunday');
    const shown = (await client.get<ImportSummary>(`/imports/${id}`)).data;
    expect(shown).toMatchObject({ status: 'committed', counts: { new: 4 }, mapping: BY_MEMO });
    expect(shown.replayedAt).not.toBeNull();
    expect((await replay(id, {})).counts.unchanged).toBe(4);
    const undone = await client.post(`/change-sets/${result.changeSetId}/revert`, {});
    expect(undone.status).toBe(200);
    expect(await linesNow()).toEqual(AS_BOOKED);
  });

  it('shows many differences from any place on, and applies all of them as one change', async () => {
    const many = Array.from(
      { length: 1050 },
      (_, index) => `2026-01-05,Qwurp ${index},-1.00,Blixa ${index},completed`,
    );
    const { id } = await book([FILE.split('\n')[0], ...many, ''].join('\n'));
    const first = await replay(id, { mapping: BY_MEMO });
    expect(first.counts).toEqual({ added: 0, changed: 1050, removed: 0, kept: 0, unchanged: 0 });
    expect(first.rows).toHaveLength(500);
    expect(first.rows[0]?.line).toBe(2);
    const last = await replay(id, { mapping: BY_MEMO, offset: 1000 });
    expect(last.rows.map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, index) => 1002 + index));
    expect(last.rows[0]?.fields).toEqual([
      { name: 'description', before: 'Qwurp 1000', after: 'Blixa 1000', kept: false },
    ]);
    const applied = await replay(id, { mapping: BY_MEMO, apply: true });
    expect(applied.counts.changed).toBe(1050);
    expect((await transactions()).every(({ description }) => description.startsWith('Blixa '))).toBe(true);
    expect((await client.post(`/change-sets/${applied.changeSetId}/revert`, {})).status).toBe(200);
    expect((await transactions()).every(({ description }) => description.startsWith('Qwurp '))).toBe(true);
  });

  it('takes amounts and signs anew, and the balance follows', async () => {
    const { id } = await book();
    expect(await balanceOf(client, accountId)).toBe('92.70');
    const result = await replay(id, { mapping: { sign: { kind: 'inverted' } }, apply: true });
    expect(result.counts.changed).toBe(4);
    expect(await balanceOf(client, accountId)).toBe('-92.70');
    expect(result.import.statements[0]?.resultingBalance).toBe('-92.70');
    const pay = (await transactions()).find((row) => row.description === 'Vronk');
    expect(pay).toMatchObject({ amount: '-100.00', type: 'expense', isRefund: false });
  });

  it('by another version of the matcher rows go and come', async () => {
    const { id } = await book();
    const first = await replay(id, { matcherVersion: 'v1', apply: true });
    expect(first.counts).toMatchObject({ removed: 1, unchanged: 3 });
    expect(await linesNow()).toEqual(AS_BOOKED.slice(0, 3));
    const second = await replay(id, { matcherVersion: 'v2', apply: true });
    expect(second.counts).toMatchObject({ added: 1, removed: 0, unchanged: 3 });
    expect(await linesNow()).toEqual(AS_BOOKED);
    expect(await rowsOf(client, id)).toHaveLength(4);
  });

  it('what the user has edited does not go, and what was deleted does not come back', async () => {
    const { id } = await book();
    await edit('Zemtl', { notes: 'With Anna' });
    const gone = (await transactions()).find((row) => row.description === 'Qwurp');
    const deleted = await app.request(`/api/v1/transactions/${gone?.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${client.accessToken}`, 'if-match': `"${gone?.version}"` },
    });
    expect(deleted.ok).toBe(true);
    const result = await replay(id, { matcherVersion: 'v1', mapping: BY_MEMO, apply: true });
    expect(result.counts).toMatchObject({ changed: 2, removed: 0, kept: 2 });
    expect(result.rows.filter(({ change }) => change === 'kept').map(({ reason }) => reason)).toEqual([
      'You deleted this row. It stays deleted.',
      'You changed it since, so it stays.',
    ]);
    expect(await linesNow()).toEqual([
      '2026-01-06 -4.10 cleared Blixa shop',
      '2026-01-07 100.00 cleared Vronk firm',
      '2026-01-08 -90.00 pending Zemtl',
    ]);
  });

  it('takes the categories of today', async () => {
    const { id } = await book('Date,Description,Amount,Category\n2026-01-05,Qwurp,-3.20,Tea houses\n');
    const made = await client.post<{ id: string }>('/categories', { name: 'Tea houses', kind: 'expense' });
    const result = await replay(id, { apply: true });
    expect(result.rows).toMatchObject([
      { change: 'changed', fields: [{ name: 'category', before: null, after: 'Tea houses', kept: false }] },
    ]);
    expect((await transactions())[0]?.categoryId).toBe(made.data.id);
  });

  it('a row that was posted from a pending one stays the row that it is', async () => {
    await book();
    const second = await book(
      'Date,Description,Amount,Extra,State\n2026-01-09,Zemtl,-90.00,Zemtl inn,completed\n2026-01-10,Qwurp,-1.00,x,completed\n',
    );
    expect(second.counts).toMatchObject({ match: 1, new: 1 });
    const result = await replay(second.id, { apply: true });
    expect(result.counts).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 1 });
    expect(result.import.counts).toMatchObject({ match: 1, new: 1 });
    expect(await linesNow()).toHaveLength(5);
  });

  it('asks before it applies a reading that leaves something open', async () => {
    const { id } = await book();
    const result = await replay(id, { mapping: { dateOrder: 'ask' }, apply: true });
    expect(result).toMatchObject({ isApplied: false, questions: [{ subject: 'dateOrder' }] });
    expect(await linesNow()).toEqual(AS_BOOKED);
  });

  it('404 NOT_FOUND and 409 WRONG_STATE', async () => {
    const { id } = await book();
    expect((await (await signUp(app)).post(`/imports/${id}/replay`, {})).code).toBe('NOT_FOUND');
    await client.post(`/imports/${id}/revert`, {});
    expect((await client.post(`/imports/${id}/replay`, {})).code).toBe('WRONG_STATE');
  });
});
