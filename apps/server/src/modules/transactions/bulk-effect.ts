import type { BulkResult } from '@fintrack/contract';
import type { BulkPlan } from './bulk-plan.ts';
import type { PlannedRow } from './fill-by-rules.ts';
import type { StoredTransaction } from './repo.ts';

/** What becomes of the rows. */
export interface BulkEffect {
  readonly plan: BulkPlan;
  readonly inserts: readonly PlannedRow[];
  readonly changed: readonly { readonly before: StoredTransaction; readonly after: StoredTransaction }[];
  readonly gone: readonly StoredTransaction[];
  readonly result: Omit<BulkResult, 'action' | 'dryRun' | 'changeSetId' | 'preview'>;
}

/** What is different when a plan is carried out. */
export function effectOf(plan: BulkPlan): BulkEffect {
  const changed = plan.facts.changedRows();
  const gone = plan.facts.goneIds.flatMap((id) => plan.facts.before(id) ?? []);
  const accepted = new Set(plan.acceptedIds);
  const touched = [...changed.map(({ before }) => before), ...gone, ...plan.inserts];
  const own = touched.filter(({ id }) => accepted.has(id)).length;
  const result = {
    selected: plan.selected,
    changed: own,
    unchanged: accepted.size - own,
    followed: touched.length - own,
    refused: plan.refused,
    createdIds: plan.createdIds && [...plan.createdIds],
  };
  return { plan, inserts: plan.inserts, changed, gone, result };
}
