import { and, asc, desc, eq, gt, isNull, lt, ne, sql as raw } from 'drizzle-orm';
import type { Executor, Origin, TenantContext } from '../../platform/database/index.ts';
import { changeSets } from '../change-sets/tables.ts';
import { memberships, tenants, userSessions, users } from './tables.ts';

export type UserRow = typeof users.$inferSelect;
export type TenantRow = typeof tenants.$inferSelect;
export type SessionRow = typeof userSessions.$inferSelect;
export type Role = (typeof memberships.$inferSelect)['role'];

export interface MembershipRow {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly tenantType: TenantRow['type'];
  readonly role: Role;
  readonly currency: string;
}

/** Something that happened to a user and is no row's change. */
export interface IdentityEvent {
  readonly tenantId: string;
  readonly userId: string;
  readonly sessionId?: string;
  readonly action: string;
  readonly origin: Origin;
  readonly success: boolean;
  readonly details?: Record<string, unknown>;
}

export async function insertUser(sql: Executor, row: typeof users.$inferInsert): Promise<UserRow> {
  return only(await sql.insert(users).values(row).returning());
}

export async function insertTenant(sql: Executor, row: typeof tenants.$inferInsert): Promise<void> {
  await sql.insert(tenants).values(row);
}

export async function insertMembership(sql: Executor, row: typeof memberships.$inferInsert): Promise<void> {
  await sql.insert(memberships).values(row);
}

export async function insertSession(sql: Executor, row: typeof userSessions.$inferInsert): Promise<void> {
  await sql.insert(userSessions).values(row);
}

/** Enters the tenant that is being made and opens the change set of its making. */
export async function openSetup(
  sql: Executor,
  { origin, ...made }: { id: string; tenantId: string; userId: string; sessionId: string; origin: Origin },
): Promise<string> {
  await sql.execute(raw`select set_config('app.tenant_id', ${made.tenantId}, true),
    set_config('app.user_id', ${made.userId}, true), set_config('app.session_id', ${made.sessionId}, true)`);
  await sql.insert(changeSets).values({
    ...made,
    kind: 'setup',
    summary: 'Registered, with default categories',
    ipAddress: origin.ipAddress ?? null,
    userAgent: origin.userAgent ?? null,
  });
  return made.id;
}

export async function findUser(sql: Executor, userId: string): Promise<UserRow | undefined> {
  const [row] = await sql.select().from(users).where(eq(users.id, userId));
  return row;
}

export interface Account {
  readonly user: UserRow;
  /** This session is, or was, one of the user's. */
  readonly knowsSession: boolean;
  /** The user has signed in from this address. */
  readonly knowsAddress: boolean;
}

/** The user of an e-mail address, whatever its case, and what of the caller is known of that user. */
export async function findAccount(
  sql: Executor,
  caller: { email: string; sessionId: string | null; address: string },
): Promise<Account | undefined> {
  const [row] = await sql
    .select({
      user: users,
      // Names in full: in a select from one table Drizzle writes columns without their table.
      knowsSession: raw<boolean>`exists (select from user_sessions s
        where s.user_id = users.id and s.id = ${caller.sessionId}::uuid)`,
      knowsAddress: raw<boolean>`exists (select from user_sessions s
        where s.user_id = users.id and s.ip_address = ${caller.address})`,
    })
    .from(users)
    .where(eq(raw`lower(${users.email})`, raw`lower(${caller.email})`));
  return row;
}

/** The tenants that the user may enter now, the oldest membership first. */
export async function listMemberships(sql: Executor, userId: string): Promise<MembershipRow[]> {
  return await sql
    .select({
      tenantId: tenants.id,
      tenantName: tenants.name,
      tenantType: tenants.type,
      role: memberships.role,
      currency: tenants.currency,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.userId, userId), memberships.isActive, tenants.isActive))
    .orderBy(asc(memberships.createdAt), asc(memberships.tenantId));
}

/** The tenant that the user worked in last. */
export async function findLastTenant(sql: Executor, userId: string): Promise<string | null> {
  const [row] = await sql
    .select({ tenantId: userSessions.currentTenantId })
    .from(userSessions)
    .where(eq(userSessions.userId, userId))
    .orderBy(desc(userSessions.lastAccessedAt))
    .limit(1);
  return row?.tenantId ?? null;
}

/**
 * The same door that a tenant's transaction goes through, for work of the identity role.
 * Raises SQLSTATE 28000 where the session, the membership, the user or the tenant has ended.
 */
export async function enterTenant(
  sql: Executor,
  context: Pick<TenantContext, 'sessionId' | 'userId' | 'tenantId'>,
): Promise<{ role: Role; permissions: Record<string, boolean> }> {
  const { rows } = await sql.execute<{ role: Role; permissions: Record<string, boolean> }>(
    raw`select role, permissions from enter_tenant(${context.sessionId}, ${context.userId}, ${context.tenantId})`,
  );
  return only(rows);
}

