import {
  getChangeSet,
  listChangePeople,
  listChangeSetEntries,
  listChangeSets,
  listTrashedThings,
  revertChangeSet,
} from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import * as service from './service.ts';
import * as things from './things.ts';

const PLACE = z.object({ position: z.string().regex(/^\d{4}-\d\d-\d\d [\d:.+-]+$/), id: z.uuid() });
/** Rows that an answer names of those that stay. */
const NAMED = 100;

export const routes: readonly Route[] = [
  route(listChangeSets, ({ read, query: { limit, cursor, page, ...filter } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { changeSets, next } = await service.listChangeSets(tx, filter, { after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor(next) : null,
        hasMore: next !== null,
      };
      return { data: changeSets, pagination };
    });
  }),
  route(listChangePeople, ({ read }) => read(async (tx) => ({ data: await things.findPeople(tx) }))),
  route(listTrashedThings, ({ read, query: { limit, cursor, resourceType } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    return read(async (tx) => {
      const found = await things.listTrashedThings(tx, { resourceType, after, limit });
      const nextCursor = found.next ? encodeCursor(found.next) : null;
      return { data: found.things, pagination: { limit, nextCursor, hasMore: nextCursor !== null } };
    });
  }),
  route(getChangeSet, ({ read, params }) =>
    read(async (tx) => ({ data: await service.readChangeSet(tx, params.changeSetId) })),
  ),
  route(listChangeSetEntries, ({ read, params, query: { limit, cursor } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, z.uuid());
    return read(async (tx) => {
      const { entries, next } = await service.listEntries(tx, params.changeSetId, { after, limit });
      const nextCursor = next === null ? null : encodeCursor(next);
      return { data: entries, pagination: { limit, nextCursor, hasMore: next !== null } };
    });
  }),
  route(revertChangeSet, async ({ read, write, services, params: { changeSetId }, body = {} }) => {
    const summary = await read((tx) => service.describeRevert(tx, changeSetId));
    const named = [...(body.rows ?? []), ...(body.entries ?? []).map((entry) => entry.resourceId)];
    const rows = named.length === 0 ? undefined : named;
    return write({ kind: 'revert', summary }, async (tx) => {
      const reverted = await service.revertChangeSet(tx, { changeSetId, rows, partial: body.partial });
      services.events.balancesMoved(tx, await service.findTouchedAccounts(tx));
      const remaining = reverted.remaining.slice(0, NAMED);
      return { data: { changeSetId: tx.changeSetId, revertedRows: reverted.rows, remaining } };
    });
  }),
];
