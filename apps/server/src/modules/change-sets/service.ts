import type { ChangeSet, getChangeSet } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { formatMinor, isCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { announceBalance } from '../accounts/index.ts';
import * as repo from './repo.ts';
import { revertRows } from './revert-rows.ts';
import { reverterOf } from './reverters.ts';

/** Entries that one answer shows. */
const SHOWN_ENTRIES = 500;

export interface ChangeSetList {
  readonly changeSets: ChangeSet[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.ChangeSetPage['after'] | null;
}

/** What happened, newest first. */
export async function listChangeSets(
  tx: TenantTransaction,
  page: repo.ChangeSetPage,
): Promise<ChangeSetList> {
  const rows = await repo.listChangeSets(tx, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    changeSets: shown.map(toChangeSet),
    next: last ? { position: last.position, id: last.id } : null,
  };
}

/** One change set with its rows before and after. */
export async function readChangeSet(
  tx: TenantTransaction,
  id: string,
): Promise<z.output<typeof getChangeSet.data>> {
  const row = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  const entries = await repo.listEntries(tx, id, SHOWN_ENTRIES);
  const entryCount = entries.length < SHOWN_ENTRIES ? entries.length : await repo.countEntries(tx, id);
  return {
    ...toChangeSet(row),
    entries: entries.map(({ action, resourceType, resourceId, before, after, currency }) => ({
      action,
      resourceType,
      resourceId,
      before: before && toWireValues(before, currency),
      after: after && toWireValues(after, currency),
    })),
    entryCount,
  };
}

/** What the undoing of a change set will be called. */
export async function describeRevert(tx: TenantTransaction, id: string): Promise<string> {
  const row = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  return row.kind === 'revert' && row.summary.startsWith(UNDO)
    ? `Did again: ${row.summary.slice(UNDO.length)}`
    : `${UNDO}${row.summary}`;
}

/**
 * Undoes a change set as one, inside a change set of its own.
 * @throws {AppError} NOT_FOUND, WRONG_STATE when it is undone already, NOT_REVERTIBLE with the rows in the way.
 */
export async function revertChangeSet(tx: TenantTransaction, id: string): Promise<number> {
  await repo.lockChangeSet(tx, id);
  const row = (await repo.findChangeSet(tx, id)) ?? refuseMissing();
  if (row.revertedById !== null) {
    refuse('WRONG_STATE', 'This was undone already. To have it again, undo the undoing.');
  }
  const revert = reverterOf(row.kind) ?? revertRows;
  const reverted = await revert(tx, id);
  await repo.linkRevert(tx, { revertsId: id, standsAgainId: row.revertsId });
  return reverted;
}

/** Tells the tenant's browsers the balances that the running change set moved, when it commits. */
export async function announceBalances(
  tx: TenantTransaction,
  telling: { readonly events: EventBus; readonly clock: Clock; readonly today: CalendarDate },
): Promise<void> {
  for (const accountId of await repo.findTouchedAccounts(tx)) {
    await announceBalance(tx, telling, { accountId, today: telling.today });
  }
}

const UNDO = 'Undid: ';

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such change.');
}

function toChangeSet(row: repo.ChangeSetRow): ChangeSet {
  const { id, kind, summary, userId, userName, revertsId, revertedById, createdAt } = row;
  return { id, kind, summary, userId, userName, revertsId, revertedById, createdAt };
}

/** Column values with the names and decimals that the API uses elsewhere. */
function toWireValues(
  values: Record<string, unknown>,
  accountCurrency: string | null,
): Record<string, unknown> {
  const own = values['currency'] ?? accountCurrency;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([column]) => column !== 'tenant_id')
      .map(([column, value]) => {
        const currency = column === 'original_amount_minor' ? values['original_currency'] : own;
        return toWireValue(column, value, currency);
      }),
  );
}

function toWireValue(column: string, value: unknown, currency: unknown): [string, unknown] {
  const isMinor = column.endsWith('_minor');
  if (isMinor && value === null) return [camelCase(column.slice(0, -'_minor'.length)), null];
  if (isMinor && typeof value === 'string' && typeof currency === 'string' && isCurrency(currency)) {
    return [camelCase(column.slice(0, -'_minor'.length)), formatMinor(BigInt(value), currency)];
  }
  return [camelCase(column), value];
}

function camelCase(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
