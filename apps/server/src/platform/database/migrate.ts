import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** SHA-256 of `up`, hexadecimal. */
  readonly checksum: string;
}

/** The database cannot be brought to the version of this program; the text says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations');

/**
 * Applies what is missing, in order, each in a transaction of its own, up to number `target` where one is given.
 * @returns names of what it applied.
 */
export function migrateUp(ownerUrl: string, target?: number): Promise<string[]> {
  return withMigrationLock(ownerUrl, async (client) => {
    const migrations = await readMigrations();
    const applied = await readApplied(client);
    refuseUnknown(migrations, applied);
    const done: string[] = [];
    for (const migration of migrations.slice(applied.length, target)) {
      await inTransaction(client, async () => {
        await client.query(migration.up);
        await client.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
          migration.version,
          migration.name,
          migration.checksum,
        ]);
      });
      done.push(migration.name);
    }
    return done;
  });
}

/** Takes back everything above `target`, newest first. The rows of the dropped tables are gone. */
export function migrateDown(ownerUrl: string, target: number): Promise<string[]> {
  return withMigrationLock(ownerUrl, async (client) => {
    const migrations = await readMigrations();
    const applied = await readApplied(client);
    refuseUnknown(migrations, applied);
    const undone: string[] = [];
    for (const migration of migrations.slice(target, applied.length).reverse()) {
      await inTransaction(client, async () => {
        await client.query(migration.down);
        await client.query('DELETE FROM schema_migrations WHERE version = $1', [migration.version]);
      });
      undone.push(migration.name);
    }
    return undone;
  });
}

/** The migrations of this program, in order. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const up = await readFile(join(folder, file), 'utf8');
      const down = await readFile(join(folder, file.replace(/\.sql$/, '.down.sql')), 'utf8');
      const checksum = createHash('sha256').update(up).digest('hex');
      return { version: index + 1, name: file.replace(/\.sql$/, ''), up, down, checksum };
    }),
  );
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  await client.query('GRANT SELECT ON schema_migrations TO fintrack_app');
  const result = await client.query<Applied>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  return result.rows;
}

function refuseUnknown(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const [index, row] of applied.entries()) {
    const migration = migrations[index];
    if (!migration) {
      throw new MigrationError(
        `The database is newer than this FinTrack: it has ${row.name}. Start the version that made it, or a newer one.`,
      );
    }
    if (migration.name !== row.name || migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.name} was changed after it was applied. Put the file back as it was; add a new one instead.`,
      );
    }
  }
}

async function withMigrationLock<Result>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('fintrack:migrations'))");
    return await work(client);
  } finally {
    await client.end();
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
