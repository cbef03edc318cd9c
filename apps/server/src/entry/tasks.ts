import { attachmentTasks } from '../modules/attachments/index.ts';
import { auditTasks } from '../modules/audit/index.ts';
import { categorisingTasks } from '../modules/categorising/index.ts';
import { exchangeRateTasks } from '../modules/exchange-rates/index.ts';
import { importTasks } from '../modules/imports/index.ts';
import { recurringTasks } from '../modules/recurring/index.ts';
import { ruleTasks } from '../modules/rules/jobs.ts';
import type { AnyTask } from '../platform/queue/index.ts';

export { RATES_AT_START } from '../modules/exchange-rates/index.ts';

/** Every kind of background job that there is. */
export const TASKS: readonly AnyTask[] = [
  ...attachmentTasks,
  ...exchangeRateTasks,
  ...auditTasks,
  ...categorisingTasks,
  ...importTasks,
  ...ruleTasks,
  ...recurringTasks,
];
