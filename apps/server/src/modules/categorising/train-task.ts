import { z } from 'zod';
import type { Task } from '../../platform/queue/index.ts';
import { trainTenant } from './train.ts';

const payload = z.object({ tenantId: z.uuid() });

/** Trains one tenant's model, because somebody asks for it. */
export const trainTask: Task<z.infer<typeof payload>> = {
  name: 'categorising.train',
  payload,
  maxAttempts: 3,
  run: ({ tenantId }, services) => trainTenant(services, tenantId),
};
