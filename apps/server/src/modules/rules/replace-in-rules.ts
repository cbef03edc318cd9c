import { namesCategory, type Replacements, replaceReferences } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as repo from './repo.ts';

/**
 * Writes in the rules what has taken the place of a category or a payee that goes, in the running change set. Answers
 * how many rules changed.
 */
export async function replaceInRules(tx: TenantTransaction, replacements: Replacements): Promise<number> {
  let changed = 0;
  for (const { id, version, condition, actions } of await repo.holdRules(tx)) {
    const replaced = replaceReferences({ condition, actions }, replacements);
    if (replaced === null) continue;
    const fields = { condition: replaced.condition, actions: [...replaced.actions] };
    const isSaved = await repo.updateRule(tx, { id, version }, fields);
    if (!isSaved) throw new Error('a rule that is held was changed by somebody else');
    changed += 1;
  }
  return changed;
}

/** How many rules ask for one of the categories, or give it to rows. */
export async function countRulesNaming(
  tx: TenantTransaction,
  categoryIds: readonly string[],
): Promise<number> {
  return (await repo.findRules(tx)).filter((rule) => namesCategory(rule, categoryIds)).length;
}
