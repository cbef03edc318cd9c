export { JobQueue } from './job-queue.ts';
export { type AnyTask, checkedTask, type Task } from './task.ts';
export { migrateQueue, startWorker, type Worker } from './worker.ts';
