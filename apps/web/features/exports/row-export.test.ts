import { describe, expect, it } from 'vitest';
import { rowExportHref, rowFileHref } from './row-export.ts';

const ID = '019aa000-0000-7000-8000-000000000001';

describe('the file of a list', () => {
  it('is asked for with what narrows the list, and nothing that does not', () => {
    const href = rowExportHref('xlsx', { accountId: ID, q: 'amount:>50 "corner shop"', tag: undefined });
    expect(href).toBe(`/export/transactions?format=xlsx&accountId=${ID}&q=amount%3A%3E50+%22corner+shop%22`);
    expect(rowFileHref(new URL(href, 'http://books').searchParams)).toBe(
      `/api/v1/exports/transactions.xlsx?accountId=${ID}&q=amount%3A%3E50+%22corner+shop%22`,
    );
  });

  it('of everything has no query', () => {
    expect(rowFileHref(new URLSearchParams('format=csv&cursor=x'))).toBe('/api/v1/exports/transactions.csv');
  });

  it.each(['format=pdf', '', 'format=csv&accountId=mine', 'format=csv&from=2026-02-30'])(
    'is not made of %j',
    (query) => {
      expect(rowFileHref(new URLSearchParams(query))).toBeNull();
    },
  );
});
