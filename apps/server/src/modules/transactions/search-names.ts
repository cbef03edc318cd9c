import { closestName, foldText, type NamedField, type Span } from '@fintrack/core/search';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as repo from './repo.search-names.ts';
import { withDescendants } from './repo.ts';
import type { SearchCondition } from './search-plan.ts';
import { refuseSearch } from './search-problem.ts';

/** What a name in a search stands for. */
export interface FoundName {
  readonly condition: SearchCondition;
  /** The names that were found, for the chip. */
  readonly label: string;
}

interface NamedLeaf {
  readonly field: NamedField;
  readonly name: string;
  readonly span: Span;
}

const NOTHING_LIKE: Readonly<Record<NamedField, string>> = {
  account: 'There is no account like',
  category: 'There is no category like',
  payee: 'There is no payee like',
  tag: 'There is no tag like',
};
const COLUMNS = { account: 'account_id', category: 'category_id', payee: 'payee_id' } as const;
const SHOWN_NAMES = 2;

/** Looks a name up. @throws {AppError} SEARCH_UNREADABLE with the name that is nearest */
export async function findNamed(tx: TenantTransaction, leaf: NamedLeaf): Promise<FoundName> {
  const { field, name, span } = leaf;
  const found = await (field === 'payee' ? findPayees(tx, name) : findInList(tx, field, name));
  if (found.length === 0) {
    const near = closestName(name, (await listNames(tx, field)).map(lastName));
    refuseSearch({
      ...span,
      message: `${NOTHING_LIKE[field]} "${name}"`,
      hint: near === undefined ? 'Look at the list of names, or take it out.' : `Did you mean ${near}?`,
    });
  }
  const ids = found.map(({ id }) => id);
  const label = `${field} ${writeNames(found.map(lastName))}`;
  if (field === 'tag') return { label, condition: { kind: 'tagged', tagIds: ids } };
  const wanted = field === 'category' ? await withDescendants(tx, ids) : ids;
  return { label, condition: { kind: 'oneOf', column: COLUMNS[field], ids: wanted } };
}

/** Payees of exactly that name, their own or another, else those whose names have all its words. */
async function findPayees(tx: TenantTransaction, name: string): Promise<repo.Named[]> {
  const wanted = foldText(name);
  const found = await repo.findPayeesByWords(tx, wanted.split(' '));
  const exact = found.filter((payee) => foldText(payee.name) === wanted);
  if (exact.length > 0) return exact;
  const known = found.filter((payee) => payee.aliases.some((alias) => foldText(alias) === wanted));
  return known.length > 0 ? known : found;
}

/** The one of exactly that name or path, else those that have all its words. */
async function findInList(
  tx: TenantTransaction,
  field: 'account' | 'category' | 'tag',
  name: string,
): Promise<repo.Named[]> {
  const known = await listNames(tx, field);
  const path = name
    .split(/[/>]/u)
    .map(foldText)
    .filter((part) => part !== '');
  const isExact = (one: repo.Named): boolean => {
    const own = one.name.split(' / ').map(foldText);
    return own.slice(-path.length).join('/') === path.join('/') || foldText(lastName(one)) === foldText(name);
  };
  const exact = known.filter(isExact);
  if (exact.length > 0) return exact;
  const words = foldText(name).split(' ');
  const found = known.filter((one) => {
    const own = foldText(lastName(one)).split(' ');
    return words.every((word) => own.some((part) => part.startsWith(word)));
  });
  return found;
}

function listNames(tx: TenantTransaction, field: NamedField): Promise<repo.Named[]> {
  switch (field) {
    case 'account':
      return repo.listAccountNames(tx);
    case 'category':
      return repo.listCategoryPaths(tx);
    case 'payee':
      return repo.listPayeeNames(tx);
    case 'tag':
      return repo.listTagNames(tx);
  }
}

/** Of a category's path its own name; others have no path, and may have a slash in their name. */
function lastName({ name }: repo.Named): string {
  return name.split(' / ').at(-1) ?? name;
}

function writeNames(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).join(' or ');
  return names.length > SHOWN_NAMES ? `${shown} or ${names.length - SHOWN_NAMES} more` : shown;
}
