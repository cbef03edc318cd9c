import { Socket } from 'node:net';
import pg from 'pg';

const DATE = pg.types.builtins.DATE;

// Dates stay the ISO text that they are; a Date object would shift them by the process's time zone.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): unknown => (oid === DATE ? String : pg.types.getTypeParser(oid, format)),
};

/** Connections that send a query without waiting for the answers before it. */
export function createPipelinedPool(url: string, max: number): pg.Pool {
  const pool = createPool({
    connectionString: url,
    max,
    types,
    pipeline: true,
    stream: openGatheringSocket,
  });
  pool.on('connect', prepareStatements);
  return pool;
}

/** Texts that are kept prepared on each connection; those seen later are parsed and planned each time. */
const MAX_PREPARED = 128;
const names = new Map<string, string>();

/**
 * Parsing and planning a statement often takes longer than running it, and the program has few texts that it sends
 * again and again. The first ones with parameters get a name, so that each connection keeps them prepared; PostgreSQL
 * itself decides whether the parameters' values deserve a plan of their own.
 */
function prepareStatements(client: pg.PoolClient): void {
  const send: (...given: readonly unknown[]) => unknown = client.query.bind(client);
  const prepare = (first: unknown, ...rest: readonly unknown[]): unknown =>
    send(named(first, rest[0]), ...rest);
  // The many ways to call query() are all passed on as they came.
  client.query = prepare as typeof client.query;
}

function named(statement: unknown, values: unknown): unknown {
  const config = typeof statement === 'string' ? { text: statement } : statement;
  if (typeof config !== 'object' || config === null || !('text' in config)) return statement;
  if ('name' in config && config.name !== undefined) return statement;
  const given = 'values' in config && config.values !== undefined ? config.values : values;
  if (typeof config.text !== 'string' || !Array.isArray(given) || given.length === 0) return statement;
  const name = names.get(config.text) ?? newName(config.text);
  return name === undefined ? statement : { ...config, name };
}

function newName(text: string): string | undefined {
  if (names.size >= MAX_PREPARED) return undefined;
  const name = `statement-${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * A query is several small messages, and a write to the kernel costs a request more than all that Node does for it.
 * So everything that is asked of a connection until this turn of the event loop ends leaves in one write: BEGIN, the
 * door and the first queries of the work.
 */
function openGatheringSocket(): Socket {
  const socket = new Socket();
  socket._writev = (chunks, done) => {
    const whole = Buffer.concat(chunks.map(({ chunk }) => chunk as Uint8Array));
    // The encoding that stands for "these are bytes", which Node's types leave out.
    socket._write(whole, 'buffer' as BufferEncoding, done);
  };
  const write = socket.write.bind(socket) as (...given: readonly unknown[]) => boolean;
  let isGathering = false;
  const gather = (...given: readonly unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      setImmediate(() => {
        isGathering = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
  // Not before: connect() puts Node's own write() back. The many ways to call it are all passed on as they came.
  socket.once('connect', () => {
    socket.write = gather;
  });
  return socket;
}

/** Connections for COPY, which the pipelined protocol does not allow. */
export function createBulkPool(url: string, max: number): pg.Pool {
  return createPool({ connectionString: url, max, types });
}

/** Connections for long reads; who finds all of them taken waits a moment and is then refused. */
export function createStreamPool(url: string, max: number): pg.Pool {
  return createPool({ connectionString: url, max, types, pipeline: true, connectionTimeoutMillis: 5000 });
}

function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, application_name: 'fintrack', idleTimeoutMillis: 30_000 });
  // A connection that dies is replaced at the next use. Without a listener its death would end the process: the
  // pool hears of it while the connection is idle, the connection itself while it is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}
