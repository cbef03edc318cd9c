import { setTimeout as delay } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { refuse } from '../errors.ts';
import { createBulkPool, createPipelinedPool, createStreamPool } from './pools.ts';
import { STREAM_IDLE_MS, StreamLease } from './stream-lease.ts';
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
/** How long a read's connection waits for the next one before it commits. */
const READ_OPEN_MS = 5;
/** Deadlock, serialization; and what follows a failure that was not heard first, which may have been one of them. */
const RETRIED: ReadonlySet<string | null> = new Set(['40P01', '40001', '25P02']);

/** The only door to the data: every query runs inside a transaction of one tenant, or of the identity role. */
export class Database {
  readonly #app: Pool;
  readonly #bulk: Pool;
  readonly #streams: Pool;
  readonly #identity: Pool;
  readonly #executors = new WeakMap<PoolClient, Executor>();
  /** Connections that were given back before their read's COMMIT was sent. */
  readonly #openReads = new Map<PoolClient, number>();
  #closing: NodeJS.Timeout | null = null;

  constructor(urls: DatabaseUrls) {
    const max = urls.maxConnections ?? 20;
    this.#app = createPipelinedPool(urls.appUrl, max);
    this.#bulk = createBulkPool(urls.appUrl, 6);
    this.#streams = createStreamPool(urls.appUrl, 4);
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
   * A write: all of it or nothing, in one change set. BEGIN, the door, the change set and the work's first query leave
   * together; where the door or the role says no, what the work did until then is rolled back. Tried again when PostgreSQL ends it as a deadlock victim, so
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

  /**
   * A long read of one moment, piece by piece: whatever is written meanwhile, every query of it sees the same books. It
   * goes on only as its reader asks for more, and ends when the reader does, or stands still for `idleMs`.
   * @throws {AppError} SESSION_ENDED, FORBIDDEN, UNAVAILABLE when too many of them run
   */
  async *streamTenant<Piece>(
    context: TenantContext,
    work: (tx: TenantTransaction) => AsyncIterable<Piece>,
    idleMs = STREAM_IDLE_MS,
  ): AsyncGenerator<Piece, void, undefined> {
    const client = await this.#streams.connect().catch((error: unknown) => refuseBusy(error));
    const lease = new StreamLease(client, idleMs);
    try {
      const entered = quiet(enterTenant(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', context));
      assertAccess(await entered, context.access ?? 'member');
      for await (const piece of work(this.#transaction(client, context, { entered, changeSetId: null }))) {
        lease.waitForReader();
        yield piece;
        lease.readerIsBack();
      }
    } finally {
      await lease.end();
    }
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
    const ended = Promise.all(
      [this.#app, this.#bulk, this.#streams, this.#identity].map((pool) => pool.end()),
    );
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
      const ending = new Ending(client, plan.intent?.endsEarly ?? false);
      const allowed = quiet(
        entered.then((tenant) => {
          assertAccess(tenant, plan.access);
          ending.isAllowed = true;
        }),
      );
      const changeSet = plan.intent === null ? null : openChangeSet(client, plan.intent, plan.origin);
      const opened = quiet(changeSet?.opened ?? Promise.resolve());
      ending.waitFor(opened);
      const tx = this.#transaction(client, plan.context, {
        entered,
        changeSetId: changeSet?.id ?? null,
        ending,
      });
      const result = await settle(plan.work(tx), allowed, opened);
      await allowed;
      await ending.commit();
      broken = false;
      client.release();
      for (const run of ending.afterwards) run();
      return result;
    } finally {
      if (broken) await rollBack(client);
    }
  }

  #transaction(
    client: PoolClient,
    context: JobContext,
    { entered, changeSetId, ending }: TransactionState,
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
      afterCommit: (run) => ending?.afterwards.push(run),
      sendCommit: () => ending?.send(),
    };
  }

  /**
   * A read has nothing to lose, so its COMMIT waits some milliseconds for the connection's next BEGIN, to travel in one
   * message with it; where none comes, it leaves by itself. Queries on a connection keep their order, so nobody can get
   * in between.
   */
  #releaseRead(client: PoolClient): void {
    this.#openReads.set(client, performance.now());
    client.release();
    if (this.#closing === null) this.#closing = setTimeout(() => this.#closeReads(), READ_OPEN_MS);
  }

  #closeReads(): void {
    const oldest = performance.now() - READ_OPEN_MS;
    for (const [client, since] of this.#openReads) {
      if (since > oldest) continue;
      this.#openReads.delete(client);
      void quiet(client.query('COMMIT'));
    }
    this.#closing = this.#openReads.size === 0 ? null : setTimeout(() => this.#closeReads(), READ_OPEN_MS);
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

/** The pool gives no code for it, only these words. */
function refuseBusy(error: unknown): never {
  if (!(error instanceof Error) || !error.message.includes('timeout exceeded')) throw error;
  return refuse('UNAVAILABLE', 'Too many exports run at this moment. Try again in a minute.');
}

interface TransactionState {
  readonly entered: Promise<TenantInfo>;
  readonly changeSetId: string | null;
  /** Of a write; a read has nothing to lose. */
  readonly ending?: Ending;
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
 * How a write ends: COMMIT, in one flight with what was sent before it. PostgreSQL answers the COMMIT of a transaction
 * in which a statement failed with ROLLBACK and no error: that must never pass for success.
 */
class Ending {
  isAllowed = false;
  readonly afterwards: (() => void)[] = [];
  readonly #client: PoolClient;
  readonly #sentBefore: Promise<unknown>[] = [];
  readonly #mayEndEarly: boolean;
  #sent: Promise<QueryResult> | null = null;

  constructor(client: PoolClient, mayEndEarly: boolean) {
    this.#client = client;
    this.#mayEndEarly = mayEndEarly;
  }

  waitFor(sent: Promise<unknown>): void {
    this.#sentBefore.push(quiet(sent));
  }

  /** Sends COMMIT early; not before it is known that the caller may write. */
  send(): void {
    if (this.isAllowed && this.#mayEndEarly) this.#sent ??= quiet(this.#client.query('COMMIT'));
  }

  async commit(): Promise<void> {
    const committed = this.#sent ?? quiet(this.#client.query('COMMIT'));
    await Promise.all(this.#sentBefore);
    const { command } = await committed;
    if (command !== 'COMMIT') throw new Error(`COMMIT was answered with ${command}.`);
  }
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
