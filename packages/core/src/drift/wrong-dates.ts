import { addDays, type CalendarDate, daysBetween } from '../dates/index.ts';
import type { BookRow, Evidence } from './evidence.ts';
import { type Draft, isInside, type SearchCase, when } from './search-case.ts';

/**
 * Rows on the wrong side of an anchor. The neighbour's drift has to be the opposite, or there is no anchor on that side:
 * else the move would only carry the difference over.
 */
export function wrongDates({ evidence, match, budget }: SearchCase, target: bigint): Draft[] {
  const movable = evidence.rows.filter(
    (row) =>
      row.status === 'cleared' &&
      budget.take() &&
      (row.amountMinor === target || row.amountMinor === -target),
  );
  return sidesOf(evidence).flatMap((side) =>
    movable.flatMap((row) => {
      const leaves = isInside(evidence, row.date);
      if (!isMisplaced(row, { side, target, leaves })) return [];
      const line = match.lineOf.get(row.id);
      const told = line && side.isBeyond(line.date) === leaves && isInside(evidence, line.date) !== leaves;
      const date = told ? line.date : leaves ? side.outer : side.inner;
      return [moveOf(row, { date, target, isTold: told ?? false, isOpposite: side.driftMinor === -target })];
    }),
  );
}

interface Side {
  readonly driftMinor: bigint | null;
  /** The day of the segment and the day beyond it that lie at the anchor. */
  readonly inner: CalendarDate;
  readonly outer: CalendarDate;
  readonly isBeyond: (date: CalendarDate) => boolean;
}

function sidesOf({ segment, previousDriftMinor, nextDriftMinor }: Evidence): Side[] {
  const { since, until } = segment;
  return [
    { driftMinor: nextDriftMinor, inner: until, outer: addDays(until, 1), isBeyond: (date) => date > until },
    {
      driftMinor: previousDriftMinor,
      inner: addDays(since, 1),
      outer: since,
      isBeyond: (date) => date <= since,
    },
  ];
}

/** A row that would have to leave the segment needs a neighbour that misses it; one that comes in may come from nowhere. */
function isMisplaced(
  row: BookRow,
  { side, target, leaves }: { side: Side; target: bigint; leaves: boolean },
): boolean {
  if (leaves) return row.amountMinor === -target && side.driftMinor === -target;
  const isFree = side.driftMinor === null || side.driftMinor === -target;
  return row.amountMinor === target && side.isBeyond(row.date) && isFree;
}

interface Move {
  readonly date: CalendarDate;
  readonly target: bigint;
  readonly isTold: boolean;
  readonly isOpposite: boolean;
}

function moveOf(row: BookRow, { date, target, isTold, isOpposite }: Move): Draft {
  const days = Math.abs(daysBetween(row.date, date));
  return {
    kind: 'wrong_date',
    effectMinor: target,
    base: 46,
    points: [
      ...when(isOpposite, 24, 'The time beside it is off by the same amount the other way.'),
      ...when(isTold, 25, "The bank's file has it on the other side."),
      ...when(days <= 3, 16, `It would move by ${days === 1 ? 'a day' : `${days} days`}.`),
      ...when(days > 3 && days <= 7, 10, `It would move by ${days} days.`),
      ...when(days > 31, -20),
    ],
    items: [{ source: 'row', row }],
    mend: { kind: 'move_date', rowId: row.id, date },
    date: row.date,
  };
}
