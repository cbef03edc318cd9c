export { enqueueDetection } from './background.ts';
export { recurringTasks } from './jobs.ts';
export { countSeriesOf, replaceInSeries } from './repo.references.ts';
