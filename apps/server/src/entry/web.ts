import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type next from 'next';
import type { Logger } from '../platform/logger.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const WEB = join(ROOT, 'apps/web');
const STAMP = join(WEB, '.next/fintrack-sources');
const SOURCES = [
  'apps/web/{app,components,features,lib,public}/**/*',
  'apps/web/*.{ts,json}',
  'packages/*/src/**/*',
  'package-lock.json',
];

// Next is CommonJS whose export is the function itself; only a process that serves pages loads it.
const requireFromWeb = createRequire(join(WEB, 'package.json'));

export interface Web {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

/** Builds the pages when their sources are not those of the last build. */
export async function buildWebWhenStale(logger: Logger, signal: AbortSignal): Promise<void> {
  const sources = await hashSources();
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === sources) return;
  logger.info('building the pages; this takes a while, once');
  await runBuild(signal);
  await writeFile(STAMP, sources);
}

/** Prepares Next to answer inside this process; `server` carries its development sockets. */
export async function startWeb(options: {
  readonly isDevelopment: boolean;
  readonly server: Server;
  readonly port: number;
}): Promise<Web> {
  const createNext = requireFromWeb('next') as typeof next.default;
  const app = createNext({
    dev: options.isDevelopment,
    dir: WEB,
    httpServer: options.server,
    port: options.port,
    hostname: 'localhost',
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => app.close() };
}

async function hashSources(): Promise<string> {
  const files: string[] = [];
  for (const pattern of SOURCES) {
    for await (const entry of glob(pattern, { cwd: ROOT, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
    }
  }
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) hash.update(file.slice(ROOT.length)).update(await readFile(file));
  return hash.digest('hex');
}

function runBuild(signal: AbortSignal): Promise<void> {
  const program = join(dirname(requireFromWeb.resolve('next/package.json')), 'dist/bin/next');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'build'], {
      cwd: WEB,
      env: { ...buildEnvironment() },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages could not be built:\n${output.slice(-4000)}`));
    });
  });
}

/** The build asks nobody anything and does not see FinTrack's secrets. */
function buildEnvironment(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PATH: dirname(process.execPath),
    HOME: ROOT,
  };
}
