import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a program and PostgreSQL, and can keep the answers back. */
export interface PostgresProxy {
  /** The address of the database through this proxy. */
  readonly url: string;
  /** From now on no answer passes until a message with this text was sent. */
  holdAnswersUntil(text: string): void;
  /** Cuts every connection, as a network does; later ones pass. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of the database. */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let awaited: string | null = null;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk: Buffer) => {
      upstream.write(chunk);
      if (awaited === null || !chunk.includes(awaited)) return;
      awaited = null;
      for (const deliver of held.splice(0)) deliver();
    });
    upstream.on('data', (chunk: Buffer) => {
      if (awaited === null) client.write(chunk);
      else held.push(() => client.write(chunk));
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  url.port = String(address.port);
  const cut = (): void => {
    awaited = null;
    held.length = 0;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    holdAnswersUntil: (text) => {
      awaited = text;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
