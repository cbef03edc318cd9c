import type { Clock } from './clock.ts';
import type { Database } from './database/index.ts';
import type { Environment } from './env.ts';
import type { EventBus } from './events.ts';
import type { FileStore } from './files/index.ts';
import type { Logger } from './logger.ts';
import type { JobQueue } from './queue/job-queue.ts';

/** What every module works with; one set per server. */
export interface Services {
  readonly env: Environment;
  /** Signs tokens; the same on every machine. */
  readonly secret: string;
  readonly database: Database;
  readonly queue: JobQueue;
  readonly files: FileStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Does work after the answer; the server waits for it when it stops, and logs its failure. */
  readonly afterAnswer: (work: () => Promise<void>) => void;
}
