import { type CalendarDate, parseCalendarDate, toEpochDay } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import { expect, it } from 'vitest';
import { findSeries } from './find-series.ts';
import { findSeriesAside } from './find-series-aside.ts';
import type { TextGroup } from './repo.groups.ts';

const TODAY: CalendarDate = parseCalendarDate('2026-06-15');

/** Rows of one text, a month apart up to today. */
function monthly(text: string, count: number): TextGroup {
  const days = Array.from({ length: count }, (_, index) =>
    toEpochDay(parseCalendarDate(`2026-${String(7 - count + index).padStart(2, '0')}-03`)),
  );
  return {
    purse: 'giro EUR out',
    accountId: 'giro',
    currency: parseCurrency('EUR'),
    payeeId: null,
    payeeName: null,
    categoryId: null,
    categoryName: null,
    text,
    ids: days.map((day) => `${text} ${day}`).join(','),
    days: days.join(','),
    amounts: days.map(() => '-1299').join(','),
  };
}

it('finds in a thread what it finds at once', async () => {
  const others = Array.from({ length: 2100 }, (_, index) => monthly(`Q${index.toString(36)}X shop`, 1));
  const groups = [monthly('FILMHAUS STREAM', 6), ...others];
  const found = await findSeriesAside(groups, TODAY);
  expect(found.map(({ name }) => name)).toContain('Filmhaus Stream');
  expect(found).toEqual(await findSeries(groups, TODAY));
});
