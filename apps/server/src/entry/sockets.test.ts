import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { identityOf } from '../modules/identity/dependencies.ts';
import type { TenantContext } from '../platform/database/index.ts';
import { newId } from '../platform/ids.ts';
import { createTestApp, type TestApp } from '../testing/create-test-app.ts';
import { insertMember } from '../testing/test-member.ts';
import { type Sockets, startSockets } from './sockets.ts';

let app: TestApp;
let server: Server;
let sockets: Sockets;
let url: string;
let owner: TenantContext;
const open: WebSocket[] = [];

beforeAll(async () => {
  app = await createTestApp();
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  sockets = startSockets(server, app.services);
  const address = server.address();
  url = `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/socket.io/?EIO=4&transport=websocket`;
  owner = await insertMember(app.ownerUrl);
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});
afterAll(async () => {
  sockets.stop();
  server.close();
  await app.close();
});

const tokenOf = ({ userId, sessionId, tenantId }: TenantContext): Promise<string> =>
  identityOf(app.services).tokens.signAccess({ userId, sessionId, tenantId });

/** Speaks Socket.IO's protocol by hand: "40" connects, "42" is an event, "44" a refusal, "2" a ping. */
async function connect(auth: object) {
  const socket = new WebSocket(url);
  open.push(socket);
  const heard: string[] = [];
  socket.addEventListener('message', ({ data }) => {
    const text = String(data);
    if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`);
    else if (text === '2') socket.send('3');
    else heard.push(text);
  });
  const events = (): unknown[] =>
    heard.filter((text) => text.startsWith('42')).map((text): unknown => JSON.parse(text.slice(2)));
  const subscribe = (message: unknown): void =>
    socket.send(`42${JSON.stringify(['subscribe_account', message])}`);
  await vi.waitFor(() => expect(heard.some((text) => /^4[24]/.test(text))).toBe(true));
  return { socket, heard, events, subscribe };
}

const progress = (word: string) => ({ import_id: newId(), status: word, done: 1, total: 2 });

const publish = (context: TenantContext, payload: ReturnType<typeof progress>, fails = false) =>
  app.database.jobTenant(context, null, async (tx) => {
    app.services.events.publish(tx, 'import_progress', payload);
    if (fails) throw new Error('rolled back');
  });

describe('a socket', () => {
  it('is welcomed with its tenant, and hears what happens there when it is committed', async () => {
    const { events } = await connect({ token: await tokenOf(owner) });
    expect(events()).toEqual([['connected', { tenantId: owner.tenantId }]]);
    const [undone, done] = [progress('undone'), progress('done')];
    await expect(publish(owner, undone, true)).rejects.toThrow('rolled back');
    await publish(owner, done);
    await vi.waitFor(() => expect(events()).toHaveLength(2));
    expect(events()[1]).toEqual(['import_progress', done]);
  });

  it('hears the balance that a burst of writes led to, once, and nothing of a balance that no tenant has', async () => {
    const { events } = await connect({ token: await tokenOf(owner) });
    const accountId = newId();
    await app.database.writeTenant(owner, { summary: 'Opened' }, async (tx) => {
      await tx.client.query(
        `INSERT INTO accounts (tenant_id, id, name, type, currency) VALUES ($1, $2, 'Purse', 'cash', 'EUR')`,
        [owner.tenantId, accountId],
      );
      app.services.events.balancesMoved(tx, [accountId, newId()]);
    });
    for (const amountMinor of [1250, -50]) {
      await app.database.writeTenant(owner, { summary: 'Booked' }, async (tx) => {
        await tx.client.query(
          `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
           VALUES ($1, $2, $3, '2026-01-02', $4, 'EUR', 'transfer', 'Coins', $5)`,
          [owner.tenantId, newId(), accountId, amountMinor, tx.changeSetId],
        );
        app.services.events.balancesMoved(tx, [accountId]);
      });
    }
    const told = { account_id: accountId, balance: '12.00' };
    await vi.waitFor(() => expect(events().at(-1)).toMatchObject(['balance_update', told]));
    expect(events().length).toBeLessThanOrEqual(3);
  });

  it('hears nothing of another tenant, whatever account it subscribes to', async () => {
    const stranger = await insertMember(app.ownerUrl);
    const [mine, other] = [
      await connect({ token: await tokenOf(owner) }),
      await connect({ token: await tokenOf(stranger) }),
    ];
    const account = newId();
    other.subscribe({ accountId: account });
    other.subscribe('nonsense');
    const balance = { account_id: account, balance: '1.00', timestamp: new Date().toISOString() };
    await app.database.jobTenant(owner, null, async (tx) =>
      app.services.events.publish(tx, 'balance_update', balance),
    );
    await publish(stranger, progress('theirs'));
    await vi.waitFor(() => expect([mine.events().length, other.events().length]).toEqual([2, 2]));
    expect(mine.events()[1]).toEqual(['balance_update', balance]);
    expect(other.events()[1]).toMatchObject(['import_progress', { status: 'theirs' }]);
  });

  it.each([
    ['no token', async () => ({})],
    ['a token that is none', async () => ({ token: 'nonsense' })],
    ['something else than a text', async () => ({ token: 7 })],
    [
      'a token of a session that has ended',
      async () => {
        const gone = await insertMember(app.ownerUrl);
        await app.adminQuery('UPDATE user_sessions SET revoked_at = now() WHERE id = $1', [gone.sessionId]);
        return { token: await tokenOf(gone) };
      },
    ],
  ])('with %s is refused', async (_, auth) => {
    const { heard } = await connect(await auth());
    expect(heard).toEqual(['44{"message":"Sign in first."}']);
  });
});
