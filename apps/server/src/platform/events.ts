import type { ServerEvent, ServerEventName } from '@fintrack/contract';
import pg from 'pg';
import { z } from 'zod';
import type { TenantTransaction } from './database/index.ts';

const CHANNEL = 'fintrack_events';
/** PostgreSQL carries less than 8,000 bytes a notice. */
const MAX_BYTES = 7500;
const ACCOUNTS_A_NOTICE = 150;
/** Notices that gather for so long leave together. */
const GATHERED_MS = 10;
/** So many wait for a lost connection; then the oldest are given up. */
const MAX_WAITING = 10_000;

/** One thing that happened in a tenant, for its browsers. */
export interface TenantEvent {
  readonly tenantId: string;
  readonly name: ServerEventName;
  readonly payload: unknown;
}

/** Balances that a write moved. What they are now is asked by who wants to tell it, and not by the write. */
export interface BalancesMoved {
  readonly tenantId: string;
  readonly accountIds: readonly string[];
}

const notice = z.union([
  z.object({ tenantId: z.string(), accountIds: z.array(z.string()) }),
  z.object({ tenantId: z.string(), name: z.custom<ServerEventName>(), payload: z.unknown() }),
]);

/**
 * Carries what was committed to every process, through PostgreSQL. Notices leave after their transaction, many at once:
 * a transaction that notifies itself makes every other one that does wait for its end. One that is lost with the process
 * costs nobody a row: who looks at the books asks for them again when the connection comes back.
 */
export class EventBus {
  readonly #ownerUrl: string;
  readonly #listeners = new Set<(event: TenantEvent) => void>();
  readonly #balanceListeners = new Set<(moved: BalancesMoved) => void>();
  #client: pg.Client | null = null;
  #waiting: string[] = [];
  #sending: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(ownerUrl: string) {
    this.#ownerUrl = ownerUrl;
  }

  /** Tells an event when the transaction is committed; not at all when it is not. */
  publish<Name extends ServerEventName>(tx: TenantTransaction, name: Name, payload: ServerEvent<Name>): void {
    this.#tellAfter(tx, [{ tenantId: tx.tenantId, name, payload }]);
  }

  /** Tells, when the transaction is committed, that the balances of these accounts are other ones now. */
  balancesMoved(tx: TenantTransaction, accountIds: Iterable<string>): void {
    const ids = [...new Set(accountIds)];
    const notices: BalancesMoved[] = [];
    for (let first = 0; first < ids.length; first += ACCOUNTS_A_NOTICE) {
      notices.push({ tenantId: tx.tenantId, accountIds: ids.slice(first, first + ACCOUNTS_A_NOTICE) });
    }
    this.#tellAfter(tx, notices);
  }

  /** Hears every event. @returns how to stop hearing. */
  subscribe(listener: (event: TenantEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of every moved balance. @returns how to stop hearing. */
  subscribeToBalances(listener: (moved: BalancesMoved) => void): () => void {
    this.#balanceListeners.add(listener);
    return () => this.#balanceListeners.delete(listener);
  }

  /** Begins to listen; a lost connection is made again. */
  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#ownerUrl, application_name: 'fintrack-events' });
    client.on('notification', (notice) => this.#tell(notice.payload ?? ''));
    client.on('error', () => this.#restart());
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.#client = client;
    await this.#send();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#send();
    await this.#client?.end();
  }

  #tellAfter(tx: TenantTransaction, contents: readonly (TenantEvent | BalancesMoved)[]): void {
    const texts = contents
      .map((content) => JSON.stringify(content))
      .filter((text) => Buffer.byteLength(text) <= MAX_BYTES);
    tx.afterCommit(() => {
      this.#waiting.push(...texts);
      this.#waiting.splice(0, this.#waiting.length - MAX_WAITING);
      this.#sending ??= setTimeout(() => void this.#send(), GATHERED_MS);
    });
  }

  /** Never fails: what could not leave waits for the next connection. */
  async #send(): Promise<void> {
    if (this.#sending) clearTimeout(this.#sending);
    this.#sending = null;
    if (this.#client === null || this.#waiting.length === 0) return;
    const texts = this.#waiting;
    this.#waiting = [];
    try {
      await this.#client.query('SELECT pg_notify($1, content) FROM unnest($2::text[]) AS content', [
        CHANNEL,
        texts,
      ]);
    } catch {
      this.#waiting.unshift(...texts);
    }
  }

  #tell(text: string): void {
    const told = notice.parse(JSON.parse(text));
    if ('accountIds' in told) for (const listener of this.#balanceListeners) listener(told);
    else for (const listener of this.#listeners) listener(told);
  }

  #restart(): void {
    this.#client = null;
    if (this.#isStopped) return;
    setTimeout(() => {
      this.start().catch(() => this.#restart());
    }, 1000).unref();
  }
}