export async function lockSession(sql: Executor, sessionId: string): Promise<SessionRow | undefined> {
  const [row] = await sql.select().from(userSessions).where(eq(userSessions.id, sessionId)).for('update');
  return row;
}

export async function updateSession(
  sql: Executor,
  sessionId: string,
  change: Partial<typeof userSessions.$inferInsert>,
): Promise<void> {
  await sql.update(userSessions).set(change).where(eq(userSessions.id, sessionId));
}

/** Ends one session of the user; false where it is not the user's or has ended before. */
export async function revokeSession(
  sql: Executor,
  session: { userId: string; sessionId: string; reason: string; at: Date },
): Promise<boolean> {
  const rows = await sql
    .update(userSessions)
    .set({ revokedAt: session.at, revokedReason: session.reason })
    .where(
      and(
        eq(userSessions.id, session.sessionId),
        eq(userSessions.userId, session.userId),
        isNull(userSessions.revokedAt),
      ),
    )
    .returning({ id: userSessions.id });
  return rows.length === 1;
}

export async function revokeAllSessions(
  sql: Executor,
  { userId, reason, at }: { userId: string; reason: string; at: Date },
): Promise<void> {
  await sql
    .update(userSessions)
    .set({ revokedAt: at, revokedReason: reason })
    .where(and(eq(userSessions.userId, userId), isNull(userSessions.revokedAt)));
}

/** The devices that are signed in, the last used first. */
export async function listLiveSessions(sql: Executor, userId: string, now: Date): Promise<SessionRow[]> {
  return await sql
    .select()
    .from(userSessions)
    .where(
      and(eq(userSessions.userId, userId), isNull(userSessions.revokedAt), gt(userSessions.expiresAt, now)),
    )
    .orderBy(desc(userSessions.lastAccessedAt), desc(userSessions.id));
}

export async function deleteSessionsBefore(sql: Executor, userId: string, before: Date): Promise<void> {
  await sql
    .delete(userSessions)
    .where(and(eq(userSessions.userId, userId), lt(userSessions.expiresAt, before)));
}

export async function recordLogin(sql: Executor, userId: string, at: Date): Promise<void> {
  await sql.update(users).set({ lastLoginAt: at }).where(eq(users.id, userId));
}

export async function recordEvent(sql: Executor, event: IdentityEvent): Promise<void> {
  const origin = JSON.stringify({ ip: event.origin.ipAddress, userAgent: event.origin.userAgent });
  const details = event.details === undefined ? null : JSON.stringify(event.details);
  await sql.execute(raw`select record_audit_event(${event.tenantId}::uuid, ${event.userId}::uuid,
    ${event.sessionId ?? null}::uuid, ${event.action}, ${origin}::jsonb, ${event.success}, ${details}::jsonb)`);
}

export interface SettingsRow {
  readonly tenant: TenantRow;
  readonly user: Pick<UserRow, 'id' | 'email' | 'name' | 'version'>;
}

/** Of the tenant that the transaction has entered; `lock` keeps both rows as they are until it ends. */
export async function findSettings(sql: Executor, userId: string, lock = false): Promise<SettingsRow> {
  const query = sql
    .select({
      tenant: tenants,
      user: { id: users.id, email: users.email, name: users.name, version: users.version },
    })
    .from(tenants)
    .innerJoin(users, eq(users.id, userId))
    .where(eq(tenants.id, raw`current_tenant_id()`));
  return only(await (lock ? query.for('update') : query));
}

export type TenantChange = Partial<
  Pick<TenantRow, 'name' | 'locale' | 'timezone' | 'currency' | 'weekStart' | 'fiscalYearStart'>
>;

export async function updateTenant(sql: Executor, change: TenantChange): Promise<void> {
  await sql
    .update(tenants)
    .set({ ...change, version: raw`${tenants.version} + 1`, updatedAt: raw`now()` })
    .where(eq(tenants.id, raw`current_tenant_id()`));
}

export async function updateUserName(sql: Executor, userId: string, name: string): Promise<void> {
  await sql
    .update(users)
    .set({ name, version: raw`${users.version} + 1`, updatedAt: raw`now()` })
    .where(and(eq(users.id, userId), ne(users.name, name)));
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('expected one row');
  return row;
}

export async function listTenantIds(sql: Executor): Promise<string[]> {
  const rows = await sql
    .select({ id: tenants.id })
    .from(tenants)
    .where(eq(tenants.isActive, true))
    .orderBy(asc(tenants.id));
  return rows.map(({ id }) => id);
}
