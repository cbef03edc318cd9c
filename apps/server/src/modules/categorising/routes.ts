import {
  getCategoriserAccuracy,
  getCategoriserModel,
  listCategorySuggestions,
  retrainCategoriser,
  updateCategoriserSettings,
} from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import * as service from './service.ts';

export const categorisingRoutes: readonly Route[] = [
  route(getCategoriserModel, ({ read }) => read(async (tx) => ({ data: await service.describeModel(tx) }))),
  route(retrainCategoriser, ({ write, services }) =>
    write({ summary: 'Asked for the categoriser to be trained' }, async (tx) => {
      await service.askForTraining(tx, services);
      return { data: { isQueued: true as const } };
    }),
  ),
  route(updateCategoriserSettings, ({ write, body }) =>
    write({ summary: 'Changed how sure the categoriser has to be' }, async (tx) => ({
      data: await service.changeSetting(tx, body),
    })),
  ),
  route(listCategorySuggestions, ({ read, query }) => read((tx) => service.listSuggestions(tx, query))),
  route(getCategoriserAccuracy, ({ read, query: { months }, services }) =>
    read(async (tx) => {
      const today = await todayOf(tx, services.clock);
      return { data: await service.readAccuracy(tx, { months, today }) };
    }),
  ),
];
