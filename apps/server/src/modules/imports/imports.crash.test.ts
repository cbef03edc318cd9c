import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportSummary } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROWS = 60_000;
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

describe('kill -9', () => {
  it('during reading and during the commit: after the restart all rows are there, once, and the import says so', {
    timeout: TEST_MS,
  }, async () => {
    const account = await call<{ id: string }>('POST', '/accounts', {
      name: 'Checking',
      type: 'checking',
      currency: 'EUR',
    });
    const lines = Array.from({ length: ROWS }, (_, index) => {
      const [month, day] = [(index % 12) + 1, (index % 28) + 1].map((part) => String(part).padStart(2, '0'));
      return `2025-${month}-${day},Card payment to a shop with a long name ${index},-1.00`;
    });
    const form = new FormData();
    form.append('accountId', account.id);
    form.append('file', new Blob([['Date,Description,Amount', ...lines].join('\n')]), 'big.csv');
    const { id } = await call<ImportSummary>('POST', '/imports', form);

    await waitFor(id, (seen) => seen.progress.done > 0);
    await killAndRestart();
    const draft = await waitFor(id, (seen) => seen.status !== 'reading');
    expect(draft).toMatchObject({ status: 'draft', counts: { total: ROWS, new: ROWS } });

    expect((await call<ImportSummary>('POST', `/imports/${id}/commit`)).status).toBe('committing');
    const halfway = await waitFor(id, (seen) => seen.progress.done > 0);
    expect(halfway.status).toBe('committing');
    await killAndRestart();
    const after = await call<{ posted: string }>('GET', `/accounts/${account.id}/balance`);
    expect(['0.00', '-60000.00']).toContain(after.posted);
    const final = await waitFor(id, (seen) => seen.status !== 'committing');
    expect(final).toMatchObject({ status: 'committed', counts: { new: ROWS }, error: null });
    expect((await call<{ posted: string }>('GET', `/accounts/${account.id}/balance`)).posted).toBe(
      '-60000.00',
    );
    const validated = await call<{ totalsAgree: boolean }>('GET', '/balances/validate?totals=true');
    expect(validated.totalsAgree).toBe(true);
  });
});
