import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCrontab } from 'graphile-worker';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { openServices, type RunningServices } from '../../entry/services.ts';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { asOwner, insertMember } from '../../testing/test-member.ts';
import type { TenantContext } from '../database/index.ts';
import { readEnvironment } from '../env.ts';
import { createLogger } from '../logger.ts';
import { checkedTask, startWorker, type Task, type Worker } from './index.ts';
import { crontabOf, forgetIdempotencyKeys } from './worker.ts';

const payload = z.object({ word: z.string() });
type Payload = z.infer<typeof payload>;

let test: TestDatabase;
let folder: string;
let services: RunningServices;
let member: TenantContext;
const workers: Worker[] = [];

beforeAll(async () => {
  test = await cloneTestDatabase(inject('templateUrl'));
  folder = await mkdtemp(join(tmpdir(), 'fintrack-queue-'));
  const env = readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', FINTRACK_DATA: folder });
  services = await openServices({ env, secret: 'x'.repeat(32), logger: createLogger(env), ...test });
  member = await insertMember(test.ownerUrl);
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await asOwner(test.ownerUrl, (client) => client.query('DELETE FROM graphile_worker._private_jobs'));
});
afterAll(async () => {
  await services.close();
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

async function work(...tasks: Task<Payload>[]): Promise<void> {
  workers.push(await startWorker(test.ownerUrl, tasks.map(checkedTask), services));
}

const enqueue = (task: Task<Payload>, word: string, options = {}) =>
  services.database.writeTenant(member, { summary: 'Asked' }, (tx) =>
    services.queue.enqueue(tx, { task, payload: { word }, ...options }),
  );

/** A task that remembers what it was given. */
function listener(shape: Partial<Task<Payload>> = {}) {
  const heard: string[] = [];
  const task: Task<Payload> = {
    name: 'listen',
    maxAttempts: 3,
    payload,
    run: async ({ word }) => void heard.push(word),
    ...shape,
  };
  return { task, heard };
}

const countJobs = async (where = 'true') =>
  (
    await asOwner(test.ownerUrl, (client) =>
      client.query<{ count: number }>(`SELECT count(*)::int FROM graphile_worker.jobs WHERE ${where}`),
    )
  ).rows[0]?.count;

describe('a job', () => {
  it('is there when its transaction commits, and never when that rolls back', async () => {
    const { task, heard } = listener();
    const undone = services.database.writeTenant(member, { summary: 'Undone' }, async (tx) => {
      await services.queue.enqueue(tx, { task, payload: { word: 'rolled back' } });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await enqueue(task, 'committed');
    await work(task);
    await vi.waitFor(async () => expect(await countJobs()).toBe(0));
    expect(heard).toEqual(['committed']);
  });

  it('with a key replaces the one that waits under it', async () => {
    const { task, heard } = listener();
    await enqueue(task, 'first', { key: 'same' });
    await enqueue(task, 'second', { key: 'same' });
    await work(task);
    await vi.waitFor(async () => expect(await countJobs()).toBe(0));
    expect(heard).toEqual(['second']);
  });

  it('whose last try fails is told to its task, with the reason', async () => {
    const given: [Payload, unknown][] = [];
    const { task } = listener({
      maxAttempts: 1,
      run: () => Promise.reject(new Error('out of paper')),
      giveUp: async (word, error) => void given.push([word, error]),
    });
    await enqueue(task, 'print');
    await work(task);
    await vi.waitFor(() => expect(given).toEqual([[{ word: 'print' }, new Error('out of paper')]]));
  });

  it('that does not fit its task fails like one that throws', async () => {
    const given: unknown[] = [];
    const { task, heard } = listener({ maxAttempts: 1 });
    const lenient = {
      ...checkedTask(task),
      giveUp: async (_: unknown, error: unknown) => void given.push(error),
    };
    await services.database.writeTenant(member, { summary: 'Asked' }, (tx) =>
      tx.client.query(`SELECT enqueue_job('listen', '{"word": 7}', NULL, 1)`),
    );
    workers.push(await startWorker(test.ownerUrl, [lenient], services));
    await vi.waitFor(() => expect(given).toHaveLength(1));
    expect(given[0]).toBeInstanceOf(z.ZodError);
    expect(heard).toEqual([]);
  });

  it('that runs is left to its worker by the others', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const starts: string[] = [];
    const slow = listener({
      run: async ({ word }) => {
        starts.push(word);
        await finished;
      },
    });
    await enqueue(slow.task, 'slow');
    await work(slow.task);
    await vi.waitFor(() => expect(starts).toEqual(['slow']));
    // Each looks for dead workers when it starts.
    await work(slow.task);
    await work(slow.task);
    expect(await countJobs('locked_by IS NOT NULL')).toBe(1);
    finish();
    await vi.waitFor(async () => expect(await countJobs()).toBe(0));
    expect(starts).toEqual(['slow']);
  });
});

describe('a worker that was killed', () => {
  async function killDuring(maxAttempts: number): Promise<void> {
    const at = (path: string) => JSON.stringify(join(import.meta.dirname, path));
    const program = `
      import { z } from 'zod';
      import { startWorker, checkedTask } from ${at('index.ts')};
      const services = { logger: { warn() {} }, afterAnswer() {} };
      const run = async () => { console.log('running'); await new Promise(() => setInterval(() => {}, 60_000)); };
      const task = checkedTask({ name: 'listen', maxAttempts: ${maxAttempts}, payload: z.object({ word: z.string() }), run });
      await startWorker(${JSON.stringify(test.ownerUrl)}, [task], services);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(await countJobs('locked_by IS NOT NULL')).toBe(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('leaves its job to the next one, which begins it again at once', async () => {
    const { task, heard } = listener();
    await enqueue(task, 'interrupted');
    await killDuring(task.maxAttempts);
    await work(task);
    await vi.waitFor(() => expect(heard).toEqual(['interrupted']), 10_000);
    await vi.waitFor(async () => expect(await countJobs()).toBe(0));
  });

  it('in a job’s last try lets the task say so', async () => {
    const given: unknown[] = [];
    const { task, heard } = listener({ maxAttempts: 1, giveUp: async (_, error) => void given.push(error) });
    await enqueue(task, 'interrupted');
    await killDuring(task.maxAttempts);
    await work(task);
    await vi.waitFor(
      () => expect(given).toEqual([new Error('The process ended while the job ran.')]),
      10_000,
    );
    expect(heard).toEqual([]);
    expect(await countJobs('locked_by IS NULL AND attempts = max_attempts')).toBe(1);
  });
});

describe('the queue', () => {
  it('forgets Idempotency-Keys after two days', async () => {
    const pool = new pg.Pool({ connectionString: test.ownerUrl });
    await pool.query(
      `INSERT INTO idempotency_keys (tenant_id, user_id, key, request_hash, created_at)
       VALUES ($1, $2, 'old', '', now() - interval '49 hours'), ($1, $2, 'young', '', now() - interval '47 hours')`,
      [member.tenantId, member.userId],
    );
    await forgetIdempotencyKeys(pool);
    const { rows } = await pool.query('SELECT key FROM idempotency_keys');
    await pool.end();
    expect(rows).toEqual([{ key: 'young' }]);
  });

  it('is closed to the roles of the program but for asking', async () => {
    const peek = services.database.readTenant(member, (tx) =>
      tx.client.query('SELECT FROM graphile_worker.jobs'),
    );
    await expect(peek).rejects.toMatchObject({ code: '42501' });
  });

  it('stops although a job does not end, which begins again later', async () => {
    const starts: string[] = [];
    const { task } = listener({
      run: ({ word }) => {
        starts.push(word);
        return new Promise(() => undefined);
      },
    });
    await enqueue(task, 'endless');
    await work(task);
    await vi.waitFor(() => expect(starts).toEqual(['endless']));
    for (const worker of workers.splice(0)) await worker.stop();
    const again = listener();
    await work(again.task);
    await vi.waitFor(() => expect(again.heard).toEqual(['endless']));
  });
});

describe('a task with a schedule', () => {
  const heard: unknown[] = [];
  const sweep = checkedTask({
    name: 'sweep',
    maxAttempts: 2,
    payload: z.object({}),
    schedule: '40 3 * * *',
    run: async (given) => void heard.push(given),
  });

  it('has a line in the crontab; one without has none', () => {
    expect(crontabOf([checkedTask(listener().task), sweep])).toBe(
      '17 * * * * forget_idempotency_keys\n40 3 * * * sweep ?max=2',
    );
  });

  it('has a line that the queue reads as it is meant', () => {
    const [, item] = parseCrontab(crontabOf([sweep]));
    expect(item).toMatchObject({
      task: 'sweep',
      identifier: 'sweep',
      options: { maxAttempts: 2, backfillPeriod: 0 },
    });
    const at = (hour: number, min: number) => item?.match({ min, hour, date: 1, month: 1, dow: 0 });
    expect([at(3, 40), at(3, 41), at(4, 40)]).toEqual([true, false, false]);
  });

  it('is not bothered by what the queue says of the moment', async () => {
    await sweep.run({ _cron: { ts: '2026-03-01T03:40:00.000Z', backfilled: false } }, services);
    expect(heard).toEqual([{}]);
  });
});
