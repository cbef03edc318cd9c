import type { createPayee, Payee, updatePayee } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { replaceInSeries } from '../recurring/index.ts';
import { replacePayees } from '../transactions/index.ts';
import * as aliases from './repo.aliases.ts';
import * as lists from './repo.list.ts';
import { findPayeeByName, findPayeesNamed } from './repo.names.ts';
import * as repo from './repo.ts';

export interface PayeeList {
  readonly payees: readonly Payee[];
  /** Where the next page begins; null on the last one. */
  readonly next: lists.PayeePage['after'] | null;
  /** On the first page only. */
  readonly total: number | undefined;
}

export async function listPayees(tx: TenantTransaction, page: lists.PayeePage): Promise<PayeeList> {
  const rows = await lists.listPayees(tx, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    payees: shown.map(toPayee),
    next: last ? { rank: last.rank, sortKey: last.sortKey, id: last.id } : null,
    total: page.after ? undefined : await lists.countPayees(tx, page.q),
  };
}

export async function getPayee(tx: TenantTransaction, id: string): Promise<Payee> {
  const row = await lists.findPayee(tx, id);
  return row ? toPayee(row) : refuseMissing();
}

export async function addPayee(
  tx: TenantTransaction,
  input: z.output<typeof createPayee.body>,
): Promise<Payee> {
  const defaultCategoryId = input.defaultCategoryId ?? null;
  await checkCategory(tx, defaultCategoryId);
  await checkName(tx, input.name, null);
  const id = newId();
  const row = await repo.insertPayee(tx, { id, tenantId: tx.tenantId, name: input.name, defaultCategoryId });
  if (!row) return refuseTaken(input.name);
  if (input.aliases !== undefined) await saveAliases(tx, { id, name: row.name }, input.aliases);
  return getPayee(tx, id);
}

export interface PayeeUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof updatePayee.body>, 'version'>;
}

export async function changePayee(
  tx: TenantTransaction,
  { id, version, changes }: PayeeUpdate,
): Promise<Payee> {
  const current = await getPayee(tx, id);
  if (current.version !== version) return refuseStale(current);
  await checkCategory(tx, changes.defaultCategoryId ?? null);
  if (changes.name !== undefined) await checkName(tx, changes.name, id);
  const saved = await repo.updatePayee(
    tx,
    { id, version },
    {
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.defaultCategoryId === undefined ? {} : { defaultCategoryId: changes.defaultCategoryId }),
    },
  );
  if (!saved) return refuseStale(await getPayee(tx, id));
  if (changes.aliases !== undefined || changes.name !== undefined)
    await saveAliases(tx, saved, changes.aliases ?? current.aliases);
  return getPayee(tx, id);
}

export interface DeletedPayee {
  readonly detachedTransactions: number;
  readonly detachedSeries: number;
}

/** Deletes a payee; its rows and recurring series keep their words and lose the payee. Answers how many they were. */
export async function deletePayee(tx: TenantTransaction, id: string): Promise<DeletedPayee> {
  if ((await repo.softDeletePayees(tx, [id])) === 0) return refuseMissing();
  await aliases.softDeleteAliases(tx, [id]);
  const detachedTransactions = await replacePayees(tx, [id], null);
  return {
    detachedTransactions,
    detachedSeries: await replaceInSeries(tx, 'payeeId', { from: [id], to: null }),
  };
}

/** A name leads to one payee: it may be nobody else's, nor an alias of somebody else. */
async function checkName(tx: TenantTransaction, name: string, ownId: string | null): Promise<void> {
  const bearer = await findPayeeByName(tx, name);
  if (!bearer || bearer.id === ownId) return;
  if (bearer.name.toLowerCase() === name.toLowerCase()) refuseTaken(name);
  refuse('NAME_TAKEN', `"${name}" is another name of "${bearer.name}". Take it off there first.`);
}

/** Sets the other names of a payee; its own is none of them. */
async function saveAliases(
  tx: TenantTransaction,
  payee: { readonly id: string; readonly name: string },
  wanted: readonly string[],
): Promise<void> {
  const bearers = await findPayeesNamed(tx, wanted);
  const problems = wanted.flatMap((name, index) => {
    const bearer = bearers.get(name);
    return bearer && bearer.id !== payee.id
      ? [
          {
            path: `aliases.${index}`,
            message: `"${name}" leads to "${bearer.name}" already. Merge the two instead.`,
          },
        ]
      : [];
  });
  if (problems.length > 0) refuse('NAME_TAKEN', problems[0]?.message ?? '', problems);
  const names = new Map(wanted.map((name) => [name.toLowerCase(), name]));
  names.delete(payee.name.toLowerCase());
  const present = await aliases.findAliases(tx, payee.id);
  const kept = present.filter(({ name }) => [...names.values()].includes(name));
  await aliases.softDeleteAliases(
    tx,
    [payee.id],
    kept.map(({ id }) => id),
  );
  const known = new Set(kept.map(({ name }) => name));
  await aliases.insertAliases(
    tx,
    payee.id,
    [...names.values()].filter((name) => !known.has(name)).map((name) => ({ id: newId(), name })),
  );
}

async function checkCategory(tx: TenantTransaction, id: string | null): Promise<void> {
  if (id === null || (await repo.categoryExists(tx, id))) return;
  refuse('VALIDATION_FAILED', 'The default category is not there.', [
    { path: 'defaultCategoryId', message: 'There is no such category.' },
  ]);
}

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such payee.');
}

function refuseTaken(name: string): never {
  return refuse('NAME_TAKEN', `There is a payee "${name}" already. Choose another name.`);
}

function refuseStale(current: Payee): never {
  return refuse('STALE_VERSION', 'Somebody changed this payee meanwhile. Look at it again, then save.', {
    current,
  });
}

function toPayee(row: lists.ListedPayee): Payee {
  return {
    id: row.id,
    name: row.name,
    defaultCategoryId: row.defaultCategoryId,
    lastCategoryId: row.lastCategoryId,
    transactionCount: row.totals.reduce((sum, { count }) => sum + count, 0),
    totals: row.totals.map(({ currency, count, net }) => ({
      currency,
      count,
      net: formatMinor(BigInt(net), parseCurrency(currency)),
    })),
    lastUsedOn: row.lastUsedOn,
    aliases: [...row.aliases],
    version: row.version,
    createdAt: row.createdAt,
  };
}
