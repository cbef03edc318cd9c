import type { createRule, orderRules, RuleWire, updateRule } from '@fintrack/contract';
import { type RuleAction, type RuleCondition, testsOf } from '@fintrack/core/rules';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { problemOfPattern } from './compile-pattern.ts';
import { presentRule } from './present.ts';
import { findBooks } from './repo.books.ts';
import * as repo from './repo.ts';

/** What is checked of a rule. */
interface Fields {
  readonly condition?: RuleCondition | undefined;
  readonly actions?: readonly RuleAction[] | undefined;
}

/** What a tenant may have: every new row is asked of every rule. */
const MOST_RULES = 1000;

export async function listRules(tx: TenantTransaction): Promise<RuleWire[]> {
  const [rules, books] = await Promise.all([repo.findRules(tx), findBooks(tx)]);
  return rules.map((rule, index) => presentRule(rule, index + 1, books));
}

/** @throws {AppError} NOT_FOUND */
export async function getRule(tx: TenantTransaction, id: string): Promise<RuleWire> {
  const rules = await listRules(tx);
  return rules.find((rule) => rule.id === id) ?? refuseMissing();
}

/** @throws {AppError} VALIDATION_FAILED, CONFLICT when there are as many as there may be */
export async function addRule(
  tx: TenantTransaction,
  { position, isActive = true, ...fields }: z.output<typeof createRule.body>,
): Promise<RuleWire> {
  await checkRule(tx, fields);
  const rules = await repo.lockRules(tx);
  if (rules.length >= MOST_RULES) {
    refuse('CONFLICT', 'There are 1,000 rules already. Delete some that are not needed, or join them.');
  }
  const id = newId();
  const place = Math.min(position ?? rules.length + 1, rules.length + 1);
  const order = rules.map((rule) => rule.id).toSpliced(place - 1, 0, id);
  await repo.insertRule(tx, { ...fields, isActive, tenantId: tx.tenantId, id, position: place });
  await writeOrder(tx, rules, order);
  return getRule(tx, id);
}

export interface RuleUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof updateRule.body>, 'version'>;
}

/** @throws {AppError} NOT_FOUND, STALE_VERSION, VALIDATION_FAILED */
export async function changeRule(
  tx: TenantTransaction,
  { id, version, changes }: RuleUpdate,
): Promise<RuleWire> {
  const current = await getRule(tx, id);
  if (current.version !== version) refuseStale(current);
  await checkRule(tx, changes);
  const saved = await repo.updateRule(tx, { id, version }, definedOf(changes));
  const now = await getRule(tx, id);
  return saved ? now : refuseStale(now);
}

/** @throws {AppError} NOT_FOUND */
export async function removeRule(tx: TenantTransaction, id: string): Promise<void> {
  const { version } = await getRule(tx, id);
  await repo.updateRule(tx, { id, version }, { deletedAt: 'now' });
}

/** @throws {AppError} CONFLICT when the list is not every rule once: somebody added or deleted one meanwhile. */
export async function reorderRules(
  tx: TenantTransaction,
  { ruleIds }: z.output<typeof orderRules.body>,
): Promise<RuleWire[]> {
  const rules = await repo.lockRules(tx);
  const known = new Set(rules.map(({ id }) => id));
  const isEvery = new Set(ruleIds).size === ruleIds.length && ruleIds.length === known.size;
  if (!isEvery || !ruleIds.every((id) => known.has(id))) {
    refuse('CONFLICT', 'The rules are others by now. Load the list again, then put them in order.');
  }
  await writeOrder(tx, rules, ruleIds);
  return listRules(tx);
}

/** Patterns that can be read, and categories and accounts that are there. @throws {AppError} VALIDATION_FAILED */
export async function checkRule(tx: TenantTransaction, { condition, actions }: Fields): Promise<void> {
  for (const test of condition ? testsOf(condition) : []) {
    const problem = test.operator === 'matches' ? problemOfPattern(test.value) : null;
    if (problem !== null) refuseField('condition', problem);
  }
  if (!actions) return;
  const books = await findBooks(tx);
  const categories = new Set(books.categories.map(({ id }) => id));
  for (const [index, action] of actions.entries()) {
    const path = `actions.${index}`;
    const named =
      action.kind === 'setCategory'
        ? [action.categoryId]
        : action.kind === 'split'
          ? action.parts.flatMap(({ categoryId }) => categoryId ?? [])
          : [];
    if (!named.every((id) => categories.has(id))) refuseField(path, 'There is no such category.');
    if (action.kind === 'markTransfer' && !books.accounts.some(({ id }) => id === action.accountId)) {
      refuseField(path, 'There is no such account.');
    }
  }
}

/** Positions from 1 on; only rules that have moved are written. */
async function writeOrder(
  tx: TenantTransaction,
  before: readonly repo.RuleRecord[],
  order: readonly string[],
): Promise<void> {
  const positions = new Map(before.map(({ id, position }) => [id, position]));
  const moved = order
    .map((id, index) => ({ id, position: index + 1 }))
    .filter(({ id, position }) => positions.has(id) && positions.get(id) !== position);
  await repo.moveRules(tx, moved);
}

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such rule. Somebody may have deleted it.');
}

function refuseStale(current: RuleWire): never {
  return refuse('STALE_VERSION', 'This rule was changed meanwhile. Look at it again, then save.', {
    current,
  });
}

function refuseField(path: string, message: string): never {
  return refuse('VALIDATION_FAILED', message, [{ path, message }]);
}

function definedOf({ name, condition, actions, isActive }: RuleUpdate['changes']): repo.RuleFields {
  return {
    ...(name === undefined ? {} : { name }),
    ...(condition === undefined ? {} : { condition }),
    ...(actions === undefined ? {} : { actions }),
    ...(isActive === undefined ? {} : { isActive }),
  };
}
