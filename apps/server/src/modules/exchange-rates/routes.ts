import {
  deleteExchangeRate,
  fetchExchangeRates,
  getExchangeRate,
  getExchangeRateHistory,
  getFxGain,
  getNetWorthHistory,
  importExchangeRates,
  listExchangeRates,
  listPinnedRates,
  listRateSources,
  putExchangeRate,
} from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import { receiveRateFile, takeRates } from './service.files.ts';
import { getFxGain as readFxGain } from './service.fx-gain.ts';
import { getNetWorthHistory as readNetWorthHistory } from './service.net-worth.ts';
import * as service from './service.ts';

const PLACE = z.object({ date: z.iso.date(), id: z.uuid() });

const reading: readonly Route[] = [
  route(listExchangeRates, ({ read, services, query: { base, date, all = false } }) =>
    read(async (tx) => {
      const day = date ?? (await todayOf(tx, services.clock));
      return { data: await service.listRates(tx, { base, date: day, all }) };
    }),
  ),
  route(getExchangeRate, ({ read, params }) =>
    read(async (tx) => ({ data: await service.getRate(tx, params) })),
  ),
  route(getExchangeRateHistory, ({ read, services, query: { base, quote, from, to } }) =>
    read(async (tx) => {
      const until = to ?? (await todayOf(tx, services.clock));
      return { data: await service.getHistory(tx, { base, quote, from, to: until }) };
    }),
  ),
  route(listPinnedRates, ({ read, query: { limit, cursor, page } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, PLACE);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { pins, next, total } = await service.listPins(tx, { after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor(next) : null,
        hasMore: next !== null,
        ...(total === undefined ? {} : { total }),
      };
      return { data: [...pins], pagination };
    });
  }),
  route(listRateSources, ({ read, services }) =>
    read(async (tx) => ({ data: await service.listSources(tx, services) })),
  ),
  route(getNetWorthHistory, ({ read, services, query: { from, to, interval, explain = false } }) =>
    read(async (tx) => {
      const until = to ?? (await todayOf(tx, services.clock));
      return { data: await readNetWorthHistory(tx, { from, to: until, interval, explain }) };
    }),
  ),
  route(getFxGain, ({ read, services, query }) =>
    read(async (tx) => {
      const to = query.to ?? (await todayOf(tx, services.clock));
      const from = query.from ?? parseCalendarDate(`${to.slice(0, 4)}-01-01`);
      return { data: await readFxGain(tx, { from, to }) };
    }),
  ),
];

const writing: readonly Route[] = [
  route(putExchangeRate, ({ write, services, body: { base, quote, date, rate } }) =>
    write({ summary: `Set the rate ${base}/${quote}` }, async (tx) => {
      const day = date ?? (await todayOf(tx, services.clock));
      return { data: await service.pinRate(tx, { base, quote, date: day, rate }) };
    }),
  ),
  route(deleteExchangeRate, async ({ read, write, params: { rateId } }) => {
    const what = await read((tx) => service.describeRate(tx, rateId));
    return write({ summary: `Took back the rate ${what}` }, async (tx) => {
      await service.removeRate(tx, rateId);
      return { data: { changeSetId: tx.changeSetId } };
    });
  }),
  route(importExchangeRates, async ({ read, write, request }) => {
    // Who may not write must not make the server read a file either.
    await read((tx) => tx.entered);
    const file = await receiveRateFile(request);
    return write({ kind: 'bulk', summary: `Took exchange rates from ${file.fileName}` }, async (tx) => ({
      data: await takeRates(tx, file),
    }));
  }),
  route(fetchExchangeRates, ({ services, write }) =>
    write({ summary: 'Asked for the newest exchange rates' }, async (tx) => {
      await service.askForFetch(tx, services);
      return { data: { isQueued: true } };
    }),
  ),
];

/** Exchange rates, and what is worked out with them. */
export const exchangeRateRoutes: readonly Route[] = [...reading, ...writing];
