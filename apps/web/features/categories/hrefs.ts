/** The open form, to which a browser without JavaScript scrolls. */
export const FORM_ID = 'form';

/** What is open on the page stands in its address, so that it works by links alone. */
export function editHref(id: string): string {
  return `/categories?edit=${id}#${FORM_ID}`;
}

export function deleteHref(id: string): string {
  return `/categories?delete=${id}#${FORM_ID}`;
}

export function addBelowHref(id: string): string {
  return `/categories?add=${id}#${FORM_ID}`;
}

export const ADD_HREF = '/categories?add=expense';
