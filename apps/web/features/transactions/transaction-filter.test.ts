import { describe, expect, it } from 'vitest';
import { filterHref, isFiltered, readFilter } from './transaction-filter.ts';

const ACCOUNT = '0198c000-0000-7000-8000-000000000001';
const OTHER = '0198c000-0000-7000-8000-000000000002';

describe('readFilter', () => {
  it('keeps what the API understands', () => {
    expect(
      readFilter({ accountId: ACCOUNT, from: '2026-01-31', minAmount: '-12.50', text: ' rent ' }),
    ).toEqual({
      accountId: ACCOUNT,
      from: '2026-01-31',
      minAmount: '-12.50',
      text: 'rent',
    });
  });

  it('joins a field that was ticked several times', () => {
    expect(readFilter({ accountId: [ACCOUNT, OTHER] })).toEqual({ accountId: `${ACCOUNT},${OTHER}` });
  });

  it('leaves out what is empty, unknown or not valid', () => {
    expect(
      readFilter({ accountId: 'nonsense', from: '2026-02-30', type: 'gift', text: '', colour: 'red' }),
    ).toEqual({});
  });
});

describe('filterHref', () => {
  it('writes the filter with changes', () => {
    expect(filterHref('/transactions', { accountId: ACCOUNT, from: '2026-01-01' }, { from: undefined })).toBe(
      `/transactions?accountId=${ACCOUNT}`,
    );
    expect(filterHref('/transactions', {}, { text: 'a b' })).toBe('/transactions?text=a+b');
    expect(filterHref('/transactions', {})).toBe('/transactions');
  });
});

describe('isFiltered', () => {
  it('is false without any key', () => {
    expect([isFiltered({}), isFiltered({ status: 'pending' })]).toEqual([false, true]);
  });
});
