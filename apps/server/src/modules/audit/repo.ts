import type { AuditEntry } from '@fintrack/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';

/** Something that happened in a tenant and is no row's change. */
export interface AuditEvent {
  /** A verb: "export", "download". */
  readonly action: string;
  /** What it was done to: "audit_log", "journal". */
  readonly resourceType: string;
  readonly resourceId?: string | null;
  /** What more there is to know: filters, a format. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function insertEvent(
  tx: TenantTransaction,
  { sessionId, origin }: Pick<TenantContext, 'sessionId' | 'origin'>,
  { action, resourceType, resourceId, details }: AuditEvent,
): Promise<void> {
  const from = JSON.stringify({ sessionId, ip: origin.ipAddress, userAgent: origin.userAgent });
  await tx.sql.execute(
    sql`SELECT record_tenant_event(${action}, ${resourceType}, ${resourceId ?? null}::uuid, ${from}::jsonb,
          ${details === undefined ? null : JSON.stringify(details)}::jsonb)`,
  );
}

export interface AuditFilter {
  readonly userId?: string | undefined;
  readonly action?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly changeSetId?: string | undefined;
  /** Days of the time zone below, or moments. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timezone: string;
  readonly success?: boolean | undefined;
  readonly ip?: string | undefined;
}

/** A row of the list as the API has it. */
export interface AuditRow extends AuditEntry {
  readonly [column: string]: unknown;
}

/**
 * Newest first by id, which is the clock's order; the first page and any other cost the same, by whichever index the
 * filters name.
 */
export async function listAuditRows(
  tx: TenantTransaction,
  filter: AuditFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<AuditRow[]> {
  const conditions = [
    ...conditionsOf(filter),
    ...(page.before === undefined ? [] : [sql`l.id < ${page.before}`]),
  ];
  const result = await tx.sql.execute<AuditRow>(
    sql`SELECT l.id, e.sequence::int, l.action, l.resource_type AS "resourceType", l.resource_id AS "resourceId",
          l.user_id AS "userId", u.name AS "userName", l.session_id AS "sessionId",
          l.change_set_id AS "changeSetId", s.summary, l.ip_address AS "ipAddress", l.user_agent AS "userAgent",
          ${exactJson('l.old_values')} AS "oldValues", ${exactJson('l.new_values')} AS "newValues",
          l.success, l.error_message AS "errorMessage",
          to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
        FROM (SELECT l.* FROM audit_logs l ${where(conditions)} ORDER BY l.id DESC LIMIT ${page.limit}) l
        LEFT JOIN audit_seal_entries e ON e.audit_id = l.id
        LEFT JOIN users u ON u.id = l.user_id
        LEFT JOIN change_sets s ON s.id = l.change_set_id
        ORDER BY l.id DESC`,
  );
  return result.rows;
}

/** A sealed row as text, each value exactly as it was hashed. */
export interface ExportRow {
  readonly sequence: string;
  readonly id: string;
  readonly tenantId: string;
  readonly changeSetId: string | null;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly oldValues: string | null;
  readonly newValues: string | null;
  readonly success: string;
  readonly errorMessage: string | null;
  readonly createdAt: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly [column: string]: unknown;
}

/** Sealed rows in the order of the chain, after a place in it. */
export async function listSealedRows(
  tx: TenantTransaction,
  filter: AuditFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<ExportRow[]> {
  const conditions = [sql`e.sequence > ${page.after}`, ...conditionsOf(filter)];
  const result = await tx.sql.execute<ExportRow>(
    sql`SELECT e.sequence::text, l.id::text, l.tenant_id::text AS "tenantId", l.change_set_id::text AS "changeSetId",
          l.user_id::text AS "userId", l.session_id::text AS "sessionId", l.action,
          l.resource_type AS "resourceType", l.resource_id::text AS "resourceId", l.ip_address AS "ipAddress",
          l.user_agent AS "userAgent", l.old_values::text AS "oldValues", l.new_values::text AS "newValues",
          l.success::text, l.error_message AS "errorMessage",
          to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAt",
          coalesce(encode(p.hash, 'hex'), repeat('0', 64)) AS "previousHash", encode(e.hash, 'hex') AS hash
        FROM audit_seal_entries e JOIN audit_logs l ON l.id = e.audit_id
        LEFT JOIN audit_seal_entries p ON p.sequence = e.sequence - 1
        ${where(conditions)} ORDER BY e.sequence LIMIT ${page.limit}`,
  );
  return result.rows;
}

function where(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`` : sql`WHERE ${sql.join([...conditions], sql` AND `)}`;
}

/** A transaction's rows get their ids while it runs: none is written more than a day after it began. */
function conditionsOf(filter: AuditFilter): SQL[] {
  const { userId, action, resourceType, resourceId, changeSetId, from, to, success, ip } = filter;
  const first = from === undefined ? undefined : momentOf(from, filter.timezone);
  const end = to === undefined ? undefined : endOf(to, filter.timezone);
  return [
    ...(userId === undefined ? [] : [sql`l.user_id = ${userId}`]),
    ...(action === undefined ? [] : [sql`l.action = ${action}`]),
    ...(resourceType === undefined ? [] : [sql`l.resource_type = ${resourceType}`]),
    ...(resourceId === undefined ? [] : [sql`l.resource_id = ${resourceId}`]),
    ...(changeSetId === undefined ? [] : [sql`l.change_set_id = ${changeSetId}`]),
    ...(success === undefined ? [] : [success ? sql`l.success` : sql`NOT l.success`]),
    ...(ip === undefined ? [] : [sql`l.ip_address = ${ip}`]),
    ...(first === undefined ? [] : [sql`l.id >= uuid_v7_at(${first}) AND l.created_at >= ${first}`]),
    ...(end === undefined
      ? []
      : [sql`l.id < uuid_v7_at(${end} + interval '1 day') AND l.created_at < ${end}`]),
  ];
}

function momentOf(text: string, timezone: string): SQL {
  return isDay(text) ? sql`(${text}::timestamp AT TIME ZONE ${timezone})` : sql`${text}::timestamptz`;
}

function endOf(text: string, timezone: string): SQL {
  if (!isDay(text)) return sql`${text}::timestamptz`;
  return sql`((${text}::timestamp + interval '1 day') AT TIME ZONE ${timezone})`;
}

function isDay(text: string): boolean {
  return text.length === 10;
}

/** A JSON number could not hold minor units exactly: they become text. */
function exactJson(column: 'l.old_values' | 'l.new_values'): SQL {
  return sql.raw(`(SELECT jsonb_object_agg(key,
      CASE WHEN key LIKE '%\\_minor' AND jsonb_typeof(value) = 'number' THEN to_jsonb(value #>> '{}') ELSE value END)
    FROM jsonb_each(${column}))`);
}
