import type { TenantTransaction } from '../database/index.ts';
import type { Task } from './task.ts';

/** Asks for background work in the transaction that needs it: the job is there when that commits, and not before. */
export class JobQueue {
  async enqueue<Payload>(
    tx: TenantTransaction,
    task: Task<Payload>,
    payload: Payload,
    options: { readonly key?: string } = {},
  ): Promise<void> {
    await tx.client.query('SELECT enqueue_job($1, $2::json, $3, $4)', [
      task.name,
      JSON.stringify(payload),
      options.key ?? null,
      task.maxAttempts,
    ]);
  }
}
