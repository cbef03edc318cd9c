export { enqueueDetection } from './background.ts';
export { recurringTasks } from './jobs.ts';
export { countSeriesOf, replaceSeriesCategory, replaceSeriesPayee } from './repo.references.ts';
