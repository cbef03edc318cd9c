/** The anchor of the form, to which a link scrolls. */
export const SET_FORM_ID = 'set-rate';

/** The page with the form for a rate open. */
export function setRateHref(currency: string, date?: string): string {
  const query = new URLSearchParams({ set: currency, ...(date === undefined ? {} : { date }) });
  return `/currencies?${query.toString()}#${SET_FORM_ID}`;
}

/** The page with the line of a currency. */
export function historyHref(currency: string): string {
  return `/currencies?${new URLSearchParams({ currency }).toString()}#history`;
}
