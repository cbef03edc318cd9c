import { descendantsOf } from '@fintrack/core/categories';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { replaceDefaultCategory } from '../payees/index.ts';
import { countSeriesOf, replaceInSeries } from '../recurring/index.ts';
import { countRulesNaming, replaceInRules } from '../rules/index.ts';
import { reassignCategories } from '../transactions/index.ts';
import * as repo from './repo.ts';
import { checkName, checkTree, refuseMissing } from './service.ts';

/** How much went somewhere else with a category. */
export interface Dissolved {
  readonly reassignedTransactions: number;
  readonly reassignedSeries: number;
  readonly changedRules: number;
}

/**
 * Deletes a category. Its rows, recurring series, rules and children go to `reassignTo`, or with 'none' to nothing and
 * the root; a rule that gave it then says that it is gone.
 * @throws {AppError} REASSIGNMENT_NEEDED when it is in use and nobody says what takes its place.
 */
export async function deleteCategory(
  tx: TenantTransaction,
  id: string,
  reassignTo: string | undefined,
): Promise<Dissolved> {
  await repo.lockTree(tx);
  const rows = await repo.findCategories(tx);
  if (!rows.some((row) => row.id === id)) return refuseMissing();
  if (reassignTo === undefined) await refuseWhenInUse(tx, rows, id);
  const target = reassignTo === undefined || reassignTo === 'none' ? null : reassignTo;
  return dissolve(tx, { rows, sourceIds: [id], target, targetField: 'reassignTo' });
}

/** Makes several categories one: their rows, recurring series, rules and children go to the target. */
export async function mergeCategories(
  tx: TenantTransaction,
  merge: { readonly sourceIds: readonly string[]; readonly targetId: string },
): Promise<Dissolved> {
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

async function dissolve(tx: TenantTransaction, plan: Dissolution): Promise<Dissolved> {
  const sources = new Set(plan.sourceIds);
  const sourceIds = [...sources];
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
  const reassignedTransactions = await reassignCategories(tx, sourceIds, plan.target);
  await replaceDefaultCategory(tx, sourceIds, plan.target);
  const reassignedSeries = await replaceInSeries(tx, 'categoryId', { from: sourceIds, to: plan.target });
  const changedRules =
    plan.target === null ? 0 : await replaceInRules(tx, { categories: { from: sourceIds, to: plan.target } });
  await repo.softDeleteCategories(tx, sourceIds);
  return { reassignedTransactions, reassignedSeries, changedRules };
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
  const series = await countSeriesOf(tx, [id]);
  const rules = await countRulesNaming(tx, [id]);
  if (transactions + children + series + rules === 0) return;
  const uses = [
    countedAs(transactions, 'transaction', 'transactions'),
    countedAs(children, 'category below it', 'categories below it'),
    countedAs(series, 'recurring series', 'recurring series'),
    countedAs(rules, 'rule', 'rules'),
  ].filter((use) => use !== null);
  refuse(
    'REASSIGNMENT_NEEDED',
    `This category has ${uses.join(', ')}. Say what takes its place (reassignTo): another category, or none.`,
    { transactions, children, series, rules },
  );
}

function countedAs(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
