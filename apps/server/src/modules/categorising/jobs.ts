import { z } from 'zod';
import { type AnyTask, checkedTask } from '../../platform/queue/index.ts';
import { trainEverywhere } from './train.ts';
import { trainTask } from './train-task.ts';

/** So many categories set by people since the last training are worth another one within minutes. */
const WORTH_TRAINING = 20;

/** Background work of the categoriser. */
export const categorisingTasks: readonly AnyTask[] = [
  checkedTask(trainTask),
  checkedTask({
    name: 'train_categorisers_after_corrections',
    payload: z.object({}),
    maxAttempts: 1,
    schedule: '*/10 * * * *',
    run: (_, services) => trainEverywhere(services, WORTH_TRAINING),
  }),
  checkedTask({
    name: 'train_categorisers_nightly',
    payload: z.object({}),
    maxAttempts: 1,
    schedule: '50 2 * * *',
    run: (_, services) => trainEverywhere(services, 1),
  }),
];
