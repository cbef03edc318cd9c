import {
  createSavedFilter,
  deleteSavedFilter,
  listSavedFilters,
  updateSavedFilter,
} from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import * as service from './service.ts';

export const savedFilterRoutes: readonly Route[] = [
  route(listSavedFilters, ({ read, context: { userId } }) =>
    read(async (tx) => ({ data: await service.listSavedFilters(tx, { userId }) })),
  ),
  route(createSavedFilter, ({ write, body, context: { userId } }) =>
    write({ summary: `Saved the filter "${body.name}"` }, async (tx) => {
      const filter = await service.addSavedFilter(tx, { userId }, body);
      return { data: filter, version: filter.version };
    }),
  ),
  route(
    updateSavedFilter,
    ({ write, params, body: { version: _, ...changes }, expectedVersion, context }) => {
      const update = {
        id: params.savedFilterId,
        userId: context.userId,
        version: expectedVersion(),
        changes,
      };
      return write({ summary: 'Changed a saved filter' }, async (tx) => {
        const filter = await service.changeSavedFilter(tx, update);
        return { data: filter, version: filter.version };
      });
    },
  ),
  route(deleteSavedFilter, ({ write, params, context: { userId } }) =>
    write({ summary: 'Deleted a saved filter' }, async (tx) => {
      await service.removeSavedFilter(tx, { id: params.savedFilterId, userId });
      return { data: { changeSetId: tx.changeSetId } };
    }),
  ),
];
