import { type CategoryNode, MAX_LEVELS, placeCategories } from '../categories/index.ts';
import { isLiability } from '../ledger/index.ts';
import type { Currency } from '../money/index.ts';
import { beancountComponent } from './beancount-text.ts';
import type { AccountKey, AccountRole, BookAccount, PlainFormat } from './books.ts';
import { hledgerComponent } from './hledger-text.ts';

/** An account of the other program. */
export interface ChartAccount {
  readonly key: AccountKey;
  /** As the other program writes it, with its parents. */
  readonly name: string;
  readonly role: AccountRole;
  /** FinTrack's account or category; null for what the books need beside them. */
  readonly real: { readonly id: string; readonly name: string } | null;
  /** null where every currency may stand. */
  readonly currency: Currency | null;
  readonly isArchived: boolean;
}

/**
 * Every account that an export can post to, each with a name of its own whatever people called them. Names depend on
 * nothing but the accounts and categories; of two that come out alike, the one made first keeps it plain, whatever the
 * order given.
 */
export function chartOfAccounts(
  format: PlainFormat,
  accounts: readonly BookAccount[],
  categories: readonly CategoryNode[],
): ChartAccount[] {
  const rules = RULES[format];
  const names = nameParts(accounts, { rules, fallback: 'Account', reserved: [] });
  const part = (id: string): string => names.get(id) ?? id;
  return [
    ...accounts.map((account) => realAccount(account, part(account.id))),
    ...placedCategories(categories, rules),
    extra('uncategorised income', 'Income:Uncategorised', 'income'),
    extra('uncategorised expense', 'Expenses:Uncategorised', 'expense'),
    extra('opening', `Equity:${rules.opening}`, 'equity'),
    extra('unexplained', 'Equity:Unexplained', 'equity'),
    extra('transfers', 'Equity:Transfers', 'equity'),
    ...accounts.map((account): ChartAccount => {
      const pending = extra(`pending ${account.id}`, `Equity:Pending:${part(account.id)}`, 'equity');
      return { ...pending, currency: account.currency };
    }),
  ];
}

interface NameRules {
  readonly component: (name: string) => string;
  readonly numbered: (component: string, number: number) => string;
  readonly opening: string;
}

const RULES: Readonly<Record<PlainFormat, NameRules>> = {
  hledger: {
    component: hledgerComponent,
    numbered: (component, number) => `${component} (${number})`,
    opening: 'Opening Balances',
  },
  beancount: {
    component: beancountComponent,
    numbered: (component, number) => `${component}-${number}`,
    opening: 'Opening-Balances',
  },
};

const CASH_TYPES: readonly string[] = ['checking', 'savings', 'cash'];

function realAccount(account: BookAccount, part: string): ChartAccount {
  const role = isLiability(account.type) ? 'liability' : CASH_TYPES.includes(account.type) ? 'cash' : 'asset';
  return {
    key: `account ${account.id}`,
    name: `${role === 'liability' ? 'Liabilities' : 'Assets'}:${part}`,
    role,
    real: { id: account.id, name: account.name },
    currency: account.currency,
    isArchived: account.isArchived,
  };
}

function extra(key: AccountKey, name: string, role: AccountRole): ChartAccount {
  return { key, name, role, real: null, currency: null, isArchived: false };
}

/** Tree order; the names of a level are given before those below it, because they stand in them. */
function placedCategories(categories: readonly CategoryNode[], rules: NameRules): ChartAccount[] {
  const placed = placeCategories(categories);
  const names = new Map<string, string>();
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const siblings = new Map<string, CategoryNode[]>();
    for (const { node, depth } of placed) {
      if (depth !== level) continue;
      const parent = (node.parentId === null ? undefined : names.get(node.parentId)) ?? rootOf(node.kind);
      const known = siblings.get(parent);
      if (known) known.push(node);
      else siblings.set(parent, [node]);
    }
    for (const [parent, children] of siblings) nameChildren(names, { parent, children, rules });
  }
  return placed.map(({ node }) => ({
    key: `category ${node.id}`,
    name: names.get(node.id) ?? node.id,
    role: node.kind,
    real: { id: node.id, name: node.name },
    currency: null,
    isArchived: false,
  }));
}

interface Family {
  readonly parent: string;
  readonly children: readonly CategoryNode[];
  readonly rules: NameRules;
}

function nameChildren(names: Map<string, string>, { parent, children, rules }: Family): void {
  const isRoot = !parent.includes(':');
  const reserved = isRoot ? ['Uncategorised'] : [];
  for (const [id, part] of nameParts(children, { rules, fallback: 'Category', reserved })) {
    names.set(id, `${parent}:${part}`);
  }
}

function rootOf(kind: 'income' | 'expense'): string {
  return kind === 'income' ? 'Income' : 'Expenses';
}

interface Naming {
  readonly rules: NameRules;
  /** For a name of which nothing can be kept. */
  readonly fallback: string;
  readonly reserved: readonly string[];
}

/** A part of a name for each, no two alike in capitals or small letters; the oldest first, since ids grow with time. */
function nameParts(
  things: readonly { readonly id: string; readonly name: string }[],
  { rules, fallback, reserved }: Naming,
): ReadonlyMap<string, string> {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  const parts = new Map<string, string>();
  const numbers = new Map<string, number>();
  for (const { id, name } of things.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    const plain = rules.component(name) || fallback;
    let part = plain;
    let number = numbers.get(plain) ?? 2;
    for (; taken.has(part.toLowerCase()); number += 1) part = rules.numbered(plain, number);
    numbers.set(plain, number);
    taken.add(part.toLowerCase());
    parts.set(id, part);
  }
  return parts;
}
