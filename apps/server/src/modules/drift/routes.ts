import { mendBalance, validateBalances } from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import * as mending from './mend.ts';
import * as service from './service.ts';
import { describeMend } from './words.ts';

export const driftRoutes: readonly Route[] = [
  route(validateBalances, ({ read, services, query }) =>
    read(async (tx) => ({ data: await service.validateBalances(tx, query, services.clock.now()) })),
  ),
  route(mendBalance, ({ write, services, body }) =>
    write({ summary: describeMend(body.mend.kind, body.drift) }, async (tx) => {
      const drift = await mending.mendBalance(tx, services.events, body);
      return { data: { changeSetId: tx.changeSetId, drift } };
    }),
  ),
];
