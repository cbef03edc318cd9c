import { SERVER_EVENTS } from '@fintrack/contract';
import type { Server } from 'socket.io';
import { getBalance } from '../modules/accounts/index.ts';
import { AppError } from '../platform/errors.ts';
import type { Services } from '../platform/services.ts';
import { todayOf } from '../platform/today.ts';
import { accountRooms } from './rooms.ts';

/** A burst of writes to one account is told once. */
const GATHERED_MS = 50;

/**
 * Tells `balance_update` to who looks at an account. A write only says that balances moved: what they are now is asked
 * here, once for a burst, and not at all where nobody listens, so that it costs no write anything.
 */
export function tellBalances(io: Server, services: Services): { stop(): void } {
  const waiting = new Map<string, NodeJS.Timeout>();
  const unsubscribe = services.events.subscribeToBalances(({ tenantId, accountIds }) => {
    for (const accountId of accountIds) {
      const key = `${tenantId}:${accountId}`;
      if (waiting.has(key) || !isHeard(io, tenantId, accountId)) continue;
      const timer = setTimeout(() => {
        waiting.delete(key);
        void tell(io, services, { tenantId, accountId });
      }, GATHERED_MS);
      waiting.set(key, timer);
    }
  });
  return {
    stop: () => {
      unsubscribe();
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

function isHeard(io: Server, tenantId: string, accountId: string): boolean {
  return accountRooms(tenantId, accountId).some((room) => io.sockets.adapter.rooms.has(room));
}

async function tell(
  io: Server,
  services: Services,
  { tenantId, accountId }: { readonly tenantId: string; readonly accountId: string },
): Promise<void> {
  try {
    const { posted } = await services.database.jobTenant({ tenantId, userId: null }, null, async (tx) =>
      getBalance(tx, accountId, { date: await todayOf(tx, services.clock), explain: false }),
    );
    const timestamp = services.clock.now().toISOString();
    const payload = SERVER_EVENTS.balance_update.parse({ account_id: accountId, balance: posted, timestamp });
    io.to(accountRooms(tenantId, accountId)).emit('balance_update', payload);
  } catch (error) {
    // The account was deleted meanwhile: there is no balance to tell.
    if (error instanceof AppError && error.code === 'NOT_FOUND') return;
    services.logger.error({ err: error }, 'a balance could not be told');
  }
}
