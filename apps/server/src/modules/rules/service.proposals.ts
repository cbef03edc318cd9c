import { createHash } from 'node:crypto';
import type { RuleProposalWire, RuleWire } from '@fintrack/contract';
import { type CompiledRules, proposeRules, type RuleProposal, runRules } from '@fintrack/core/rules';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { loadRuleSet } from './load-rules.ts';
import { prepareRules, type RuleSet } from './prepare-rules.ts';
import { findHistoryById } from './repo.history.ts';
import { findAnswers, findCorrections, insertAnswer, type StoredCorrection } from './repo.proposals.ts';
import { addRule } from './service.ts';

/** Proposals that are shown; the others come when these are answered. */
const SHOWN = 20;

/** Rules that would have spared equal corrections, but for those that were answered or that a rule does by now. */
export async function listProposals(tx: TenantTransaction): Promise<RuleProposalWire[]> {
  const [corrections, answered] = await Promise.all([findCorrections(tx), findAnswers(tx)]);
  const open = proposeRules(corrections).filter(({ key }) => !answered.has(key));
  if (open.length === 0) return [];
  const set = await loadRuleSet(tx);
  const compiled = prepareRules(set);
  const shown: RuleProposalWire[] = [];
  for (const proposal of open.slice(0, SHOWN)) {
    if (!(await isDoneByRules(tx, compiled, proposal))) shown.push(present(proposal, { set, corrections }));
  }
  return shown;
}

/** @throws {AppError} NOT_FOUND */
export async function acceptProposal(tx: TenantTransaction, id: string): Promise<RuleWire> {
  const proposal = await getProposal(tx, id);
  await answer(tx, proposal, 'accepted');
  const { condition, actions, value, categoryName } = proposal.wire;
  return addRule(tx, { name: `${value}: ${categoryName}`.slice(0, 255), condition, actions: [...actions] });
}

/** @throws {AppError} NOT_FOUND */
export async function dismissProposal(tx: TenantTransaction, id: string): Promise<void> {
  await answer(tx, await getProposal(tx, id), 'dismissed');
}

interface OpenProposal {
  readonly key: string;
  readonly wire: RuleProposalWire;
}

async function getProposal(tx: TenantTransaction, id: string): Promise<OpenProposal> {
  const [corrections, answered] = await Promise.all([findCorrections(tx), findAnswers(tx)]);
  const found = proposeRules(corrections).find(({ key }) => idOf(key) === id && !answered.has(key));
  if (!found) {
    return refuse('NOT_FOUND', 'This proposal is gone: it was answered, or its rows were changed again.');
  }
  return { key: found.key, wire: present(found, { set: await loadRuleSet(tx), corrections }) };
}

async function answer(
  tx: TenantTransaction,
  { key }: OpenProposal,
  given: 'accepted' | 'dismissed',
): Promise<void> {
  await insertAnswer(tx, { tenantId: tx.tenantId, id: newId(), proposalKey: key, answer: given });
}

/** True when the rules that are there give the corrected rows that category already. */
async function isDoneByRules(
  tx: TenantTransaction,
  compiled: CompiledRules,
  proposal: RuleProposal,
): Promise<boolean> {
  if (compiled.rules.length === 0) return false;
  const rows = await findHistoryById(tx, proposal.transactionIds.slice(0, 10));
  return rows.every(
    (row) => runRules(compiled, { ...row, categoryId: null }).category?.value === proposal.categoryId,
  );
}

function present(
  proposal: RuleProposal,
  known: { readonly set: RuleSet; readonly corrections: readonly StoredCorrection[] },
): RuleProposalWire {
  const { field, value, categoryId, transactionIds } = proposal;
  const examples = transactionIds.slice(0, 3).flatMap((id) => {
    const row = known.corrections.find(({ transactionId }) => transactionId === id);
    return row ? [{ transactionId: id, date: row.date, description: row.description || row.text }] : [];
  });
  return {
    id: idOf(proposal.key),
    field,
    value,
    categoryId,
    categoryName: known.set.categories.find(({ id }) => id === categoryId)?.name ?? '',
    rows: transactionIds.length,
    examples,
    condition: { field, operator: field === 'payee' ? 'equals' : 'contains', value },
    actions: [{ kind: 'setCategory', categoryId }],
  };
}

function idOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
