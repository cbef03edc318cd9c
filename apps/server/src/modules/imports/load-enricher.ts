import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadCategoriser } from '../categorising/index.ts';
import { findNamedPayees } from '../payees/index.ts';
import { loadRuleSet } from '../rules/index.ts';
import type { EnricherData } from './enrich-rows.ts';
import { findAccounts } from './repo.ts';

/** Reads what `enrich` needs. */
export async function loadEnricher(
  tx: TenantTransaction,
  file: { readonly fileName: string },
): Promise<EnricherData> {
  // One after the other: a connection that copies takes one statement at a time.
  const rules = await loadRuleSet(tx);
  const payees = await findNamedPayees(tx);
  const categoriser = await loadCategoriser(tx);
  const accounts = await findAccounts(tx);
  const named = accounts.map(({ id, name }) => ({ id, name }));
  return { ...rules, payees, categoriser, accounts: named, fileName: file.fileName };
}
