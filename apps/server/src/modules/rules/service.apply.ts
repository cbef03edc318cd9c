import type { RuleField, RuleMark, RuleOutcome } from '@fintrack/core/rules';
import { describeChangeSet, type TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { changeRows, type RowChange } from '../transactions/index.ts';
import { loadRuleSet } from './load-rules.ts';
import { prepareRules } from './prepare-rules.ts';
import { BATCH_ROWS, findHistoryById, type HistoryRow, readHistory } from './repo.history.ts';
import { type Origin, type SetBy, saveOrigins } from './repo.origins.ts';
import { changedFields, type JudgedRow, judgeRows } from './run-over-history.ts';

/** What applying rules has come to. */
export interface Applied {
  readonly rows: number;
  readonly changed: number;
  readonly kept: number;
  readonly refused: number;
}

export interface ApplyOptions {
  /** These alone; null for all active ones. */
  readonly ruleIds: readonly string[] | null;
  /** The rows; null for all that there are. */
  readonly rowIds: readonly string[] | null;
  /** Also what a person set. */
  readonly overwrite: boolean;
  readonly onProgress?: (applied: Applied) => void;
}

/**
 * Applies rules to rows that are there, batch by batch in the running change set. Each field that a rule sets remembers
 * which rule it was, in which version.
 * @throws {AppError} NOT_FOUND when one of the rules is not there or not active.
 */
export async function applyToHistory(
  tx: TenantTransaction,
  events: EventBus,
  options: ApplyOptions,
): Promise<Applied> {
  const set = await loadRuleSet(tx);
  const { ruleIds, overwrite } = options;
  const rules = ruleIds === null ? set.rules : set.rules.filter(({ id }) => ruleIds.includes(id));
  if (ruleIds !== null && rules.length < new Set(ruleIds).size) {
    refuse('NOT_FOUND', 'One of the rules is not there or is switched off. Switch it on first.');
  }
  const compiled = prepareRules({ ...set, rules });
  const accountIds = new Set<string>();
  let applied: Applied = { rows: 0, changed: 0, kept: 0, refused: 0 };
  for await (const rows of readBatches(tx, options.rowIds)) {
    const judged = await judgeRows(tx, rows, { compiled, overwrite });
    const done = await writeRows(tx, judged);
    for (const { row } of judged) if (done.changedIds.has(row.id)) accountIds.add(row.accountId ?? '');
    applied = {
      rows: applied.rows + rows.length,
      changed: applied.changed + done.changedIds.size,
      kept: applied.kept + judged.filter(({ kept }) => kept.length > 0).length,
      refused: applied.refused + done.refused,
    };
    options.onProgress?.(applied);
  }
  const names = rules.length === 1 ? `the rule "${rules[0]?.name}"` : `${rules.length} rules`;
  await describeChangeSet(tx, `Applied ${names} to ${applied.changed.toLocaleString('en')} rows`);
  if (applied.changed > 0) {
    events.publish(tx, 'transactions_changed', {
      count: applied.changed,
      account_ids: [...accountIds],
    });
  }
  return applied;
}

async function* readBatches(
  tx: TenantTransaction,
  rowIds: readonly string[] | null,
): AsyncGenerator<readonly HistoryRow[]> {
  if (rowIds === null) {
    yield* readHistory(tx);
    return;
  }
  for (let first = 0; first < rowIds.length; first += BATCH_ROWS) {
    yield await findHistoryById(tx, rowIds.slice(first, first + BATCH_ROWS));
  }
}

async function writeRows(
  tx: TenantTransaction,
  judged: readonly JudgedRow[],
): Promise<{ readonly changedIds: ReadonlySet<string>; readonly refused: number }> {
  const changing = judged.flatMap(({ row, outcome }) => {
    const fields = changedFields(row, outcome);
    return fields.length === 0 ? [] : [{ row, outcome, fields: new Set(fields) }];
  });
  if (changing.length === 0) return { changedIds: new Set(), refused: 0 };
  const done = await changeRows(tx, changing.map(toChange));
  const changedIds = new Set(done.changedIds);
  await saveOrigins(tx, changing.filter(({ row }) => changedIds.has(row.id)).map(toOrigin));
  return { changedIds, refused: done.refusedIds.length };
}

interface ChangingRow {
  readonly row: HistoryRow;
  readonly outcome: RuleOutcome;
  readonly fields: ReadonlySet<RuleField>;
}

function toChange({ row, outcome, fields }: ChangingRow): RowChange {
  const { category, split, transferAccount, payee, notes, tags } = outcome;
  return {
    id: row.id,
    ...(fields.has('category') && category ? { categoryId: category.value } : {}),
    ...(fields.has('category') && split ? { parts: split.value } : {}),
    ...(fields.has('category') && transferAccount ? { transferAccountId: transferAccount.value } : {}),
    ...(fields.has('payee') && payee ? { payeeName: payee.value } : {}),
    ...(fields.has('notes') && notes ? { notes: notes.value } : {}),
    ...(fields.has('tags') && tags ? { tags: tags.value } : {}),
  };
}

function toOrigin({ row, outcome, fields }: ChangingRow): Origin {
  const { category, split, transferAccount, payee, notes, tags } = outcome;
  const setBy: SetBy = {};
  const allotted = category ?? split ?? transferAccount;
  if (fields.has('category') && allotted) {
    const by = ruleSetter(allotted.by);
    setBy.category_id = by;
    setBy.type = by;
    if (split) setBy.is_split = by;
    if (transferAccount) setBy.transfer_account_id = by;
  }
  if (fields.has('payee') && payee) setBy.payee_id = ruleSetter(payee.by);
  if (fields.has('notes') && notes) setBy.notes = ruleSetter(notes.by);
  if (fields.has('tags') && tags) setBy.tags = ruleSetter(tags.by);
  return { transactionId: row.id, setBy };
}

function ruleSetter(mark: RuleMark): { readonly by: 'rule' } & RuleMark {
  return { by: 'rule', ...mark };
}
