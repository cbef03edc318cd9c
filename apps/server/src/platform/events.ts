import type { ServerEvent, ServerEventName } from '@fintrack/contract';
import pg from 'pg';
import type { TenantTransaction } from './database/index.ts';

const CHANNEL = 'fintrack_events';
/** PostgreSQL carries less than 8,000 bytes a notice. */
const MAX_BYTES = 7500;

/** One thing that happened in a tenant, for its browsers. */
export interface TenantEvent {
  readonly tenantId: string;
  readonly name: ServerEventName;
  readonly payload: unknown;
}

/** Carries events to every process, through PostgreSQL, so that only what was committed is told. */
export class EventBus {
  readonly #ownerUrl: string;
  readonly #listeners = new Set<(event: TenantEvent) => void>();
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
    const text = JSON.stringify({ tenantId: tx.tenantId, name, payload } satisfies TenantEvent);
    if (Buffer.byteLength(text) > MAX_BYTES) return;
    await tx.client.query({
      name: 'publish_event',
      text: 'SELECT pg_notify($1, $2)',
      values: [CHANNEL, text],
    });
  }

  /** Hears every event. @returns how to stop hearing. */
  subscribe(listener: (event: TenantEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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

  #tell(text: string): void {
    const event = JSON.parse(text) as TenantEvent;
    for (const listener of this.#listeners) listener(event);
  }

  #restart(): void {
    this.#client = null;
    if (this.#isStopped) return;
    setTimeout(() => {
      this.start().catch(() => this.#restart());
    }, 1000).unref();
  }
}
