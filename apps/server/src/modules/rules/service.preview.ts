import type { previewRule as endpoint, RulePreview, RuleReportWire } from '@fintrack/contract';
import { type CompiledRules, type Rule, RuleAnalysis, type RuleReport } from '@fintrack/core/rules';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { presentTransactions } from '../transactions/index.ts';
import { describeEffect } from './describe-effect.ts';
import { loadRuleSet } from './load-rules.ts';
import { prepareRules, type RuleSet } from './prepare-rules.ts';
import { readHistory } from './repo.history.ts';
import { findRules } from './repo.ts';
import { changedFields, type JudgedRow, judgeRows } from './run-over-history.ts';
import { checkRule } from './service.ts';

/** Rows that a preview looks at: enough to judge by, and read in a moment. */
const LOOKED_AT = 20_000;
const EXAMPLES = 50;

export interface RuleCheck {
  readonly rows: number;
  readonly isWhole: boolean;
  readonly reports: RuleReportWire[];
}

/** What became of every active rule over the newest rows. */
export async function checkRules(tx: TenantTransaction): Promise<RuleCheck> {
  const set = await loadRuleSet(tx);
  const { analysis, isWhole } = await analyse(tx, prepareRules(set));
  return {
    rows: analysis.rows,
    isWhole,
    reports: analysis.reports().map((report) => toReport(report, set.rules, null)),
  };
}

/** What a rule would do in its place among the others. @throws {AppError} VALIDATION_FAILED */
export async function previewRule(
  tx: TenantTransaction,
  draft: z.output<typeof endpoint.body>,
): Promise<RulePreview> {
  await checkRule(tx, draft);
  const saved = await loadRuleSet(tx);
  const { set, draftId } = await withDraft(tx, saved, draft);
  const place = set.rules.findIndex(({ id }) => id === draftId);
  const examples: JudgedRow[] = [];
  let changes = 0;
  const { analysis, isWhole } = await analyse(tx, prepareRules(set), (one) => {
    if (!one.outcome.matched.includes(place)) return;
    if (examples.length < EXAMPLES) examples.push(one);
    if (isChangedBy(one, draftId)) changes += 1;
  });
  const reports = analysis.reports();
  const own = reports[place];
  if (!own) throw new Error('the rule that is previewed has no report');
  const transactions = await presentTransactions(
    tx,
    examples.map(({ row }) => row.id),
  );
  return {
    rows: analysis.rows,
    isWhole,
    matches: own.matches,
    changes,
    report: toReport(own, set.rules, draftId),
    others: reports
      .filter((report) => report.ruleId !== draftId && report.shadowedBy.includes(draftId))
      .map((report) => toReport(report, set.rules, draftId)),
    examples: examples.flatMap((one) => {
      const transaction = transactions.find(({ id }) => id === one.row.id);
      return transaction ? [{ transaction, after: describeEffect(one, set), kept: [...one.kept] }] : [];
    }),
  };
}

/** Runs rules over the newest rows, a batch at a time, so that others have their turn between two. */
async function analyse(
  tx: TenantTransaction,
  compiled: CompiledRules,
  onRow: (judged: JudgedRow) => void = () => undefined,
): Promise<{ readonly analysis: RuleAnalysis; readonly isWhole: boolean }> {
  const analysis = new RuleAnalysis(compiled);
  for await (const rows of readHistory(tx, LOOKED_AT + 1)) {
    const left = LOOKED_AT - analysis.rows;
    const judged = await judgeRows(tx, rows.slice(0, left), { compiled, overwrite: false });
    for (const one of judged) {
      analysis.add(one.outcome);
      onRow(one);
    }
    if (rows.length > left) return { analysis, isWhole: false };
  }
  return { analysis, isWhole: true };
}

/** The active rules with the draft in the place where it would stand. */
async function withDraft(
  tx: TenantTransaction,
  saved: RuleSet,
  { ruleId, position, name = 'This rule', condition, actions }: z.output<typeof endpoint.body>,
): Promise<{ readonly set: RuleSet; readonly draftId: string }> {
  const id = ruleId ?? newId();
  const draft: Rule = { id, name, version: 1, condition, actions };
  const order = (await findRules(tx)).map((rule) => rule.id);
  const current = order.indexOf(id);
  const place = position ?? (current < 0 ? order.length : current) + 1;
  const before = new Set(order.filter((other) => other !== id).slice(0, place - 1));
  const others = saved.rules.filter((rule) => rule.id !== id);
  const rules = [
    ...others.filter((rule) => before.has(rule.id)),
    draft,
    ...others.filter((rule) => !before.has(rule.id)),
  ];
  return { set: { ...saved, rules }, draftId: id };
}

function isChangedBy({ row, outcome }: JudgedRow, ruleId: string): boolean {
  const { category, split, transferAccount, payee, notes, tags } = outcome;
  const setting = { category: category ?? split ?? transferAccount, payee, notes, tags };
  return changedFields(row, outcome).some((field) => setting[field]?.by.ruleId === ruleId);
}

function toReport(report: RuleReport, rules: readonly Rule[], draftId: string | null): RuleReportWire {
  const label = (id: string): { ruleId: string | null; name: string } => ({
    ruleId: id === draftId ? null : id,
    name: rules.find((rule) => rule.id === id)?.name ?? '',
  });
  return {
    ...label(report.ruleId),
    matches: report.matches,
    effective: report.effective,
    problem: report.problem,
    shadowedBy: report.shadowedBy.map(label),
    conflicts: report.conflicts.map(({ otherId, field, rows, isWinner }) => ({
      ...label(otherId),
      field,
      rows,
      isWinner,
    })),
  };
}
