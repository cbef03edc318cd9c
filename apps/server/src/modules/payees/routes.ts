import { createPayee, deletePayee, getPayee, listPayees, mergePayees, updatePayee } from '@fintrack/contract';
import { z } from 'zod';
import { describeChangeSet } from '../../platform/database/index.ts';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import { mergePayees as merge } from './merge.ts';
import * as service from './service.ts';

const RANK = z.int().min(0).max(1);
const NUMBER = z.string().regex(/^-?\d{1,10}$/);

export const routes: readonly Route[] = [
  route(listPayees, ({ read, query: { limit, cursor, page, q, sort } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor, sort);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { payees, next, total } = await service.listPayees(tx, { q, sort, after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor([sort, next.rank, next.sortKey, next.id]) : null,
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
      const detached = await service.deletePayee(tx, params.payeeId);
      return { data: { changeSetId: tx.changeSetId, ...detached } };
    }),
  ),
  route(mergePayees, ({ write, body }) =>
    write({ kind: 'bulk', summary: 'Merged payees' }, async (tx) => {
      const { targetName, ...moved } = await merge(tx, body);
      const sources = body.sourceIds.length === 1 ? 'a payee' : `${body.sourceIds.length} payees`;
      await describeChangeSet(tx, `Merged ${sources} into "${targetName}"`);
      return { data: { changeSetId: tx.changeSetId, ...moved } };
    }),
  ),
];

/** A cursor belongs to the order that it was made in. @throws {AppError} INVALID_CURSOR */
function readCursor(cursor: string, sort: 'name' | '-transactions' | '-lastUsed') {
  const key = sort === 'name' ? z.string() : NUMBER;
  const [, rank, sortKey, id] = decodeCursor(cursor, z.tuple([z.literal(sort), RANK, key, z.uuid()]));
  return { rank, sortKey, id };
}
