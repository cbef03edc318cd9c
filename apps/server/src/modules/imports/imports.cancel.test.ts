import type { ErrorCode, ImportSummary } from '@fintrack/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, settled, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

// More than 2 MB: read and booked in the background.
const ROWS = 40_000;
const TEST_MS = 120_000;

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp({ withWorker: true });
});
afterAll(() => app.close());

/** Every test has books of its own, so that what is left can be counted. */
async function begin(): Promise<void> {
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
}

/** With payees and a running balance, so that booking would make payees and an anchor. */
function statement(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const day = `2025-${String(Math.floor((index * 12) / rows) + 1).padStart(2, '0')}-15`;
    return `${day},Card payment to a shop number ${index},Shop ${index % 50},-1.00,${-(index + 1)}.00`;
  });
  return `Date,Description,Payee,Amount,Balance\n${lines.join('\n')}\n`;
}

async function send(rows = ROWS): Promise<string> {
  const { status, data, message } = await upload(app, client, {
    name: 'large.csv',
    content: statement(rows),
    accountId,
  });
  if (status !== 201) throw new Error(message);
  expect(data.status).toBe('reading');
  return data.id;
}

async function waitFor(importId: string, is: (seen: ImportSummary) => boolean): Promise<ImportSummary> {
  for (;;) {
    const { data } = await client.get<ImportSummary>(`/imports/${importId}`);
    if (is(data)) return data;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function cancel(importId: string, as = client): Promise<{ status: number; code: ErrorCode | null }> {
  const response = await app.request(`/api/v1/imports/${importId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${as.accessToken}` },
  });
  const body = response.status === 204 ? {} : ((await response.json()) as { code?: ErrorCode });
  return { status: response.status, code: body.code ?? null };
}

/** Nothing of the import is in the books or on the disk, and no later work brings it back. */
async function expectNothingLeft(importId: string): Promise<void> {
  expect((await client.get(`/imports/${importId}`)).code).toBe('NOT_FOUND');
  const [left] = await app.adminQuery(
    `SELECT (SELECT count(*)::int FROM import_rows WHERE import_id = $2) AS lines,
      (SELECT count(*)::int FROM transactions WHERE tenant_id = $1) AS booked,
      (SELECT count(*)::int FROM payees WHERE tenant_id = $1) AS payees,
      (SELECT count(*)::int FROM account_balance_anchors WHERE tenant_id = $1) AS anchors,
      (SELECT count(*)::int FROM account_daily_totals WHERE tenant_id = $1) AS totals,
      (SELECT count(*)::int FROM import_profiles WHERE tenant_id = $1) AS profiles,
      (SELECT count(*)::int FROM change_sets WHERE tenant_id = $1 AND kind = 'import') AS change_sets`,
    [client.tenantId, importId],
  );
  expect(left).toEqual({
    lines: 0,
    booked: 0,
    payees: 0,
    anchors: 0,
    totals: 0,
    profiles: 0,
    change_sets: 0,
  });
  const file = app.services.files.get(`imports/${client.tenantId}/${importId}`);
  await expect(file.toArray()).rejects.toMatchObject({ name: 'FileMissing' });
  expect(await balanceOf(client, accountId)).toBe('0.00');
}

