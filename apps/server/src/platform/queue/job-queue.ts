import type { z } from 'zod';
import type { TenantTransaction } from '../database/index.ts';

/** What of a task has to be known to ask for it. */
export interface JobKind<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** How often it is tried before it is given up; between tries the wait grows. */
  readonly maxAttempts: number;
}

export interface JobRequest<Payload> {
  readonly task: JobKind<Payload>;
  readonly payload: Payload;
  /** One job waits under a key: a later request takes the place of one that has not begun. */
  readonly key?: string;
}

/** Asks for background work in the transaction that needs it: the job is there when that commits, and not before. */
export class JobQueue {
  async enqueue<Payload>(tx: TenantTransaction, { task, payload, key }: JobRequest<Payload>): Promise<void> {
    await tx.client.query('SELECT enqueue_job($1, $2::json, $3, $4)', [
      task.name,
      JSON.stringify(payload),
      key ?? null,
      task.maxAttempts,
    ]);
  }
}
