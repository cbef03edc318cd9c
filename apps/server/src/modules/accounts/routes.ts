import {
  createAccount,
  createAnchor,
  deleteAccount,
  deleteAnchor,
  getAccount,
  getBalance,
  getBalanceAt,
  getBalanceHistory,
  getBalancesSummary,
  listAccounts,
  listAnchors,
  updateAccount,
} from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { type Route, route } from '../../platform/http/index.ts';
import { todayOf } from '../../platform/today.ts';
import { deleteAccountRows } from '../transactions/index.ts';
import * as anchors from './service.anchors.ts';
import * as balances from './service.balances.ts';
import * as service from './service.ts';

const ofAccounts: readonly Route[] = [
  route(listAccounts, ({ read, services, query }) =>
    read(async (tx) => ({ data: await service.listAccounts(tx, await todayOf(tx, services.clock), query) })),
  ),
  route(createAccount, ({ write, services, body }) =>
    write({ summary: `Added the account "${body.name}"` }, async (tx) => {
      const account = await service.createAccount(tx, await todayOf(tx, services.clock), body);
      return { data: account, version: account.version };
    }),
  ),
  route(getAccount, ({ read, services, params }) =>
    read(async (tx) => {
      const account = await service.getAccount(tx, await todayOf(tx, services.clock), params.accountId);
      return { data: account, version: account.version };
    }),
  ),
  route(updateAccount, ({ write, services, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { accountId: params.accountId, version: expectedVersion(), changes };
    return write({ summary: 'Changed an account' }, async (tx) => {
      const account = await service.updateAccount(tx, await todayOf(tx, services.clock), update);
      return { data: account, version: account.version };
    });
  }),
  route(deleteAccount, ({ write, params, query }) =>
    write(
      { summary: query.force ? 'Deleted an account with its rows' : 'Deleted or archived an account' },
      async (tx) => {
        const result = await service.deleteAccount(tx, {
          accountId: params.accountId,
          deleteRows: query.force ? deleteAccountRows : null,
        });
        return { data: { ...result, changeSetId: tx.changeSetId } };
      },
    ),
  ),
];

const ofBalances: readonly Route[] = [
  route(getBalance, ({ read, services, params, query }) =>
    read(async (tx) => {
      const date = await todayOf(tx, services.clock);
      return {
        data: await balances.getBalance(tx, params.accountId, { date, explain: query.explain ?? false }),
      };
    }),
  ),
  route(getBalanceAt, ({ read, params, query }) =>
    read(async (tx) => {
      const date = parseCalendarDate(params.date);
      return {
        data: await balances.getBalance(tx, params.accountId, { date, explain: query.explain ?? false }),
      };
    }),
  ),
  route(getBalanceHistory, ({ read, services, params, query }) =>
    read(async (tx) => {
      const to = query.to ?? (await todayOf(tx, services.clock));
      return { data: await balances.getBalanceHistory(tx, params.accountId, { ...query, to }) };
    }),
  ),
  route(getBalancesSummary, ({ read, services, query }) =>
    read(async (tx) => {
      const at = query.at === undefined ? await todayOf(tx, services.clock) : parseCalendarDate(query.at);
      return { data: await balances.getBalancesSummary(tx, at) };
    }),
  ),
];

const ofAnchors: readonly Route[] = [
  route(listAnchors, ({ read, params }) =>
    read(async (tx) => ({ data: await anchors.listAnchors(tx, params.accountId) })),
  ),
  route(createAnchor, ({ write, services, params, body }) =>
    write({ summary: 'Set an account to what the bank says' }, async (tx) => {
      const today = await todayOf(tx, services.clock);
      const anchor = await anchors.createAnchor(tx, today, { ...body, accountId: params.accountId });
      services.events.balancesMoved(tx, [params.accountId]);
      return { data: anchor };
    }),
  ),
  route(deleteAnchor, ({ write, services, params }) =>
    write({ summary: 'Took back what the bank said' }, async (tx) => {
      await anchors.deleteAnchor(tx, params);
      services.events.balancesMoved(tx, [params.accountId]);
      return { data: { changeSetId: tx.changeSetId } };
    }),
  ),
];

export const accountRoutes: readonly Route[] = [...ofAccounts, ...ofBalances, ...ofAnchors];
