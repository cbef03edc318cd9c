import { getChangeSet, listChangeSets, revertChangeSet } from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import * as service from './service.ts';

const PLACE = z.object({ position: z.string().regex(/^\d{4}-\d\d-\d\d [\d:.+-]+$/), id: z.uuid() });

export const routes: readonly Route[] = [
  route(listChangeSets, ({ read, query: { limit, cursor, page } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { changeSets, next } = await service.listChangeSets(tx, { after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor(next) : null,
        hasMore: next !== null,
      };
      return { data: changeSets, pagination };
    });
  }),
  route(getChangeSet, ({ read, params }) =>
    read(async (tx) => ({ data: await service.readChangeSet(tx, params.changeSetId) })),
  ),
  route(revertChangeSet, async ({ read, write, services, params: { changeSetId } }) => {
    const summary = await read((tx) => service.describeRevert(tx, changeSetId));
    return write({ kind: 'revert', summary }, async (tx) => {
      const revertedRows = await service.revertChangeSet(tx, changeSetId);
      await service.announceBalances(tx, { ...services, today: await todayOf(tx, services.clock) });
      return { data: { changeSetId: tx.changeSetId, revertedRows } };
    });
  }),
];
