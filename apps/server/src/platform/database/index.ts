export { readBigint, readCount } from './columns.ts';
export { Database } from './database.ts';
export {
  type ChangeSetIntent,
  type ChangeSetKind,
  describeChangeSet,
  type Executor,
  isUniqueViolation,
  type JobContext,
  type Origin,
  sqlState,
  type TenantContext,
  type TenantTransaction,
} from './tenant-transaction.ts';
