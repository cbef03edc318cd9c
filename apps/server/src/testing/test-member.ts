import type { Role } from '@fintrack/contract';
import pg from 'pg';
import type { TenantContext } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';

/** What of a member matters to the test; the rest is made up. */
export interface MemberShape {
  readonly role?: Role;
  /** Another member's tenant; by default one of its own. */
  readonly tenantId?: string;
}

/** A signed-in member, written by the owner past the API: for tests of what lies below it. */
export async function insertMember(ownerUrl: string, shape: MemberShape = {}): Promise<TenantContext> {
  const [userId, sessionId, tenantId] = [newId(), newId(), shape.tenantId ?? newId()];
  await asOwner(ownerUrl, async (client) => {
    await client.query("INSERT INTO users (id, email, password_hash) VALUES ($1, $2, 'x')", [
      userId,
      `${userId}@example.org`,
    ]);
    await client.query("INSERT INTO tenants (id, name) VALUES ($1, 'Test') ON CONFLICT DO NOTHING", [
      tenantId,
    ]);
    await client.query('INSERT INTO memberships (tenant_id, user_id, role) VALUES ($1, $2, $3)', [
      tenantId,
      userId,
      shape.role ?? 'OWNER',
    ]);
    await client.query(
      `INSERT INTO user_sessions (id, user_id, refresh_token_hash, expires_at)
       VALUES ($1, $2, '', now() + interval '1 hour')`,
      [sessionId, userId],
    );
  });
  return { userId, sessionId, tenantId, origin: {} };
}

/** One connection of the owner, past row-level security, for what a test arranges or looks up. */
export async function asOwner<Result>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
