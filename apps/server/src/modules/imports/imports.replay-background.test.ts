import type { ImportReplay, ImportSummary, Transaction } from '@fintrack/contract';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, rowsOf, settled, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { importTasks } from './jobs.ts';

// More rows than a replay does while the caller waits.
const ROWS = 2100;
const TEST_MS = 120_000;
const FILE = [
  'Date,Description,Amount,Extra',
  ...Array.from({ length: ROWS }, (_, index) => `2026-01-05,Qwurp ${index},-1.00,Blixa ${index}`),
  '',
].join('\n');
const BY_MEMO = { columns: ['date', 'ignore', 'amount', 'description'] };
const NOTHING = { added: 0, changed: 0, removed: 0, kept: 0, unchanged: 0 };

let app: TestApp;
let client: TestClient;
let accountId: string;
let id: string;

beforeAll(async () => {
  app = await createTestApp({ withWorker: true });
});
beforeEach(async () => {
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
  ({ id } = (await upload(app, client, { name: 'large.csv', content: FILE, accountId })).data);
  await settled(client, id);
  await client.post(`/imports/${id}/commit`);
  const { status, counts } = await settled(client, id);
  if (status !== 'committed' || counts.new !== ROWS) throw new Error(`It ended as ${status}.`);
}, TEST_MS);
afterAll(() => app.close());

const replay = (body: Readonly<Record<string, unknown>>) =>
  client.post<ImportReplay>(`/imports/${id}/replay`, body);

async function stop(as = client): Promise<number> {
  const response = await app.request(`/api/v1/imports/${id}/replay`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${as.accessToken}` },
  });
  return response.status;
}

/** Asks, waits until the job is through, and asks for what came of it. */
async function replayed(body: Readonly<Record<string, unknown>>): Promise<ImportReplay> {
  expect(await replay(body)).toMatchObject({ status: 200, data: { isRunning: true } });
  await settled(client, id);
  return (await client.get<ImportReplay>(`/imports/${id}/replay`)).data;
}

async function firstRow(): Promise<Transaction | undefined> {
  return (await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=1`)).data[0];
}

