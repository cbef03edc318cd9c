import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../testing/test-member.ts';
import { type Cluster, startCluster } from './cluster.ts';

const SETTINGS = { fsync: 'off', shared_buffers: '32MB', max_connections: '20' };
const ME = join(import.meta.dirname, 'cluster.ts');

let dataFolder: string;
const running: Cluster[] = [];

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'fintrack-cluster-'));
  await chmod(dataFolder, 0o755);
});
afterEach(async () => {
  for (const cluster of running.splice(0)) await cluster.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

async function start(): Promise<Cluster> {
  const cluster = await startCluster({ dataFolder, settings: SETTINGS });
  running.push(cluster);
  return cluster;
}

/** A FinTrack in a process of its own, which can be killed. */
async function startElsewhere() {
  const program = `
    import { startCluster } from ${JSON.stringify(ME)};
    const { ownerUrl } = await startCluster(${JSON.stringify({ dataFolder, settings: SETTINGS })});
    console.log(ownerUrl);
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ownerUrl: line.toString().trim() };
}

const readNote = (url: string) =>
  asOwner(url, async (client) => (await client.query<{ note: string }>('SELECT note FROM notes')).rows);

describe('a data folder', () => {
  it('has one FinTrack: a second one is told which process it is', async () => {
    const { child } = await startElsewhere();
    try {
      await expect(start()).rejects.toThrow(
        `FinTrack already runs on ${dataFolder} (process ${child.pid}). Stop it first, or set FINTRACK_DATA to another folder.`,
      );
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await start();
    }
  });

  it('of a FinTrack that was killed is taken over, with the PostgreSQL that it left running', async () => {
    const { child, ownerUrl } = await startElsewhere();
    await asOwner(ownerUrl, (client) => client.query("CREATE TABLE notes AS SELECT 'committed' AS note"));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readNote(ownerUrl)).toEqual([{ note: 'committed' }]);
    const { ownerUrl: next } = await start();
    expect(await readNote(next)).toEqual([{ note: 'committed' }]);
    await expect(readNote(ownerUrl)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is free when the number of the process that had it belongs to another one now', async () => {
    // As in a container, where the numbers begin anew: this test's parent runs, but it did not write this.
    await writeFile(join(dataFolder, 'fintrack.pid'), `${process.ppid} another-boot 1\n`);
    const first = await start();
    expect(readFileSync(join(dataFolder, 'fintrack.pid'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    running.splice(0);
    await first.stop();
    // PostgreSQL looks at the number alone, and would refuse.
    await writeFile(join(dataFolder, 'postgres', 'postmaster.pid'), `${process.ppid}\n`);
    expect((await start()).ownerUrl).toMatch(/^postgres:/);
  });

  it('survives an initialisation that was killed half-way', async () => {
    await mkdir(join(dataFolder, 'postgres.new', 'base'), { recursive: true });
    await writeFile(join(dataFolder, 'postgres.new', 'PG_VERSION'), '18\n');
    const { ownerUrl } = await start();
    await asOwner(ownerUrl, (client) => client.query("CREATE TABLE notes AS SELECT 'kept' AS note"));
    expect(existsSync(join(dataFolder, 'postgres.new'))).toBe(false);
  });

  it.skipIf(userInfo().uid !== 0)(
    'that the user of PostgreSQL cannot enter is named, with what to do',
    async () => {
      await chmod(dataFolder, 0o700);
      const message = new RegExp(
        `may not enter ${dataFolder}\\. Set FINTRACK_DATA .* chmod o\\+x ${dataFolder}`,
      );
      await expect(start()).rejects.toThrow(message);
      expect(existsSync(join(dataFolder, 'fintrack.pid'))).toBe(false);
    },
  );
});

describe('the embedded PostgreSQL', () => {
  it('listens on this machine only, keeps its password to itself, waits for the disk, and is gone after stop', async () => {
    const cluster = await startCluster({ dataFolder });
    const shown = await asOwner(cluster.ownerUrl, async (client) => {
      const names = [
        'listen_addresses',
        'unix_socket_directories',
        'synchronous_commit',
        'fsync',
        'jit',
        'data_checksums',
      ];
      const { rows } = await client.query<{ name: string; setting: string }>(
        'SELECT name, setting FROM pg_settings WHERE name = ANY ($1)',
        [names],
      );
      return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
    });
    expect(shown).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      synchronous_commit: 'on',
      fsync: 'on',
      jit: 'off',
      data_checksums: 'on',
    });
    const wrong = cluster.ownerUrl.replace(/:[^:@/]+@/, ':guess@');
    await expect(asOwner(wrong, (client) => client.query('SELECT 1'))).rejects.toMatchObject({
      code: '28P01',
    });
    expect((await stat(join(dataFolder, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataFolder, 'postgres'))).mode & 0o777).toBe(0o700);
    await cluster.stop();
    await expect(asOwner(cluster.ownerUrl, (client) => client.query('SELECT 1'))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect((await readdir(dataFolder)).toSorted()).toEqual(['postgres', 'postgres-password']);
  });

  it('prints nothing and leaves the process free to end when it is stopped', async () => {
    const program = `
      import { startCluster } from ${JSON.stringify(ME)};
      const cluster = await startCluster(${JSON.stringify({ dataFolder, settings: SETTINGS })});
      await cluster.stop();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ out, error, code: child.exitCode }).toEqual({ out: '', error: '', code: 0 });
  });
});
