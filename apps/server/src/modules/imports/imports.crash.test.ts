import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportReplay, ImportSummary } from '@fintrack/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROWS = 40_000;
const TEST_MS = 240_000;
let dataFolder: string;
let child: ChildProcess;
let url: string;
let accessToken: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'fintrack-crash-'));
  await chmod(dataFolder, 0o755);
  await start();
  const body = { email: 'crash@example.org', password: 'Zinc otter 4 lanterns', currency: 'EUR' };
  accessToken = (await call<{ accessToken: string }>('POST', '/auth/register', body)).accessToken;
});
afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  await rm(dataFolder, { recursive: true, force: true });
});

/** The real program with its own PostgreSQL, without the pages. */
async function start(): Promise<void> {
  child = spawn(process.execPath, [join(import.meta.dirname, '../../entry/main.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      PORT: '0',
      FINTRACK_ROLES: 'api,worker',
      FINTRACK_DATA: dataFolder,
    },
  });
  url = await new Promise<string>((resolve, reject) => {
    let shown = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const found = /FinTrack runs at (http:\S+)/.exec(shown)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server ended: ${shown}`)));
  });
}

async function killAndRestart(): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await start();
}

async function call<Data>(method: string, path: string, body?: object): Promise<Data> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  const envelope = (await response.json()) as { data: Data; message?: string };
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${envelope.message}`);
  return envelope.data;
}

async function waitFor(importId: string, is: (seen: ImportSummary) => boolean): Promise<ImportSummary> {
  for (;;) {
    const seen = await call<ImportSummary>('GET', `/imports/${importId}`);
    if (is(seen)) return seen;
    await delay(20);
  }
}

/** PostgreSQL itself outlives the program that is killed, until the next one stops it in order. */
async function asOwner(): Promise<pg.Client> {
  const password = (await readFile(join(dataFolder, 'postgres-password'), 'utf8')).trim();
  const port = (await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3];
  const owner = new pg.Client({
    connectionString: `postgres://fintrack_owner:${password}@127.0.0.1:${port}/fintrack`,
  });
  // The stop ends it, too.
  owner.on('error', () => undefined);
  await owner.connect();
  return owner;
}

/** Makes the job stand still at a place, by a lock that goes with the program's end. */
async function standStill(lock: string): Promise<pg.Client> {
  const holder = await asOwner();
  await holder.query('BEGIN');
  await holder.query(lock);
  return holder;
}

let accounts = 0;

interface Sent {
  readonly importId: string;
  readonly accountId: string;
}

async function openAccount(): Promise<string> {
  accounts += 1;
  const body = { name: `Checking ${accounts}`, type: 'checking', currency: 'EUR' };
  return (await call<{ id: string }>('POST', '/accounts', body)).id;
}

/** More than 2 MB, so that a thread reads it; every file has texts and an account of its own. */
async function send(accountId: string): Promise<Sent> {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const [month, day] = [(index % 12) + 1, (index % 28) + 1].map((part) => String(part).padStart(2, '0'));
    return `2025-${month}-${day},Card payment ${accounts} to a shop with a long name ${index},-1.00`;
  });
  const form = new FormData();
  form.append('accountId', accountId);
  form.append('file', new Blob([['Date,Description,Amount', ...lines].join('\n')]), 'big.csv');
  const { id } = await call<ImportSummary>('POST', '/imports', form);
  return { importId: id, accountId };
}

async function sendAndRead(): Promise<Sent> {
  const sent = await send(await openAccount());
  await waitFor(sent.importId, (seen) => seen.status !== 'reading');
  return sent;
}

async function commit({ importId }: Sent): Promise<void> {
  expect((await call<ImportSummary>('POST', `/imports/${importId}/commit`)).status).toBe('committing');
}

async function balanceOf({ accountId }: Sent): Promise<string> {
  return (await call<{ posted: string }>('GET', `/accounts/${accountId}/balance`)).posted;
}

/** The rows of the file are there, each once, and every total says so. */
async function expectBookedOnce(sent: Sent): Promise<void> {
  const final = await waitFor(sent.importId, (seen) => seen.status !== 'committing');
  expect(final).toMatchObject({ status: 'committed', counts: { total: ROWS, new: ROWS }, error: null });
  expect(await balanceOf(sent)).toBe('-40000.00');
  const owner = await asOwner();
  try {
    const { rows } = await owner.query(
      `SELECT count(*)::int AS booked, count(DISTINCT t.id)::int AS ids, count(DISTINCT t.fingerprint)::int AS lines,
        sum(t.amount_minor)::int AS minor,
        (SELECT count(*)::int FROM change_sets c WHERE c.tenant_id = min(t.tenant_id::text)::uuid AND c.id IN (
          SELECT i.change_set_id FROM imports i WHERE i.id = $2)) AS change_sets,
        (SELECT count(*)::int FROM import_rows r WHERE r.import_id = $2) AS kept
       FROM transactions t WHERE t.account_id = $1 AND t.deleted_at IS NULL`,
      [sent.accountId, sent.importId],
    );
    expect(rows).toEqual([
      { booked: ROWS, ids: ROWS, lines: ROWS, minor: -4_000_000, change_sets: 1, kept: ROWS },
    ]);
  } finally {
    await owner.end();
  }
  const validated = await call<{ totalsAgree: boolean }>('GET', '/balances/validate?totals=true');
  expect(validated.totalsAgree).toBe(true);
}

