import { getDashboardSummary } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import * as service from './service.ts';

export const dashboardRoutes: readonly Route[] = [
  route(getDashboardSummary, ({ read, services, query }) =>
    read(async (tx) => {
      const today = await todayOf(tx, services.clock);
      const month = query.month === undefined ? today : parseCalendarDate(`${query.month}-01`);
      return { data: await service.getDashboardSummary(tx, { today, month }) };
    }),
  ),
];
