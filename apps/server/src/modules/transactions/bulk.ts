import type { BulkAction, BulkResult } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { describeChangeSet, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { saveOrigins } from '../rules/index.ts';
import { type BulkEffect, effectOf } from './bulk-effect.ts';
import { planBulk } from './bulk-plan.ts';
import { startPreview } from './bulk-preview.ts';
import { describeBulk } from './bulk-words.ts';
import { originsOf } from './fill-by-rules.ts';
import { insertRows, softDeleteRows, touchWholes, updateRows } from './repo.bulk-rows.ts';

/**
 * Runs an action on up to ten thousand rows: all or, with `partial`, those that can be. It writes in a handful of
 * statements whatever the number of rows.
 * @throws {AppError} BULK_REFUSED with the rows and reasons, TOO_MANY_ROWS.
 */
export async function runBulk(
  tx: TenantTransaction,
  events: EventBus,
  action: BulkAction,
): Promise<BulkResult> {
  const effect = effectOf(await planBulk(tx, action));
  const { refused } = effect.plan;
  if (refused.count > 0 && !action.partial && !action.dryRun) {
    const rows = refused.count === 1 ? 'One row' : `${refused.count.toLocaleString('en')} rows`;
    refuse(
      'BULK_REFUSED',
      `${rows} of ${effect.plan.selected.toLocaleString('en')} cannot be changed so, therefore none was. Leave them out, or send partial to do the others.`,
      refused,
    );
  }
  await writeEffect(tx, effect);
  await describeChangeSet(tx, describeBulk(action, effect.result.changed));
  const accountIds = accountsOf(effect);
  const count = effect.result.changed + effect.result.followed;
  if (count > 0) events.publish(tx, 'transactions_changed', { count, account_ids: accountIds });
  events.balancesMoved(tx, accountIds);
  return {
    ...effect.result,
    action: action.action,
    dryRun: false,
    changeSetId: tx.changeSetId,
    preview: null,
  };
}

/** What an action would do. It does it, so the transaction has to be rolled back. */
export async function previewBulk(
  tx: TenantTransaction,
  today: CalendarDate,
  action: BulkAction,
): Promise<BulkResult> {
  const effect = effectOf(await planBulk(tx, action));
  const finish = await startPreview(tx, today, effect);
  await writeEffect(tx, effect);
  const preview = await finish();
  return { ...effect.result, action: action.action, dryRun: true, changeSetId: null, preview };
}

/** Carries an action out, in a handful of statements. */
export async function writeEffect(tx: TenantTransaction, effect: BulkEffect): Promise<void> {
  const rows = [...effect.inserts, ...effect.changed.map(({ after }) => after)];
  const payeeIds = new Set(rows.flatMap(({ payeeId }) => payeeId ?? []));
  const payees = await effect.plan.facts.makePayees(tx, payeeIds);
  const inserts = effect.inserts.map((row) => withPayee(row, payees));
  const changed = effect.changed.map(({ before, after }) => ({ before, after: withPayee(after, payees) }));
  await insertRows(tx, inserts);
  await saveOrigins(tx, originsOf(effect.inserts));
  await updateRows(tx, changed);
  const written = new Set(changed.map(({ after }) => after.id));
  const wholes = new Set(changed.flatMap(({ after }) => after.parentId ?? []));
  await touchWholes(
    tx,
    [...wholes].filter((id) => !written.has(id)),
  );
  await softDeleteRows(
    tx,
    effect.gone.map(({ id }) => id),
  );
}

/** The payee that was made under the id that was reserved for it; usually the same. */
function withPayee<Row extends { readonly payeeId?: string | null | undefined }>(
  row: Row,
  made: ReadonlyMap<string, string>,
): Row {
  const payeeId = row.payeeId ? made.get(row.payeeId) : undefined;
  return payeeId === undefined ? row : { ...row, payeeId };
}

function accountsOf({ inserts, changed, gone }: BulkEffect): string[] {
  const rows = [...inserts, ...gone, ...changed.flatMap(({ before, after }) => [before, after])];
  return [...new Set(rows.map(({ accountId }) => accountId))];
}
