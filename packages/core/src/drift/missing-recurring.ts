import { addDays, addMonths, type CalendarDate, daysBetween } from '../dates/index.ts';
import type { BookRow } from './evidence.ts';
import { type Draft, isInside, type SearchCase } from './search-case.ts';

/** An occurrence this near to the expected day counts as that one. */
const NEAR_DAYS = 5;

/** Amounts that come regularly, and did not come once within the segment. */
export function missingRecurring(search: SearchCase): Draft[] {
  const drafts: Draft[] = [];
  for (const rows of search.byLabel.values()) {
    for (const target of search.targets) {
      const same = rows.filter((row) => row.amountMinor === target && search.budget.take());
      const draft = same.length < 2 ? null : missingOf(search, same, rows);
      if (draft) drafts.push(draft);
    }
  }
  return drafts;
}

/** How often something comes. */
interface Rhythm {
  readonly name: string;
  readonly minDays: number;
  readonly maxDays: number;
  readonly step: (date: CalendarDate, times: 1 | -1) => CalendarDate;
}

const RHYTHMS: readonly Rhythm[] = [
  { name: 'week', minDays: 6, maxDays: 8, step: (date, times) => addDays(date, 7 * times) },
  { name: 'two weeks', minDays: 13, maxDays: 15, step: (date, times) => addDays(date, 14 * times) },
  { name: 'month', minDays: 26, maxDays: 35, step: (date, times) => addMonths(date, times) },
  { name: 'quarter', minDays: 86, maxDays: 96, step: (date, times) => addMonths(date, 3 * times) },
  { name: 'year', minDays: 360, maxDays: 370, step: (date, times) => addMonths(date, 12 * times) },
];

function missingOf(search: SearchCase, same: readonly BookRow[], rows: readonly BookRow[]): Draft | null {
  const dates = [...new Set(same.map((row) => row.date))].toSorted();
  const rhythm = RHYTHMS.find((each) => fits(each, dates));
  const model = same.at(-1);
  if (!rhythm || !model) return null;
  const expected = expectedDays(rhythm, dates).find(
    (date) =>
      isInside(search.evidence, date) &&
      !rows.some((row) => Math.abs(daysBetween(row.date, date)) <= NEAR_DAYS),
  );
  if (expected === undefined) return null;
  return {
    kind: 'missing_recurring',
    effectMinor: model.amountMinor,
    base: 50 + Math.min(20, 5 * dates.length),
    points: [{ score: 0, reason: `It came ${dates.length} times, every ${rhythm.name}, and not here.` }],
    items: [{ source: 'row', row: model }],
    mend: { kind: 'add_like', rowId: model.id, date: expected },
    date: expected,
  };
}

/** Every gap is one step of the rhythm, or two where one was left out; at least one is a single step. */
function fits(rhythm: Rhythm, dates: readonly CalendarDate[]): boolean {
  const gaps = gapsOf(dates);
  const isOne = (days: number) => days >= rhythm.minDays && days <= rhythm.maxDays;
  const isTwo = (days: number) => days >= 2 * rhythm.minDays && days <= 2 * rhythm.maxDays;
  return gaps.some(isOne) && gaps.every((days) => isOne(days) || isTwo(days));
}

function expectedDays(rhythm: Rhythm, dates: readonly CalendarDate[]): CalendarDate[] {
  const inner = gapsOf(dates).flatMap((days, index) => {
    const start = dates[index];
    return start !== undefined && days > rhythm.maxDays ? [rhythm.step(start, 1)] : [];
  });
  const [first, last] = [dates.at(0), dates.at(-1)];
  const outer = first && last ? [rhythm.step(last, 1), rhythm.step(first, -1)] : [];
  return [...inner, ...outer];
}

function gapsOf(dates: readonly CalendarDate[]): number[] {
  return dates.slice(1).map((date, index) => daysBetween(dates[index] ?? date, date));
}
