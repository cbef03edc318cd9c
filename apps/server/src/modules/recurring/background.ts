import { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { Task } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { detectInBackground } from './detect.ts';

const job = z.object({ tenantId: z.uuid(), userId: z.uuid().nullable() });

/** Looks through the books of one tenant. */
export const detectTask: Task<z.infer<typeof job>> = {
  name: 'recurring.detect',
  payload: job,
  maxAttempts: 3,
  run: async (context, services) => {
    await detectInBackground(services, context);
  },
};

/** Asks for a look at the books when the running transaction is committed; several requests become one. */
export async function enqueueDetection(
  tx: TenantTransaction,
  { queue }: Pick<Services, 'queue'>,
): Promise<void> {
  await queue.enqueue(tx, {
    task: detectTask,
    payload: { tenantId: tx.tenantId, userId: tx.userId },
    key: `recurring.detect:${tx.tenantId}`,
  });
}
