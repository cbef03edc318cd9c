import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import * as repo from './repo.ts';

export interface KnownPayee {
  readonly id: string;
  readonly defaultCategoryId: string | null;
}

/** The payee of a name, whatever the case; made in the running change set when there is none. */
export async function findOrCreatePayee(tx: TenantTransaction, name: string): Promise<KnownPayee> {
  const found = await repo.findPayeeByName(tx, name);
  if (found) return found;
  const made = await repo.insertPayee(tx, { id: newId(), tenantId: tx.tenantId, name });
  if (made) return made;
  // Another request made it in between and has committed by now.
  const theirs = await repo.findPayeeByName(tx, name);
  if (!theirs) throw new Error('a payee name was taken and is not there');
  return theirs;
}
