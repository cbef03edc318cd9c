import { descendantsOf } from '@fintrack/core/categories';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { replaceDefaultCategory } from '../payees/index.ts';
import { reassignCategories } from '../transactions/index.ts';
import * as repo from './repo.ts';
import { checkName, checkTree, refuseMissing } from './service.ts';

/**
 * Deletes a category. Its rows and children go to `reassignTo`, or with 'none' to nothing and the root.
 * @throws {AppError} REASSIGNMENT_NEEDED when it has rows or children and nobody says where they go.
 */
export async function deleteCategory(
  tx: TenantTransaction,
  id: string,
  reassignTo: string | undefined,
): Promise<number> {
  await repo.lockTree(tx);
  const rows = await repo.findCategories(tx);
  if (!rows.some((row) => row.id === id)) return refuseMissing();
  if (reassignTo === undefined) await refuseWhenInUse(tx, rows, id);
  const target = reassignTo === undefined || reassignTo === 'none' ? null : reassignTo;
  return dissolve(tx, { rows, sourceIds: [id], target, targetField: 'reassignTo' });
}

/** Makes several categories one: their rows and children go to the target. */
export async function mergeCategories(
  tx: TenantTransaction,
  merge: { readonly sourceIds: readonly string[]; readonly targetId: string },
): Promise<number> {
  await repo.lockTree(tx);
  const rows = await repo.findCategories(tx);
  const known = new Set(rows.map((row) => row.id));
  const problems = merge.sourceIds
    .map((id, index) => ({ id, path: `sourceIds.${index}` }))
    .filter(({ id }) => !known.has(id) || id === merge.targetId)
    .map(({ id, path }) => ({
      path,
      message: known.has(id) ? 'A category cannot be merged into itself.' : 'There is no such category.',
    }));
  if (problems.length > 0) {
    return refuse('VALIDATION_FAILED', 'These categories cannot be merged. Check the marked ones.', problems);
  }
  return dissolve(tx, { rows, sourceIds: merge.sourceIds, target: merge.targetId, targetField: 'targetId' });
}

interface Dissolution {
  readonly rows: readonly repo.CategoryRow[];
  readonly sourceIds: readonly string[];
  /** Null: the rows are left without a category, the children at the root. */
  readonly target: string | null;
  /** The request's field that named the target. */
  readonly targetField: string;
}

/** Answers how many transactions moved. */
async function dissolve(tx: TenantTransaction, plan: Dissolution): Promise<number> {
  const sources = new Set(plan.sourceIds);
  checkTarget(plan);
  const orphans = plan.rows.filter(
    (row) => row.parentId !== null && sources.has(row.parentId) && !sources.has(row.id),
  );
  const after = plan.rows
    .filter((row) => !sources.has(row.id))
    .map((row) => (orphans.includes(row) ? { ...row, parentId: plan.target } : row));
  checkTree(after);
  for (const orphan of orphans) checkName(after, { ...orphan, parentId: plan.target });

  const orphanIds = orphans.map((row) => row.id);
  await repo.updateCategories(tx, orphanIds, { parentId: plan.target });
  const moved = await reassignCategories(tx, [...sources], plan.target);
  await replaceDefaultCategory(tx, [...sources], plan.target);
  await repo.softDeleteCategories(tx, [...sources]);
  return moved;
}

function checkTarget({ rows, sourceIds, target, targetField }: Dissolution): void {
  if (target === null) return;
  const found = rows.find((row) => row.id === target);
  if (!found) {
    refuse('VALIDATION_FAILED', 'The category to move to is not there.', [
      { path: targetField, message: 'There is no such category.' },
    ]);
  }
  for (const id of sourceIds) {
    if (descendantsOf(rows, id).includes(target)) {
      refuse(
        'CATEGORY_CYCLE',
        `"${found.name}" stands below the category that goes. Move it out first, or choose another.`,
      );
    }
    const source = rows.find((row) => row.id === id);
    if (source && source.kind !== found.kind) {
      refuse('VALIDATION_FAILED', 'Income and expense do not mix: choose a category of the same kind.', [
        {
          path: targetField,
          message: `"${found.name}" is an ${found.kind} category, "${source.name}" is not.`,
        },
      ]);
    }
  }
}

async function refuseWhenInUse(
  tx: TenantTransaction,
  rows: readonly repo.CategoryRow[],
  id: string,
): Promise<void> {
  const counts = await repo.countTransactions(tx);
  const transactions = counts.get(id) ?? 0;
  const children = rows.filter((row) => row.parentId === id).length;
  if (transactions === 0 && children === 0) return;
  refuse(
    'REASSIGNMENT_NEEDED',
    `This category has ${transactions} transactions and ${children} categories below it. Say with reassignTo where they go: another category, or none.`,
    { transactions, children },
  );
}
