import type { createSavedFilter, SavedFilter, updateSavedFilter } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { parseQuery } from '@fintrack/core/search';
import type { z } from 'zod';
import { isUniqueViolation, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import * as repo from './repo.ts';

/** A filter's owner is whoever is signed in. */
interface Owner {
  readonly userId: string;
}

export async function listSavedFilters(tx: TenantTransaction, { userId }: Owner): Promise<SavedFilter[]> {
  const rows = await repo.findVisible(tx, userId);
  return rows.map((row) => present(row, userId));
}

/** @throws {AppError} NAME_TAKEN, SEARCH_UNREADABLE, FORBIDDEN */
export async function addSavedFilter(
  tx: TenantTransaction,
  { userId }: Owner,
  fields: z.output<typeof createSavedFilter.body>,
): Promise<SavedFilter> {
  checkQuery(fields.query);
  if (fields.isShared) await checkMayShare(tx);
  const id = newId();
  const given = definedOf(fields);
  const added = await repo.insertFilter(tx, {
    ...given,
    tenantId: tx.tenantId,
    id,
    userId,
    name: fields.name,
  });
  if (!added) refuseTaken(fields.name);
  return getOwn(tx, { id, userId });
}

export interface FilterUpdate extends Owner {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof updateSavedFilter.body>, 'version'>;
}

/** @throws {AppError} NOT_FOUND, STALE_VERSION, NAME_TAKEN, SEARCH_UNREADABLE, FORBIDDEN */
export async function changeSavedFilter(
  tx: TenantTransaction,
  { id, userId, version, changes }: FilterUpdate,
): Promise<SavedFilter> {
  const current = await getOwn(tx, { id, userId });
  if (current.version !== version) refuseStale(current);
  checkQuery(changes.query);
  if (changes.isShared) await checkMayShare(tx);
  const saved = await saving(changes.name, () => repo.updateFilter(tx, { id, version }, definedOf(changes)));
  const now = await getOwn(tx, { id, userId });
  return saved ? now : refuseStale(now);
}

/** @throws {AppError} NOT_FOUND */
export async function removeSavedFilter(
  tx: TenantTransaction,
  { id, userId }: Owner & { readonly id: string },
): Promise<void> {
  const { version } = await getOwn(tx, { id, userId });
  await repo.updateFilter(tx, { id, version }, { deletedAt: 'now' });
}

async function getOwn(tx: TenantTransaction, of: Owner & { readonly id: string }): Promise<SavedFilter> {
  const row = await repo.findOwn(tx, of);
  return row
    ? present(row, of.userId)
    : refuse('NOT_FOUND', 'There is no such filter of yours. Somebody may have deleted it.');
}

/** Any day will do: what a word such as last-month means is found out when the filter is used. */
function checkQuery(query: string | undefined): void {
  const parsed = parseQuery(query ?? '', { today: parseCalendarDate('2026-01-01') });
  if (parsed.ok) return;
  const { message, hint } = parsed.problem;
  refuse(
    'SEARCH_UNREADABLE',
    `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${hint}`,
    parsed.problem,
  );
}

async function checkMayShare(tx: TenantTransaction): Promise<void> {
  const { role } = await tx.entered;
  if (role === 'VIEWER' || role === 'ADVISOR') {
    refuse('FORBIDDEN', `Your role here is ${role}, which may keep filters and not share them.`);
  }
}

async function saving<Result>(name: string | undefined, save: () => Promise<Result>): Promise<Result> {
  try {
    return await save();
  } catch (error) {
    if (name !== undefined && isUniqueViolation(error)) refuseTaken(name);
    throw error;
  }
}

function refuseTaken(name: string): never {
  return refuse('NAME_TAKEN', `You have a filter "${name}" already. Choose another name.`);
}

function refuseStale(current: SavedFilter): never {
  return refuse('STALE_VERSION', 'This filter was changed meanwhile. Look at it again, then save.', {
    current,
  });
}

function definedOf(
  fields: z.output<typeof createSavedFilter.body> | FilterUpdate['changes'],
): repo.FilterFields {
  const { name, query, filters, isShared, position } = fields;
  return {
    ...(name === undefined ? {} : { name }),
    ...(query === undefined ? {} : { query }),
    ...(filters === undefined ? {} : { filters }),
    ...(isShared === undefined ? {} : { isShared }),
    ...(position === undefined ? {} : { position }),
  };
}

function present(row: repo.SavedFilterRow, userId: string): SavedFilter {
  const { userId: ownerId, createdAt, ...shown } = row;
  return { ...shown, isMine: ownerId === userId, createdAt: createdAt.toISOString() };
}
