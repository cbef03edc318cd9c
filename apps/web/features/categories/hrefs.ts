/** What is open on the page stands in its address, so that it works by links alone. */
export function editHref(id: string): string {
  return `/categories?edit=${id}`;
}

export function deleteHref(id: string): string {
  return `/categories?delete=${id}`;
}

export function addBelowHref(id: string): string {
  return `/categories?add=${id}`;
}

export const ADD_HREF = '/categories?add=expense';
