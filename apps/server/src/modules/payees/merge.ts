import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { replaceInSeries } from '../recurring/index.ts';
import { replaceInRules } from '../rules/index.ts';
import { replacePayees } from '../transactions/index.ts';
import { insertAliases, moveAliases } from './repo.aliases.ts';
import * as repo from './repo.ts';

export interface PayeeMerge {
  readonly sourceIds: readonly string[];
  readonly targetId: string;
}

export interface MergedPayees {
  readonly movedTransactions: number;
  /** Recurring series that are the target's now. */
  readonly movedSeries: number;
  /** Rules that name the target now. */
  readonly changedRules: number;
  readonly targetName: string;
}

/**
 * Makes several payees one: rows, recurring series and aliases go to the target, rules name it where they named the
 * others, the names of the others become its aliases, and it takes the first default category of theirs where it has
 * none.
 */
export async function mergePayees(tx: TenantTransaction, merge: PayeeMerge): Promise<MergedPayees> {
  const sourceIds = [...new Set(merge.sourceIds)];
  const found = await repo.lockPayees(tx, [...sourceIds, merge.targetId]);
  const target = found.find(({ id }) => id === merge.targetId);
  if (!target) {
    return refuse('VALIDATION_FAILED', 'The payee to merge into is not there.', [
      { path: 'targetId', message: 'There is no such payee.' },
    ]);
  }
  refuseUnknown(merge, found);
  const sources = sourceIds.flatMap((id) => found.filter((payee) => payee.id === id));

  const movedTransactions = await replacePayees(tx, sourceIds, target.id);
  const movedSeries = await replaceInSeries(tx, 'payeeId', { from: sourceIds, to: target.id });
  const changedRules = await replaceInRules(tx, {
    payees: { from: sources.map(({ name }) => name), to: target.name },
  });
  await repo.softDeletePayees(tx, sourceIds);
  await moveAliases(tx, sourceIds, target.id);
  await insertAliases(
    tx,
    target.id,
    sources.map(({ name }) => ({ id: newId(), name })),
  );
  const defaultCategoryId =
    target.defaultCategoryId ??
    sources.find((source) => source.defaultCategoryId !== null)?.defaultCategoryId ??
    null;
  await repo.updatePayee(tx, target, { defaultCategoryId });
  return { movedTransactions, movedSeries, changedRules, targetName: target.name };
}

function refuseUnknown(merge: PayeeMerge, found: readonly repo.PayeeRow[]): void {
  const known = new Set(found.map(({ id }) => id));
  const problems = merge.sourceIds.flatMap((id, index) => {
    const path = `sourceIds.${index}`;
    if (id === merge.targetId) return [{ path, message: 'A payee cannot be merged into itself.' }];
    return known.has(id) ? [] : [{ path, message: 'There is no such payee.' }];
  });
  if (problems.length > 0) {
    refuse('VALIDATION_FAILED', 'These payees cannot be merged. Check the marked ones.', problems);
  }
}
