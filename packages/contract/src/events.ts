import { z } from 'zod';
import { amount, date, id, instant } from './fields.ts';

/** Socket.IO events from the server, by name. Money is the same decimal text as in the API. */
export const SERVER_EVENTS = {
  connected: z.object({ tenantId: id }),
  transaction_update: z.object({
    id,
    amount,
    description: z.string(),
    date,
    account_id: id,
    change: z.enum(['created', 'updated', 'deleted']),
  }),
  /** Many rows at once: what shows rows should ask for them again. */
  transactions_changed: z.object({ count: z.int(), account_ids: z.array(id) }),
  balance_update: z.object({ account_id: id, balance: amount, timestamp: instant }),
  import_progress: z.object({ import_id: id, status: z.string(), done: z.int(), total: z.int() }),
  rule_progress: z.object({ run_id: id, status: z.string(), done: z.int(), total: z.int() }),
} as const;
export type ServerEventName = keyof typeof SERVER_EVENTS;
export type ServerEvent<Name extends ServerEventName> = z.infer<(typeof SERVER_EVENTS)[Name]>;

/** Socket.IO events from the client, by name. */
export const CLIENT_EVENTS = { subscribe_account: z.object({ accountId: id }) } as const;
