import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp } from '../../testing/test-client.ts';
import type { TenantContext, TenantTransaction } from './index.ts';

/** Connections that streams share. */
const STREAMS = 4;

let app: TestApp;
let context: TenantContext;

beforeAll(async () => {
  app = await createTestApp();
  const { tenantId } = await signUp(app);
  // There is only this one user.
  const [session] = await app.adminQuery<{ id: string; user_id: string }>(
    'SELECT id, user_id FROM user_sessions',
  );
  context = { tenantId, userId: session?.user_id ?? '', sessionId: session?.id ?? '', origin: {} };
});
afterAll(() => app.close());

async function* countUp(tx: TenantTransaction): AsyncGenerator<number> {
  for (let number = 1; number <= 3; number += 1) {
    const { rows } = await tx.client.query<{ number: number }>('SELECT $1::int AS number', [number]);
    yield rows[0]?.number ?? 0;
  }
}

async function collect<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const collected: Piece[] = [];
  for await (const piece of pieces) collected.push(piece);
  return collected;
}

/** Streams that were begun and are not read on. */
async function beginStreams(idleMs: number): Promise<AsyncGenerator<number>[]> {
  const streams = Array.from({ length: STREAMS }, () => app.database.streamTenant(context, countUp, idleMs));
  for (const stream of streams) expect(await stream.next()).toEqual({ done: false, value: 1 });
  return streams;
}

describe('streamTenant', () => {
  it('gives what the work gives, in its tenant', async () => {
    expect(await collect(app.database.streamTenant(context, countUp))).toEqual([1, 2, 3]);
  });

  it('reads only, and one moment', async () => {
    const stream = app.database.streamTenant(context, async function* (tx) {
      const { rows } = await tx.client.query<Record<string, string>>(
        "SELECT current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS only",
      );
      yield rows[0];
    });
    expect(await collect(stream)).toEqual([{ isolation: 'repeatable read', only: 'on' }]);
  });

  it('lets nobody in without a session', async () => {
    const stranger = { ...context, sessionId: context.tenantId };
    await expect(app.database.streamTenant(stranger, countUp).next()).rejects.toMatchObject({
      code: 'SESSION_ENDED',
    });
  });

  it('lets nobody in whose role is too low', async () => {
    await app.adminQuery("UPDATE memberships SET role = 'VIEWER' WHERE tenant_id = $1", [context.tenantId]);
    const writing = { ...context, access: 'write' as const };
    await expect(app.database.streamTenant(writing, countUp).next()).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('a reader that stands still loses its connection to the next one', async () => {
    const [first] = await beginStreams(20);
    expect(await collect(app.database.streamTenant(context, countUp))).toEqual([1, 2, 3]);
    await expect(first?.next()).rejects.toThrow('Nobody read from this stream for 20 ms.');
  });

  it('a reader that ends early, or fails, gives its connection back', async () => {
    for (const stream of await beginStreams(60_000)) await stream.return(undefined);
    for (let times = 0; times <= STREAMS; times += 1) {
      const failing = app.database.streamTenant(context, async function* () {
        yield 1;
        throw new Error('broken');
      });
      await expect(collect(failing)).rejects.toThrow('broken');
    }
    expect(await collect(app.database.streamTenant(context, countUp))).toEqual([1, 2, 3]);
  });

  it('one too many is refused, not kept waiting for ever', async () => {
    const streams = await beginStreams(60_000);
    await expect(app.database.streamTenant(context, countUp).next()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    for (const stream of streams) await stream.return(undefined);
  });
});
