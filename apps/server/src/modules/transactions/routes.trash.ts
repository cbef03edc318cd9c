import { listTrash, restoreTrash } from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, type Route, route } from '../../platform/http/index.ts';
import * as trash from './trash.ts';

const PLACE = z.object({ position: z.string().regex(/^\d{4}-\d\d-\d\d [\d:.+-]+$/), id: z.uuid() });

export const trashRoutes: readonly Route[] = [
  route(listTrash, ({ read, query: { limit, cursor, ...filter } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    return read(async (tx) => {
      const { rows, next } = await trash.listTrash(tx, filter, { after, limit });
      const nextCursor = next ? encodeCursor(next) : null;
      return { data: rows, pagination: { limit, nextCursor, hasMore: next !== null } };
    });
  }),
  route(restoreTrash, ({ write, services, body: { ids, partial = false } }) => {
    const count = new Set(ids).size;
    const kind = count === 1 ? 'request' : 'bulk';
    return write({ kind, summary: trash.describeRestoring(count) }, async (tx) => ({
      data: {
        changeSetId: tx.changeSetId,
        ...(await trash.restoreFromTrash(tx, services.events, { ids, partial })),
      },
    }));
  }),
];
