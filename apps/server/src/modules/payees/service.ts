import type { createPayee, Payee, updatePayee } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { detachPayee } from '../transactions/index.ts';
import * as repo from './repo.ts';

export interface PayeeList {
  readonly payees: readonly Payee[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.PayeePage['after'] | null;
  /** On the first page only. */
  readonly total: number | undefined;
}

export async function listPayees(tx: TenantTransaction, page: repo.PayeePage): Promise<PayeeList> {
  const rows = await repo.listPayees(tx, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    payees: shown.map(toPayee),
    next: last ? { rank: last.rank, sortName: last.sortName, id: last.id } : null,
    total: page.after ? undefined : await repo.countPayees(tx, page.q),
  };
}

export async function getPayee(tx: TenantTransaction, id: string): Promise<Payee> {
  const row = await repo.findPayee(tx, id);
  return row ? toPayee(row) : refuseMissing();
}

export async function addPayee(
  tx: TenantTransaction,
  input: z.output<typeof createPayee.body>,
): Promise<Payee> {
  const defaultCategoryId = input.defaultCategoryId ?? null;
  await checkCategory(tx, defaultCategoryId);
  const row = await repo.insertPayee(tx, {
    id: newId(),
    tenantId: tx.tenantId,
    name: input.name,
    defaultCategoryId,
  });
  return row ? getPayee(tx, row.id) : refuseTaken(input.name);
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
  if (changes.name !== undefined) {
    const namesake = await repo.findPayeeByName(tx, changes.name);
    if (namesake && namesake.id !== id) return refuseTaken(changes.name);
  }
  const saved = await repo.updatePayee(
    tx,
    { id, version },
    {
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.defaultCategoryId === undefined ? {} : { defaultCategoryId: changes.defaultCategoryId }),
    },
  );
  return saved ? getPayee(tx, id) : refuseStale(await getPayee(tx, id));
}

/** Deletes a payee; its rows keep their description and lose the payee. Answers how many they were. */
export async function deletePayee(tx: TenantTransaction, id: string): Promise<number> {
  const deleted = await repo.softDeletePayee(tx, id);
  return deleted ? detachPayee(tx, id) : refuseMissing();
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

function toPayee(row: repo.ListedPayee): Payee {
  return {
    id: row.id,
    name: row.name,
    defaultCategoryId: row.defaultCategoryId,
    lastCategoryId: row.lastCategoryId,
    transactionCount: row.transactionCount,
    version: row.version,
    createdAt: row.createdAt,
  };
}
