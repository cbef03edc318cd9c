import { findTreeProblem } from '@fintrack/core/categories';
import { sqlState, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { lockTree } from '../categories/index.ts';
import * as repo from './repo.revert.ts';

/**
 * Puts every row that a change set touched back to what it was before, or refuses and changes nothing.
 * @throws {AppError} NOT_REVERTIBLE with the rows in the way.
 */
export async function revertRows(tx: TenantTransaction, changeSetId: string): Promise<number> {
  const resources = await findResources(tx, changeSetId);
  const touchesTree = resources.some((resource) => resource.resourceType === 'category');
  if (touchesTree) await lockTree(tx);
  for (const resource of resources) await repo.lockRows(tx, resource, changeSetId);

  const obstacles: repo.ObstacleRow[] = [];
  for (const resource of resources) obstacles.push(...(await repo.findObstacles(tx, resource, changeSetId)));
  refuseObstacles(obstacles, 'Later changes touched what this one did. Undo those first.');

  let reverted = 0;
  for (const resource of resources) reverted += await writeBack(tx, resource, changeSetId);
  refuseObstacles(
    await repo.findDangling(tx, changeSetId),
    'Other rows need what this would take away, or it needs rows that are gone. Change or undo those first.',
  );
  if (touchesTree) await checkTree(tx);
  return reverted;
}

/** @throws {AppError} NOT_REVERTIBLE when there is an obstacle. */
function refuseObstacles(obstacles: readonly repo.ObstacleRow[], message: string): void {
  if (obstacles.length === 0) return;
  const details = obstacles.map(({ resourceType, resourceId, summary, changedBy }) => ({
    resourceType,
    resourceId,
    summary,
    changedBy,
  }));
  refuse('NOT_REVERTIBLE', message, details);
}

async function findResources(tx: TenantTransaction, changeSetId: string): Promise<repo.Revertible[]> {
  const types = await repo.findResourceTypes(tx, changeSetId);
  const unknown = types.filter(
    (type) => !repo.REVERTIBLES.some((resource) => resource.resourceType === type),
  );
  if (unknown.length > 0) refuse('NOT_REVERTIBLE', 'This kind of change cannot be undone.', []);
  return repo.REVERTIBLES.filter((resource) => types.includes(resource.resourceType));
}

/** Violations of unique, foreign key and check constraints: what was there before does not fit any more. */
const CONFLICTS: ReadonlySet<string | null> = new Set(['23505', '23503', '23514']);

async function writeBack(
  tx: TenantTransaction,
  resource: repo.Revertible,
  changeSetId: string,
): Promise<number> {
  try {
    return await repo.writeBack(tx, resource, changeSetId);
  } catch (error) {
    if (!CONFLICTS.has(sqlState(error))) throw error;
    return refuse(
      'NOT_REVERTIBLE',
      `What was there before does not fit any more: another ${resource.resourceType} has taken its name or place. Rename or move that one first.`,
      [],
    );
  }
}

async function checkTree(tx: TenantTransaction): Promise<void> {
  const tree = await repo.findTree(tx);
  const problem = findTreeProblem(tree);
  if (!problem) return;
  const resourceId = problem.id;
  const summary = tree.find((node) => node.id === resourceId)?.name ?? '';
  const obstacle = { resourceType: 'category', resourceId, summary, changedBy: null };
  refuseObstacles([obstacle], `"${summary}" would not stand rightly in the tree any more. Move it first.`);
}
