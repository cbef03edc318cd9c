import pg from 'pg';
import { sqlState } from './tenant-transaction.ts';

/** The database of DATABASE_URL cannot be used; the text says why and what to do, and holds no password. */
export class DatabaseTroubleError extends Error {
  override readonly name = 'DatabaseTroubleError';
}

const OLDEST_VERSION = 15;

/** @throws {DatabaseTroubleError} when the database does not let us in, or is too old. */
export async function assertUsable(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int / 10000 AS version",
    );
    const version = rows[0]?.version ?? 0;
    if (version < OLDEST_VERSION) {
      throw new DatabaseTroubleError(
        `The database of DATABASE_URL is PostgreSQL ${version}; FinTrack needs ${OLDEST_VERSION} or newer. Upgrade it, or leave DATABASE_URL out to use the one that comes along.`,
      );
    }
  } catch (error) {
    throw explain(error, new URL(ownerUrl));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The same for work of the owner that the owner may not be allowed to do. */
export async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    throw new DatabaseTroubleError(
      'The user of DATABASE_URL may not make what FinTrack needs. Let it own its database and give it CREATEROLE; or make the roles fintrack_app and fintrack_identity yourself and set DATABASE_APP_URL and DATABASE_IDENTITY_URL to their addresses.',
      { cause: error },
    );
  }
}

function explain(error: unknown, url: URL): unknown {
  const name = decodeURIComponent(url.pathname.slice(1));
  const user = decodeURIComponent(url.username);
  const text = TEXTS[codeOf(error)]?.({ host: url.host, name, user });
  return text === undefined ? error : new DatabaseTroubleError(text, { cause: error });
}

interface Place {
  readonly host: string;
  readonly name: string;
  readonly user: string;
}

const silent = ({ host }: Place): string =>
  `The database of DATABASE_URL does not answer at ${host}. Start it, or correct DATABASE_URL.`;
const refusesLogin = ({ host, user }: Place): string =>
  `The database at ${host} refuses the login of "${user}". Correct the user or the password in DATABASE_URL.`;
const TEXTS: Readonly<Record<string, (place: Place) => string>> = {
  ECONNREFUSED: silent,
  ENOTFOUND: silent,
  EAI_AGAIN: silent,
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  ECONNRESET: silent,
  TIMEOUT: silent,
  '28P01': refusesLogin,
  '28000': refusesLogin,
  '3D000': ({ host, name }) =>
    `There is no database "${name}" at ${host}. Make it (createdb ${name}), or correct DATABASE_URL.`,
  '57P03': ({ host }) => `The database at ${host} is starting. Try again in a moment.`,
  '53300': ({ host }) =>
    `The database at ${host} has no connection free. End some, or raise its max_connections.`,
};

function codeOf(error: unknown): string {
  if (error instanceof Error && /timeout expired/.test(error.message)) return 'TIMEOUT';
  // Several addresses of one name were tried.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
