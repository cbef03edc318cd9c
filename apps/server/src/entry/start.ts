import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Cluster } from '../platform/database/cluster.ts';
import { startCluster } from '../platform/database/cluster.ts';
import type { Environment } from '../platform/env.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { startWorker } from '../platform/queue/index.ts';
import { buildApi } from './build-api.ts';
import { createHttpServer } from './http.ts';
import { prepareDatabase } from './prepare-database.ts';
import { currentRequest } from './request-meta.ts';
import { readOrMakeSecret } from './secret.ts';
import { openServices, type RunningServices } from './services.ts';
import { startSockets } from './sockets.ts';
import { TASKS } from './tasks.ts';
import { buildWebWhenStale, startWeb } from './web.ts';

const DRAIN_MS = 10_000;

export interface FinTrack {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts what the environment asks for. What was started is stopped again when a later part fails. */
export async function startFinTrack(env: Environment): Promise<FinTrack> {
  const logger = createLogger(env);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  try {
    const { services, ownerUrl } = await startServices(env, logger, stops);
    const port = await serve(env, services, stops);
    if (env.FINTRACK_ROLES.includes('worker')) {
      const worker = await startWorker(ownerUrl, TASKS, services);
      stops.push(() => worker.stop());
    }
    greet(env, port);
    return { port, stop };
  } catch (error) {
    await stop().catch((failure: unknown) => logger.error({ err: failure }, 'stopping after a failed start'));
    throw error;
  }
}

async function startServices(
  env: Environment,
  logger: Logger,
  stops: (() => Promise<void>)[],
): Promise<{ services: RunningServices; ownerUrl: string }> {
  const secret = await readOrMakeSecret(env);
  const ownerUrl = env.DATABASE_URL ?? (await startEmbedded(env, stops)).ownerUrl;
  const urls = await prepareDatabase(ownerUrl, secret, env);
  if (urls.applied.length > 0) logger.info({ applied: urls.applied }, 'database brought up to date');
  const services = await openServices({ env, secret, ownerUrl, logger, ...urls });
  stops.push(() => services.close());
  return { services, ownerUrl };
}

async function startEmbedded(env: Environment, stops: (() => Promise<void>)[]): Promise<Cluster> {
  const cluster = await startCluster({ dataFolder: env.FINTRACK_DATA });
  stops.push(() => cluster.stop());
  return cluster;
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function serve(
  env: Environment,
  services: RunningServices,
  stops: (() => Promise<void>)[],
): Promise<number> {
  const has = (role: Environment['FINTRACK_ROLES'][number]): boolean => env.FINTRACK_ROLES.includes(role);
  const isDevelopment = env.NODE_ENV === 'development';
  const api = has('api') || has('web') ? buildApi(services) : null;
  if (api) {
    globalThis.fintrackApi = {
      fetch: (request) => api.fetch(request, currentRequest.getStore() ?? UNKNOWN_CALLER),
    };
  }
  if (has('web') && !isDevelopment) await buildWebWhenStale(services.logger);
  let pages: NodeHandler = answerStarting;
  const server = createHttpServer(
    services,
    has('api') ? api : null,
    has('web') ? (...args) => pages(...args) : null,
  );
  const port = await listen(server, env);
  stops.push(() => close(server));
  if (has('sockets')) startSockets(server, services);
  if (has('web')) {
    const web = await startWeb({ isDevelopment, server, port });
    pages = web.handle;
    stops.push(() => web.close());
  }
  return port;
}

const UNKNOWN_CALLER = { origin: {}, isSecure: false, ownHosts: [] };

const answerStarting: NodeHandler = async (_request, response) => {
  response
    .writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5' })
    .end('FinTrack is starting.\n');
};

async function listen(server: Server, env: Environment): Promise<number> {
  server.listen(env.PORT, env.HOST);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : env.PORT;
}

/** Takes no new requests, lets the running ones end, and cuts what is still there after a while. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

function greet(env: Environment, port: number): void {
  const host = env.HOST === '0.0.0.0' || env.HOST === '127.0.0.1' ? 'localhost' : env.HOST;
  console.log(
    `\nFinTrack runs at ${env.PUBLIC_URL ?? `http://${host}:${port}`}\nData: ${env.DATABASE_URL ? 'the database of DATABASE_URL' : env.FINTRACK_DATA}. Stop with Ctrl-C.\n`,
  );
}

declare global {
  /** The API in this process, for server components: Next bundles its own copy of modules, so it is handed over here. */
  var fintrackApi: { fetch: (request: Request) => Response | Promise<Response> } | undefined;
}
