import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import { createBulkPool, createPipelinedPool } from './pools.ts';
import {
  assertAccess,
  type Begin,
  type ChangeSetIntent,
  type Executor,
  enterTenant,
  enterTenantForJob,
  type JobContext,
  type Origin,
  openChangeSet,
  sqlState,
  type TenantContext,
  type TenantInfo,
  type TenantTransaction,
} from './tenant-transaction.ts';

export interface DatabaseUrls {
  readonly appUrl: string;
  readonly identityUrl: string;
  readonly maxConnections?: number;
}

const MAX_TRIES = 4;
const CLOSE_MS = 3000;
const RETRIED: ReadonlySet<string | null> = new Set(['40P01', '40001']);

/** The only door to the data: every query runs inside a transaction of one tenant, or of the identity role. */
export class Database {
  readonly #app: Pool;
  readonly #bulk: Pool;
  readonly #identity: Pool;
  readonly #executors = new WeakMap<PoolClient, Executor>();
  /** Connections that were given back before their read's COMMIT was sent. */
  readonly #openReads = new WeakSet<PoolClient>();

  constructor(urls: DatabaseUrls) {
    const max = urls.maxConnections ?? 20;
    this.#app = createPipelinedPool(urls.appUrl, max);
    this.#bulk = createBulkPool(urls.appUrl, 6);
    this.#identity = createPipelinedPool(urls.identityUrl, 8);
  }

  /**
   * A read: BEGIN, the door and the work's first query leave together; the answer does not wait for COMMIT.
   * @throws {AppError} SESSION_ENDED, FORBIDDEN
   */
  async readTenant<Result>(
    context: TenantContext,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#app.connect();
    let broken = true;
    try {
      sendTogether(client);
      const entered = quiet(enterTenant(client, this.#begin(client, 'BEGIN READ ONLY'), context));
      const tx = this.#transaction(client, context, { entered, changeSetId: null });
      const result = await settle(work(tx), entered);
      assertAccess(await entered, context.access ?? 'member');
      broken = false;
      this.#releaseRead(client);
      return result;
    } finally {
      if (broken) await rollBack(client);
    }
  }

  /**
   * A write: all of it or nothing, in one change set. Tried again when PostgreSQL ends it as a deadlock victim, so
   * the work must not do anything outside the transaction.
   * @throws {AppError} SESSION_ENDED, FORBIDDEN
   */
  writeTenant<Result>(
    context: TenantContext,
    intent: ChangeSetIntent,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.#write(this.#app, {
      context,
      origin: context.origin,
      intent,
      enter: (client) => enterTenant(client, this.#begin(client, 'BEGIN'), context),
      access: context.access ?? 'write',
      work,
    });
  }

  /** A job's work; `intent` null for one that only reads or keeps its own records. */
  jobTenant<Result>(
    context: JobContext,
    intent: ChangeSetIntent | null,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.#write(this.#app, this.#jobPlan(context, intent, work));
  }

  /** {@link jobTenant} on a connection that allows COPY. */
  bulkTenant<Result>(
    context: JobContext,
    intent: ChangeSetIntent | null,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.#write(this.#bulk, this.#jobPlan(context, intent, work));
  }

  /** A transaction of the identity role: users, tenants, memberships and sessions, across tenants. */
  async identity<Result>(work: (sql: Executor, client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#identity.connect();
    let broken = true;
    try {
      const begun = quiet(client.query('BEGIN'));
      const result = await settle(work(this.#executor(client), client), begun);
      await client.query('COMMIT');
      broken = false;
      client.release();
      return result;
    } finally {
      if (broken) await rollBack(client);
    }
  }

  /** The newest migration that the database has, as its number. */
  async schemaVersion(): Promise<number> {
    const found = await this.#app.query<{ version: number | null }>(
      'SELECT max(version) AS version FROM schema_migrations',
    );
    return found.rows[0]?.version ?? 0;
  }

  /** Waits for the transactions that run, but not for ever: the end of the process ends those that are stuck. */
  async close(): Promise<void> {
    const ended = Promise.all([this.#app.end(), this.#bulk.end(), this.#identity.end()]);
    await Promise.race([ended, delay(CLOSE_MS, undefined, { ref: false })]);
  }

  #jobPlan<Result>(
    context: JobContext,
    intent: ChangeSetIntent | null,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): WritePlan<Result> {
    return {
      context,
      origin: {},
      intent,
      enter: (client) => enterTenantForJob(client, this.#begin(client, 'BEGIN'), context),
      access: 'member',
      work,
    };
  }

  async #write<Result>(pool: Pool, plan: WritePlan<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#writeOnce(pool, plan);
      } catch (error) {
        if (tries === MAX_TRIES || !RETRIED.has(sqlState(error))) throw error;
      }
    }
  }

  async #writeOnce<Result>(pool: Pool, plan: WritePlan<Result>): Promise<Result> {
    const client = await pool.connect();
    let broken = true;
    try {
      const entered = quiet(plan.enter(client));
      assertAccess(await entered, plan.access);
      const changeSet = plan.intent === null ? null : openChangeSet(client, plan.intent, plan.origin);
      const opened = quiet(changeSet?.opened ?? Promise.resolve());
      const tx = this.#transaction(client, plan.context, { entered, changeSetId: changeSet?.id ?? null });
      const result = await settle(plan.work(tx), opened);
      await client.query('COMMIT');
      broken = false;
      client.release();
      return result;
    } finally {
      if (broken) await rollBack(client);
    }
  }

  #transaction(
    client: PoolClient,
    context: JobContext,
    { entered, changeSetId }: { entered: Promise<TenantInfo>; changeSetId: string | null },
  ): TenantTransaction {
    return {
      sql: this.#executor(client),
      client,
      tenantId: context.tenantId,
      userId: context.userId,
      entered,
      get changeSetId() {
        if (changeSetId === null) throw new Error('This transaction has no change set.');
        return changeSetId;
      },
    };
  }

