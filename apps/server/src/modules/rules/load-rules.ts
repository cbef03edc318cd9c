import type { TenantTransaction } from '../../platform/database/index.ts';
import type { RuleSet } from './prepare-rules.ts';
import { findBooks } from './repo.books.ts';
import { findActiveRules } from './repo.ts';

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
