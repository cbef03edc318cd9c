export { auditTasks } from './jobs.ts';
export { recordAuditEvent, recordRead } from './record-event.ts';
