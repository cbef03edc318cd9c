import { health, ready } from '@fintrack/contract';
import { readMigrations } from '../platform/database/migrate.ts';
import { AppError } from '../platform/errors.ts';
import { type Route, route } from '../platform/http/index.ts';
import type { Services } from '../platform/services.ts';
import { VERSION } from './version.ts';

export const systemRoutes: readonly Route[] = [
  route(health, async () => ({
    data: { status: 'ok' as const, version: VERSION, uptimeSeconds: Math.round(process.uptime()) },
    headers: { 'Cache-Control': 'no-store' },
  })),
  route(ready, async ({ services }) => {
    const found = await findSchemaVersion(services);
    const expected = (await readMigrations()).length;
    if (found !== expected) {
      refuseUnready(
        `The database is at migration ${found} and this FinTrack at ${expected}. It is being upgraded; try again in a moment.`,
      );
    }
    const checks = {
      database: 'ok',
      migrations: String(found),
      roles: services.env.FINTRACK_ROLES.join(', '),
    };
    return { data: { status: 'ready' as const, checks }, headers: { 'Cache-Control': 'no-store' } };
  }),
];

async function findSchemaVersion({ database, logger }: Services): Promise<number> {
  try {
    return await database.schemaVersion();
  } catch (error) {
    logger.warn({ err: error }, 'not ready');
    return refuseUnready('The database does not answer. Try again in a moment.');
  }
}

function refuseUnready(message: string): never {
  throw new AppError('UNAVAILABLE', message, { headers: { 'Retry-After': '5' } });
}
