export { importTasks } from './jobs.ts';

export { revertImportChangeSet } from './service.revert.ts';
