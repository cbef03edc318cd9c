import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { cloneTestDatabase, withDatabase } from '../testing/test-database.ts';

let dataFolder: string;
const children: ChildProcess[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'fintrack-main-'));
  await chmod(dataFolder, 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const server of servers.splice(0)) server.close();
  await rm(dataFolder, { recursive: true, force: true });
});

/** The program as `npm start` runs it, without the pages, which take long to build. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: '0',
      FINTRACK_ROLES: 'api,sockets,worker',
      FINTRACK_DATA: dataFolder,
      FINTRACK_RATES_URL: 'off',
      ...env,
    },
  });
  children.push(child);
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = (async () => {
    const [code] = (await once(child, 'close')) as [number | null];
    const [out, error] = await output;
    return { code, out, error };
  })();
  const address = new Promise<string>((resolve, reject) => {
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const found = /FinTrack runs at (http:\S+)/.exec(shown)?.[1];
      if (found) resolve(found);
    });
    void ended.then(({ out, error }) => reject(new Error(`It ended: ${out}${error}`)));
  });
  address.catch(() => undefined);
  return { child, ended, address };
}

describe('npm start', () => {
  it('says where it runs, answers there, and stops in order although a browser holds a socket open', async () => {
    const { child, ended, address } = run();
    const url = await address;
    const health = await fetch(`${url}/api/v1/health`);
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { success: true, data: { status: 'ok' } },
    ]);
    const ready = await fetch(`${url}/api/health/ready`);
    expect(await ready.json()).toMatchObject({ data: { status: 'ready', checks: { database: 'ok' } } });

    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('message', resolve);
      socket.addEventListener('error', reject);
    });
    child.kill('SIGTERM');
    const { code, out, error } = await ended;
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain(`Data: ${dataFolder}. Stop with Ctrl-C.`);
    expect(existsSync(join(dataFolder, 'fintrack.pid'))).toBe(false);
    expect(existsSync(join(dataFolder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('starts again after it was killed, and keeps its secret', async () => {
    const first = run();
    await first.address;
    const secret = readFileSync(join(dataFolder, 'secret'), 'utf8');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = run();
    expect((await fetch(`${await second.address}/api/v1/health/ready`)).status).toBe(200);
    expect(readFileSync(join(dataFolder, 'secret'), 'utf8')).toBe(secret);
  });

  it('on a data folder in use says which process has it, and leaves that one alone', async () => {
    const first = run();
    const url = await first.address;
    const { code, error } = await run().ended;
    expect(code).toBe(1);
    expect(error.trim()).toBe(
      `FinTrack already runs on ${dataFolder} (process ${first.child.pid}). Stop it first, or set FINTRACK_DATA to another folder.`,
    );
    expect((await fetch(`${url}/api/v1/health/ready`)).status).toBe(200);
  });

  it('on a port in use says so, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    servers.push(other);
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, error } = await run({ PORT: String(port) }).ended;
    expect(code).toBe(1);
    expect(error.trim()).toBe(
      `Port ${port} is in use, by FinTrack or another program. Stop that one, or set PORT to another number.`,
    );
    expect(existsSync(join(dataFolder, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataFolder, 'fintrack.pid'))).toBe(false);
  });

  it('stops in order when it is asked to while it starts', async () => {
    const { child, ended } = run();
    while (!existsSync(join(dataFolder, 'fintrack.pid')))
      await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGINT');
    const { code, error } = await ended;
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(existsSync(join(dataFolder, 'fintrack.pid'))).toBe(false);
    expect(existsSync(join(dataFolder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('with a wrong value names the variable, what it is and what it may be', async () => {
    const { code, error } = await run({ PORT: 'eighty', LOG_LEVEL: 'loud' }).ended;
    expect(code).toBe(1);
    expect(error).toContain('PORT is wrong: "eighty" should be a port from 0 to 65535.');
    expect(error).toContain(
      'LOG_LEVEL is wrong: "loud" should be trace, debug, info, warn, error or silent.',
    );
    expect(error).not.toContain('at ');
  });
});

describe('DATABASE_URL', () => {
  it('is used instead of the embedded PostgreSQL', async () => {
    const database = await cloneTestDatabase(inject('templateUrl'));
    const { child, ended, address } = run({ DATABASE_URL: database.ownerUrl });
    const ready = await fetch(`${await address}/api/v1/health/ready`);
    expect(ready.status).toBe(200);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    expect(existsSync(join(dataFolder, 'postgres'))).toBe(false);
    await database.drop();
  });

  it.each([
    [
      'nobody listens',
      (url: string) => url.replace(/:\d+\//, ':1/'),
      /does not answer at 127\.0\.0\.1:1\. Start it/,
    ],
    [
      'the password is wrong',
      (url: string) => url.replace(/:[^:@/]+@/, ':guess@'),
      /refuses the login of "fintrack_owner"/,
    ],
    [
      'there is no such database',
      (url: string) => withDatabase(url, 'nowhere'),
      /There is no database "nowhere" at 127\.0\.0\.1:\d+\. Make it \(createdb nowhere\)/,
    ],
  ])('to where %s is told without a stack or a password', async (_, change, message) => {
    const { code, error } = await run({ DATABASE_URL: change(inject('templateUrl')) }).ended;
    expect(code).toBe(1);
    expect(error).toMatch(message);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).not.toContain('guess');
  });
});
