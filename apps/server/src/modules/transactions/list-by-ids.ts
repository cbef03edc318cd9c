import type { Transaction } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { toTransaction } from './present.ts';
import { findTransactions } from './repo.rows.ts';

/** Rows by their ids, in the order asked for; those that are not there are left out. */
export async function listByIds(tx: TenantTransaction, ids: readonly string[]): Promise<Transaction[]> {
  const byId = new Map((await findTransactions(tx, ids)).map((row) => [row.id, toTransaction(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
