import { type Clock, systemClock } from '../platform/clock.ts';
import { Database } from '../platform/database/index.ts';
import type { Environment } from '../platform/env.ts';
import { EventBus } from '../platform/events.ts';
import { openFileStore } from '../platform/files/index.ts';
import type { Logger } from '../platform/logger.ts';
import { JobQueue } from '../platform/queue/index.ts';
import type { Services } from '../platform/services.ts';

export interface ServiceOptions {
  readonly env: Environment;
  readonly secret: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly identityUrl: string;
  readonly logger: Logger;
  readonly clock?: Clock;
}

export interface RunningServices extends Services {
  close(): Promise<void>;
}

/** Opens everything that the modules work with. */
export async function openServices(options: ServiceOptions): Promise<RunningServices> {
  const { env, secret, logger } = options;
  const database = new Database({ appUrl: options.appUrl, identityUrl: options.identityUrl });
  const events = new EventBus(options.ownerUrl);
  await events.start();
  const pending = new Set<Promise<void>>();
  const afterAnswer = (work: () => Promise<void>): void => {
    const running = work()
      .catch((error: unknown) => logger.error({ err: error }, 'work after an answer failed'))
      .finally(() => pending.delete(running));
    pending.add(running);
  };
  return {
    env,
    secret,
    logger,
    database,
    events,
    afterAnswer,
    queue: new JobQueue(),
    files: await openFileStore(env),
    clock: options.clock ?? systemClock,
    close: async () => {
      while (pending.size > 0) await Promise.all(pending);
      await events.stop();
      await database.close();
    },
  };
}
