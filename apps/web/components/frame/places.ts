import {
  ArrowLeftRight,
  Coins,
  FileUp,
  Hash,
  History,
  Landmark,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Repeat,
  Settings,
  Store,
  Tags,
  Wand2,
} from 'lucide-react';

/** A page of the rail. */
export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The letter after `g`. */
  letter: string;
}

const dashboard: Place = { href: '/dashboard', label: 'Dashboard', icon: LayoutDashboard, letter: 'd' };
const transactions: Place = {
  href: '/transactions',
  label: 'Transactions',
  icon: ArrowLeftRight,
  letter: 't',
};
const accounts: Place = { href: '/accounts', label: 'Accounts', icon: Landmark, letter: 'a' };
const categories: Place = { href: '/categories', label: 'Categories', icon: Tags, letter: 'c' };
const payees: Place = { href: '/payees', label: 'Payees', icon: Store, letter: 'p' };
const tags: Place = { href: '/tags', label: 'Tags', icon: Hash, letter: 'g' };
const rules: Place = { href: '/rules', label: 'Rules', icon: Wand2, letter: 'l' };
const currencies: Place = { href: '/currencies', label: 'Currencies', icon: Coins, letter: 'u' };
const checks: Place = { href: '/checks', label: 'Checks', icon: ListChecks, letter: 'k' };
const history: Place = { href: '/history', label: 'History', icon: History, letter: 'h' };
const importing: Place = { href: '/import', label: 'Import', icon: FileUp, letter: 'i' };
const recurring: Place = { href: '/recurring', label: 'Recurring', icon: Repeat, letter: 'e' };
export const settingsPlace: Place = { href: '/settings', label: 'Settings', icon: Settings, letter: 's' };

/** The places in the order of the rail; Settings stands apart, below. */
export const MAIN_PLACES: readonly Place[] = [
  dashboard,
  transactions,
  accounts,
  categories,
  payees,
  tags,
  rules,
  currencies,
  recurring,
  importing,
  checks,
  history,
];
export const ALL_PLACES: readonly Place[] = [...MAIN_PLACES, settingsPlace];

/** The phone's bar, two on either side of the add button. */
export const BAR_PLACES_BEFORE: readonly Place[] = [dashboard, transactions];
export const BAR_PLACES_AFTER: readonly Place[] = [accounts, importing];

export const NEW_TRANSACTION_HREF = '/transactions/new';

/** The page that a search for a text leads to. */
export function searchHref(text: string): string {
  return `${transactions.href}?${new URLSearchParams({ q: text }).toString()}`;
}

/** True when the path is the place or a page below it. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
