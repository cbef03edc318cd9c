import {
  type BulkResult,
  bulkTransactions,
  createTransaction,
  deleteTransaction,
  getTransaction,
  listTransactions,
  searchTransactions,
  summariseTransactions,
  type Transaction,
  updateTransaction,
} from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import { previewBulk, runBulk } from './bulk.ts';
import { readPage, writePagination } from './list-page.ts';
import { linkRoutes } from './routes.links.ts';
import { runningAccount, withRunningBalances } from './running.ts';
import { seriesOf, withSeries } from './series.ts';
import { withSplits } from './service.links.ts';
import * as service from './service.ts';

export const routes: readonly Route[] = [
  route(
    listTransactions,
    ({ read, services, query: { limit, cursor, page, sort, include = [], ...filter } }) => {
      const addDetails = detailsOf(include, { ...filter, sort });
      const wanted = readPage({ limit, cursor, page, sort });
      return read(async (tx) => {
        const { transactions, ...list } = await service.listTransactions(tx, filter, {
          ...wanted,
          clock: services.clock,
        });
        const pagination = writePagination(list, { limit, page, sort });
        return { data: await addDetails(tx, transactions), pagination };
      });
    },
  ),
  route(
    searchTransactions,
    ({ read, services, query: { limit, cursor, page, sort, include = [], ...filter } }) => {
      const addDetails = detailsOf(include, { ...filter, sort });
      const wanted = readPage({ limit, cursor, page, sort });
      return read(async (tx) => {
        const found = await service.searchTransactions(tx, filter, { ...wanted, clock: services.clock });
        const { transactions, understood, expanded, ...list } = found;
        const data = {
          transactions: await addDetails(tx, transactions),
          understood: [...understood],
          expanded: expanded.map(({ word, words }) => ({ word, words: [...words] })),
        };
        return { data, pagination: writePagination(list, { limit, page, sort }) };
      });
    },
  ),
  route(summariseTransactions, ({ read, services, query }) =>
    read(async (tx) => ({ data: await service.summarise(tx, query, services.clock) })),
  ),
  route(createTransaction, ({ write, services, body }) =>
    write({ summary: service.describeBooking(body), endsEarly: true }, async (tx) => {
      const transaction = await service.addTransaction(tx, services.events, body);
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
      return write({ summary: 'Changed a transaction', endsEarly: true }, async (tx) => {
        const transaction = await service.editTransaction(tx, services.events, update);
        return { data: transaction, version: transaction.version };
      });
    },
  ),
  route(deleteTransaction, ({ write, services, params, query: { otherLeg } }) =>
    write({ summary: 'Deleted a transaction', endsEarly: true }, async (tx) => {
      const removal = { id: params.transactionId, otherLeg };
      const deleted = await service.deleteTransaction(tx, services.events, removal);
      return { data: { deleted, changeSetId: tx.changeSetId } };
    }),
  ),
  route(bulkTransactions, async ({ write, services, body }) => {
    const intent = { kind: 'bulk', summary: 'Changed many transactions' } as const;
    if (!body.dryRun)
      return write(intent, async (tx) => ({ data: await runBulk(tx, services.events, body) }));
    try {
      return await write(intent, async (tx) => {
        throw new DryRun(await previewBulk(tx, await todayOf(tx, services.clock), body));
      });
    } catch (error) {
      if (error instanceof DryRun) return { data: error.result };
      throw error;
    }
  }),
  ...linkRoutes,
];

/** Ends the transaction of a dry run, so that nothing of it stays: no row, no change set, no key. */
class DryRun extends Error {
  readonly result: BulkResult;

  constructor(result: BulkResult) {
    super('This was a dry run.');
    this.result = result;
  }
}

type Include = NonNullable<z.output<typeof listTransactions.query>['include']>;

/** What a list adds to its rows. @throws {AppError} when the filter has no balance that could run beside them */
function detailsOf(include: Include, filter: Parameters<typeof runningAccount>[0]) {
  const runsOn = include.includes('running') ? runningAccount(filter) : null;
  return async (tx: TenantTransaction, transactions: Transaction[]): Promise<Transaction[]> => {
    // Sent together with what else is asked.
    const series = include.includes('series') ? seriesOf(tx, transactions) : null;
    series?.catch(() => undefined);
    const rows = runsOn === null ? transactions : await withRunningBalances(tx, runsOn, transactions);
    const split = include.includes('splits') ? await withSplits(tx, rows) : rows;
    return series === null ? split : withSeries(split, await series);
  };
}
