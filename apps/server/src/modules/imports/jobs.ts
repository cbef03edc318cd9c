import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { commitImportTask, readImportTask } from './service.background.ts';
import { replayImportTask } from './service.replay-job.ts';

/** Background work of imports. */
export const importTasks: readonly AnyTask[] = [
  checkedTask(readImportTask),
  checkedTask(commitImportTask),
  checkedTask(replayImportTask),
];
