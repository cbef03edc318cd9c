import type { Services } from '../services.ts';
import type { JobKind } from './job-queue.ts';

/** A kind of background job. */
export interface Task<Payload> extends JobKind<Payload> {
  /**
   * When it runs by itself, as in a crontab and in UTC: "40 3 * * *". Once for all servers; what was due while none
   * ran is left out. Its payload is then an object without anything of its own: `z.object({})`.
   */
  readonly schedule?: string;
  readonly run: (payload: Payload, services: Services) => Promise<void>;
  /** Called when the last try failed, so that what waits for the job can say why. */
  readonly giveUp?: (payload: Payload, error: unknown, services: Services) => Promise<void>;
}

/** A task whose payload is checked when it runs. */
export interface AnyTask {
  readonly name: string;
  readonly maxAttempts: number;
  readonly schedule: string | null;
  readonly run: (payload: unknown, services: Services) => Promise<void>;
  readonly giveUp: (payload: unknown, error: unknown, services: Services) => Promise<void>;
}

/** Makes a task that the worker can be given. */
export function checkedTask<Payload>(task: Task<Payload>): AnyTask {
  return {
    name: task.name,
    maxAttempts: task.maxAttempts,
    schedule: task.schedule ?? null,
    run: (payload, services) => task.run(task.payload.parse(payload), services),
    giveUp: async (payload, error, services) => task.giveUp?.(task.payload.parse(payload), error, services),
  };
}
