import type { Category, createCategory, updateCategory } from '@fintrack/contract';
import {
  type CategoryKind,
  type CategoryNode,
  descendantsOf,
  findTreeProblem,
  MAX_LEVELS,
  placeCategories,
} from '@fintrack/core/categories';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import * as repo from './repo.ts';

/** The tree as a list in tree order. A retired category hides what is below it, too. */
export async function listCategories(
  tx: TenantTransaction,
  filter: { readonly kind?: CategoryKind | undefined; readonly includeInactive?: boolean | undefined },
): Promise<Category[]> {
  const rows = await repo.findCategories(tx);
  const counts = await repo.countTransactions(tx);
  const retired = new Set(
    rows
      .filter((row) => !row.isActive)
      .flatMap((row) => (filter.includeInactive ? [] : descendantsOf(rows, row.id))),
  );
  return presentTree(rows, counts).filter(
    (category) => !retired.has(category.id) && (filter.kind === undefined || category.kind === filter.kind),
  );
}

export async function getCategory(tx: TenantTransaction, id: string): Promise<Category> {
  const rows = await repo.findCategories(tx);
  const counts = await repo.countTransactions(tx);
  return presentTree(rows, counts).find((category) => category.id === id) ?? refuseMissing();
}

export async function addCategory(
  tx: TenantTransaction,
  input: z.output<typeof createCategory.body>,
): Promise<Category> {
  await repo.lockTree(tx);
  const rows = await repo.findCategories(tx);
  const kind =
    kindBelow(rows, input.parentId ?? null, input.kind) ?? refuseKind('Say whether it is income or expense.');
  const row = {
    id: newId(),
    tenantId: tx.tenantId,
    parentId: input.parentId ?? null,
    name: input.name,
    kind,
    color: input.color ?? null,
    icon: input.icon ?? null,
    displayOrder: input.displayOrder ?? nextOrder(rows, input.parentId ?? null),
  };
  checkTree([...rows, row]);
  checkName(rows, row);
  await repo.insertCategories(tx.sql, [row]);
  return getCategory(tx, row.id);
}

export interface CategoryUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof updateCategory.body>, 'version'>;
}

export async function changeCategory(tx: TenantTransaction, update: CategoryUpdate): Promise<Category> {
  await repo.lockTree(tx);
  const rows = await repo.findCategories(tx);
  const current = rows.find((row) => row.id === update.id) ?? refuseMissing();
  if (current.version !== update.version) return refuseStale(tx, update.id);

  const { changes } = update;
  const parentId = changes.parentId === undefined ? current.parentId : changes.parentId;
  const kind = kindBelow(rows, parentId, changes.kind ?? current.kind) ?? current.kind;
  const next = { ...current, parentId, kind, name: changes.name ?? current.name };
  const below = descendantsOf(rows, current.id).filter((id) => id !== current.id);
  checkTree(
    rows.map((row) => (row.id === current.id ? next : below.includes(row.id) ? { ...row, kind } : row)),
  );
  checkName(rows, next);

  const saved = await repo.updateCategory(tx, update, { ...present(changes), parentId, kind });
  if (!saved) return refuseStale(tx, update.id);
  if (kind !== current.kind) await repo.updateCategories(tx, below, { kind });
  return getCategory(tx, current.id);
}

/** The kind of a category at a place: its parent's; undefined when nobody says it. */
function kindBelow(
  rows: readonly CategoryNode[],
  parentId: string | null,
  wanted: CategoryKind | undefined,
): CategoryKind | undefined {
  if (parentId === null) return wanted;
  const parent = rows.find((row) => row.id === parentId);
  if (!parent) {
    return refuse('VALIDATION_FAILED', 'There is no such parent category.', [
      { path: 'parentId', message: 'There is no such category.' },
    ]);
  }
  if (wanted !== undefined && wanted !== parent.kind) {
    return refuseKind(
      `"${parent.name}" is an ${parent.kind} category: what stands below it is ${parent.kind}, too.`,
    );
  }
  return parent.kind;
}

/** @throws {AppError} CATEGORY_CYCLE, CATEGORY_TOO_DEEP, or VALIDATION_FAILED for two kinds in one branch. */
export function checkTree(nodes: readonly CategoryNode[]): void {
  const problem = findTreeProblem(nodes);
  if (!problem) return;
  const name = nodes.find((node) => node.id === problem.id)?.name ?? '';
  switch (problem.rule) {
    case 'cycle':
      return refuse('CATEGORY_CYCLE', `"${name}" cannot stand below itself. Choose another parent.`);
    case 'depth':
      return refuse(
        'CATEGORY_TOO_DEEP',
        `"${name}" would stand deeper than ${MAX_LEVELS} levels. Choose a parent higher up.`,
      );
    case 'kind':
      return refuseKind(
        `"${name}" has another kind than its parent. Income and expense do not mix in one branch.`,
      );
    case 'parent':
      throw new Error(`category ${problem.id} has a parent that is not there`);
  }
}

/** @throws {AppError} NAME_TAKEN when a sibling has the name. */
export function checkName(
  rows: readonly CategoryNode[],
  node: Omit<CategoryNode, 'kind' | 'displayOrder'>,
): void {
  const taken = rows.some(
    (row) =>
      row.id !== node.id &&
      row.parentId === node.parentId &&
      row.name.toLowerCase() === node.name.toLowerCase(),
  );
  if (taken)
    refuse('NAME_TAKEN', `There is a category "${node.name}" in that place already. Choose another name.`);
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such category.');
}

async function refuseStale(tx: TenantTransaction, id: string): Promise<never> {
  const current = await getCategory(tx, id);
  return refuse('STALE_VERSION', 'Somebody changed this category meanwhile. Look at it again, then save.', {
    current,
  });
}

function refuseKind(message: string): never {
  return refuse('VALIDATION_FAILED', message, [{ path: 'kind', message }]);
}

function nextOrder(rows: readonly CategoryNode[], parentId: string | null): number {
  const orders = rows.filter((row) => row.parentId === parentId).map((row) => row.displayOrder);
  return orders.length === 0 ? 0 : Math.max(...orders) + 1;
}

function presentTree(rows: readonly repo.CategoryRow[], counts: ReadonlyMap<string, number>): Category[] {
  return placeCategories(rows).map(({ node, path, depth, subtree }) => ({
    id: node.id,
    parentId: node.parentId,
    name: node.name,
    path: [...path],
    depth,
    kind: node.kind,
    color: node.color,
    icon: node.icon,
    displayOrder: node.displayOrder,
    isActive: node.isActive,
    transactionCount: counts.get(node.id) ?? 0,
    totalTransactionCount: subtree.reduce((total, id) => total + (counts.get(id) ?? 0), 0),
    version: node.version,
    createdAt: node.createdAt.toISOString(),
  }));
}

/** The fields that were given, so that what was left out stays as it is. */
function present<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}
