import { type CompiledRules, compileRules, type Rule } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { compilePattern } from './compile-pattern.ts';
import { findBooks, type KnownBooks } from './repo.books.ts';
import { findActiveRules } from './repo.ts';

/** The active rules with what they name, as plain data: it can be handed to another thread. */
export interface RuleSet extends KnownBooks {
  readonly rules: readonly Rule[];
}

/** Null when the tenant has no active rule, which costs one look. */
export async function loadRules(tx: TenantTransaction): Promise<RuleSet | null> {
  const records = await findActiveRules(tx);
  if (records.length === 0) return null;
  return { rules: records, ...(await findBooks(tx)) };
}

/** The active rules with what they name, also when there are none. */
export async function loadRuleSet(tx: TenantTransaction): Promise<RuleSet> {
  const rules = await findActiveRules(tx);
  return { rules, ...(await findBooks(tx)) };
}

/** Makes a rule set ready to be run. */
export function prepareRules(set: RuleSet): CompiledRules {
  return compileRules(
    set.rules,
    {
      categoryKinds: new Map(set.categories.map(({ id, kind }) => [id, kind])),
      accountIds: new Set(set.accounts.map(({ id }) => id)),
    },
    compilePattern,
  );
}
