export { calendarDate, minor, readBigint, readCount } from './columns.ts';
export { Database, type DatabaseUrls } from './database.ts';
export {
  type ChangeSetIntent,
  type ChangeSetKind,
  type Executor,
  isUniqueViolation,
  type JobContext,
  type Origin,
  sqlState,
  type TenantContext,
  type TenantInfo,
  type TenantTransaction,
} from './tenant-transaction.ts';
