import {
  createRecurring,
  detectRecurring,
  forecastRecurring,
  getRecurring,
  listRecurring,
  listUpcoming,
  updateRecurring,
} from '@fintrack/contract';
import { z } from 'zod';
import { describeChangeSet } from '../../platform/database/index.ts';
import { decodeCursor, encodeCursor, type Route, route } from '../../platform/http/index.ts';
import * as edit from './edit.ts';
import * as service from './service.ts';

const PLACE = z.object({ rank: z.int(), id: z.uuid() });

export const recurringRoutes: readonly Route[] = [
  route(listRecurring, ({ read, services, query: { cursor, ...query } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    return read(async (tx) => {
      const { series, next } = await service.listRecurring(tx, services, { ...query, after });
      const nextCursor = next ? encodeCursor(next) : null;
      return { data: series, pagination: { limit: query.limit, nextCursor, hasMore: nextCursor !== null } };
    });
  }),
  route(listUpcoming, ({ read, services, query }) =>
    read(async (tx) => ({ data: await service.listUpcoming(tx, services, query) })),
  ),
  route(detectRecurring, ({ write, services }) =>
    write({ kind: 'rule', summary: 'Looked for recurring series' }, async (tx) => {
      const { summary, ...result } = await service.detectRecurring(tx, services);
      await describeChangeSet(tx, summary);
      const data = { ...result, changeSetId: tx.changeSetId };
      return result.status === 'queued' ? { data, status: 202 } : { data };
    }),
  ),
  route(createRecurring, ({ write, services, body }) =>
    write({ summary: `Added the recurring series "${body.name.slice(0, 100)}"` }, async (tx) => {
      const data = await edit.addRecurring(tx, services, body);
      return { data, version: data.version };
    }),
  ),
  route(getRecurring, ({ read, services, params }) =>
    read(async (tx) => {
      const data = await service.getRecurring(tx, services, params.seriesId);
      return { data, version: data.version };
    }),
  ),
  route(updateRecurring, ({ write, services, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { id: params.seriesId, version: expectedVersion(), changes };
    const verb = changes.state === undefined ? 'Changed' : VERBS[changes.state];
    return write({ summary: `${verb} a recurring series` }, async (tx) => {
      const data = await edit.changeRecurring(tx, services, update);
      await describeChangeSet(tx, `${verb} the recurring series "${data.name.slice(0, 100)}"`);
      return { data, version: data.version };
    });
  }),
  route(forecastRecurring, ({ read, services, params, query }) =>
    read(async (tx) => ({
      data: await service.forecastRecurring(tx, services, { id: params.seriesId, until: query.until }),
    })),
  ),
];

const VERBS = { accepted: 'Accepted', dismissed: 'Dismissed', ended: 'Ended' } as const;
