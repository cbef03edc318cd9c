import { describe, expect, it } from 'vitest';
import { nameListHref, readNameList } from './name-list.ts';

describe('readNameList', () => {
  it('reads search, order, ticks and the open form; leaves out what is not valid', () => {
    const params = { q: ' shop ', sort: '-transactions', select: ['a', 'b', 'a', ''], edit: 'b' };
    expect(readNameList('/tags', params)).toEqual({
      path: '/tags',
      q: 'shop',
      sort: '-transactions',
      cursor: undefined,
      selectedIds: ['a', 'b'],
      open: { form: 'edit', id: 'b' },
    });
    expect(readNameList('/tags', { q: '', sort: 'size', select: 'a' })).toEqual({
      path: '/tags',
      q: undefined,
      sort: 'name',
      cursor: undefined,
      selectedIds: ['a'],
      open: null,
    });
  });
});

describe('nameListHref', () => {
  it.each([
    [{ q: undefined, sort: 'name' }, {}, '/tags'],
    [{ q: 'a b', sort: '-lastUsed' }, {}, '/tags?q=a+b&sort=-lastUsed'],
    [{ q: 'x', sort: 'name' }, { edit: 'id' }, '/tags?q=x&edit=id#form'],
  ] as const)('%j with %j is %s', (list, changes, href) => {
    expect(nameListHref({ path: '/tags', ...list }, changes)).toBe(href);
  });
});
