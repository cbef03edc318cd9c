import type { Obstacle } from '@fintrack/contract';
import { findTreeProblem } from '@fintrack/core/categories';
import { sqlState, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { lockTree } from '../categories/index.ts';
import * as repo from './repo.revert.ts';
import { findLinkedRows, findUndoneRows } from './repo.undone.ts';
import type { Reverted, RevertRequest } from './reverters.ts';

/** Obstacles that a refusal names. */
const NAMED = 100;

/**
 * Puts rows that a change set touched back to what they were before it: all that are not undone yet, or those that the
 * request names with what belongs to them. Refuses and changes nothing where one cannot be, unless the request is
 * content with those that can.
 * @throws {AppError} NOT_REVERTIBLE with the rows in the way, NOT_FOUND for a row that is not in the change set.
 */
export async function revertRows(tx: TenantTransaction, request: RevertRequest): Promise<Reverted> {
  const scope = await readScope(tx, request);
  const resources = await findResources(tx, scope);
  const touchesTree = resources.some((resource) => resource.resourceType === 'category');
  if (touchesTree) await lockTree(tx);
  for (const resource of resources) await repo.lockRows(tx, resource, scope);
  return request.partial === true
    ? revertWhatCanBe(tx, resources, scope)
    : { rows: await revertAll(tx, resources, scope), remaining: [] };
}

/** @throws {AppError} NOT_FOUND, WRONG_STATE */
async function readScope(tx: TenantTransaction, request: RevertRequest): Promise<repo.RevertScope> {
  const { changeSetId, rows } = request;
  const except = await findUndoneRows(tx, changeSetId);
  if (rows === undefined) return { changeSetId, except };
  const linked = await findLinkedRows(tx, changeSetId, rows);
  const known = new Set(linked.map((row) => row.id));
  if (rows.some((id) => !known.has(id))) {
    refuse('NOT_FOUND', 'This change has no such row. Look at its page again.');
  }
  const undone = new Set(except);
  const only = linked.map((row) => row.id).filter((id) => !undone.has(id));
  if (only.length === 0)
    refuse('WRONG_STATE', 'This was undone already. To have it again, undo the undoing.');
  return { changeSetId, only, except };
}

async function revertAll(
  tx: TenantTransaction,
  resources: readonly repo.Revertible[],
  scope: repo.RevertScope,
): Promise<number> {
  const search = { scope, limit: NAMED };
  const changed: repo.ObstacleRow[] = [];
  for (const resource of resources) changed.push(...(await repo.findObstacles(tx, resource, search)));
  refuseObstacles(changed, 'Later changes touched what this one did. Undo those first.');
  let rows = 0;
  for (const resource of resources) {
    try {
      rows += await repo.writeBack(tx, resource, scope);
    } catch (error) {
      if (!isConflict(error)) throw error;
      refuse('NOT_REVERTIBLE', conflictText(resource), []);
    }
  }
  refuseObstacles(
    await repo.findDangling(tx, resources, search),
    'Other rows need what this would take away, or it needs rows that are gone. Change or undo those first.',
  );
  const misplaced = await findMisplaced(tx, resources);
  if (misplaced) refuseObstacles([misplaced], reasonOf(misplaced));
  return rows;
}

/** No honest change set needs as many; each round leaves out what the one before stumbled over. */
const MAX_ROUNDS = 50;
const SOME = 10_000;

async function revertWhatCanBe(
  tx: TenantTransaction,
  resources: readonly repo.Revertible[],
  whole: repo.RevertScope,
): Promise<Reverted> {
  const remaining = new Map<string, Obstacle>();
  const changed: repo.ObstacleRow[] = [];
  for (const resource of resources) {
    changed.push(
      ...(await repo.findObstacles(tx, resource, { scope: whole, limit: Number.MAX_SAFE_INTEGER })),
    );
  }
  let scope = await leaveOut(tx, { scope: whole, remaining }, changed);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await tx.client.query('SAVEPOINT undoing');
    const attempt = await tryWriteBack(tx, resources, scope);
    if (typeof attempt === 'number') {
      const left = [...remaining.values()];
      if (attempt === 0) refuse('NOT_REVERTIBLE', 'None of it can be undone.', left.slice(0, NAMED));
      return { rows: attempt, remaining: left };
    }
    await tx.client.query('ROLLBACK TO SAVEPOINT undoing');
    scope = await leaveOut(tx, { scope, remaining }, attempt);
  }
  return refuse('NOT_REVERTIBLE', 'Too much stands in the way. Undo it row by row.', []);
}

/** How many rows were written back, or what was in the way. */
async function tryWriteBack(
  tx: TenantTransaction,
  resources: readonly repo.Revertible[],
  scope: repo.RevertScope,
): Promise<number | repo.ObstacleRow[]> {
  let rows = 0;
  for (const resource of resources) {
    try {
      rows += await repo.writeBack(tx, resource, scope);
    } catch (error) {
      if (!isConflict(error)) throw error;
      await tx.client.query('ROLLBACK TO SAVEPOINT undoing');
      return findConflicts(tx, resource, scope);
    }
  }
  const dangling = await repo.findDangling(tx, resources, { scope, limit: SOME });
  if (dangling.length > 0) return dangling;
  const misplaced = await findMisplaced(tx, resources);
  return misplaced ? [misplaced] : rows;
}

/** Above this many rows it is not looked for which of them conflicts: all stay. */
const TRIED_ALONE = 500;

