import { createPayee, deletePayee, getPayee, listPayees, updatePayee } from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import * as service from './service.ts';

const PLACE = z.object({ rank: z.int().min(0).max(1), sortName: z.string(), id: z.uuid() });

export const routes: readonly Route[] = [
  route(listPayees, ({ read, query: { limit, cursor, page, q } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { payees, next, total } = await service.listPayees(tx, { q, after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor(next) : null,
        hasMore: next !== null,
        ...(total === undefined ? {} : { total }),
      };
      return { data: [...payees], pagination };
    });
  }),
  route(createPayee, ({ write, body }) =>
    write({ summary: `Added the payee "${body.name}"` }, async (tx) => {
      const payee = await service.addPayee(tx, body);
      return { data: payee, version: payee.version };
    }),
  ),
  route(getPayee, ({ read, params }) =>
    read(async (tx) => {
      const payee = await service.getPayee(tx, params.payeeId);
      return { data: payee, version: payee.version };
    }),
  ),
  route(updatePayee, ({ write, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { id: params.payeeId, version: expectedVersion(), changes };
    return write({ summary: 'Changed a payee' }, async (tx) => {
      const payee = await service.changePayee(tx, update);
      return { data: payee, version: payee.version };
    });
  }),
  route(deletePayee, ({ write, params }) =>
    write({ kind: 'bulk', summary: 'Deleted a payee' }, async (tx) => {
      const detachedTransactions = await service.deletePayee(tx, params.payeeId);
      return { data: { changeSetId: tx.changeSetId, detachedTransactions } };
    }),
  ),
];
