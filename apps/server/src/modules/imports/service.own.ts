import { ownHeaderOf } from '@fintrack/core/importing';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findOrAddPaths } from '../categories/index.ts';
import { addPayeesOfOwnParts } from '../payees/index.ts';
import { bookOwnRows, findOwnCategories, type ImportTarget } from '../transactions/index.ts';
import type { ImportRecord } from './repo.ts';

/** True where FinTrack itself has made the file: its rows come back as they were, and no rule touches them. */
export function isOwnExport({ mapping }: Pick<ImportRecord, 'mapping'>): boolean {
  return mapping !== null && ownHeaderOf(mapping) !== null;
}

/**
 * Books the new rows of a file that FinTrack itself has exported, as they were; categories and payees that are not here
 * are made.
 */
export async function bookOwnImport(
  tx: TenantTransaction,
  importId: string,
  targets: readonly ImportTarget[],
): Promise<void> {
  const named = await findOwnCategories(tx, importId);
  const ids = await findOrAddPaths(tx, named);
  await addPayeesOfOwnParts(tx, importId);
  const categories = named.map(({ key }, index) => ({ key, id: ids[index] ?? null }));
  await bookOwnRows(tx, importId, { targets, categories });
}
