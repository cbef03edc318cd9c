import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { applyRulesTask } from './service.run.ts';

/** Background work of rules. */
export const ruleTasks: readonly AnyTask[] = [checkedTask(applyRulesTask)];
