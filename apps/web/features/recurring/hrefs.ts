export const RECURRING_HREF = '/recurring';
export const NEW_SERIES_HREF = '/recurring/new';

/** The page of one series. */
export function seriesHref(id: string): string {
  return `${RECURRING_HREF}/${id}`;
}
