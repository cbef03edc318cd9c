import { addDays, type CalendarDate, parseCalendarDate } from '../dates/index.ts';
import type { BankLine, BookRow, DeletedRow, Evidence, LoneLeg, Mend } from './evidence.ts';
import { mendKey } from './find-suspects.ts';
import {
  type Books,
  type Draw,
  type Entry,
  newRow,
  PLANTERS,
  type PlantedKind,
  Spoiler,
} from './plant-errors.ts';

/** For the laws and the measurement of the search: random books of one account into which one known error is planted. */
export interface PlantedBooks {
  readonly rows: readonly BookRow[];
  readonly deleted: readonly DeletedRow[];
  readonly legs: readonly LoneLeg[];
  readonly lines: readonly BankLine[];
  /** What the bank says at the ends of four months; the rows in between are off in one of the three, or in two. */
  readonly anchors: readonly { readonly date: CalendarDate; readonly balanceMinor: bigint }[];
  /** Mends any of which is the right one, by their key. */
  readonly right: ReadonlySet<string>;
  /** The segment that is searched: the one before this anchor. */
  readonly searched: number;
}

/** by hand: no file was imported. files: the bank's lines are there. balances: with the balance after each line. */
export type Source = 'by hand' | 'files' | 'balances';

/** Errors that only an account with imported files can have. */
export const NEEDS_FILES: readonly PlantedKind[] = ['missing_line', 'extra_row', 'edited_amount'];

const START = parseCalendarDate('2026-01-01');
const ANCHORS = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'].map(parseCalendarDate);
const REGULAR_MONTHS = [
  '2025-11-01',
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
].map(parseCalendarDate);
const OPENING_MINOR = 250_000n;

export function plantError(kind: PlantedKind, source: Source, seed: number): PlantedBooks {
  const pick = picker(seed);
  const truth = makeTruth(pick, source);
  const lines = source === 'by hand' ? [] : bankFile(truth, source === 'balances');
  const anchors = ANCHORS.map((date) => ({ date, balanceMinor: balanceOf(truth, date) }));
  const books: Books = { rows: [...truth], deleted: [], legs: [], lines };
  const right = PLANTERS[kind](new Spoiler(books, pick));
  return { ...books, anchors, right: new Set(right.map(mendKey)), searched: 2 };
}

/** What the search is given for a segment, drifts of its neighbours included. */
export function evidenceOf(books: PlantedBooks): Evidence {
  const { anchors, searched } = books;
  const [opening, closing] = [anchors[searched - 1], anchors[searched]];
  if (!opening || !closing) throw new Error('There is no such segment.');
  const driftMinor = driftOf(books, searched);
  return {
    segment: {
      since: opening.date,
      until: closing.date,
      openingMinor: opening.balanceMinor,
      closingMinor: closing.balanceMinor,
      driftMinor: driftMinor ?? 0n,
    },
    previousDriftMinor: driftOf(books, searched - 1),
    nextDriftMinor: driftOf(books, searched + 1),
    rows: books.rows,
    deleted: books.deleted,
    lines: books.lines,
    legs: books.legs,
    days: books.rows
      .filter((row) => row.status !== 'pending')
      .map((row) => ({ date: row.date, postedMinor: row.amountMinor })),
  };
}

/** Drift of the segment before an anchor; null where there is none. */
export function driftOf(books: Anchored, index: number): bigint | null {
  const [opening, closing] = [books.anchors[index - 1], books.anchors[index]];
  if (!opening || !closing) return null;
  return closing.balanceMinor - opening.balanceMinor - postedBetween(books.rows, opening.date, closing.date);
}

type Anchored = { readonly anchors: PlantedBooks['anchors']; readonly rows: readonly BookRow[] };

/** The books after a mend, as the program does it. */
export function applyMend(books: PlantedBooks, mend: Mend): PlantedBooks {
  if (mend.kind === 'several') return mend.mends.reduce(applyMend, books);
  return { ...books, rows: mendedRows(books, mend) };
}

