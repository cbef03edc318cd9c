import { createHmac } from 'node:crypto';
import pg from 'pg';

export interface RoleUrls {
  readonly appUrl: string;
  readonly identityUrl: string;
}

const ROLES = { appUrl: 'fintrack_app', identityUrl: 'fintrack_identity' } as const;

/**
 * Makes the two login roles that own nothing and cannot bypass row-level security, and lets them into the database.
 * Their passwords are derived from the owner's, so that every machine with the same DATABASE_URL finds the same ones.
 */
export async function ensureRoles(ownerUrl: string, secret: string): Promise<RoleUrls> {
  const urls = deriveRoleUrls(ownerUrl, secret);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Roles belong to the whole cluster; one starter at a time makes them.
    await client.query("SELECT pg_advisory_lock(hashtext('fintrack:roles'))");
    for (const [key, role] of Object.entries(ROLES) as [keyof RoleUrls, string][]) {
      await ensureRole(client, role, new URL(urls[key]).password);
    }
  } finally {
    await client.end();
  }
  return urls;
}

/** The addresses of the two roles beside the owner's. */
export function deriveRoleUrls(ownerUrl: string, secret: string): RoleUrls {
  return {
    appUrl: roleUrl(ownerUrl, secret, ROLES.appUrl),
    identityUrl: roleUrl(ownerUrl, secret, ROLES.identityUrl),
  };
}

function roleUrl(ownerUrl: string, secret: string, role: string): string {
  const url = new URL(ownerUrl);
  const key = decodeURIComponent(url.password) || secret;
  url.username = role;
  url.password = createHmac('sha256', key).update(role).digest('hex');
  return url.toString();
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  const attributes = found.rowCount === 0 ? 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS INHERIT ' : '';
  await client.query(
    `${verb} ROLE ${role} WITH LOGIN ${attributes}PASSWORD ${client.escapeLiteral(password)}`,
  );
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
}
