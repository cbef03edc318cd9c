import { migrateUp } from '../platform/database/migrate.ts';
import { deriveRoleUrls, ensureRoles, type RoleUrls } from '../platform/database/roles.ts';
import { assertUsable, explained } from '../platform/database/trouble.ts';
import type { Environment } from '../platform/env.ts';
import { migrateQueue } from '../platform/queue/index.ts';

/**
 * Brings a database to this program's version: roles, queue, migrations. @returns what it applied.
 * @throws {DatabaseTroubleError | MigrationError} in words for the person who starts it.
 */
export async function prepareDatabase(
  ownerUrl: string,
  secret: string,
  given: Pick<Environment, 'DATABASE_APP_URL' | 'DATABASE_IDENTITY_URL'>,
): Promise<RoleUrls & { applied: string[] }> {
  const { DATABASE_APP_URL: appUrl, DATABASE_IDENTITY_URL: identityUrl } = given;
  await assertUsable(ownerUrl);
  const applied = await explained(async () => {
    // Whoever gives both addresses has made the roles; then DATABASE_URL need not be allowed to.
    if (!appUrl || !identityUrl) await ensureRoles(ownerUrl, secret);
    await migrateQueue(ownerUrl);
    return migrateUp(ownerUrl);
  });
  const derived = deriveRoleUrls(ownerUrl, secret);
  return { appUrl: appUrl ?? derived.appUrl, identityUrl: identityUrl ?? derived.identityUrl, applied };
}
