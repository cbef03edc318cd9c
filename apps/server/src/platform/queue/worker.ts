import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Runner, run, runMigrations, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import type { Services } from '../services.ts';
import { SignOfLife, whenDead } from './sign-of-life.ts';
import type { AnyTask } from './task.ts';

const CONCURRENCY = 4;
const REAP_EVERY_MS = 15_000;
/** PostgreSQL may need a moment to see that a killed process is gone: it is looked for again soon after the start. */
const REAP_AGAIN_MS = 2000;
/** A job that runs longer when the server stops is cut: its transaction rolls back and it begins again later. */
const STOP_MS = 5000;

export interface Worker {
  /** Begins a task soon that nobody asked for; its payload has nothing of its own. */
  begin(taskName: string): Promise<void>;
  stop(): Promise<void>;
}

/** Makes or updates the queue's own tables. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const pool = createWorkerPool(ownerUrl, 1);
  try {
    await runMigrations({ pgPool: pool, logger: silentLogger() });
  } finally {
    await pool.end();
  }
}

/**
 * Runs jobs until it is stopped. A job whose process was killed is taken over as soon as the next worker starts or
 * looks. A job that fails for the last time, or is killed in its last try, is told to its task's `giveUp`.
 */
export async function startWorker(
  ownerUrl: string,
  tasks: readonly AnyTask[],
  services: Services,
): Promise<Worker> {
  const pool = createWorkerPool(ownerUrl, CONCURRENCY + 3);
  const life = new SignOfLife(ownerUrl, services.logger);
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const reap = (): Promise<void> => takeOverFromDead(pool, { life, byName, services });
  await reap();
  const runner = await runTasks(pool, { life, byName, services });
  const timers = [
    setTimeout(() => void reap(), REAP_AGAIN_MS),
    setInterval(() => void reap(), REAP_EVERY_MS),
  ];
  return {
    begin: async (taskName) => {
      const maxAttempts = byName.get(taskName)?.maxAttempts ?? 1;
      await runner.addJob(taskName, {}, { jobKey: taskName, maxAttempts });
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      const ended = runner.stop().then(() => true);
      const isClean = await Promise.race([ended, delay(STOP_MS, false, { ref: false })]);
      await life.stop();
      if (isClean) await pool.end();
      else services.logger.warn('a job was cut; it begins again with the next start');
    },
  };
}

interface Working {
  readonly life: SignOfLife;
  readonly byName: ReadonlyMap<string, AnyTask>;
  readonly services: Services;
}

function runTasks(pgPool: pg.Pool, { life, byName, services }: Working): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked by the name of the pool that took them.
  let isSigned: Promise<void> = Promise.resolve();
  events.on('pool:create', ({ workerPool }) => {
    isSigned = life.hold(workerPool.id);
  });
  events.on('job:failed', ({ job, error }) => {
    services.afterAnswer(async () => byName.get(job.task_identifier)?.giveUp(job.payload, error, services));
  });
  events.on('job:error', ({ job, error }) => {
    services.logger.warn({ err: error, task: job.task_identifier, attempt: job.attempts }, 'a job failed');
  });
  const signFirst: GraphileConfig.Plugin = {
    name: 'SignFirstPlugin',
    version: '1.0.0',
    worker: { hooks: { startWorker: () => isSigned } },
  };
  return run({
    pgPool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: silentLogger(),
    events,
    preset: { plugins: [signFirst] },
    crontab: crontabOf([...byName.values()]),
    taskList: {
      ...Object.fromEntries(
        [...byName.values()].map((task) => [task.name, (payload: unknown) => task.run(payload, services)]),
      ),
      forget_idempotency_keys: () => forgetIdempotencyKeys(pgPool),
    },
  });
}

/** What the worker begins by itself, a line each. */
export function crontabOf(tasks: readonly AnyTask[]): string {
  const own = tasks.flatMap(({ name, schedule, maxAttempts }) =>
    schedule === null ? [] : [`${schedule} ${name} ?max=${maxAttempts}`],
  );
  return ['17 * * * * forget_idempotency_keys', ...own].join('\n');
}

/** A key is kept for two days, longer than any client tries again. It is the owner's work, being across tenants. */
export async function forgetIdempotencyKeys(pool: pg.Pool): Promise<void> {
  await pool.query("DELETE FROM idempotency_keys WHERE created_at < now() - interval '2 days'");
}

async function takeOverFromDead(pool: pg.Pool, working: Working): Promise<void> {
  const { life, services } = working;
  try {
    const holders = await pool.query<{ locked_by: string }>(
      'SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
    );
    const others = holders.rows.map((row) => row.locked_by).filter((id) => !life.isOurs(id));
    if (others.length === 0) return;
    const client = await pool.connect();
    try {
      for (const id of others) await whenDead(client, id, () => takeOver(client, id, working));
    } finally {
      client.release();
    }
  } catch (error) {
    services.logger.warn({ err: error }, 'could not look for dead workers');
  }
}

/** Frees a dead worker's jobs. Those that died in their last try would wait for ever: they are given up. */
async function takeOver(client: pg.ClientBase, id: string, { byName, services }: Working): Promise<void> {
  const last = await client.query<{ id: string; task_identifier: string; payload: unknown }>(
    `SELECT jobs.id, jobs.task_identifier, rows.payload
     FROM graphile_worker.jobs AS jobs JOIN graphile_worker._private_jobs AS rows USING (id)
     WHERE jobs.locked_by = $1 AND jobs.attempts >= jobs.max_attempts`,
    [id],
  );
  const error = new Error('The process ended while the job ran.');
  for (const job of last.rows) await byName.get(job.task_identifier)?.giveUp(job.payload, error, services);
  await client.query('SELECT graphile_worker.force_unlock_workers(ARRAY[$1::text])', [id]);
  await client.query('SELECT graphile_worker.permanently_fail_jobs($1::bigint[], $2)', [
    last.rows.map((job) => job.id),
    error.message,
  ]);
  services.logger.warn(
    { worker: id, givenUp: last.rows.length },
    'took over the jobs of a worker that is gone',
  );
}

/** A connection that is lost is made again; without listeners its error would end the process. */
function createWorkerPool(ownerUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: ownerUrl, max, application_name: 'fintrack-worker' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function silentLogger(): WorkerLogger {
  return new WorkerLogger(() => () => undefined);
}
