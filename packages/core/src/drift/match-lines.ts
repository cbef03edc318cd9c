import { addDays, type CalendarDate, daysBetween } from '../dates/index.ts';
import type { BankLine, BookRow } from './evidence.ts';
import type { StepBudget } from './step-budget.ts';

/** Days between the bank's booking and the user's own entry of it. */
const MAX_DAYS_APART = 3;

/** Which rows the bank's files have, and which of their lines no row stands for. */
export interface LineMatch {
  /** The line that a row was booked from, or that fits it. */
  readonly lineOf: ReadonlyMap<string, BankLine>;
  /** Lines without a row, each once however many files repeat it. */
  readonly lone: readonly BankLine[];
  /** True for a day that some file tells of. */
  readonly covers: (date: CalendarDate) => boolean;
}

/** Compares each file with the rows by itself, because files overlap: one row may have a line in each of them. */
export function matchLines(
  lines: readonly BankLine[],
  rows: readonly BookRow[],
  budget: StepBudget,
): LineMatch {
  const lineOf = new Map<string, BankLine>();
  const lone = new Map<string, BankLine>();
  const spans: { first: CalendarDate; last: CalendarDate }[] = [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byAmount = groupBy(rows, (row) => row.amountMinor.toString());
  for (const file of groupBy(lines, (line) => line.importId).values()) {
    const taken = new Set<string>();
    const open = file.filter((line) => {
      const row = line.rowId === null ? undefined : byId.get(line.rowId);
      if (!row || taken.has(row.id)) return true;
      taken.add(row.id);
      lineOf.set(row.id, line);
      return false;
    });
    const seen = new Map<string, number>();
    for (const line of open) {
      const row = nearest(byAmount.get(line.amountMinor.toString()) ?? [], line, { taken, budget });
      if (row) {
        taken.add(row.id);
        if (!lineOf.has(row.id)) lineOf.set(row.id, line);
      } else {
        const key = `${line.date} ${line.amountMinor} ${line.label}`;
        const nth = (seen.get(key) ?? 0) + 1;
        seen.set(key, nth);
        lone.set(`${key} ${nth}`, line);
      }
    }
    const dates = file.map((line) => line.date).toSorted();
    const [first, last] = [dates.at(0), dates.at(-1)];
    if (first !== undefined && last !== undefined) spans.push({ first, last });
  }
  return {
    lineOf,
    lone: [...lone.values()],
    covers: (date) => spans.some(({ first, last }) => date >= first && date <= last),
  };
}

function nearest(
  rows: readonly BookRow[],
  line: BankLine,
  { taken, budget }: { taken: ReadonlySet<string>; budget: StepBudget },
): BookRow | undefined {
  const [from, to] = [addDays(line.date, -MAX_DAYS_APART), addDays(line.date, MAX_DAYS_APART)];
  let best: BookRow | undefined;
  for (const row of rows) {
    if (!budget.take()) return best;
    if (taken.has(row.id) || row.date < from || row.date > to) continue;
    if (!best || distance(row.date, line.date) < distance(best.date, line.date)) best = row;
  }
  return best;
}

function distance(left: CalendarDate, right: CalendarDate): number {
  return Math.abs(daysBetween(left, right));
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
