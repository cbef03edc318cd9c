import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describeCommand, isRunning, lockDataFolder } from './data-lock.ts';
import {
  binariesIn,
  ClusterError,
  findBinaries,
  findServerUser,
  firstClosedFolder,
  type PostgresBinaries,
  type ServerUser,
} from './postgres-binaries.ts';

const DATABASE_NAME = 'fintrack';
const OWNER = 'fintrack_owner';

const MEMORY_MIB = totalmem() / 2 ** 20;

/** For a database beside its program: an eighth of the machine's memory for itself, up to a gigabyte. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(MEMORY_MIB / 8)))}MB`,
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  effective_cache_size: `${Math.max(512, Math.floor(MEMORY_MIB / 2))}MB`,
  random_page_cost: '1.1',
  max_wal_size: '4GB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
};

/** Byte order, but upper and lower case of every script: with C alone "MÜLLER" would not be "müller". */
const LOCALE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** A PostgreSQL of FinTrack's own, running on this machine only. */
export interface Cluster {
  /** Address of FinTrack's database for its owner. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Folder of everything that FinTrack keeps. */
  readonly dataFolder: string;
  /** Settings of PostgreSQL beside the usual ones, such as fsync off for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder of initdb, pg_ctl and postgres of another version, instead of those that come along. */
  readonly programFolder?: string;
}

/**
 * Starts the embedded PostgreSQL under `dataFolder`, making it first where there is none.
 * @throws {ClusterError} when another FinTrack runs on the folder, or PostgreSQL cannot start.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataFolder } = options;
  await mkdir(dataFolder, { recursive: true });
  const releaseLock = await lockDataFolder(dataFolder);
  try {
    const program = await prepareProgram(options);
    const password = await readOrMakePassword(dataFolder);
    if (!existsSync(program.folder)) await initialise(program, dataFolder, password);
    await stopOrphan(program);
    const port = await startServer(program, { ...SETTINGS, ...options.settings });
    const stop = async (): Promise<void> => {
      try {
        await stopServer(program);
      } finally {
        await releaseLock();
      }
    };
    try {
      return { ownerUrl: await ensureDatabase(port, password), stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await releaseLock();
    throw error;
  }
}

interface Program {
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser | null;
  /** PostgreSQL's own data directory. */
  readonly folder: string;
  /** What initdb is told of it. */
  readonly locale: readonly string[];
}

async function prepareProgram({ dataFolder, programFolder }: ClusterOptions): Promise<Program> {
  const folder = join(dataFolder, 'postgres');
  const user = findServerUser();
  const closed = user && (await firstClosedFolder(dataFolder, user));
  if (closed) {
    throw new ClusterError(
      `PostgreSQL does not run as root, and its user "postgres" may not enter ${closed}. Set FINTRACK_DATA to a folder that it may, such as /var/lib/fintrack, or run chmod o+x ${closed}.`,
    );
  }
  const binaries = programFolder ? binariesIn(programFolder) : await findBinaries(user, dataFolder);
  return { binaries, user, folder, locale: programFolder ? ['--locale=C.UTF-8'] : LOCALE };
}

async function readOrMakePassword(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'postgres-password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** PostgreSQL's folder appears whole or not at all: an initdb that was killed leaves one that looks complete. */
async function initialise(program: Program, dataFolder: string, password: string): Promise<void> {
  const { binaries, user, folder, locale } = program;
  const draft = `${folder}.new`;
  const passwordFile = join(dataFolder, 'initdb-password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  await chmod(draft, 0o700);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const path of user ? [draft, passwordFile] : []) await chown(path, user?.uid ?? 0, user?.gid ?? 0);
  try {
    await run(user, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      ...locale,
    ]);
    await rename(draft, folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** A FinTrack that was killed leaves its PostgreSQL running: it is stopped in order before the new start. */
async function stopOrphan(program: Program): Promise<void> {
  const pidFile = join(program.folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  if (!isRunning(pid)) return;
  // After a crash of the machine another program may have the number; it is left alone.
  if (!describeCommand(pid).includes(program.folder)) return rm(pidFile, { force: true });
  await stopServer(program);
}

/** @returns the port that it listens on. */
async function startServer(program: Program, settings: Readonly<Record<string, string>>): Promise<number> {
  const log = join(program.folder, 'server.log');
  // Somebody may take the free port before PostgreSQL does.
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort();
    const flags = Object.entries({ ...settings, port: String(port) }).map(
      ([name, value]) => `-c ${name}='${value}'`,
    );
    const start = ['start', '-D', program.folder, '-l', log, '-w', '-t', '60', '-o', flags.join(' ')];
    try {
      await run(program.user, program.binaries.pgCtl, start);
      return port;
    } catch (cause) {
      if (tries < 3) continue;
      const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n');
      throw new ClusterError(`The embedded PostgreSQL did not start. The end of ${log}:\n${lines}`, {
        cause,
      });
    }
  }
}

async function stopServer({ user, binaries, folder }: Program): Promise<void> {
  if (!existsSync(join(folder, 'postmaster.pid'))) return;
  await run(user, binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '60']);
}

async function ensureDatabase(port: number, password: string): Promise<string> {
  const url = (name: string): string => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${name}`;
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
  return url(DATABASE_NAME);
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Runs a program in a session of its own, so that Ctrl-C in the terminal reaches FinTrack and not PostgreSQL. */
function run(user: ServerUser | null, command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', reject);
    // pg_ctl's server keeps stderr open, so the end is its exit and not its streams' close.
    child.once('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new ClusterError(`${command} failed: ${complaint.trim() || `exit code ${code}`}`));
    });
  });
}
