import {
  cancelReconciliation,
  createReconciliation,
  finishReconciliation,
  getReconciliation,
  listReconciliations,
  tickReconciliationRows,
  unlockReconciliation,
} from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, type Route, route } from '../../platform/http/index.ts';
import * as service from './service.ts';

const PLACE = z.object({ date: z.iso.date(), id: z.uuid() });

const placeOf = (params: { accountId: string; reconciliationId: string }) => ({
  accountId: params.accountId,
  id: params.reconciliationId,
});

const pageOf = (query: { limit: number; cursor?: string | undefined }) => ({
  after: query.cursor === undefined ? undefined : decodeCursor(query.cursor, PLACE),
  limit: query.limit,
});

const paginationOf = (limit: number, next: object | null | undefined) => ({
  limit,
  nextCursor: next ? encodeCursor(next) : null,
  hasMore: Boolean(next),
});

export const reconciliationRoutes: readonly Route[] = [
  route(listReconciliations, ({ read, params, query }) => {
    const page = pageOf(query);
    return read(async (tx) => {
      const found = await service.listReconciliations(tx, params.accountId, page);
      return { data: found.reconciliations, pagination: paginationOf(query.limit, found.next) };
    });
  }),
  route(createReconciliation, ({ write, params, body }) =>
    write({ summary: `Began to reconcile the statement of ${body.statementDate}` }, async (tx) => {
      const data = await service.createReconciliation(tx, { ...body, accountId: params.accountId });
      return { data, version: data.version };
    }),
  ),
  route(getReconciliation, ({ read, params, query }) => {
    const page = pageOf(query);
    return read(async (tx) => {
      const { reconciliation, next } = await service.getReconciliation(tx, placeOf(params), page);
      return {
        data: reconciliation,
        pagination: paginationOf(query.limit, next),
        version: reconciliation.version,
      };
    });
  }),
  route(tickReconciliationRows, ({ write, params, body }) =>
    write({ summary: 'Ticked rows of a statement' }, async (tx) => ({
      data: await service.tickRows(tx, placeOf(params), body),
    })),
  ),
  route(finishReconciliation, ({ write, services, params }) =>
    write({ kind: 'bulk', summary: 'Reconciled a statement' }, async (tx) => {
      const data = await service.finishReconciliation(tx, services.events, placeOf(params));
      return { data: { ...data, changeSetId: tx.changeSetId }, version: data.version };
    }),
  ),
  route(unlockReconciliation, ({ write, params, body }) =>
    write({ kind: 'bulk', summary: `Unlocked a reconciled statement: ${body.reason}` }, async (tx) => {
      const data = await service.unlockReconciliation(tx, placeOf(params), body.reason);
      return { data: { ...data, changeSetId: tx.changeSetId }, version: data.version };
    }),
  ),
  route(cancelReconciliation, ({ write, params }) =>
    write({ summary: 'Cancelled a reconciliation' }, async (tx) => {
      await service.cancelReconciliation(tx, placeOf(params));
      return { data: { changeSetId: tx.changeSetId } };
    }),
  ),
];
