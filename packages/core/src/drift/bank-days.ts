import type { CalendarDate } from '../dates/index.ts';
import type { BankLine, Evidence } from './evidence.ts';

/** Where bank and books part, as far as the running balances of imported files say it. */
export interface BadDay {
  /** The last day on which both agree; the anchor's own day where there is no other. */
  readonly lastGoodDay: CalendarDate;
  /** The first day afterwards on which they do not; null when it lies after the last day that is known. */
  readonly date: CalendarDate | null;
  /** Bank less books on that day; the whole drift when the day is not known. */
  readonly stepMinor: bigint;
}

/**
 * The first bad day of a segment; null where no file tells a balance within it. A day on which bank and books part only
 * to meet again later is a matter of booking days, not of a wrong row.
 */
export function firstBadDay({ segment, lines, days }: Evidence): BadDay | null {
  const known = [...bankDays(lines)].filter(([date]) => date > segment.since && date <= segment.until);
  if (known.length === 0) return null;
  const inside = days.filter((day) => day.date > segment.since);
  const gaps = gapsOf(segment.openingMinor, known.toSorted(byDate), inside);
  const lastGood = gaps.findLastIndex((gap) => gap.minor === 0n);
  const bad = gaps[lastGood + 1];
  return {
    lastGoodDay: gaps[lastGood]?.date ?? segment.since,
    date: bad?.date ?? null,
    stepMinor: bad?.minor ?? segment.driftMinor,
  };
}

/**
 * The bank's balance at the end of each day that its files tell of. A file runs up or down in time, which its own
 * balances prove; of two files that tell of one day the later import counts.
 */
export function bankDays(lines: readonly BankLine[]): ReadonlyMap<CalendarDate, bigint> {
  const days = new Map<CalendarDate, bigint>();
  for (const file of groupByFile(lines)) {
    const ordered = runsDown(file) ? file.toReversed() : file;
    for (const line of ordered) if (line.balanceMinor !== null) days.set(line.date, line.balanceMinor);
  }
  return days;
}

function groupByFile(lines: readonly BankLine[]): BankLine[][] {
  const files = new Map<string, BankLine[]>();
  for (const line of lines) {
    const file = files.get(line.importId);
    if (file) file.push(line);
    else files.set(line.importId, [line]);
  }
  return [...files.values()].map((file) => file.toSorted((left, right) => left.rowNumber - right.rowNumber));
}

/** True when more neighbours fit newest first than oldest first. */
function runsDown(file: readonly BankLine[]): boolean {
  let up = 0;
  let down = 0;
  for (const [index, line] of file.entries()) {
    const next = file[index + 1];
    if (!next || line.balanceMinor === null || next.balanceMinor === null) continue;
    if (line.balanceMinor + next.amountMinor === next.balanceMinor) up += 1;
    if (next.balanceMinor + line.amountMinor === line.balanceMinor) down += 1;
  }
  if (up !== down) return down > up;
  const first = file.at(0);
  const last = file.at(-1);
  return first !== undefined && last !== undefined && first.date > last.date;
}

interface Gap {
  readonly date: CalendarDate;
  readonly minor: bigint;
}

function gapsOf(
  openingMinor: bigint,
  known: readonly (readonly [CalendarDate, bigint])[],
  days: Evidence['days'],
): Gap[] {
  const sums = days.toSorted((left, right) => (left.date < right.date ? -1 : 1));
  let books = openingMinor;
  let next = 0;
  return known.map(([date, bank]) => {
    for (let day = sums[next]; day && day.date <= date; day = sums[next]) {
      books += day.postedMinor;
      next += 1;
    }
    return { date, minor: bank - books };
  });
}

function byDate(left: readonly [CalendarDate, bigint], right: readonly [CalendarDate, bigint]): number {
  return left[0] < right[0] ? -1 : 1;
}
