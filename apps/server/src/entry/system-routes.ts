import { health, ready } from '@fintrack/contract';
import { AppError } from '../platform/errors.ts';
import { type Route, route } from '../platform/http/index.ts';
import { VERSION } from './version.ts';

export const systemRoutes: readonly Route[] = [
  route(health, async () => ({
    data: { status: 'ok' as const, version: VERSION, uptimeSeconds: Math.round(process.uptime()) },
    headers: { 'Cache-Control': 'no-store' },
  })),
  route(ready, async ({ services }) => {
    try {
      await services.database.ping();
    } catch (error) {
      services.logger.warn({ err: error }, 'not ready');
      throw new AppError('UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
        headers: { 'Retry-After': '5' },
      });
    }
    return {
      data: {
        status: 'ready' as const,
        checks: { database: 'ok', roles: services.env.FINTRACK_ROLES.join(', ') },
      },
    };
  }),
];
