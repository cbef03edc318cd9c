import { setImmediate } from 'node:timers/promises';
import { type CompiledRules, type RuleField, type RuleOutcome, runRules } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { HistoryRow } from './repo.history.ts';
import { findLocks } from './repo.locks.ts';

/** A row, what rules make of it, and what of that a person's word stands against. */
export interface JudgedRow {
  readonly row: HistoryRow;
  readonly outcome: RuleOutcome;
  /** Fields that rules would change and a person set. */
  readonly kept: readonly RuleField[];
}

/**
 * Runs rules over rows that are there. A split and a linked transfer keep what they are; what a person set stays,
 * unless it is to be overwritten. Preview and applying both go this way, so that they cannot disagree.
 */
export async function judgeRows(
  tx: TenantTransaction,
  rows: readonly HistoryRow[],
  { compiled, overwrite }: { readonly compiled: CompiledRules; readonly overwrite: boolean },
): Promise<JudgedRow[]> {
  const breather = new Breather();
  const free: JudgedRow[] = [];
  for (const row of rows) {
    free.push({ row, outcome: runRules(compiled, row, fixedFields(row)), kept: [] });
    await breather.breathe();
  }
  if (overwrite) return free;
  const wanting = free.filter(({ row, outcome }) => changedFields(row, outcome).length > 0);
  const locks = await findLocks(
    tx,
    wanting.map(({ row }) => row.id),
  );
  const judged: JudgedRow[] = [];
  for (const one of free) {
    const locked = locks.get(one.row.id);
    const kept = locked ? changedFields(one.row, one.outcome).filter((field) => locked.has(field)) : [];
    judged.push(
      kept.length === 0
        ? one
        : {
            row: one.row,
            outcome: runRules(compiled, one.row, new Set([...fixedFields(one.row), ...(locked ?? [])])),
            kept,
          },
    );
    await breather.breathe();
  }
  return judged;
}

/** Fields that are another value in the outcome than in the row. */
export function changedFields(row: HistoryRow, outcome: RuleOutcome): RuleField[] {
  const { category, split, transferAccount, payee, notes, tags } = outcome;
  const isAllotted =
    split !== null || (transferAccount !== null && transferAccount.value !== row.transferAccountId);
  const fields: RuleField[] = [];
  if (isAllotted || (category !== null && category.value !== row.categoryId)) fields.push('category');
  if (payee !== null && payee.value.toLowerCase() !== row.payee?.toLowerCase()) fields.push('payee');
  if (notes !== null && notes.value !== row.notes) fields.push('notes');
  if (tags !== null && tags.value.join('\n') !== row.tags.join('\n')) fields.push('tags');
  return fields;
}

const CATEGORY: ReadonlySet<RuleField> = new Set(['category']);
const NOTHING: ReadonlySet<RuleField> = new Set();

function fixedFields(row: HistoryRow): ReadonlySet<RuleField> {
  return row.isSplit || row.isLinked ? CATEGORY : NOTHING;
}

/** Milliseconds of work after which others have their turn. */
const TURN_MS = 5;

/** Lets the event loop go on between rows, so that other requests are answered meanwhile. */
class Breather {
  #since = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
