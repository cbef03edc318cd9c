import { type CategoryKind, MAX_LEVELS } from '@fintrack/core/categories';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import * as repo from './repo.ts';

type Known = Pick<repo.CategoryRow, 'id' | 'parentId' | 'name' | 'kind'>;

/** A category by its names from the root down, and its kind where it has to be made. */
interface WantedPath {
  readonly names: readonly string[];
  readonly kind: CategoryKind;
}

/**
 * The categories of these paths, whatever the case of their names; what is missing is made in the running change set.
 * Answers their ids in the order of the paths. Below the deepest level that there may be, the category above is taken.
 */
export async function findOrAddPaths(
  tx: TenantTransaction,
  paths: readonly WantedPath[],
): Promise<(string | null)[]> {
  if (paths.length === 0) return [];
  await repo.lockTree(tx);
  const known: Known[] = await repo.findCategories(tx);
  const added: repo.NewCategory[] = [];
  const ids = paths.map(({ names, kind }) => {
    let above: Known | null = null;
    for (const name of names.slice(0, MAX_LEVELS)) {
      const parentId: string | null = above?.id ?? null;
      const found: Known | undefined = known.find(
        (category) => category.parentId === parentId && category.name.toLowerCase() === name.toLowerCase(),
      );
      const next: Known = found ?? { id: newId(), parentId, name, kind: above?.kind ?? kind };
      if (!found) {
        known.push(next);
        added.push({ ...next, tenantId: tx.tenantId, displayOrder: known.length });
      }
      above = next;
    }
    return above?.id ?? null;
  });
  // One by one, parents first: a child's foreign key asks for them.
  for (const category of added) await repo.insertCategories(tx.sql, [category]);
  return ids;
}