function mendedRows(
  { rows, deleted, lines, legs }: PlantedBooks,
  mend: Exclude<Mend, { kind: 'several' }>,
): BookRow[] {
  const change = (id: string, fields: (row: BookRow) => Partial<BookRow>) =>
    rows.map((row) => (row.id === id ? { ...row, ...fields(row) } : row));
  const add = (id: string, fields: Entry | undefined) => {
    if (!fields) throw new Error('The mend names nothing that is there.');
    return [...rows, newRow(`${id} mended`, fields)];
  };
  switch (mend.kind) {
    case 'delete_row':
      return rows.filter((row) => row.id !== mend.rowId);
    case 'restore_row':
      return add(
        mend.rowId,
        deleted.find((row) => row.id === mend.rowId),
      );
    case 'flip_sign':
      return change(mend.rowId, (row) => ({ amountMinor: -row.amountMinor }));
    case 'correct_amount':
      return change(mend.rowId, () => ({ amountMinor: mend.amountMinor }));
    case 'move_date':
      return change(mend.rowId, () => ({ date: mend.date }));
    case 'mark_cleared':
      return change(mend.rowId, () => ({ status: 'cleared', date: mend.date }));
    case 'mark_pending':
      return change(mend.rowId, () => ({ status: 'pending' }));
    case 'add_line':
      return add(
        'line',
        lines.find((line) => line.importId === mend.importId && line.rowNumber === mend.rowNumber),
      );
    case 'add_like': {
      const model = rows.find((row) => row.id === mend.rowId);
      return add(mend.rowId, model && { ...model, date: mend.date });
    }
    case 'add_leg': {
      const leg = legs.find((each) => each.id === mend.rowId);
      return add(mend.rowId, leg && { ...leg, amountMinor: -leg.amountMinor });
    }
  }
}

/** Three months of an ordinary account with some regular rows before and after: regular amounts, repeated small ones, and shopping of any amount. */
function makeTruth(pick: Draw, source: Source): BookRow[] {
  const rows: BookRow[] = [];
  const add = (date: CalendarDate, amountMinor: bigint, label: string) => {
    const importId = source !== 'by hand' && pick(3) > 0 ? 'file' : null;
    rows.push({ ...newRow(rowId(rows.length), { date, amountMinor, label }), importId });
  };
  const subscription = -BigInt(499 + pick(2000));
  for (const month of REGULAR_MONTHS) {
    add(addDays(month, 1), -85_000n, 'Landlord rent');
    add(addDays(month, 24), 310_000n + BigInt(pick(3) * 1_000), 'Employer salary');
    add(addDays(month, 11), subscription, 'Streaming');
    add(addDays(month, 14), -2_990n, 'Telephone');
  }
  const count = 90 + pick(60);
  for (let nth = 0; nth < count; nth += 1) {
    const date = addDays(START, pick(90));
    const kind = pick(10);
    if (kind < 3) add(date, COFFEES[pick(COFFEES.length)] ?? -280n, 'Coffee bar');
    else if (kind < 9) add(date, -BigInt(450 + pick(14_000)), SHOPS[pick(SHOPS.length)] ?? 'Market');
    else add(date, BigInt(1_000 + pick(20_000)), 'Friend');
  }
  return rows;
}

const COFFEES = [-280n, -320n, -350n, -410n];
const SHOPS = ['Market', 'Bakery', 'Book shop', 'Railway', 'Pharmacy', 'Hardware', 'Cinema', 'Restaurant'];

function rowId(index: number): string {
  return `row${index.toString().padStart(4, '0')}`;
}

/** The bank's file of everything, oldest first; rows entered by hand were recognised in it. */
function bankFile(truth: readonly BookRow[], hasBalances: boolean): BankLine[] {
  let balance = OPENING_MINOR;
  return truth
    .toSorted((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
    .map((row, index) => {
      balance += row.amountMinor;
      return {
        importId: 'file',
        rowNumber: index + 1,
        date: row.date,
        amountMinor: row.amountMinor,
        label: row.label,
        fate: row.importId === null ? 'duplicate' : 'new',
        rowId: row.id,
        balanceMinor: hasBalances ? balance : null,
      };
    });
}

function balanceOf(rows: readonly BookRow[], date: CalendarDate): bigint {
  return rows.reduce((sum, row) => (row.date <= date ? sum + row.amountMinor : sum), OPENING_MINOR);
}

function postedBetween(rows: readonly BookRow[], since: CalendarDate, until: CalendarDate): bigint {
  return rows.reduce(
    (sum, row) =>
      row.status !== 'pending' && row.date > since && row.date <= until ? sum + row.amountMinor : sum,
    0n,
  );
}

function picker(seed: number): Draw {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}
