import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { historyHref, readHistoryQuery } from './history-query.ts';

const ID = '019aa000-0000-7000-8000-000000000001';

describe('the history of an address', () => {
  it('is narrowed to what it says', async () => {
    const params = { kind: 'import', userId: ID, from: '2026-02-01', to: '2026-02-28' };
    expect(await readHistoryQuery(Promise.resolve(params))).toEqual(params);
  });

  it('is whole where it says nothing that can be', async () => {
    const params = { kind: 'gift', userId: 'me', from: '2026-02-30', to: '' };
    expect(Object.values(await readHistoryQuery(Promise.resolve(params))).filter(Boolean)).toEqual([]);
  });
});

it('an address keeps what it is narrowed to, but for what changes', () => {
  const query = { kind: 'bulk', from: parseCalendarDate('2026-02-01') } as const;
  expect(historyHref(query, { kind: 'import' })).toBe('/history?kind=import&from=2026-02-01');
  expect(historyHref(query, { kind: undefined })).toBe('/history?from=2026-02-01');
  expect(historyHref({})).toBe('/history');
});
