import type { PoolClient } from 'pg';

/** A reader that takes nothing for this long has gone: its connection and its snapshot are not held for it. */
export const STREAM_IDLE_MS = 60_000;

/** A connection that is held while somebody reads, and given back once, whoever is the first to end it. */
export class StreamLease {
  readonly #client: PoolClient;
  readonly #idleMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(client: PoolClient, idleMs: number) {
    this.#client = client;
    this.#idleMs = idleMs;
  }

  /** The reader has a chunk and has not asked for the next one. */
  waitForReader(): void {
    this.#timer = setTimeout(() => this.#giveBack(true), this.#idleMs);
    this.#timer.unref();
  }

  /** @throws {Error} when the reader came back too late. */
  readerIsBack(): void {
    clearTimeout(this.#timer);
    if (this.#isOver) throw new Error(`Nobody read from this stream for ${this.#idleMs} ms.`);
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    try {
      await this.#client.query('ROLLBACK');
      this.#giveBack(false);
    } catch {
      this.#giveBack(true);
    }
  }

  #giveBack(isBroken: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.release(isBroken);
  }
}
