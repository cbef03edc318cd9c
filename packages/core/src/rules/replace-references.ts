import { comparableText } from './compare-text.ts';
import type { Rule, RuleAction, RuleCondition, RuleTest } from './rule.ts';

/** What a rule is made of. */
type RuleParts = Pick<Rule, 'condition' | 'actions'>;

/** What became of things that rules name, when others took their place. */
export interface Replacements {
  /** Category ids that are gone, and the one that has taken their place. */
  readonly categories?: { readonly from: readonly string[]; readonly to: string } | undefined;
  /** Names of payees that are gone, and the one that has taken their place. */
  readonly payees?: { readonly from: readonly string[]; readonly to: string } | undefined;
}

/**
 * A rule that names what has taken the place of something, in its conditions and its actions; null when it names
 * nothing of what is gone. Whatever else the rule says stays as it is, and a name stands once in a list.
 */
export function replaceReferences(rule: RuleParts, replacements: Replacements): RuleParts | null {
  const names = namesOf(replacements);
  const condition = replaceInCondition(rule.condition, names);
  const actions = rule.actions.map((action) => replaceInAction(action, names));
  const isSame = condition === rule.condition && actions.every((action, at) => action === rule.actions[at]);
  return isSame ? null : { condition, actions };
}

/** True where an action of the rule sets one of these categories, or a test asks for one. */
export function namesCategory(rule: RuleParts, ids: readonly string[]): boolean {
  return replaceReferences(rule, { categories: { from: ids, to: '' } }) !== null;
}

interface Names {
  readonly category: (id: string) => string;
  readonly payee: (name: string) => string;
}

function namesOf({ categories, payees }: Replacements): Names {
  const goneIds = new Set(categories?.from);
  const goneNames = new Set(payees?.from.map(comparableText));
  return {
    category: (id) => (categories && goneIds.has(id) ? categories.to : id),
    payee: (name) => (payees && goneNames.has(comparableText(name)) ? payees.to : name),
  };
}

function replaceInCondition(condition: RuleCondition, names: Names): RuleCondition {
  if ('all' in condition) {
    const all = replaceEach(condition.all, (inner) => replaceInCondition(inner, names));
    return all === condition.all ? condition : { all };
  }
  if ('any' in condition) {
    const any = replaceEach(condition.any, (inner) => replaceInCondition(inner, names));
    return any === condition.any ? condition : { any };
  }
  if ('not' in condition) {
    const not = replaceInCondition(condition.not, names);
    return not === condition.not ? condition : { not };
  }
  return replaceInTest(condition, names);
}

/** Texts that are only contained somewhere are no names. */
function replaceInTest(test: RuleTest, names: Names): RuleTest {
  if (test.field === 'category' && test.operator === 'oneOf') {
    const values = onceEach(replaceEach(test.values, names.category), test.values);
    return values === test.values ? test : { ...test, values };
  }
  if (test.field !== 'payee') return test;
  if (test.operator === 'equals') {
    const value = names.payee(test.value);
    return value === test.value ? test : { ...test, value };
  }
  if (test.operator !== 'oneOf') return test;
  const values = onceEach(replaceEach(test.values, names.payee), test.values);
  return values === test.values ? test : { ...test, values };
}

function replaceInAction(action: RuleAction, names: Names): RuleAction {
  switch (action.kind) {
    case 'setCategory': {
      const categoryId = names.category(action.categoryId);
      return categoryId === action.categoryId ? action : { ...action, categoryId };
    }
    case 'setPayee': {
      const payeeName = names.payee(action.payeeName);
      return payeeName === action.payeeName ? action : { ...action, payeeName };
    }
    case 'split': {
      const parts = replaceEach(action.parts, (part) => {
        const categoryId = part.categoryId === null ? null : names.category(part.categoryId);
        return categoryId === part.categoryId ? part : { ...part, categoryId };
      });
      return parts === action.parts ? action : { ...action, parts };
    }
    default:
      return action;
  }
}

/** The same list when nothing of it is another one. */
function replaceEach<Item>(items: readonly Item[], replace: (item: Item) => Item): readonly Item[] {
  const replaced = items.map(replace);
  return replaced.every((item, index) => item === items[index]) ? items : replaced;
}

function onceEach(values: readonly string[], before: readonly string[]): readonly string[] {
  return values === before ? before : [...new Set(values)];
}
