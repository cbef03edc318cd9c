import { z } from 'zod';
import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { OVERLAP, sealEverywhere } from './seal.ts';

const payload = z.object({});

/** Background work of the audit trail. */
export const auditTasks: readonly AnyTask[] = [
  checkedTask({
    name: 'seal_audit',
    maxAttempts: 1,
    payload,
    schedule: '* * * * *',
    run: (_, services) => sealEverywhere(services, OVERLAP.minute),
  }),
  checkedTask({
    name: 'seal_late_audit',
    maxAttempts: 3,
    payload,
    schedule: '25 2 * * *',
    run: (_, services) => sealEverywhere(services, OVERLAP.day),
  }),
];