describe('kill -9', { timeout: TEST_MS }, () => {
  it('while the thread reads the file: it is read again from its beginning', async () => {
    const sent = await send(await openAccount());
    await waitFor(sent.importId, ({ progress }) => progress.phase === 'reading' && progress.done > 0);
    await killAndRestart();
    const draft = await waitFor(sent.importId, (seen) => seen.status !== 'reading');
    expect(draft).toMatchObject({ status: 'draft', counts: { total: ROWS, new: ROWS }, error: null });
    await commit(sent);
    await expectBookedOnce(sent);
  });

  it('between the rows and their comparison: neither is kept, and both come again', async () => {
    const accountId = await openAccount();
    // A deleted row is one that lines are compared with; in an empty account there is none.
    const row = { accountId, date: '2025-01-01', amount: '-1.00', description: 'By mistake' };
    const { id } = await call<{ id: string }>('POST', '/transactions', row);
    await call('DELETE', `/transactions/${id}`);
    const still = await standStill('LOCK TABLE duplicate_verdicts IN ACCESS EXCLUSIVE MODE');
    const sent = await send(accountId);
    await waitFor(sent.importId, ({ progress }) => progress.phase === 'comparing');
    await killAndRestart();
    await still.end().catch(() => undefined);
    const draft = await waitFor(sent.importId, (seen) => seen.status !== 'reading');
    expect(draft).toMatchObject({ status: 'draft', counts: { total: ROWS, new: ROWS }, error: null });
    await commit(sent);
    await expectBookedOnce(sent);
  });

  it('in the middle of the booking: all or nothing, and in the end all', async () => {
    const sent = await sendAndRead();
    const still = await standStill('LOCK TABLE account_monthly_totals IN SHARE ROW EXCLUSIVE MODE');
    await commit(sent);
    const halfway = await waitFor(sent.importId, ({ progress }) => progress.phase === 'booking');
    expect(halfway.status).toBe('committing');
    await killAndRestart();
    await still.end().catch(() => undefined);
    expect(['0.00', '-40000.00']).toContain(await balanceOf(sent));
    await expectBookedOnce(sent);
  });

  it('in the middle of reading it again: all or nothing, and in the end all, as one change', async () => {
    const sent = await sendAndRead();
    await commit(sent);
    await waitFor(sent.importId, (seen) => seen.status === 'committed');
    const still = await standStill('LOCK TABLE account_monthly_totals IN SHARE ROW EXCLUSIVE MODE');
    const asked = { mapping: { sign: { kind: 'inverted' } }, apply: true };
    const path = `/imports/${sent.importId}/replay`;
    expect((await call<ImportReplay>('POST', path, asked)).isRunning).toBe(true);
    await waitFor(
      sent.importId,
      ({ status, progress }) => status === 'replaying' && progress.phase === 'booking',
    );
    await killAndRestart();
    await still.end().catch(() => undefined);
    expect(['-40000.00', '40000.00']).toContain(await balanceOf(sent));
    await waitFor(sent.importId, (seen) => seen.status === 'committed');
    expect(await balanceOf(sent)).toBe('40000.00');
    const { isApplied, counts, changeSetId } = await call<ImportReplay>('GET', path);
    expect([isApplied, counts.changed]).toEqual([true, ROWS]);
    const owner = await asOwner();
    try {
      const { rows } = await owner.query("SELECT id FROM change_sets WHERE summary = 'Replayed big.csv'");
      expect(rows).toMatchObject([{ id: changeSetId }]);
    } finally {
      await owner.end();
    }
  });

  it('when it is booked and the queue does not know yet: nothing is booked again', async () => {
    const sent = await sendAndRead();
    const still = await standStill('SELECT 1');
    await commit(sent);
    await waitFor(sent.importId, ({ progress }) => progress.phase !== null);
    const job = `SELECT j.id, j.attempts FROM graphile_worker._private_jobs j WHERE j.payload ->> 'importId' = $1`;
    const held = await still.query(`${job} FOR UPDATE`, [sent.importId]);
    expect(held.rows).toMatchObject([{ attempts: 1 }]);
    await waitFor(sent.importId, (seen) => seen.status === 'committed');
    await killAndRestart();
    await still.end().catch(() => undefined);
    const owner = await asOwner();
    try {
      // The next worker takes the job over, finds it done and says so.
      while ((await owner.query(job, [sent.importId])).rows.length > 0) await delay(20);
    } finally {
      await owner.end();
    }
    await expectBookedOnce(sent);
  });
});
