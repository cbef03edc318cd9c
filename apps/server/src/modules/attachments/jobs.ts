import { z } from 'zod';
import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { purgeAttachments } from './service.purge.ts';

/** Background work of attachments. */
export const attachmentTasks: readonly AnyTask[] = [
  checkedTask({
    name: 'purge_attachments',
    payload: z.object({}),
    maxAttempts: 3,
    schedule: '40 3 * * *',
    run: (_, services) => purgeAttachments(services),
  }),
];
