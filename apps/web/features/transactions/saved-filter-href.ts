import type { SavedFilter } from '@fintrack/contract';

/** The list under a saved filter. */
export function savedFilterHref({ query, filters }: Pick<SavedFilter, 'query' | 'filters'>): string {
  const pairs = new URLSearchParams({ ...(query === '' ? {} : { q: query }), ...filters });
  return pairs.size === 0 ? '/transactions' : `/transactions?${pairs.toString()}`;
}
