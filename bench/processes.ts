import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');

const loopDelay = z.object({ maxMs: z.number(), p99Ms: z.number() });
export type LoopDelay = z.infer<typeof loopDelay>;

/** A server in a process of its own, so that the load does not share its event loop. */
export interface ServerProcess {
  readonly baseUrl: string;
  /** Most memory that it has held so far, in MiB (Linux; 0 elsewhere). */
  peakMemory(): Promise<number>;
  /** How long its event loop has stood still since this was asked last; only of {@link startFinTrack}. */
  loopDelay(): Promise<LoopDelay>;
  stop(): Promise<void>;
}

/** FinTrack itself, serving the API and doing jobs. */
export async function startFinTrack(databaseUrl: string, dataFolder: string): Promise<ServerProcess> {
  const port = await freePort();
  const watched = ['--import', join(ROOT, 'bench/watch-loop.ts')];
  const child = spawn(process.execPath, [...watched, join(ROOT, 'apps/server/src/entry/main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      FINTRACK_DATA: dataFolder,
      FINTRACK_ROLES: 'api,worker',
      FINTRACK_MAX_UPLOAD_MB: '500',
      LOG_LEVEL: 'error',
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const server = describe(child, `http://127.0.0.1:${port}`);
  for (let tries = 0; tries < 200; tries += 1) {
    const ready = await fetch(`${server.baseUrl}/api/v1/health/ready`).catch(() => null);
    if (ready?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.stop();
  throw new Error('FinTrack did not start.');
}

const IDLE = "setInterval(() => undefined, 60_000); process.on('disconnect', () => process.exit())";

/** A process that does nothing, whose event loop tells what the machine itself does to one. */
export function startIdle(): Pick<ServerProcess, 'loopDelay' | 'stop'> {
  const watched = ['--import', join(ROOT, 'bench/watch-loop.ts')];
  const child = spawn(process.execPath, [...watched, '--eval', IDLE], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return describe(child, '');
}

/** The bare server of the comparison. */
export async function startBareServer(tenantId: string, databaseUrl: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'bench/bare-server.ts'), tenantId, databaseUrl], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = z.tuple([z.object({ port: z.int() })]).parse((await once(child, 'message')).slice(0, 1));
  return describe(child, `http://127.0.0.1:${message.port}`);
}

function describe(child: ChildProcess, baseUrl: string): ServerProcess {
  return {
    baseUrl,
    peakMemory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    },
    loopDelay: async () => {
      child.send('loop');
      const [message] = z.tuple([loopDelay]).parse((await once(child, 'message')).slice(0, 1));
      return message;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
