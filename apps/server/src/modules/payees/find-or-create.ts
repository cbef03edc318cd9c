import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { findPayeeByName, type KnownPayee } from './repo.names.ts';
import { insertPayee } from './repo.ts';

/** The payee of a name or alias, whatever the case; made in the running change set when there is none. */
export async function findOrCreatePayee(tx: TenantTransaction, name: string): Promise<KnownPayee> {
  const found = await findPayeeByName(tx, name);
  if (found) return found;
  const made = await insertPayee(tx, { id: newId(), tenantId: tx.tenantId, name });
  if (made) return made;
  // Another request made it in between and has committed by now.
  const theirs = await findPayeeByName(tx, name);
  if (!theirs) throw new Error('a payee name was taken and is not there');
  return theirs;
}
