import { Socket } from 'node:net';
import pg from 'pg';

const DATE = pg.types.builtins.DATE;

// Dates stay the ISO text that they are; a Date object would shift them by the process's time zone.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): unknown => (oid === DATE ? String : pg.types.getTypeParser(oid, format)),
};

/** Connections that send a query without waiting for the answers before it. */
export function createPipelinedPool(url: string, max: number): pg.Pool {
  return createPool({ connectionString: url, max, types, pipeline: true, stream: openGatheringSocket });
}

/**
 * A query is several small messages. Gathered into one buffer they are one write to the kernel, which costs a request
 * much less than a list of them.
 */
function openGatheringSocket(): Socket {
  const socket = new Socket();
  socket._writev = (chunks, done) => {
    const whole = Buffer.concat(chunks.map(({ chunk }) => chunk as Uint8Array));
    // The encoding that stands for "these are bytes", which Node's types leave out.
    socket._write(whole, 'buffer' as BufferEncoding, done);
  };
  return socket;
}

/** Connections for COPY, which the pipelined protocol does not allow. */
export function createBulkPool(url: string, max: number): pg.Pool {
  return createPool({ connectionString: url, max, types });
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
