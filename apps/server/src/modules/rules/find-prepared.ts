import type { CompiledRules } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadRules } from './load-rules.ts';
import { prepareRules } from './prepare-rules.ts';

interface Prepared {
  readonly mark: string;
  readonly rules: CompiledRules | null;
}

/** Tenants whose rules are kept ready, those that were asked for last. */
const KEPT = 200;
const kept = new Map<string, Prepared>();

/**
 * The tenant's active rules, ready to be run; null when it has none. `mark` is another one after every change of what
 * they are made of and comes from the database with each request, so that what is kept here is never older than that,
 * whichever machine the change was made on.
 */
export async function findPrepared(tx: TenantTransaction, mark: string): Promise<CompiledRules | null> {
  const known = kept.get(tx.tenantId);
  const prepared = known?.mark === mark ? known : { mark, rules: await prepare(tx) };
  // Put at the end: what was asked for longest ago stands first.
  kept.delete(tx.tenantId);
  kept.set(tx.tenantId, prepared);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > KEPT) kept.delete(oldest);
  return prepared.rules;
}

async function prepare(tx: TenantTransaction): Promise<CompiledRules | null> {
  const set = await loadRules(tx);
  return set && prepareRules(set);
}
