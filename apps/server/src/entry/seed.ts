import { register } from '@fintrack/contract';
import { ApiClient, ApiError } from '@fintrack/contract/client';
import { type CalendarDate, dateInZone } from '@fintrack/core/dates';
import { systemClock } from '../platform/clock.ts';
import { startCluster } from '../platform/database/cluster.ts';
import { readEnvironment } from '../platform/env.ts';
import { createLogger } from '../platform/logger.ts';
import type { SeedBook } from '../seed/book.ts';
import { fillBooks } from '../seed/fill-books.ts';
import { householdBook } from '../seed/household.ts';
import { smallBusinessBook } from '../seed/small-business.ts';
import { buildApi } from './build-api.ts';
import { prepareDatabase } from './prepare-database.ts';
import { readOrMakeSecret } from './secret.ts';
import { openServices, type RunningServices } from './services.ts';

const PASSWORD = 'Lanterns-and-otters-4';
const META = { origin: { ipAddress: '127.0.0.1', userAgent: 'npm run seed' }, isSecure: false, ownHosts: [] };

interface Tenant {
  readonly email: string;
  readonly name: string;
  readonly tenantName: string;
  readonly tenantType: 'HOUSEHOLD' | 'BUSINESS';
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
  readonly book: (today: CalendarDate) => SeedBook;
}

const TENANTS: readonly Tenant[] = [
  {
    email: 'harper@fintrack.example',
    name: 'Robin Harper',
    tenantName: 'The Harpers',
    tenantType: 'HOUSEHOLD',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    locale: 'en-IE',
    book: householdBook,
  },
  {
    email: 'studio@fintrack.example',
    name: 'Sam Okafor',
    tenantName: 'Mill Street Press',
    tenantType: 'BUSINESS',
    currency: 'USD',
    timezone: 'America/Chicago',
    locale: 'en-US',
    book: smallBusinessBook,
  },
];

try {
  await seed();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function seed(): Promise<void> {
  const env = readEnvironment();
  const cluster = env.DATABASE_URL ? null : await startCluster({ dataFolder: env.FINTRACK_DATA });
  try {
    const ownerUrl = env.DATABASE_URL ?? cluster?.ownerUrl ?? '';
    const secret = await readOrMakeSecret(env);
    const urls = await prepareDatabase(ownerUrl, secret, env);
    const services = await openServices({
      env,
      secret,
      ownerUrl,
      logger: createLogger({ ...env, LOG_LEVEL: 'silent' }),
      ...urls,
    });
    for (const tenant of TENANTS) await seedTenant(services, tenant);
    await services.close();
  } finally {
    await cluster?.stop();
  }
}

async function seedTenant(services: RunningServices, tenant: Tenant): Promise<void> {
  const api = buildApi(services);
  const fetch = (request: Request): Promise<Response> => api.fetch(request, META);
  const { book, ...body } = tenant;
  try {
    const { data } = await new ApiClient({ baseUrl: 'http://localhost', fetch }).call(register, {
      body: { ...body, password: PASSWORD },
    });
    const client = new ApiClient({
      baseUrl: 'http://localhost',
      fetch,
      headers: { Authorization: `Bearer ${data.accessToken}` },
    });
    const today = dateInZone(systemClock.now(), tenant.timezone);
    const rows = await fillBooks(client, book(today), tenant.currency);
    console.log(`${tenant.tenantName}: ${rows} transactions.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.envelope.code !== 'EMAIL_TAKEN') throw error;
    console.log(`${tenant.tenantName} is there already.`);
  }
  console.log(`  Sign in as ${tenant.email} with ${PASSWORD}`);
}
