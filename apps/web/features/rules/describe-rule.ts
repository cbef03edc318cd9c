import type { RuleAction, RuleCondition, RuleTest } from '@fintrack/core/rules';
import { shareText } from './action-form.ts';
import { nameOf, type RuleNames } from './rule-names.ts';
import { findTestKind, WEEKDAYS } from './test-kinds.ts';

/** A condition in words: "bank text contains “mill” and amount is less than 10". */
export function describeCondition(condition: RuleCondition, names: RuleNames): string {
  if ('all' in condition) return joined(condition.all, { word: 'and', names, none: 'any row' });
  if ('any' in condition) return joined(condition.any, { word: 'or', names, none: 'no row' });
  if ('not' in condition) return `not ${wrapped(condition.not, names)}`;
  return describeTest(condition, names);
}

/** What a rule does in words: "set the category to Groceries and add the tags food". */
export function describeActions(actions: readonly RuleAction[], names: RuleNames): string {
  return actions.map((action) => describeAction(action, names)).join(', ');
}

function joined(
  parts: readonly RuleCondition[],
  { word, names, none }: { readonly word: string; readonly names: RuleNames; readonly none: string },
): string {
  if (parts.length === 0) return none;
  return parts.map((part) => wrapped(part, names)).join(` ${word} `);
}

function wrapped(condition: RuleCondition, names: RuleNames): string {
  const text = describeCondition(condition, names);
  return 'field' in condition || 'not' in condition ? text : `(${text})`;
}

function describeTest(test: RuleTest, names: RuleNames): string {
  const label = findTestKind(`${test.field}.${test.operator}`)?.label ?? `${test.field} ${test.operator}`;
  const said = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if ('values' in test) {
    const texts = test.values.map((value) => {
      if (test.field === 'account') return nameOf(names.accounts, String(value));
      if (test.field === 'category') return nameOf(names.categories, String(value));
      return test.field === 'weekday' ? (WEEKDAYS[Number(value) - 1] ?? '') : String(value);
    });
    return `${said} ${texts.map(quoted).join(' or ')}`;
  }
  if ('from' in test) return `${said} ${test.from ?? '…'} and ${test.to ?? '…'}${currencyOf(test)}`;
  if (test.field === 'attachment') return test.value ? said : 'has no attachment';
  if (!('value' in test)) return said;
  const isAmount = test.field === 'amount' || test.field === 'absoluteAmount';
  return isAmount ? `${said} ${test.value}${currencyOf(test)}` : `${said} ${quoted(test.value)}`;
}

function currencyOf(test: RuleTest): string {
  return 'currency' in test && test.currency !== undefined ? ` ${test.currency}` : '';
}

function describeAction(action: RuleAction, names: RuleNames): string {
  switch (action.kind) {
    case 'setCategory':
      return `set the category to ${nameOf(names.categories, action.categoryId)}`;
    case 'setPayee':
      return `set the payee to ${quoted(action.payeeName)}`;
    case 'addTags':
      return `add the tags ${action.tags.map(quoted).join(', ')}`;
    case 'removeTags':
      return `take off the tags ${action.tags.map(quoted).join(', ')}`;
    case 'setNotes':
      return `write ${quoted(action.text)} in the notes`;
    case 'appendNotes':
      return `add ${quoted(action.text)} to the notes`;
    case 'split':
      return `split it into ${action.parts
        .map(({ share, categoryId }) => {
          const category = categoryId === null ? '' : ` ${nameOf(names.categories, categoryId)}`;
          return `${shareText(share)}${category}`;
        })
        .join(', ')}`;
    case 'markTransfer':
      return `make it a transfer with ${nameOf(names.accounts, action.accountId)}`;
    case 'skip':
      return 'leave it out of imports';
    case 'stop':
      return 'ask no later rule';
  }
}

function quoted(text: string): string {
  return `“${text}”`;
}
