import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { CLIENT_EVENTS } from '@fintrack/contract';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { createIdentity } from '../modules/identity/index.ts';
import type { TenantContext } from '../platform/database/index.ts';
import type { TenantEvent } from '../platform/events.ts';
import type { Services } from '../platform/services.ts';
import { readMeta } from './request-meta.ts';
import { accountRoom, accountRooms, tenantRoom } from './rooms.ts';
import { tellBalances } from './tell-balances.ts';

const RECHECK_MS = 60_000;
const handshake = z.object({ token: z.string().max(4000).optional() });
const accountOf = z.object({ account_id: z.string() });

export interface Sockets {
  /** Ends every connection; the HTTP server goes on. */
  stop(): void;
}

/** Live events over Socket.IO: a room a tenant and a room an account; nothing crosses tenants. */
export function startSockets(server: HttpServer, services: Services): Sockets {
  const io = new Server(server, { path: '/socket.io', serveClient: false });
  io.use((socket, next) => {
    const decide = async (): Promise<void> => next(await admit(socket, services));
    void decide();
  });
  io.on('connection', (socket) => welcome(socket, services));
  const unsubscribe = services.events.subscribe((event) => forward(io, event));
  const balances = tellBalances(io, services);
  return {
    stop: () => {
      unsubscribe();
      balances.stop();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/** @returns why the socket may not come in, or nothing. */
async function admit(socket: Socket, services: Services): Promise<Error | undefined> {
  try {
    const context = await identify(socket.request, handshake.parse(socket.handshake.auth), services);
    await services.database.readTenant(context, async () => undefined);
    socket.data = context;
    return undefined;
  } catch (error) {
    services.logger.debug({ err: error }, 'socket refused');
    return new Error('Sign in first.');
  }
}

/** By the token of the handshake, or by the cookie of a page of our own. */
function identify(
  request: IncomingMessage,
  { token }: { token?: string | undefined },
  services: Services,
): Promise<TenantContext> {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'sec-fetch-site'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  // A socket that a cookie opens is checked like a change: any page can open one.
  return createIdentity(services).authenticate({
    ...readMeta(request, services.env),
    method: 'POST',
    headers,
  });
}

function welcome(socket: Socket, services: Services): void {
  const context = socket.data as TenantContext;
  void socket.join(tenantRoom(context.tenantId));
  socket.emit('connected', { tenantId: context.tenantId });
  socket.on('subscribe_account', (message: unknown) => {
    const parsed = CLIENT_EVENTS.subscribe_account.safeParse(message);
    // The room's name carries the tenant, so that another tenant's id opens nothing.
    if (parsed.success) void socket.join(accountRoom(context.tenantId, parsed.data.accountId));
  });
  // An ended session or membership ends its sockets too.
  const recheck = setInterval(() => {
    services.database.readTenant(context, async () => undefined).catch(() => socket.disconnect(true));
  }, RECHECK_MS);
  socket.on('disconnect', () => clearInterval(recheck));
}

function forward(io: Server, { tenantId, name, payload }: TenantEvent): void {
  const account = accountOf.safeParse(payload);
  const rooms = account.success ? accountRooms(tenantId, account.data.account_id) : [tenantRoom(tenantId)];
  io.to(rooms).emit(name, payload);
}