  /**
   * A read has nothing to lose, so its COMMIT waits a moment for the connection's next BEGIN, to travel in one message
   * with it; where none comes in this turn of the event loop, it leaves by itself. Queries on a connection keep their
   * order, so nobody can get in between.
   */
  #releaseRead(client: PoolClient): void {
    this.#openReads.add(client);
    client.release();
    setImmediate(() => {
      if (this.#openReads.delete(client)) void quiet(client.query('COMMIT'));
    });
  }

  #begin(client: PoolClient, begin: 'BEGIN' | 'BEGIN READ ONLY'): Begin {
    return this.#openReads.delete(client) ? `COMMIT; ${begin}` : begin;
  }

  #executor(client: PoolClient): Executor {
    const known = this.#executors.get(client);
    if (known) return known;
    const made: Executor = drizzle(client);
    this.#executors.set(client, made);
    return made;
  }
}

interface WritePlan<Result> {
  readonly context: JobContext;
  readonly origin: Origin;
  readonly intent: ChangeSetIntent | null;
  readonly enter: (client: PoolClient) => Promise<TenantInfo>;
  readonly access: 'public' | 'member' | 'write' | 'admin';
  readonly work: (tx: TenantTransaction) => Promise<Result>;
}

/**
 * Everything that is asked of the connection until this turn of the event loop ends leaves in one write: BEGIN, the
 * door and the first queries of the work.
 */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as PoolClient & { readonly connection: { readonly stream: Writable } })
    .connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The work's result; when it fails, the failure of what was sent before it, which is then the cause. */
async function settle<Result>(work: Promise<Result>, ...before: Promise<unknown>[]): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    for (const sent of before) await sent;
    throw error;
  }
}

/** A promise that is awaited later: until then its rejection is not "unhandled". */
function quiet<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}

async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
