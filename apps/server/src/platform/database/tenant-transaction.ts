import type { Access, Role } from '@fintrack/contract';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolClient, QueryResult } from 'pg';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';

export type Executor = NodePgDatabase;

/** Where a request came from: kept with the change set that it makes. */
export interface Origin {
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** Who asks, of which tenant, and what the endpoint lets whom do. */
export interface TenantContext {
  readonly userId: string;
  readonly sessionId: string;
  readonly tenantId: string;
  readonly origin: Origin;
  /** Default: every member. */
  readonly access?: Access | undefined;
}

/** Background work on behalf of a user, or of nobody. */
export interface JobContext {
  readonly tenantId: string;
  readonly userId: string | null;
}

/** What enter_tenant says of the tenant and of the caller's place in it. */
export interface TenantInfo {
  readonly id: string;
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
  /** null for a job. */
  readonly role: Role | null;
  readonly permissions: Readonly<Record<string, boolean>>;
}

export type ChangeSetKind =
  | 'request'
  | 'import'
  | 'bulk'
  | 'rule'
  | 'sync'
  | 'assistant'
  | 'revert'
  | 'setup';

export interface ChangeSetIntent {
  readonly kind?: ChangeSetKind | undefined;
  /** In the user's words: "Added a transaction". */
  readonly summary: string;
  /** The work is one call, which knows itself when nothing more will be asked, and then calls `sendCommit`. */
  readonly endsEarly?: boolean;
}

/** A transaction inside one tenant. */
export interface TenantTransaction {
  readonly sql: Executor;
  /** The pipelined connection, for statements that Drizzle cannot say. */
  readonly client: PoolClient;
  readonly tenantId: string;
  readonly userId: string | null;
  /** Resolves when the door has let us in; a read's first query is on its way before that. */
  readonly entered: Promise<TenantInfo>;
  /** The change set of a write. @throws {Error} in a read. */
  readonly changeSetId: string;
  /** Runs once the transaction is committed; not at all when it is not. */
  readonly afterCommit: (run: () => void) => void;
  /**
   * Everything that the work asks of the database was sent: where the intent says `endsEarly`, COMMIT leaves with it in
   * one flight, before the answers are there; elsewhere nothing happens. Whatever could still refuse the work must have
   * been found out by then: a failure afterwards takes nothing back, but for that of a statement that was sent before,
   * which makes PostgreSQL roll all of it back.
   */
  readonly sendCommit: () => void;
}

const ROLES_BY_ACCESS: Readonly<Record<Access, readonly Role[]>> = {
  public: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'ADVISOR'],
  member: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'ADVISOR'],
  write: ['OWNER', 'ADMIN', 'MEMBER'],
  admin: ['OWNER', 'ADMIN'],
};

/** How a transaction begins; with COMMIT in front where the connection's last read is still open. */
export type Begin =
  `${'' | 'COMMIT; '}BEGIN${'' | ' READ ONLY' | ' ISOLATION LEVEL REPEATABLE READ READ ONLY'}`;

/**
 * Begins a transaction and goes through the door, in one message and without waiting. The promise rejects with
 * SESSION_ENDED when the door stays shut; the transaction is then to be rolled back.
 */
export function enterTenant(client: PoolClient, begin: Begin, context: TenantContext): Promise<TenantInfo> {
  const ids = [context.sessionId, context.userId, context.tenantId].map(quoteId).join(', ');
  return beginAndRead(
    client,
    `${begin}; SELECT role, permissions, currency, timezone, locale FROM enter_tenant(${ids})`,
    context,
  );
}

/** The same for a job. */
export function enterTenantForJob(
  client: PoolClient,
  begin: Begin,
  context: JobContext,
): Promise<TenantInfo> {
  const user = context.userId === null ? 'NULL' : quoteId(context.userId);
  return beginAndRead(
    client,
    `${begin}; SELECT NULL AS role, '{}'::jsonb AS permissions, currency, timezone, locale
     FROM enter_tenant_for_job(${quoteId(context.tenantId)}, ${user})`,
    context,
  );
}

/** Two statements in one message take no parameters, so that the ids stand in its text: they are checked first. */
function quoteId(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new TypeError('An id is not a UUID.');
  return `'${id}'`;
}

async function beginAndRead(client: PoolClient, text: string, context: JobContext): Promise<TenantInfo> {
  try {
    // A message of several statements has a result for each, which the types of pg do not say.
    const results = (await client.query(text)) as unknown as readonly QueryResult<EnteredRow>[];
    return readEntered(context.tenantId, results.at(-1)?.rows ?? []);
  } catch (error) {
    return asSessionEnded(error);
  }
}

/** @throws {AppError} FORBIDDEN when the role does not allow what the endpoint needs. */
export function assertAccess(tenant: TenantInfo, access: Access): void {
  if (tenant.role !== null && !ROLES_BY_ACCESS[access].includes(tenant.role)) {
    throw new AppError(
      'FORBIDDEN',
      `Your role here is ${tenant.role}, which may not do this. Ask an owner or admin.`,
    );
  }
}

/** Opens the change set that every write of this transaction belongs to. Sent without waiting. */
export function openChangeSet(
  client: PoolClient,
  intent: ChangeSetIntent,
  origin: Origin,
): { id: string; opened: Promise<unknown> } {
  const id = newId();
  const opened = client.query({
    name: 'open_change_set',
    text: `WITH made AS (
      INSERT INTO change_sets (tenant_id, id, kind, summary, user_id, session_id, ip_address, user_agent)
      VALUES (current_tenant_id(), $1, $2, $3, current_user_id(),
        nullif(current_setting('app.session_id', true), '')::uuid, $4, $5)
    ) SELECT set_config('app.change_set_id', $1::text, true), set_config('plan_cache_mode', $6, true)`,
    values: [
      id,
      intent.kind ?? 'request',
      intent.summary,
      origin.ipAddress ?? null,
      origin.userAgent ?? null,
      // A statement that is kept prepared has a plan for a few rows; where there may be many, it is planned for them.
      (intent.kind ?? 'request') === 'request' ? 'auto' : 'force_custom_plan',
    ],
  });
  return { id, opened };
}

/** Says what a change set did, where that is known only once it is done. */
export async function describeChangeSet(tx: TenantTransaction, summary: string): Promise<void> {
  await tx.client.query({
    name: 'describe_change_set',
    text: 'UPDATE change_sets SET summary = $2 WHERE id = $1',
    values: [tx.changeSetId, summary],
  });
}

interface EnteredRow {
  readonly role: Role | null;
  readonly permissions: Record<string, boolean>;
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
}

function readEntered(tenantId: string, rows: readonly EnteredRow[]): TenantInfo {
  const row = rows[0];
  if (!row) throw new Error('enter_tenant gave no row.');
  return { id: tenantId, ...row };
}

function asSessionEnded(error: unknown): never {
  if (sqlState(error) === '28000') {
    throw new AppError('SESSION_ENDED', 'You are signed out here, or no longer a member. Sign in again.');
  }
  throw error;
}

/** The SQLSTATE of an error from PostgreSQL, also behind Drizzle's wrapping; null for another error. */
export function sqlState(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return null;
}

/** True for a value that a unique index already has. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}
