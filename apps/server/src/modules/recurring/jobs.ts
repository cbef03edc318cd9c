import { z } from 'zod';
import type { JobContext } from '../../platform/database/index.ts';
import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import type { Services } from '../../platform/services.ts';
import { listTenantIds } from '../identity/index.ts';
import { detectTask } from './background.ts';
import { detectInBackground } from './detect.ts';
import { postDue } from './post-due.ts';

/** Background work of recurring series. */
export const recurringTasks: readonly AnyTask[] = [
  checkedTask(detectTask),
  checkedTask({
    name: 'detect_all_recurring',
    payload: z.object({}),
    maxAttempts: 2,
    schedule: '25 3 * * *',
    run: (_, services) =>
      forEachTenant(services, async (context) => void (await detectInBackground(services, context))),
  }),
  checkedTask({
    name: 'post_recurring',
    payload: z.object({}),
    maxAttempts: 3,
    // Each hour, because a day begins at another hour in each time zone.
    schedule: '6 * * * *',
    run: (_, services) => forEachTenant(services, async (context) => void (await postDue(services, context))),
  }),
];

/** One tenant's trouble does not keep the work from the others. */
async function forEachTenant(
  services: Services,
  work: (context: JobContext) => Promise<void>,
): Promise<void> {
  for (const tenantId of await listTenantIds(services.database)) {
    try {
      await work({ tenantId, userId: null });
    } catch (error) {
      services.logger.error({ err: error, tenantId }, 'work on recurring series failed');
    }
  }
}
