import {
  createTransaction,
  deleteTransaction,
  getTransaction,
  listTransactions,
  type Pagination,
  summariseTransactions,
  updateTransaction,
} from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import * as service from './service.ts';

export const routes: readonly Route[] = [
  route(listTransactions, ({ read, query: { limit, cursor, page, sort, ...filter } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor, sort);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { transactions, next, total, totalIsCapped } = await service.listTransactions(tx, filter, {
        sort,
        after,
        offset,
        limit,
      });
      const pagination: Pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next && encodeCursor([sort, next.key, next.id]),
        hasMore: next !== null,
        ...(total === undefined ? {} : { total, totalIsCapped: totalIsCapped ?? false }),
      };
      return { data: transactions, pagination };
    });
  }),
  route(summariseTransactions, ({ read, query }) =>
    read(async (tx) => ({ data: await service.summarise(tx, query) })),
  ),
  route(createTransaction, ({ write, services, body }) =>
    write({ summary: service.describeBooking(body) }, async (tx) => {
      const today = await todayOf(tx, services.clock);
      const transaction = await service.addTransaction(tx, { ...services, today }, body);
      return { data: transaction, version: transaction.version };
    }),
  ),
  route(getTransaction, ({ read, params }) =>
    read(async (tx) => {
      const transaction = await service.getTransaction(tx, params.transactionId);
      return { data: transaction, version: transaction.version };
    }),
  ),
  route(
    updateTransaction,
    ({ write, services, params, body: { version: _, ...changes }, expectedVersion }) => {
      const update = { id: params.transactionId, version: expectedVersion(), changes };
      return write({ summary: 'Changed a transaction' }, async (tx) => {
        const today = await todayOf(tx, services.clock);
        const transaction = await service.editTransaction(tx, { ...services, today }, update);
        return { data: transaction, version: transaction.version };
      });
    },
  ),
  route(deleteTransaction, ({ write, services, params }) =>
    write({ summary: 'Deleted a transaction' }, async (tx) => {
      const today = await todayOf(tx, services.clock);
      const deleted = await service.deleteTransaction(tx, { ...services, today }, params.transactionId);
      return { data: { deleted, changeSetId: tx.changeSetId } };
    }),
  ),
];

const DATE_KEY = z.iso.date();
const AMOUNT_KEY = z.string().regex(/^-?\d{1,19}$/);

/** A cursor belongs to the order that it was made in. @throws {AppError} INVALID_CURSOR */
function readCursor(cursor: string, sort: 'date' | '-date' | 'amount' | '-amount') {
  const key = sort.endsWith('amount') ? AMOUNT_KEY : DATE_KEY;
  const [, place, id] = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.uuid()]));
  return { key: place, id };
}
