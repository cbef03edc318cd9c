export { attachmentTasks } from './jobs.ts';
