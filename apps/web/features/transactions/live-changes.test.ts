import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { concerns, isNews } from './live-changes.ts';

const ROW = { id: 'a', date: '2026-02-10', amount: '-1.00', description: 'Tram', accountId: 'giro' };
const SHOWN = new Map([[ROW.id, ROW]]);
const EVENT = {
  id: 'a',
  date: parseCalendarDate('2026-02-10'),
  amount: '-1.00',
  description: 'Tram',
  account_id: 'giro',
  change: 'updated',
} as const;

describe('news', () => {
  it.each([
    ['a row that is not here', { ...EVENT, id: 'b', change: 'created' as const }, true],
    ['an own new row, which is here already', { ...EVENT, change: 'created' as const }, false],
    ['an own change, which is here already', EVENT, false],
    ['another amount', { ...EVENT, amount: '-2.00' }, true],
    ['another day', { ...EVENT, date: parseCalendarDate('2026-02-11') }, true],
    ['another account', { ...EVENT, account_id: 'savings' }, true],
    ['a change of a row that is further down', { ...EVENT, id: 'b' }, false],
    ['a row that is gone and still here', { ...EVENT, change: 'deleted' as const }, true],
    ['an own deletion', { ...EVENT, id: 'b', change: 'deleted' as const }, false],
  ])('%s: %j', (_, event, expected) => {
    expect(isNews(event, SHOWN)).toBe(expected);
  });
});

it('other accounts do not concern the list of one', () => {
  expect(concerns(['savings'], undefined)).toBe(true);
  expect(concerns(['savings', 'giro'], 'giro,cash')).toBe(true);
  expect(concerns(['savings'], 'giro')).toBe(false);
});
