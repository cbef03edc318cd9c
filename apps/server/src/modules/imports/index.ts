export { importTasks } from './jobs.ts';
export { importRoutes } from './routes.ts';
export { revertImportChangeSet } from './service.revert.ts';
