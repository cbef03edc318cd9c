import type { BulkAction } from '@fintrack/contract';
import { addDays, parseCalendarDate } from '@fintrack/core/dates';
import { refuse } from '../../platform/errors.ts';
import type { Changes } from './change.ts';
import { readAccount, refuseField } from './checks.ts';
import type { LedgerFacts } from './facts.ts';
import type { StoredTransaction } from './repo.ts';
import { typeOfCategory } from './sign.ts';

/** An action that changes rows which are there. */
export type ChangingAction = Exclude<BulkAction, { action: 'create' | 'delete' }>;

/** A row as the rows before it left it, and as it was before the action. */
export interface JudgedRow {
  readonly now: StoredTransaction;
  readonly before: StoredTransaction;
}

const MAX_TAGS = 50;
const MAX_METADATA_LENGTH = 20_000;

/** What an action asks of one row: the body that the same change of this row alone would have. @throws {AppError} */
export async function changesOf(
  action: ChangingAction,
  { now, before }: JudgedRow,
  facts: LedgerFacts,
): Promise<Changes> {
  switch (action.action) {
    case 'update':
      return updateOf(action.set, now, before);
    case 'categorise':
      return categoryOf(action.categoryId, now, facts);
    case 'tag':
      return { tags: await tagsOf(action, now, facts) };
    case 'move':
      return moveTo(action.accountId, now, facts);
  }
}

function updateOf(
  set: Extract<BulkAction, { action: 'update' }>['set'],
  now: StoredTransaction,
  before: StoredTransaction,
): Changes {
  const { dateShiftDays, metadata, ...changes } = set;
  return {
    ...changes,
    // From where it was: a leg that has followed its other one is not moved twice.
    ...(dateShiftDays === undefined ? {} : { date: addDays(parseCalendarDate(before.date), dateShiftDays) }),
    ...(metadata === undefined ? {} : { metadata: mergeMetadata(now.metadata, metadata) }),
  };
}

/** Keys with null go, the others are set. */
function mergeMetadata(
  current: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = Object.fromEntries(
    Object.entries({ ...current, ...changes }).filter(([, value]) => value !== null),
  );
  if (JSON.stringify(merged).length > MAX_METADATA_LENGTH) {
    refuseField('metadata', 'With what is there already it would be more than 20,000 characters.');
  }
  return merged;
}

async function categoryOf(
  categoryId: string | null,
  now: StoredTransaction,
  facts: LedgerFacts,
): Promise<Changes> {
  if (now.type === 'transfer') {
    refuse('WRONG_STATE', 'A transfer between your own accounts has no category.');
  }
  if (now.isSplit) refuse('WRONG_STATE', 'This row is split: its parts have the categories.');
  if (categoryId === null) return { categoryId };
  const kind = await facts.findCategoryKind(categoryId);
  if (kind === undefined) return refuseField('categoryId', 'There is no such category.');
  // A part of a split is what its whole is.
  return now.parentId === null ? { categoryId, ...typeOfCategory(kind, now.amountMinor) } : { categoryId };
}

async function tagsOf(
  action: Extract<BulkAction, { action: 'tag' }>,
  now: StoredTransaction,
  facts: LedgerFacts,
): Promise<string[]> {
  const removed = new Set(action.remove?.map((name) => name.toLowerCase()));
  const kept = action.set ?? now.tags.filter((name) => !removed.has(name.toLowerCase()));
  const tags = await facts.tagsNamed([...kept, ...(action.add ?? [])]);
  if (tags.length > MAX_TAGS) refuseField('tags', 'A row has 50 tags at most.');
  return tags;
}

async function moveTo(accountId: string, now: StoredTransaction, facts: LedgerFacts): Promise<Changes> {
  const account = await readAccount(facts, accountId, 'accountId');
  if (account.currency !== now.currency) {
    refuseField(
      'accountId',
      `"${account.name}" is in ${account.currency} and this row in ${now.currency}. Change it alone, with its amount there.`,
    );
  }
  return { accountId };
}
