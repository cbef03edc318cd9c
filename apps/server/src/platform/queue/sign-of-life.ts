import pg from 'pg';
import type { Logger } from '../logger.ts';

/** First key of the advisory locks that say "this worker lives". */
const ALIVE = 0x66_69_6e;
const RECONNECT_MS = 1000;

/**
 * Says to every other process that this one's worker lives, by advisory locks on a connection of its own: PostgreSQL
 * drops them with the connection of a process that is gone, however it went.
 */
export class SignOfLife {
  readonly #ownerUrl: string;
  readonly #logger: Logger;
  readonly #ids = new Set<string>();
  #client: pg.Client | null = null;
  #isStopped = false;

  constructor(ownerUrl: string, logger: Logger) {
    this.#ownerUrl = ownerUrl;
    this.#logger = logger;
  }

  /** Holds the sign of a worker from now on. */
  async hold(id: string): Promise<void> {
    this.#ids.add(id);
    if (this.#client === null) await this.#connect();
    else await lock(this.#client, id);
  }

  isOurs(id: string): boolean {
    return this.#ids.has(id);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#ownerUrl,
      application_name: 'fintrack-sign-of-life',
    });
    client.on('error', (error) => this.#logger.warn({ err: error }, 'the worker lost its sign of life'));
    client.on('end', () => this.#reconnect());
    this.#client = client;
    await client.connect();
    for (const id of this.#ids) await lock(client, id);
  }

  #reconnect(): void {
    this.#client = null;
    if (this.#isStopped) return;
    setTimeout(() => {
      if (this.#isStopped || this.#client !== null) return;
      this.#connect().catch(() => this.#reconnect());
    }, RECONNECT_MS).unref();
  }
}

/** Does the work if nobody holds the worker's sign, and lets nobody else do it meanwhile. */
export async function whenDead(client: pg.ClientBase, id: string, work: () => Promise<void>): Promise<void> {
  const tried = await client.query<{ is_free: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS is_free',
    [ALIVE, id],
  );
  if (!tried.rows[0]?.is_free) return;
  try {
    await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, id]);
  }
}

async function lock(client: pg.Client, id: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [ALIVE, id]);
}
