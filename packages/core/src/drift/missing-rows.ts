import { addDays, type CalendarDate, daysBetween } from '../dates/index.ts';
import type { BankLine } from './evidence.ts';
import { missingRecurring } from './missing-recurring.ts';
import { type Draft, isInside, type SearchCase, when } from './search-case.ts';

/** How long a row may have been pending when the bank posts it. */
const PENDING_DAYS = 30;
const LONG_PENDING_DAYS = 5;

/** Everything that the bank may have and the books do not count: each adds its amount to the books. */
export function missingRows(search: SearchCase): Draft[] {
  return [
    ...deletedRows(search),
    ...loneLines(search),
    ...pendingRows(search),
    ...loneLegs(search),
    ...missingRecurring(search),
  ];
}

function deletedRows({ evidence, match }: SearchCase): Draft[] {
  return evidence.deleted
    .filter((row) => isInside(evidence, row.date))
    .map((row) => ({
      kind: 'deleted_row',
      effectMinor: row.amountMinor,
      base: 66,
      points: [
        { score: 0, reason: 'You deleted it; without it the difference is exactly its amount.' },
        ...when(
          match.lone.some((line) => line.rowId === row.id || isSameLine(line, row)),
          14,
          "The bank's file has it.",
        ),
      ],
      items: [{ source: 'deleted', row }],
      mend: { kind: 'restore_row', rowId: row.id },
      date: row.date,
    }));
}

const LINE_BASE: Readonly<Record<BankLine['fate'], number>> = {
  skip: 68,
  invalid: 66,
  new: 62,
  deleted: 58,
  duplicate: 58,
};

const LINE_REASON: Readonly<Record<BankLine['fate'], string>> = {
  skip: 'You left this line of the file out.',
  invalid: 'This line of the file could not be booked.',
  new: 'This line of the file has no row any more.',
  deleted: 'This line of the file was left out, because its row had been deleted.',
  duplicate: 'This line of the file was taken for a row that was there already.',
};

/** A line whose row the user deleted is brought back as that row, with all that the user made of it. */
function loneLines({ evidence, match }: SearchCase): Draft[] {
  const gone = new Set(evidence.deleted.map((row) => row.id));
  return match.lone
    .filter((line) => isInside(evidence, line.date) && !(line.rowId !== null && gone.has(line.rowId)))
    .map((line) => ({
      kind: 'missing_line',
      effectMinor: line.amountMinor,
      base: LINE_BASE[line.fate],
      points: [{ score: 0, reason: LINE_REASON[line.fate] }],
      items: [{ source: 'line', line }],
      mend: { kind: 'add_line', importId: line.importId, rowNumber: line.rowNumber },
      date: line.date,
    }));
}

function isSameLine(line: BankLine, row: { date: BankLine['date']; amountMinor: bigint }): boolean {
  return line.date === row.date && line.amountMinor === row.amountMinor;
}

function pendingRows({ evidence, match }: SearchCase): Draft[] {
  const { since, until } = evidence.segment;
  const earliest = addDays(since, -PENDING_DAYS);
  return evidence.rows
    .filter((row) => row.status === 'pending' && row.date > earliest && row.date <= until)
    .map((row) => ({
      kind: 'pending_posted',
      effectMinor: row.amountMinor,
      base: 66,
      points: [
        ...when(
          daysBetween(row.date, until) >= LONG_PENDING_DAYS,
          8,
          `It was still pending ${daysBetween(row.date, until)} days later.`,
        ),
        ...when(match.lineOf.has(row.id), 12, "The bank's file has it as booked."),
        ...when(row.date <= since, -10),
      ],
      items: [{ source: 'row', row }],
      // Cleared on a day of the segment: what lies before, the anchor has already.
      mend: { kind: 'mark_cleared', rowId: row.id, date: dayInside(row.date, since) },
      date: dayInside(row.date, since),
    }));
}

function dayInside(date: CalendarDate, since: CalendarDate): CalendarDate {
  return date > since ? date : addDays(since, 1);
}

function loneLegs({ evidence }: SearchCase): Draft[] {
  return evidence.legs
    .filter((leg) => isInside(evidence, leg.date))
    .map((leg) => ({
      kind: 'missing_leg',
      effectMinor: -leg.amountMinor,
      base: 76,
      points: [
        { score: 0, reason: 'The other account has a transfer with this one, and its other leg is missing.' },
      ],
      items: [{ source: 'leg', leg }],
      mend: { kind: 'add_leg', rowId: leg.id },
      date: leg.date,
    }));
}
