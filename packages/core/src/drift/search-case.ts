import type { CalendarDate } from '../dates/index.ts';
import { type BadDay, firstBadDay } from './bank-days.ts';
import type { BookRow, Evidence, SingleMend, SuspectItem, SuspectKind } from './evidence.ts';
import { type LineMatch, matchLines } from './match-lines.ts';
import { StepBudget } from './step-budget.ts';

/** One search: the evidence, put in order once. */
export interface SearchCase {
  readonly evidence: Evidence;
  readonly badDay: BadDay | null;
  readonly match: LineMatch;
  readonly budget: StepBudget;
  /** Effects that are looked for: the step at the first bad day, and the whole drift. */
  readonly targets: readonly bigint[];
  /** Posted rows of the segment that a mend may change; reconciled ones agreed with a statement. */
  readonly suspectRows: readonly BookRow[];
  /** Rows in and around the segment by their label; rows without one are left out. */
  readonly byLabel: ReadonlyMap<string, readonly BookRow[]>;
}

/** A suspect before it is weighed: what speaks for it, in points. */
export interface Draft {
  readonly kind: SuspectKind;
  readonly effectMinor: bigint;
  readonly base: number;
  readonly points: readonly Point[];
  readonly items: readonly SuspectItem[];
  readonly mend: SingleMend;
  /** The day that it is about. */
  readonly date: CalendarDate;
}

export interface Point {
  readonly score: number;
  /** Why; empty when it is not worth saying. */
  readonly reason: string;
}

/** Rows in one order, so that the same evidence always gives the same suspects. */
export function openCase(given: Evidence, steps: number): SearchCase {
  const evidence = {
    ...given,
    rows: given.rows.toSorted(byDateAndId),
    deleted: given.deleted.toSorted(byDateAndId),
  };
  const budget = new StepBudget(steps);
  const badDay = firstBadDay(evidence);
  const { driftMinor } = evidence.segment;
  const step = badDay?.stepMinor ?? driftMinor;
  return {
    evidence,
    badDay,
    match: matchLines(evidence.lines, evidence.rows, budget),
    budget,
    targets: step === driftMinor || step === 0n ? [driftMinor] : [step, driftMinor],
    suspectRows: evidence.rows.filter((row) => row.status === 'cleared' && isInside(evidence, row.date)),
    byLabel: groupByLabel(evidence.rows),
  };
}

/** True for a day of the segment. */
export function isInside({ segment }: Evidence, date: CalendarDate): boolean {
  return date > segment.since && date <= segment.until;
}

/** A point that is given on a condition. */
export function when(condition: boolean, score: number, reason = ''): Point[] {
  return condition ? [{ score, reason }] : [];
}

function byDateAndId(left: Dated, right: Dated): number {
  return compareText(left.date, right.date) || compareText(left.id, right.id);
}

type Dated = { readonly date: CalendarDate; readonly id: string };

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function groupByLabel(rows: readonly BookRow[]): ReadonlyMap<string, readonly BookRow[]> {
  const groups = new Map<string, BookRow[]>();
  for (const row of rows) {
    if (row.label === '') continue;
    const group = groups.get(row.label);
    if (group) group.push(row);
    else groups.set(row.label, [row]);
  }
  return groups;
}
