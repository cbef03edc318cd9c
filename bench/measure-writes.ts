import { z } from 'zod';
import { newId } from '../apps/server/src/platform/ids.ts';
import { removeBareRows } from './bare-rows.ts';
import { type Books, bearer } from './books.ts';
import { median } from './load.ts';
import { type ServerProcess, startBareServer } from './processes.ts';

export interface WriteFigures {
  readonly rows: number;
  readonly createMs: number;
  readonly updateMs: number;
  readonly deleteMs: number;
  /** POST of the same row to a bare Hono and pg server: the same table and indexes, no triggers, no foreign keys. */
  readonly bareInsertMs: number;
}

const TIMES = 300;
/** Until then both servers are compiled and have their statements prepared on the connections that they use. */
const WARM_UP_TIMES = 200;

const answer = z.object({ data: z.object({ id: z.uuid() }) });

/** One row created, changed and deleted through the API, against a bare INSERT, in turn, all by plain fetch. */
export async function measureWrites(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<WriteFigures> {
  const bare = await startBareServer(books.tenantId, ownerUrl);
  const address = `${server.baseUrl}/api/v1/transactions`;
  const headers = bearer(books);
  const taken = {
    create: [] as number[],
    update: [] as number[],
    remove: [] as number[],
    bare: [] as number[],
  };
  const changeSetId = newId();
  const row = { date: '2025-12-10', amount: '-12.34', description: 'SUPERMARKET 17' };
  try {
    for (let time = -WARM_UP_TIMES; time < TIMES; time += 1) {
      const accountId = books.accountIds[Math.abs(time) % books.accountIds.length] ?? '';
      const created = await timed(() => send('POST', address, { headers, body: { ...row, accountId } }));
      const own = `${address}/${created.result}`;
      const bareBody = { ...row, changeSetId, accountId };
      const inserted = await timed(() => send('POST', `${bare.baseUrl}/transactions`, { body: bareBody }));
      const changed = await timed(() =>
        send('PUT', own, { headers, body: { amount: '-13.34', version: 1 } }),
      );
      const removed = await timed(() => send('DELETE', own, { headers }));
      if (time < 0) continue;
      taken.create.push(created.ms);
      taken.bare.push(inserted.ms);
      taken.update.push(changed.ms);
      taken.remove.push(removed.ms);
    }
  } finally {
    await bare.stop();
    await removeBareRows(ownerUrl, books.tenantId, { changeSetId, days: [row.date] });
  }
  return {
    rows: books.rows,
    createMs: median(taken.create),
    updateMs: median(taken.update),
    deleteMs: median(taken.remove),
    bareInsertMs: median(taken.bare),
  };
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

/** Sends and reads the answer to its end. @returns the id that it names, if it names one. */
async function send(
  method: string,
  url: string,
  { headers = {}, body }: { readonly headers?: Record<string, string>; readonly body?: object },
): Promise<string> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return answer.safeParse(JSON.parse(text)).data?.data.id ?? '';
}
