import type { RuleAction, SplitPartPlan, SplitShare } from '@fintrack/core/rules';
import type { SelectOption } from '@/components/native-select.tsx';
import { idOf, nameOf, type RuleNames } from './rule-names.ts';

/** An action as a row of the form. */
export interface ActionRow {
  readonly kind: RuleAction['kind'] | '';
  readonly value: string;
}

export const BLANK_ACTION: ActionRow = { kind: 'setCategory', value: '' };

export type ActionInput = 'category' | 'account' | 'text' | 'lines' | 'nothing';

export const ACTION_OPTIONS: readonly SelectOption[] = [
  { value: 'setCategory', label: 'set the category to' },
  { value: 'setPayee', label: 'set the payee to' },
  { value: 'addTags', label: 'add the tags' },
  { value: 'removeTags', label: 'take off the tags' },
  { value: 'setNotes', label: 'write in the notes' },
  { value: 'appendNotes', label: 'add to the notes' },
  { value: 'split', label: 'split it into' },
  { value: 'markTransfer', label: 'make it a transfer with' },
  { value: 'skip', label: 'leave it out of imports' },
  { value: 'stop', label: 'ask no later rule' },
];

const ACTION_KINDS: readonly ActionRow['kind'][] = [
  'setCategory',
  'setPayee',
  'addTags',
  'removeTags',
  'setNotes',
  'appendNotes',
  'split',
  'markTransfer',
  'skip',
  'stop',
];

/** The kind that a form names; empty for another text. */
export function actionKindOf(text: string): ActionRow['kind'] {
  return ACTION_KINDS.find((kind) => kind === text) ?? '';
}

export function inputOfAction(kind: string): ActionInput {
  if (kind === 'setCategory') return 'category';
  if (kind === 'markTransfer') return 'account';
  if (kind === 'split') return 'lines';
  return kind === 'skip' || kind === 'stop' || kind === '' ? 'nothing' : 'text';
}

export function toActionRow(action: RuleAction, names: RuleNames): ActionRow {
  switch (action.kind) {
    case 'setCategory':
      return { kind: action.kind, value: action.categoryId };
    case 'markTransfer':
      return { kind: action.kind, value: action.accountId };
    case 'setPayee':
      return { kind: action.kind, value: action.payeeName };
    case 'addTags':
    case 'removeTags':
      return { kind: action.kind, value: action.tags.join(', ') };
    case 'setNotes':
    case 'appendNotes':
      return { kind: action.kind, value: action.text };
    case 'split':
      return { kind: action.kind, value: action.parts.map((part) => lineOfPart(part, names)).join('\n') };
    default:
      return { kind: action.kind, value: '' };
  }
}

export type ReadActions =
  | { readonly ok: true; readonly actions: RuleAction[] }
  | { readonly ok: false; readonly row: number | null; readonly message: string };

export function readActions(rows: readonly ActionRow[], names: RuleNames): ReadActions {
  const actions: RuleAction[] = [];
  for (const [index, row] of rows.entries()) {
    const value = row.value.trim();
    if (row.kind === '' || (inputOfAction(row.kind) !== 'nothing' && value === '')) continue;
    const action = readAction({ kind: row.kind, value }, names);
    if (typeof action === 'string') return { ok: false, row: index, message: action };
    actions.push(action);
  }
  return actions.length === 0
    ? { ok: false, row: null, message: 'Say what the rule does.' }
    : { ok: true, actions };
}

function readAction({ kind, value }: ActionRow, names: RuleNames): RuleAction | string {
  switch (kind) {
    case 'setCategory': {
      const categoryId = idOf(names.categories, value);
      return categoryId === null ? `There is no category “${value}”.` : { kind, categoryId };
    }
    case 'markTransfer': {
      const accountId = idOf(names.accounts, value);
      return accountId === null ? `There is no account “${value}”.` : { kind, accountId };
    }
    case 'setPayee':
      return { kind, payeeName: value };
    case 'addTags':
    case 'removeTags':
      return { kind, tags: listOf(value, ',') };
    case 'setNotes':
    case 'appendNotes':
      return { kind, text: value };
    case 'split': {
      const parts = listOf(value, '\n').map((line) => readPart(line, names));
      const problem = parts.find((part) => typeof part === 'string');
      if (problem !== undefined) return problem;
      return { kind, parts: parts.filter((part) => typeof part !== 'string') };
    }
    case 'skip':
    case 'stop':
      return { kind };
    case '':
      return 'Choose what the rule does.';
  }
}

/** "50% Groceries", "12.50 Household # for the cat", "rest Restaurants"; a part may go without a category. */
function readPart(line: string, names: RuleNames): SplitPartPlan | string {
  const [said = '', notes] = line.split('#').map((part) => part.trim());
  const [, share = '', category = ''] = /^(\S+)\s*(.*)$/u.exec(said) ?? [];
  const read = readShare(share);
  if (read === null) {
    return `“${line}” is no part: write one a line, like 50% Groceries, 12.50 Household or rest Restaurants.`;
  }
  const categoryId = category === '' ? null : idOf(names.categories, category);
  if (category !== '' && categoryId === null) return `There is no category “${category}”.`;
  return { share: read, categoryId, ...(notes === undefined || notes === '' ? {} : { notes }) };
}

function readShare(text: string): SplitShare | null {
  if (text.toLowerCase() === 'rest') return { kind: 'rest' };
  const [, number, percent] = /^(\d+(?:[.,]\d+)?)(%?)$/u.exec(text) ?? [];
  if (number === undefined) return null;
  const exact = number.replace(',', '.');
  return percent === '%' ? { kind: 'percent', percent: exact } : { kind: 'amount', amount: exact };
}

function lineOfPart({ share, categoryId, notes }: SplitPartPlan, names: RuleNames): string {
  const category = categoryId === null ? '' : ` ${nameOf(names.categories, categoryId)}`;
  return `${shareText(share)}${category}${notes === undefined ? '' : ` # ${notes}`}`;
}

export function shareText(share: SplitShare): string {
  if (share.kind === 'rest') return 'rest';
  return share.kind === 'percent' ? `${share.percent}%` : share.amount;
}

function listOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