async function findConflicts(
  tx: TenantTransaction,
  resource: repo.Revertible,
  scope: repo.RevertScope,
): Promise<repo.ObstacleRow[]> {
  const rows = await repo.findTouched(tx, resource, scope);
  if (rows.length === 1 || rows.length > TRIED_ALONE) return rows;
  const conflicting: repo.ObstacleRow[] = [];
  for (const row of rows) {
    await tx.client.query('SAVEPOINT alone');
    const alone = { ...scope, only: [row.culprit] };
    const isFine = await repo.writeBack(tx, resource, alone).then(
      () => true,
      (error: unknown) => {
        if (!isConflict(error)) throw error;
        return false;
      },
    );
    await tx.client.query('ROLLBACK TO SAVEPOINT alone');
    if (!isFine) conflicting.push(row);
  }
  return conflicting.length === 0 ? rows : conflicting;
}

interface Leaving {
  readonly scope: repo.RevertScope;
  /** Every row that stays, with its reason; filled here. */
  readonly remaining: Map<string, Obstacle>;
}

/** The scope without the rows that obstacles stop, and without what belongs to those. */
async function leaveOut(
  tx: TenantTransaction,
  { scope, remaining }: Leaving,
  obstacles: readonly repo.ObstacleRow[],
): Promise<repo.RevertScope> {
  if (obstacles.length === 0) return scope;
  const before = remaining.size;
  for (const row of obstacles) {
    if (!remaining.has(row.culprit)) remaining.set(row.culprit, toRemaining(row));
  }
  const stopped = obstacles.map((row) => row.culprit);
  for (const { id, resourceType, summary } of await findLinkedRows(tx, scope.changeSetId, stopped)) {
    if (remaining.has(id)) continue;
    const reason = 'It belongs to a row that stays.';
    remaining.set(id, { resourceType, resourceId: id, summary, changedBy: null, reason });
  }
  if (remaining.size === before) refuseObstacles(obstacles, 'This cannot be undone in part.');
  return { ...scope, except: [...new Set([...scope.except, ...remaining.keys()])] };
}

function toRemaining(row: repo.ObstacleRow): Obstacle {
  const own = row.culprit === row.resourceId;
  return {
    resourceType: row.culpritType,
    resourceId: row.culprit,
    summary: own ? row.summary : row.culpritSummary,
    changedBy: row.changedBy,
    reason: reasonOf(row),
  };
}

function reasonOf({ relation, resourceType, summary }: repo.ObstacleRow): string {
  const named = summary === '' ? `a ${words(resourceType)}` : `the ${words(resourceType)} “${summary}”`;
  switch (relation) {
    case 'changed':
      return 'It was changed since.';
    case 'needs':
      return `It needs ${named}, which is gone.`;
    case 'used':
      return `It is used by ${named}.`;
    case 'taken':
      return 'Something else has taken its name or place.';
    case 'misplaced':
      return `"${summary}" would not stand rightly in the tree any more. Move it first.`;
  }
}

function words(resourceType: string): string {
  return resourceType.replaceAll('_', ' ');
}

/** @throws {AppError} NOT_REVERTIBLE when there is an obstacle. */
function refuseObstacles(obstacles: readonly repo.ObstacleRow[], message: string): void {
  if (obstacles.length === 0) return;
  const details = new Map<string, Obstacle>();
  for (const row of obstacles.slice(0, NAMED)) {
    const { resourceType, resourceId, summary, changedBy } = row;
    details.set(resourceId, { resourceType, resourceId, summary, changedBy, reason: obstacleText(row) });
  }
  refuse('NOT_REVERTIBLE', message, [...details.values()]);
}

/** Why this row is in the way, where it is itself the one that is named. */
function obstacleText(row: repo.ObstacleRow): string {
  if (row.relation === 'needs') return 'It is gone, and needed.';
  if (row.relation === 'used') return 'It uses what would go.';
  return reasonOf(row);
}

async function findResources(tx: TenantTransaction, scope: repo.RevertScope): Promise<repo.Revertible[]> {
  const types = await repo.findResourceTypes(tx, scope);
  const unknown = types.filter(
    (type) => !repo.REVERTIBLES.some((resource) => resource.resourceType === type),
  );
  if (unknown.length > 0) refuse('NOT_REVERTIBLE', 'This kind of change cannot be undone.', []);
  return repo.REVERTIBLES.filter((resource) => types.includes(resource.resourceType));
}

/** Violations of unique, foreign key and check constraints: what was there before does not fit any more. */
const CONFLICTS: ReadonlySet<string | null> = new Set(['23505', '23503', '23514']);

function isConflict(error: unknown): boolean {
  return CONFLICTS.has(sqlState(error));
}

function conflictText({ resourceType }: repo.Revertible): string {
  return `What was there before does not fit any more: another ${words(resourceType)} has taken its name or place. Rename or move that one first.`;
}

/** A category that would make a cycle, stand too deep, or below one that is gone. */
async function findMisplaced(
  tx: TenantTransaction,
  resources: readonly repo.Revertible[],
): Promise<repo.ObstacleRow | null> {
  if (!resources.some((resource) => resource.resourceType === 'category')) return null;
  const tree = await repo.findTree(tx);
  const problem = findTreeProblem(tree);
  if (!problem) return null;
  const summary = tree.find((node) => node.id === problem.id)?.name ?? '';
  return {
    resourceType: 'category',
    resourceId: problem.id,
    summary,
    changedBy: null,
    relation: 'misplaced',
    culprit: problem.id,
    culpritType: 'category',
    culpritSummary: summary,
  };
}