async function waitForPhase(phase: string): Promise<ImportSummary> {
  for (;;) {
    const { data } = await client.get<ImportSummary>(`/imports/${id}`);
    if (data.progress.phase === phase) return data;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Holds the table that comparing reads, so that the job stands still there. */
async function whileComparing(work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: app.ownerUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE duplicate_verdicts IN ACCESS EXCLUSIVE MODE');
    await work();
  } finally {
    await holder.end();
  }
}

const countReplays = async (): Promise<unknown> =>
  (
    await app.adminQuery(
      "SELECT count(*)::int AS count FROM change_sets WHERE tenant_id = $1 AND summary = 'Replayed large.csv'",
      [client.tenantId],
    )
  )[0]?.['count'];

describe('the replay of a large import', { timeout: TEST_MS }, () => {
  it('is found out in the background: the same request then gets it, from any place on, and nothing is written', async () => {
    const before = (await client.get<ImportSummary>(`/imports/${id}`)).data;
    const first = await replay({ mapping: BY_MEMO });
    expect(first.data).toMatchObject({
      isRunning: true,
      isApplied: false,
      counts: NOTHING,
      rows: [],
      error: null,
    });
    expect(await settled(client, id)).toMatchObject({ ...before, version: before.version + 2 });
    const { data: found } = await replay({ mapping: BY_MEMO });
    expect(found).toMatchObject({
      isRunning: false,
      isApplied: false,
      changeSetId: null,
      counts: { ...NOTHING, changed: ROWS },
      reachable: ROWS,
      import: { status: 'committed' },
    });
    expect(found.rows).toHaveLength(500);
    expect(found.rows[0]).toMatchObject({
      line: 2,
      fields: [{ name: 'description', before: 'Qwurp 0', after: 'Blixa 0', kept: false }],
    });
    const { data: last } = await replay({ mapping: BY_MEMO, offset: 2000 });
    expect(last.rows.map(({ line }) => line)).toEqual(
      Array.from({ length: 100 }, (_, index) => 2002 + index),
    );
    expect((await client.get<ImportReplay>(`/imports/${id}/replay?offset=2000`)).data.rows).toEqual(
      last.rows,
    );
    expect((await firstRow())?.description).toMatch(/^Qwurp/);
    expect(await countReplays()).toBe(0);
  });

  it('is found out anew when something in the books was changed since', async () => {
    await replayed({ mapping: BY_MEMO });
    const row = await firstRow();
    const edit = { description: 'Mine', version: row?.version };
    expect((await client.put(`/transactions/${row?.id}`, edit)).status).toBe(200);
    const { counts } = await replayed({ mapping: BY_MEMO });
    expect(counts).toEqual({ ...NOTHING, changed: ROWS - 1, kept: 1 });
  });

  it('applied is one change set that can be undone', async () => {
    const result = await replayed({ mapping: { ...BY_MEMO, sign: { kind: 'inverted' } }, apply: true });
    expect(result).toMatchObject({ isApplied: true, counts: { ...NOTHING, changed: ROWS }, error: null });
    const row = await firstRow();
    expect([row?.amount, row?.description.split(' ')[0]]).toEqual(['1.00', 'Blixa']);
    expect(await balanceOf(client, accountId)).toBe('2100.00');
    expect(result.import).toMatchObject({ status: 'committed', counts: { new: ROWS }, error: null });
    expect(result.import.replayedAt).not.toBeNull();
    expect((await client.post(`/change-sets/${result.changeSetId}/revert`, {})).status).toBe(200);
    expect(await balanceOf(client, accountId)).toBe('-2100.00');
  });

  it('asks before it applies a reading that leaves something open', async () => {
    const result = await replayed({ mapping: { dateOrder: 'ask' }, apply: true });
    expect(result).toMatchObject({
      isApplied: false,
      changeSetId: null,
      questions: [{ subject: 'dateOrder' }],
    });
    expect(await countReplays()).toBe(0);
  });

  it('while it runs says how far it is, is begun once however often it is asked for, and keeps all else away', async () => {
    await whileComparing(async () => {
      const asked = { mapping: BY_MEMO, apply: true };
      const both = await Promise.all([replay(asked), replay(asked)]);
      expect(both.map(({ status, data }) => [status, data.isRunning])).toEqual([
        [200, true],
        [200, true],
      ]);
      const seen = await waitForPhase('comparing');
      expect(seen).toMatchObject({ status: 'replaying', progress: { total: ROWS, percent: 40 } });
      expect((await rowsOf(client, id))[0]?.transactionId).not.toBeNull();
      for (const refused of [
        await replay({ mapping: BY_MEMO }),
        await client.post(`/imports/${id}/revert`, {}),
        await client.post(`/change-sets/${seen.changeSetId}/revert`, {}),
        await client.delete(`/imports/${id}`),
      ]) {
        expect(refused).toMatchObject({ status: 409, code: 'WRONG_STATE' });
      }
    });
    expect(await settled(client, id)).toMatchObject({ status: 'committed' });
    expect(await countReplays()).toBe(1);
  });

  it('can be stopped: the import is booked as it was, and what was found out is forgotten', async () => {
    await whileComparing(async () => {
      await replay({ mapping: BY_MEMO, apply: true });
      await waitForPhase('comparing');
      expect(await stop(await signUp(app))).toBe(404);
      expect(await stop()).toBe(204);
    });
    expect((await client.get<ImportSummary>(`/imports/${id}`)).data).toMatchObject({
      status: 'committed',
      replayedAt: null,
    });
    expect((await client.get(`/imports/${id}/replay`)).code).toBe('NOT_FOUND');
    expect((await firstRow())?.description).toMatch(/^Qwurp/);
    expect(await countReplays()).toBe(0);
    await replayed({ mapping: BY_MEMO });
    expect(await stop()).toBe(204);
    expect((await client.get(`/imports/${id}/replay`)).code).toBe('NOT_FOUND');
  });

  it('that was stopped by somebody who went away is discarded by its job', async () => {
    await whileComparing(async () => {
      await replay({ mapping: BY_MEMO });
      await waitForPhase('comparing');
      await app.adminQuery('UPDATE import_replays SET cancelled_at = now() WHERE import_id = $1', [id]);
      expect(await settled(client, id)).toMatchObject({ status: 'committed' });
    });
    expect((await client.get(`/imports/${id}/replay`)).code).toBe('NOT_FOUND');
  });

  it('that fails says why, has changed nothing, and can be asked for again', async () => {
    const failing = { mapping: BY_MEMO, apply: true };
    // As it stands when the queue has tried it for the last time.
    await app.adminQuery("UPDATE imports SET status = 'replaying' WHERE id = $1", [id]);
    await app.adminQuery(
      `INSERT INTO import_replays (tenant_id, import_id, request, is_apply, books_at)
       SELECT $1, $2, $3::jsonb, true, NULL`,
      [client.tenantId, id, JSON.stringify({ mapping: BY_MEMO, matcherVersion: null })],
    );
    const payload = { tenantId: client.tenantId, userId: null, importId: id };
    const task = importTasks.find(({ name }) => name === 'imports.replay');
    await task?.giveUp(payload, new Error('The disk is full.'), app.services);
    const error = {
      message: 'It failed on our side several times. Nothing was changed. Try again later.',
      line: null,
    };
    expect((await client.get<ImportSummary>(`/imports/${id}`)).data).toMatchObject({
      status: 'committed',
      error,
    });
    expect((await client.get<ImportReplay>(`/imports/${id}/replay`)).data).toMatchObject({
      isRunning: false,
      isApplied: false,
      error,
    });
    expect((await firstRow())?.description).toMatch(/^Qwurp/);
    expect(await replayed(failing)).toMatchObject({ isApplied: true, error: null, import: { error: null } });
  });

  it('403 for a viewer, 404 for a stranger and for what was never read again', async () => {
    expect((await client.get(`/imports/${id}/replay`)).code).toBe('NOT_FOUND');
    const stranger = await signUp(app);
    expect((await stranger.get(`/imports/${id}/replay`)).code).toBe('NOT_FOUND');
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [client.tenantId]);
    expect(await stop()).toBe(403);
    expect((await replay({ mapping: BY_MEMO })).code).toBe('FORBIDDEN');
  });
});
