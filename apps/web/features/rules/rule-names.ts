import type { Account, Category } from '@fintrack/contract';
import type { SelectOption } from '@/components/native-select.tsx';

/** What rules name, for forms and sentences. */
export interface RuleNames {
  readonly categories: readonly SelectOption[];
  readonly accounts: readonly SelectOption[];
}

/** Categories by their whole path in tree order, and accounts. */
export function toRuleNames(
  categories: readonly Pick<Category, 'id' | 'path' | 'kind'>[],
  accounts: readonly Pick<Account, 'id' | 'name'>[],
): RuleNames {
  return {
    categories: categories.map(({ id, path, kind }) => ({
      value: id,
      label: path.join(' › '),
      group: kind === 'income' ? 'Income' : 'Spending',
    })),
    accounts: accounts.map(({ id, name }) => ({ value: id, label: name })),
  };
}

/** The name of an id. */
export function nameOf(options: readonly SelectOption[], id: string): string {
  return options.find(({ value }) => value === id)?.label ?? 'something that was deleted';
}

/** The id that was chosen, or of a name that was typed: its whole path, or its own where one alone bears it. */
export function idOf(options: readonly SelectOption[], text: string): string | null {
  const wanted = text.trim().toLowerCase();
  const exact = options.find(({ value, label }) => value === text || label.toLowerCase() === wanted);
  if (exact) return exact.value;
  const [only, ...others] = options.filter(({ label }) => label.toLowerCase().split(' › ').at(-1) === wanted);
  return only && others.length === 0 ? only.value : null;
}
