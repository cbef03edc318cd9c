/**
 * What a page of named things (payees, tags) shows stands in its address, so that search, order, ticks and open forms
 * work by links and plain forms alone.
 */
export interface NameList {
  /** The page. */
  readonly path: string;
  readonly q: string | undefined;
  readonly sort: NameSort;
  readonly cursor: string | undefined;
  /** Those that are ticked to be merged. */
  readonly selectedIds: readonly string[];
  /** The form that is open, and at which of them. */
  readonly open: { readonly form: 'add' | 'edit' | 'delete'; readonly id: string } | null;
}

export type NameSort = 'name' | '-transactions' | '-lastUsed';

/** The open form, to which a browser without JavaScript scrolls. */
export const FORM_ID = 'form';

/** Reads an address; what is not valid is left out, so that an old link still shows a list. */
export function readNameList(
  path: string,
  params: Readonly<Record<string, string | string[] | undefined>>,
): NameList {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const sort = one('sort');
  return {
    path,
    q: one('q'),
    sort: sort === '-transactions' || sort === '-lastUsed' ? sort : 'name',
    cursor: one('cursor'),
    selectedIds: [...new Set([params['select'] ?? []].flat())].filter((value) => value !== ''),
    open: openForm(one),
  };
}

function openForm(one: (name: string) => string | undefined): NameList['open'] {
  for (const form of ['add', 'edit', 'delete'] as const) {
    const id = one(form);
    if (id !== undefined) return { form, id };
  }
  return null;
}

/** The address of the list as it is, with something changed. */
export function nameListHref(
  list: Pick<NameList, 'path' | 'q' | 'sort'>,
  changes: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(listQuery(list));
  for (const [key, value] of Object.entries(changes)) query.set(key, value);
  const isForm = ['add', 'edit', 'delete'].some((form) => changes[form] !== undefined);
  const text = query.toString();
  return `${list.path}${text === '' ? '' : `?${text}`}${isForm ? `#${FORM_ID}` : ''}`;
}

/** Search and order as a query: what a form sends back to the list that it came from. */
export function listQuery({ q, sort }: Pick<NameList, 'q' | 'sort'>): string {
  const pairs = [...(q === undefined ? [] : [['q', q]]), ...(sort === 'name' ? [] : [['sort', sort]])];
  return new URLSearchParams(pairs).toString();
}
