import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import { formatFullDay } from '@/lib/format-day.ts';
import type { EntryLists } from './entry-lists.ts';
import { type FilterKey, idsOf, type TransactionFilter } from './transaction-filter.ts';

/** A chip of the filter bar and the keys that it sets. */
export interface FilterGroup {
  readonly name:
    | 'account'
    | 'category'
    | 'payee'
    | 'type'
    | 'status'
    | 'date'
    | 'amount'
    | 'import'
    | 'tag'
    | 'attachment';
  readonly label: string;
  readonly keys: readonly FilterKey[];
  /** It comes with a link from elsewhere and is not offered here. */
  readonly onlyWhenSet?: boolean;
}

export const GROUPS: readonly FilterGroup[] = [
  { name: 'date', label: 'Date', keys: ['from', 'to'] },
  { name: 'account', label: 'Account', keys: ['accountId'] },
  { name: 'category', label: 'Category', keys: ['categoryId', 'uncategorised'] },
  { name: 'payee', label: 'Payee', keys: ['payeeId'] },
  { name: 'amount', label: 'Amount', keys: ['minAmount', 'maxAmount'] },
  { name: 'type', label: 'Type', keys: ['type'] },
  { name: 'status', label: 'Status', keys: ['status'] },
  { name: 'import', label: 'Import', keys: ['importId'], onlyWhenSet: true },
  { name: 'tag', label: 'Tag', keys: ['tag'], onlyWhenSet: true },
  { name: 'attachment', label: 'Attachment', keys: ['hasAttachment'], onlyWhenSet: true },
];

export interface FilterWords {
  readonly lists: EntryLists;
  readonly locale: string;
  readonly currency: string;
}

/** What a chip is set to, in words; undefined when it is not. */
export function describeFilter(
  { name }: FilterGroup,
  filter: TransactionFilter,
  { lists, locale }: FilterWords,
): string | undefined {
  switch (name) {
    case 'date':
      return describeRange(writeDay(filter.from, locale), writeDay(filter.to, locale));
    case 'account':
      return describeNames(filter.accountId, lists.accounts);
    case 'category':
      return isSet(filter.uncategorised) ? 'none' : describeNames(filter.categoryId, lists.categories);
    case 'payee':
      return describeNames(filter.payeeId, lists.payees);
    case 'amount':
      return describeRange(asText(filter.minAmount), asText(filter.maxAmount));
    case 'type':
      return filter.type;
    case 'status':
      return filter.status;
    case 'import':
      return filter.importId === undefined ? undefined : 'one file';
    case 'tag':
      return filter.tag;
    case 'attachment':
      return filter.hasAttachment === undefined ? undefined : isSet(filter.hasAttachment) ? 'yes' : 'none';
  }
}

function describeRange(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `to ${to}`;
  if (to === undefined) return `from ${from}`;
  return from === to ? from : `${from} to ${to}`;
}

/** The name, or the first one and how many more. */
function describeNames(
  value: string | undefined,
  known: readonly { readonly id: string; readonly name: string }[],
): string | undefined {
  const [first, ...others] = idsOf(value);
  if (first === undefined) return undefined;
  const name = known.find(({ id }) => id === first)?.name ?? 'one';
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

function writeDay(date: string | undefined, locale: string): string | undefined {
  return date !== undefined && isCalendarDate(date)
    ? formatFullDay(date satisfies CalendarDate, locale)
    : undefined;
}

function asText(amount: string | number | undefined): string | undefined {
  return amount === undefined ? undefined : String(amount).replace('-', '\u2212');
}

function isSet(flag: string | undefined): boolean {
  return flag === 'true' || flag === '1';
}
