import type { Obstacle, TrashedTransaction } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { decimal } from './present.ts';
import * as repo from './repo.trash.ts';

export interface TrashList {
  readonly rows: TrashedTransaction[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.TrashPage['after'] | null;
}

/** What users deleted, the last one first. */
export async function listTrash(
  tx: TenantTransaction,
  filter: repo.TrashFilter,
  page: repo.TrashPage,
): Promise<TrashList> {
  const rows = await repo.listTrash(tx, filter, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ position: _, ...row }) => ({ ...row, amount: decimal(row.amount, row.currency) })),
    next: last ? { position: last.position, id: last.id } : null,
  };
}

export interface Restoring {
  readonly ids: readonly string[];
  /** Bring back those that can be, and tell the rest. */
  readonly partial: boolean;
}

export interface Restored {
  readonly restored: number;
  readonly loosened: number;
  readonly remaining: Obstacle[];
}

/** Rows that a refusal names. */
const NAMED = 100;

/** Brings deleted rows back. @throws {AppError} NOT_REVERTIBLE with the rows that cannot be, and why. */
export async function restoreFromTrash(
  tx: TenantTransaction,
  events: EventBus,
  { ids, partial }: Restoring,
): Promise<Restored> {
  const wanted = new Map((await repo.lockWanted(tx, ids)).map((row) => [row.id, row]));
  const remaining = [...new Set(ids)].flatMap((id) => stopped(id, wanted.get(id)));
  const stays = new Set(remaining.map((row) => row.resourceId));
  const coming = [...wanted.keys()].filter((id) => !stays.has(id));
  if (remaining.length > 0 && (!partial || coming.length === 0)) {
    refuse('NOT_REVERTIBLE', refusalText(remaining), remaining.slice(0, NAMED));
  }
  const rows = await repo.restoreRows(tx, coming);
  const accountIds = [...new Set(rows.map((row) => row.accountId))];
  events.balancesMoved(tx, accountIds);
  events.publish(tx, 'transactions_changed', { count: rows.length, account_ids: accountIds });
  const whole = rows.filter((row) => row.parentId === null);
  return {
    restored: whole.length,
    loosened: rows.filter((row) => row.isLoosened).length,
    remaining: remaining.slice(0, NAMED),
  };
}

/** Why a row cannot come back; none for one that can. */
function stopped(id: string, row: repo.Wanted | undefined): Obstacle[] {
  const reason = reasonAgainst(row);
  if (reason === null) return [];
  return [
    {
      resourceType: 'transaction',
      resourceId: id,
      summary: row?.description ?? '',
      changedBy: row?.changedBy ?? null,
      reason,
    },
  ];
}

function reasonAgainst(row: repo.Wanted | undefined): string | null {
  if (row === undefined || !row.isDeleted) return 'It is not in the trash.';
  if (row.isPart) return 'It is a part of a split: bring the whole of it back.';
  if (row.isAccountDeleted) {
    return `Its account “${row.accountName}” was deleted. Undo that in the history first.`;
  }
  return null;
}

function refusalText(remaining: readonly Obstacle[]): string {
  const [first] = remaining;
  if (first && remaining.length === 1) return first.reason;
  return `${remaining.length} of these cannot come back. Leave them out, or look at why.`;
}

/** The restoring in the history's words. */
export function describeRestoring(count: number): string {
  return count === 1 ? 'Restored a transaction' : `Restored ${count} transactions`;
}
