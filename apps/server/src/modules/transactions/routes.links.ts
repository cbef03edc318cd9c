import {
  acceptTransferProposal,
  linkTransfer,
  listPurchases,
  listTransferProposals,
  rejectTransferProposal,
  replaceSplits,
  unlinkTransfer,
} from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import * as service from './service.links.ts';

/** What ties rows of the ledger to each other: parts to their whole, legs of transfers, refunds to purchases. */
export const linkRoutes: readonly Route[] = [
  route(replaceSplits, ({ write, services, params, body: { amount, splits }, expectedVersion }) => {
    const request = { id: params.transactionId, version: expectedVersion(), amount, splits };
    const summary = splits.length === 0 ? 'Undid a split' : `Split a transaction into ${splits.length} parts`;
    return write({ summary }, async (tx) => {
      const data = await service.changeSplits(tx, services.events, request);
      return { data, version: data.version };
    });
  }),
  route(linkTransfer, ({ write, services, params, body }) =>
    write({ summary: 'Linked two transactions as a transfer' }, async (tx) => ({
      data: await service.linkRows(tx, services.events, { id: params.transactionId, ...body }),
    })),
  ),
  route(unlinkTransfer, ({ write, services, params }) =>
    write({ summary: 'Unlinked a transfer' }, async (tx) => ({
      data: await service.unlinkRow(tx, services.events, params.transactionId),
    })),
  ),
  route(listTransferProposals, ({ read, services, query: { limit, cursor, page, ...query } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const today = await todayOf(tx, services.clock);
      const found = await service.listProposals(tx, { ...query, today }, { limit: limit + offset, after });
      const { from, to, next } = found;
      return {
        data: { from, to, proposals: found.proposals.slice(offset) },
        pagination: {
          limit,
          ...(page === undefined ? {} : { page }),
          nextCursor: next && encodeCursor([next.date, next.paidId]),
          hasMore: next !== null,
        },
      };
    });
  }),
  route(acceptTransferProposal, ({ write, services, body }) =>
    write({ summary: 'Linked two transactions as a transfer' }, async (tx) => ({
      data: await service.acceptPair(tx, services.events, body),
    })),
  ),
  route(rejectTransferProposal, ({ write, body }) =>
    write({ summary: 'Said that two transactions are no transfer' }, async (tx) => {
      await service.rejectProposal(tx, body.firstId, body.secondId);
      return { data: { ...body, changeSetId: tx.changeSetId } };
    }),
  ),
  route(listPurchases, ({ read, params }) =>
    read(async (tx) => ({ data: await service.listPurchases(tx, params.transactionId) })),
  ),
];

function readCursor(cursor: string) {
  const [date, paidId] = decodeCursor(cursor, z.tuple([z.iso.date(), z.uuid()]));
  return { date, paidId };
}
