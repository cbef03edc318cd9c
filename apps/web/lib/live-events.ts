'use client';

import { SERVER_EVENTS, type ServerEvent, type ServerEventName } from '@fintrack/contract';
import type { Socket } from 'socket.io-client';

let connection: Promise<Socket> | undefined;

/**
 * Listens to an event of the tenant, over one connection for the whole page that is opened when it is first needed.
 * What is not as the contract says is passed over. Answers how to stop listening.
 */
export function onLiveEvent<Name extends ServerEventName>(
  name: Name,
  handle: (event: ServerEvent<Name>) => void,
): () => void {
  let isOver = false;
  const listen = (payload: unknown): void => {
    const parsed = SERVER_EVENTS[name].safeParse(payload);
    // What the schema of this name gives is the event of this name, which the types cannot follow.
    if (parsed.success) handle(parsed.data as ServerEvent<Name>);
  };
  connection ??= connect();
  const current = connection;
  void current.then((socket) => {
    if (!isOver) socket.on<string>(name, listen);
  });
  return () => {
    isOver = true;
    void current.then((socket) => socket.off<string>(name, listen));
  };
}

/** By the page's cookie. Where it cannot connect it tries again by itself; until then the page is as it was drawn. */
async function connect(): Promise<Socket> {
  const { io } = await import('socket.io-client');
  return io({ path: '/socket.io' });
}
