import { summariseTransactions } from '@fintrack/contract';
import type { z } from 'zod';

/** What the list is narrowed to: the query of the API, as it stands in the address. */
export type TransactionFilter = z.input<typeof summariseTransactions.query>;
export type FilterKey = keyof TransactionFilter;

const FIELDS = summariseTransactions.query.shape;
export const FILTER_KEYS: readonly FilterKey[] = summariseTransactions.query.keyof().options;

/** Query parameters of a page, as Next hands them over. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the filter out of an address; what is not valid is left out, so that an old link still shows a list. */
export function readFilter(params: PageParams): TransactionFilter {
  const kept = FILTER_KEYS.flatMap((key) => {
    const text = asText(params[key]);
    return text !== undefined && FIELDS[key].safeParse(text).success ? [[key, text] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** The address of a list under this filter, with some of its keys changed; `undefined` takes one off. */
export function filterHref(
  basePath: string,
  filter: TransactionFilter,
  changes: Partial<Record<FilterKey | 'cursor', string | undefined>> = {},
): string {
  const entries = Object.entries({ ...filter, ...changes }).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return entries.length === 0 ? basePath : `${basePath}?${new URLSearchParams(entries).toString()}`;
}

/** Ids of a filter that takes a list of them. */
export function idsOf(value: string | undefined): string[] {
  return value === undefined ? [] : value.split(',');
}

/** True when anything narrows the list. */
export function isFiltered(filter: TransactionFilter): boolean {
  return FILTER_KEYS.some((key) => filter[key] !== undefined);
}

/** A field that was sent empty, as forms do, counts as not there; one that is sent several times is a list. */
function asText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value.filter((part) => part !== '').join(',') : value;
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
