import type { ServerEvent, ServerEventName } from '@fintrack/contract';
import pg from 'pg';
import { z } from 'zod';
import type { TenantTransaction } from './database/index.ts';

const CHANNEL = 'fintrack_events';
/** PostgreSQL carries less than 8,000 bytes a notice. */
const MAX_BYTES = 7500;
const ACCOUNTS_A_NOTICE = 150;

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

/** Carries events to every process, through PostgreSQL, so that only what was committed is told. */
export class EventBus {
  readonly #ownerUrl: string;
  readonly #listeners = new Set<(event: TenantEvent) => void>();
  readonly #balanceListeners = new Set<(moved: BalancesMoved) => void>();
  #client: pg.Client | null = null;
  #isStopped = false;

  constructor(ownerUrl: string) {
    this.#ownerUrl = ownerUrl;
  }

  /** Tells an event when the transaction commits; not at all when it does not. */
  async publish<Name extends ServerEventName>(
    tx: TenantTransaction,
    name: Name,
    payload: ServerEvent<Name>,
  ): Promise<void> {
    await this.#notify(tx, { tenantId: tx.tenantId, name, payload } satisfies TenantEvent);
  }

  /** Tells, when the transaction commits, that the balances of these accounts are other ones now. */
  async balancesMoved(tx: TenantTransaction, accountIds: Iterable<string>): Promise<void> {
    const ids = [...new Set(accountIds)];
    const sent: Promise<void>[] = [];
    for (let first = 0; first < ids.length; first += ACCOUNTS_A_NOTICE) {
      const some = ids.slice(first, first + ACCOUNTS_A_NOTICE);
      sent.push(this.#notify(tx, { tenantId: tx.tenantId, accountIds: some } satisfies BalancesMoved));
    }
    await Promise.all(sent);
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
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#client?.end();
  }

  async #notify(tx: TenantTransaction, content: TenantEvent | BalancesMoved): Promise<void> {
    const text = JSON.stringify(content);
    if (Buffer.byteLength(text) > MAX_BYTES) return;
    await tx.client.query({
      name: 'publish_event',
      text: 'SELECT pg_notify($1, $2)',
      values: [CHANNEL, text],
    });
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
