import type { TrashedThing } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as repo from './repo.things.ts';

export { findPeople } from './repo.things.ts';

export interface ThingList {
  readonly things: TrashedThing[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.ThingsPage['after'] | null;
}

/** Accounts, categories, payees and tags that were deleted, the last one first. */
export async function listTrashedThings(tx: TenantTransaction, page: repo.ThingsPage): Promise<ThingList> {
  const found = await repo.listTrashedThings(tx, { ...page, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  return {
    things: shown.map(({ position: _, ...thing }) => thing),
    next: last ? { position: last.position, id: last.id } : null,
  };
}
