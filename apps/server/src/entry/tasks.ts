import { importTasks } from '../modules/imports/index.ts';
import type { AnyTask } from '../platform/queue/index.ts';

/** Every kind of background job that there is. */
export const TASKS: readonly AnyTask[] = [...importTasks];
