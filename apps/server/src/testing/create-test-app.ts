import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { buildApi } from '../entry/build-api.ts';
import { openServices } from '../entry/services.ts';
import { TASKS } from '../entry/tasks.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/index.ts';
import { readEnvironment } from '../platform/env.ts';
import { createLogger } from '../platform/logger.ts';
import { startWorker } from '../platform/queue/index.ts';
import type { Services } from '../platform/services.ts';
import { cloneTestDatabase } from './test-database.ts';

/** The real API on a database of its own. */
export interface TestApp {
  readonly database: Database;
  readonly services: Services;
  /** For its owner, whom row-level security does not bind. */
  readonly ownerUrl: string;
  /** Calls the API: a path such as "/api/v1/health", or a whole address. */
  request(pathOrUrl: string, init?: RequestInit & { readonly ip?: string }): Promise<Response>;
  /** A statement of the database's owner, for looking behind the scenes. */
  adminQuery<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly clock?: Clock;
  /** Runs background jobs too. */
  readonly withWorker?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const SECRET = 'a secret that only tests know, 48 characters....';

/** Starts the API on a fresh copy of the template database. Close it when the file's tests are done. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await cloneTestDatabase(inject('templateUrl'));
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-files-'));
  const env = readEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    FINTRACK_DATA: folder,
    ...options.env,
  });
  const services = await openServices({
    env,
    secret: SECRET,
    logger: createLogger(env),
    clock: options.clock ?? systemClock,
    ...database,
  });
  const worker = options.withWorker ? await startWorker(database.ownerUrl, TASKS, services) : null;
  const api = buildApi(services);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // The database is dropped under its idle connections.
  owner.on('error', () => undefined);
  return {
    database: services.database,
    services,
    ownerUrl: database.ownerUrl,
    request: (pathOrUrl, init = {}) => {
      const { ip = '192.0.2.1', ...rest } = init;
      const url = new URL(pathOrUrl, 'http://fintrack.test');
      const origin = { ipAddress: ip, userAgent: new Headers(rest.headers).get('user-agent') ?? undefined };
      const request = new Request(url, { ...rest, ...(rest.body ? { duplex: 'half' } : {}) });
      return api.fetch(request, { origin, isSecure: url.protocol === 'https:', ownHosts: [url.host] });
    },
    adminQuery: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await owner.query<Row>(text, [...values])).rows,
    close: async () => {
      await worker?.stop();
      await services.close();
      await owner.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
