import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { startCluster } from '../platform/database/cluster.ts';
import type { Environment, ProcessRole } from '../platform/env.ts';
import type { Api } from '../platform/http/index.ts';
import { createLogger } from '../platform/logger.ts';
import { startWorker } from '../platform/queue/index.ts';
import { buildApi } from './build-api.ts';
import { createHttpServer } from './http.ts';
import { prepareDatabase } from './prepare-database.ts';
import { currentRequest } from './request-meta.ts';
import { readOrMakeSecret } from './secret.ts';
import { openServices, type RunningServices } from './services.ts';
import { startSockets } from './sockets.ts';
import { RATES_AT_START, TASKS } from './tasks.ts';
import { buildWebWhenStale, startWeb, type Web } from './web.ts';

const DRAIN_MS = 10_000;

export interface FinTrack {
  readonly port: number;
  stop(): Promise<void>;
}

/** What is being started: with what, what has to be stopped again, and whether to give up. */
interface Start {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Stopped from the last to the first. */
  readonly stops: (() => Promise<void>)[];
}

/**
 * Starts what the environment asks for. What was started is stopped again when a later part fails, or when the
 * signal asks for it.
 */
export async function startFinTrack(env: Environment, signal: AbortSignal): Promise<FinTrack> {
  const start: Start = { env, signal, stops: [] };
  const stop = async (): Promise<void> => {
    for (const part of start.stops.splice(0).reverse()) await part();
  };
  try {
    const { services, isNew } = await startServices(start);
    signal.throwIfAborted();
    const port = await serve(start, services);
    signal.throwIfAborted();
    greet(env, port, isNew);
    return { port, stop };
  } catch (error) {
    // The first failure is the one to tell.
    await stop().catch(() => undefined);
    throw error;
  }
}

async function startServices(start: Start): Promise<{ services: RunningServices; isNew: boolean }> {
  const { env, signal, stops } = start;
  const logger = createLogger(env);
  const secret = await readOrMakeSecret(env);
  const ownerUrl = env.DATABASE_URL ?? (await startEmbedded(start));
  signal.throwIfAborted();
  const urls = await prepareDatabase(ownerUrl, secret, env);
  if (urls.applied.length > 0) logger.info({ applied: urls.applied }, 'database brought up to date');
  const services = await openServices({ env, secret, ownerUrl, logger, ...urls });
  stops.push(() => services.close());
  if (env.FINTRACK_ROLES.includes('worker')) {
    const worker = await startWorker(ownerUrl, TASKS, services);
    stops.push(() => worker.stop());
    await worker.begin(RATES_AT_START);
  }
  return { services, isNew: urls.applied.some((name) => name.startsWith('0001_')) };
}

async function startEmbedded({ env, stops }: Start): Promise<string> {
  const cluster = await startCluster({ dataFolder: env.FINTRACK_DATA });
  stops.push(() => cluster.stop());
  return cluster.ownerUrl;
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The port is taken first, so that one in use is told before the pages are built. @returns the port. */
async function serve({ env, signal, stops }: Start, services: RunningServices): Promise<number> {
  const has = (role: ProcessRole): boolean => env.FINTRACK_ROLES.includes(role);
  if (!has('api') && !has('web') && !has('sockets')) return 0;
  const isDevelopment = env.NODE_ENV === 'development';
  const api = has('api') || has('web') ? buildApi(services) : null;
  if (api) shareApi(api);

  let web: Web | null = null;
  const answerPage: NodeHandler = (request, response) =>
    web ? web.handle(request, response) : answerStarting(request, response);
  stops.push(async () => web?.close());
  const server = createHttpServer(services, has('api') ? api : null, has('web') ? answerPage : null);
  const port = await listen(server, env);
  const sockets = has('sockets') ? startSockets(server, services) : null;
  const drainMs = isDevelopment ? 500 : DRAIN_MS;
  stops.push(closing(server, drainMs, () => sockets?.stop()));

  if (has('web')) {
    if (!isDevelopment) await buildWebWhenStale(services.logger, signal);
    signal.throwIfAborted();
    web = await startWeb({ isDevelopment, server, port });
  }
  return port;
}

const UNKNOWN_CALLER = { origin: {}, isSecure: false, ownHosts: [] };

/** For server components: Next bundles its own copy of modules, so the API is handed over where both can see it. */
function shareApi(api: Api): void {
  globalThis.fintrackApi = {
    fetch: (request) => api.fetch(request, currentRequest.getStore() ?? UNKNOWN_CALLER),
  };
}

declare global {
  /** The API in this process, for server components. */
  var fintrackApi: { fetch: (request: Request) => Response | Promise<Response> } | undefined;
}

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

/**
 * Takes no new requests and lets the running ones end. What is still there after a while is cut, also connections
 * that have become something else than HTTP and that the server no longer counts as its own.
 */
function closing(server: Server, drainMs: number, beforehand: () => void): () => Promise<void> {
  const connections = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return async () => {
    const closed = once(server, 'close');
    server.close();
    beforehand();
    server.closeIdleConnections();
    const cut = setTimeout(() => {
      for (const connection of connections) connection.destroy();
    }, drainMs);
    await closed;
    clearTimeout(cut);
  };
}

function greet(env: Environment, port: number, isNew: boolean): void {
  const isLocal = env.HOST === '127.0.0.1' || env.HOST === 'localhost';
  const host = isLocal || env.HOST === '0.0.0.0' || env.HOST === '::' ? 'localhost' : env.HOST;
  const lines = [
    port === 0
      ? `FinTrack runs as ${env.FINTRACK_ROLES.join(', ')}`
      : `FinTrack runs at ${env.PUBLIC_URL ?? `http://${host}:${port}`}`,
    ...(isNew && env.FINTRACK_ROLES.includes('web') ? ['Open it and register: nobody is there yet.'] : []),
    ...(isLocal && port !== 0 ? ['Only this machine reaches it; HOST=0.0.0.0 lets others in.'] : []),
    `Data: ${env.DATABASE_URL ? 'the database of DATABASE_URL' : env.FINTRACK_DATA}. Stop with Ctrl-C.`,
  ];
  console.log(`\n${lines.join('\n')}\n`);
}
