import type { Account, Category, Payee } from '@fintrack/contract';
import type { ListOption } from '@/components/option-list.tsx';
import { categoryHue } from '@/lib/hue.ts';

export type EntryAccount = Pick<Account, 'id' | 'name' | 'currency' | 'isArchived'>;
export type EntryCategory = Pick<Category, 'id' | 'name' | 'path' | 'kind' | 'color'>;
export type EntryPayee = Pick<Payee, 'id' | 'name' | 'defaultCategoryId' | 'lastCategoryId'>;

/** What the fields of a transaction are chosen from. */
export interface EntryLists {
  readonly accounts: readonly EntryAccount[];
  readonly categories: readonly EntryCategory[];
  readonly payees: readonly EntryPayee[];
  /** There are more payees than these: the others are looked up while typing. */
  readonly hasMorePayees: boolean;
}

/** Open accounts, and the one that a row is in although it is archived. */
export function accountOptions(accounts: readonly EntryAccount[], current?: string): ListOption[] {
  return accounts
    .filter(({ id, isArchived }) => !isArchived || id === current)
    .map(({ id, name, currency }) => ({ value: id, label: name, group: currency }));
}

/** Categories with their dots, expenses first; one below another says where it stands. */
export function categoryOptions(categories: readonly EntryCategory[]): ListOption[] {
  const inOrder = [
    ...categories.filter(({ kind }) => kind === 'expense'),
    ...categories.filter(({ kind }) => kind === 'income'),
  ];
  return inOrder.map((category) => ({
    value: category.id,
    label: category.path.join(' › '),
    group: category.kind === 'expense' ? 'Expenses' : 'Income',
    hue: categoryHue(category),
  }));
}

/** The account that a new row starts with: the first of those wanted, else the first open one. */
export function firstAccountId(accounts: readonly EntryAccount[], wanted?: string): string | undefined {
  const open = accounts.filter(({ isArchived }) => !isArchived);
  const ids = wanted?.split(',') ?? [];
  return (open.find(({ id }) => ids.includes(id)) ?? open[0])?.id;
}