/** Holds a table so that the job stands still where it first needs it; whoever only reads it goes on, unless `alone`. */
async function holding(table: string, work: () => Promise<void>, alone = false): Promise<void> {
  const holder = new pg.Client({ connectionString: app.ownerUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${table} IN ${alone ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE'} MODE`);
    await work();
  } finally {
    await holder.end();
  }
}

describe('an import that is cancelled', { timeout: TEST_MS }, () => {
  it('while it waits in the queue: its job finds nothing to do', async () => {
    const queued = await createTestApp();
    try {
      const owner = await signUp(queued);
      const { data } = await upload(queued, owner, { name: 'large.csv', content: statement(ROWS) });
      expect(data).toMatchObject({
        status: 'reading',
        progress: { done: 0, phase: null, percent: null, secondsLeft: null },
      });
      const response = await queued.request(`/api/v1/imports/${data.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${owner.accessToken}` },
      });
      expect(response.status).toBe(204);
      const [job] = await queued.adminQuery<{ task_identifier: string }>(
        'SELECT task_identifier FROM graphile_worker.jobs',
      );
      expect(job?.task_identifier).toBe('imports.read');
      const { importTasks } = await import('./jobs.ts');
      const payload = {
        tenantId: owner.tenantId,
        userId: null,
        importId: data.id,
        accountId: null,
        accounts: [],
        override: {},
      };
      await importTasks.find((task) => task.name === 'imports.read')?.run(payload, queued.services);
      expect((await owner.get(`/imports/${data.id}`)).code).toBe('NOT_FOUND');
    } finally {
      await queued.close();
    }
  });

  it('while its file is read', async () => {
    await begin();
    const id = await send(120_000);
    const seen = await waitFor(id, ({ progress }) => progress.done > 0);
    expect(seen).toMatchObject({
      status: 'reading',
      progress: { phase: 'reading', total: 120_001 },
    });
    expect(seen.progress.percent).toBeLessThan(80);
    expect(await cancel(id)).toEqual({ status: 204, code: null });
    await expectNothingLeft(id);
  });

  it('while its rows are compared', async () => {
    await begin();
    await holding(
      'duplicate_verdicts',
      async () => {
        const id = await send();
        const seen = await waitFor(id, ({ progress }) => progress.phase === 'comparing');
        expect(seen).toMatchObject({ status: 'reading', progress: { percent: 80 } });
        expect(await cancel(id)).toEqual({ status: 204, code: null });
        await expectNothingLeft(id);
      },
      true,
    );
  });

  it('while its rows are compared once more, before they are booked', async () => {
    await begin();
    const id = await send();
    expect(await settled(client, id)).toMatchObject({ status: 'draft', counts: { new: ROWS } });
    await holding(
      'duplicate_verdicts',
      async () => {
        await client.post(`/imports/${id}/commit`);
        await waitFor(id, ({ progress }) => progress.phase === 'comparing');
        expect(await cancel(id)).toEqual({ status: 204, code: null });
        await expectNothingLeft(id);
      },
      true,
    );
  });

  it('while its rows are booked', async () => {
    await begin();
    const id = await send();
    expect(await settled(client, id)).toMatchObject({ status: 'draft', error: null });
    // The totals are written when the first rows are in.
    await holding('account_monthly_totals', async () => {
      const asked = await client.post<ImportSummary>(`/imports/${id}/commit`);
      expect(asked).toMatchObject({
        status: 202,
        data: { status: 'committing', progress: { done: 0, phase: null } },
      });
      await waitFor(id, ({ progress }) => progress.phase === 'booking');
      expect(await cancel(id)).toEqual({ status: 204, code: null });
      await expectNothingLeft(id);
    });
  });

  it('by somebody who went away before the answer: its job throws it away by itself', async () => {
    await begin();
    const id = await send(120_000);
    await waitFor(id, ({ progress }) => progress.done > 0);
    await app.adminQuery('UPDATE imports SET cancelled_at = now() WHERE id = $1', [id]);
    while ((await client.get(`/imports/${id}`)).status !== 404) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await expectNothingLeft(id);
  });

  it('can be sent again, and is then booked once', async () => {
    await begin();
    const first = await send();
    await waitFor(first, ({ progress }) => progress.phase !== null);
    expect((await cancel(first)).status).toBe(204);
    const second = await send();
    expect(await settled(client, second)).toMatchObject({ counts: { new: ROWS, duplicate: 0 } });
    await client.post(`/imports/${second}/commit`);
    expect(await settled(client, second)).toMatchObject({ status: 'committed', counts: { new: ROWS } });
    expect(await balanceOf(client, accountId)).toBe('-40000.00');
    expect(await cancel(second)).toEqual({ status: 409, code: 'WRONG_STATE' });
    expect(await balanceOf(client, accountId)).toBe('-40000.00');
  });

  it('403 for a viewer and 404 for a stranger, who stop nothing', async () => {
    await begin();
    await holding('account_monthly_totals', async () => {
      const id = await send();
      await settled(client, id);
      await client.post(`/imports/${id}/commit`);
      await waitFor(id, ({ progress }) => progress.phase === 'booking');
      expect(await cancel(id, await signUp(app))).toEqual({ status: 404, code: 'NOT_FOUND' });
      const role = (name: string) =>
        app.adminQuery('UPDATE memberships SET role = $2 WHERE tenant_id = $1', [client.tenantId, name]);
      await role('VIEWER');
      expect(await cancel(id)).toEqual({ status: 403, code: 'FORBIDDEN' });
      await role('OWNER');
      expect((await client.get<ImportSummary>(`/imports/${id}`)).data.status).toBe('committing');
      expect((await cancel(id)).status).toBe(204);
    });
  });
});
