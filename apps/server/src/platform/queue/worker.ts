import { EventEmitter } from 'node:events';
import { type Runner, run, runMigrations, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../logger.ts';
import type { Services } from '../services.ts';
import type { AnyTask } from './task.ts';

const CONCURRENCY = 4;
const REAP_EVERY_MS = 15_000;
/** First key of the advisory locks that say "this worker lives". */
const ALIVE = 0x66_69_6e;

export interface Worker {
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
 * looks: each worker holds an advisory lock, which PostgreSQL drops with the connection of a dead process.
 */
export async function startWorker(
  ownerUrl: string,
  tasks: readonly AnyTask[],
  services: Services,
): Promise<Worker> {
  const pool = createWorkerPool(ownerUrl, CONCURRENCY + 3);
  const life = new pg.Client({ connectionString: ownerUrl, application_name: 'fintrack-worker-life' });
  life.on('error', (error) => services.logger.warn({ err: error }, 'the worker lost its sign of life'));
  await life.connect();
  const events: WorkerEvents = new EventEmitter();
  const byName = new Map(tasks.map((task) => [task.name, task]));
  let signs: Promise<unknown> = Promise.resolve();
  events.on('worker:create', ({ worker }) => {
    signs = signs
      .then(() => life.query('SELECT pg_advisory_lock($1, hashtext($2))', [ALIVE, worker.workerId]))
      .catch(() => undefined);
  });
  events.on('job:failed', ({ job, error }) => {
    services.afterAnswer(
      () => byName.get(job.task_identifier)?.giveUp(job.payload, error, services) ?? Promise.resolve(),
    );
  });
  events.on('job:error', ({ job, error }) => {
    services.logger.warn({ err: error, task: job.task_identifier, attempt: job.attempts }, 'a job failed');
  });
  await takeOverFromDead(pool, services.logger);
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: silentLogger(),
    events,
    taskList: Object.fromEntries(
      tasks.map((task) => [task.name, (payload: unknown) => task.run(payload, services)]),
    ),
  });
  const reaper = setInterval(() => void takeOverFromDead(pool, services.logger), REAP_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(reaper);
      await runner.stop();
      await life.end();
      await pool.end();
    },
  };
}

async function takeOverFromDead(pool: pg.Pool, logger: Logger): Promise<void> {
  const client = await pool.connect().catch(() => null);
  if (client === null) return;
  try {
    const holders = await client.query<{ locked_by: string }>(
      'SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
    );
    for (const { locked_by: id } of holders.rows) {
      const free = await client.query<{ free: boolean }>(
        'SELECT pg_try_advisory_lock($1, hashtext($2)) AS free',
        [ALIVE, id],
      );
      if (!free.rows[0]?.free) continue;
      await client.query('SELECT graphile_worker.force_unlock_workers(ARRAY[$1::text])', [id]);
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, id]);
      logger.warn({ worker: id }, 'took over the jobs of a worker that is gone');
    }
  } catch (error) {
    logger.warn({ err: error }, 'could not look for dead workers');
  } finally {
    client.release();
  }
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
