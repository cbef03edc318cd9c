export { enqueueDetection } from './background.ts';
export { recurringTasks } from './jobs.ts';
